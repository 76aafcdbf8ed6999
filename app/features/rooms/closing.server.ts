/** How a room ends: always with minutes, and with everything that was written in it on the board. */
import { and, eq } from "drizzle-orm";
import { roomBallots, roomDuels, type RoomEnd, roomWords } from "../../../db/schema/rooms.ts";
import { record } from "../../platform/events.server.ts";
import { enqueue } from "../../platform/jobs.server.ts";
import type { RoomEvent } from "./board.ts";
import { roomClosed, roomContributed } from "./events.ts";
import { finishPhase, showNotes } from "./finishing.server.ts";
import type { Proceeding } from "./proceeding.server.ts";
import { judgeSession } from "./qualifying.server.ts";
import { broughtBy, roomEventsAfter, wordsIn } from "./queries.server.ts";

/** The kind of the job that makes of a closed room's notes what they were to become. */
export const harvestJob = "rooms.harvest";

/** Closes a room, once. What was written and not shown yet comes onto the board, votes under way are counted. */
export async function closeRoom(room: Proceeding, end: RoomEnd, actor: string): Promise<void> {
  if (room.board.state === "closed") return;
  await finishPhase(room);
  // Nobody has seen them with a name: at the closing each author's choice holds.
  await showNotes(room, true);
  // What this very command adds is no act of anybody.
  const log = await roomEventsAfter(room.tx, room.room.id, 0, Number.MAX_SAFE_INTEGER);
  await forgetUnpublished(room, log);
  room.happen("closed", { end }, actor);
  const by = {
    actor: actor === "system" ? ("system" as const) : { kind: "member" as const, id: actor },
    now: room.now,
  };
  const { board } = room;
  // Whoever led a room that never began gave nothing to it.
  const given = board.phase < 0 ? [] : await contributions(room, log);
  await record(room.tx, by, [
    roomClosed(room.room, {
      host: board.host,
      end,
      people: given.length,
      notes: Object.keys(board.notes).length,
      presenter: board.deck?.presenter ?? null,
    }),
    ...given.map((each) => roomContributed(room.room, each)),
  ]);
  await judgeSession(room);
  if (board.draft !== null || Object.keys(board.becoming).length > 0) {
    await enqueue(room.tx, room, { kind: harvestJob, payload: { room: room.room.id } });
  }
}

/** Erases words that never came before the others: nothing names them any more. */
async function forgetUnpublished(room: Proceeding, log: readonly RoomEvent[]): Promise<void> {
  const named = new Set([...log.flatMap((event) => broughtBy(event).words), ...wordsIn(room.board)]);
  const said = await room.tx.select({ id: roomWords.id }).from(roomWords).where(eq(roomWords.room, room.room.id));
  await room.unsay(...said.flatMap(({ id }) => (named.has(id) ? [] : id)));
}

/** What each person gave, of those who gave anything. */
async function contributions({ tx, room, board }: Proceeding, log: readonly RoomEvent[]) {
  const sorted = new Map<string, number>();
  const weighed = new Map<string, number>();
  const more = (counts: Map<string, number>, member: string | null, by = 1) => {
    if (member !== null) counts.set(member, (counts.get(member) ?? 0) + by);
  };
  for (const { kind, actor } of log) {
    if (["note_moved", "cluster_made", "cluster_named", "cluster_merged"].includes(kind)) more(sorted, actor);
    if (kind === "stance_taken" || kind === "question_backed") more(weighed, actor);
  }
  const ballots = await tx
    .select({ member: roomBallots.member })
    .from(roomBallots)
    .where(eq(roomBallots.room, room.id));
  const duels = await tx
    .select({ member: roomDuels.member })
    .from(roomDuels)
    .where(and(eq(roomDuels.room, room.id)));
  for (const { member } of [...ballots, ...duels]) more(weighed, member);
  const notes = new Map<string, number>();
  const signed = new Map<string, number>();
  for (const { by, isSealed } of Object.values(board.notes)) {
    more(notes, by);
    if (!isSealed) more(signed, by);
  }
  const asked = new Map<string, number>();
  const askedSigned = new Map<string, number>();
  for (const { by, isSealed } of Object.values(board.questions)) {
    more(asked, by);
    if (!isSealed) more(askedSigned, by);
  }
  const drafters = new Set(board.drafters);
  return Object.keys(board.people)
    .map((member) => ({
      member,
      notes: notes.get(member) ?? 0,
      signed: signed.get(member) ?? 0,
      sorted: (sorted.get(member) ?? 0) + (drafters.has(member) ? 1 : 0),
      weighed: weighed.get(member) ?? 0,
      asked: asked.get(member) ?? 0,
      askedSigned: askedSigned.get(member) ?? 0,
      presented: member === board.deck?.presenter,
      hosted: member === board.host,
    }))
    .filter((each) => each.notes + each.sorted + each.weighed + each.asked > 0 || each.hosted || each.presented);
}
