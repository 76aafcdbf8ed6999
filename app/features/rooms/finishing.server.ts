import { createHash } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { type Ballot, roomBallots, roomDuels, roomNotes } from "../../../db/schema/rooms.ts";
import { subjectsOf } from "./board.ts";
import { scoresOf } from "./duels.ts";
import type { Proceeding } from "./proceeding.server.ts";
import { takesVotes } from "./rules.ts";
import { leaveLivingText } from "./together.server.ts";

/** What a phase leaves when it ends: votes are counted, duels come to a ranking, a text to a version. */
export async function finishPhase(room: Proceeding): Promise<void> {
  const phase = room.plan[room.board.phase];
  if (!phase) return;
  if (takesVotes(phase)) await countVotes(room, phase.ballot);
  if (phase.kind === "duels") await rankDuels(room);
  if (phase.kind === "cowrite") await leaveLivingText(room);
}

async function countVotes(room: Proceeding, ballot: Ballot): Promise<void> {
  const phase = room.board.phase;
  const ballots = await room.tx
    .select({ votes: roomBallots.votes })
    .from(roomBallots)
    .where(and(eq(roomBallots.room, room.room.id), eq(roomBallots.phase, phase)));
  const subjects = new Set(subjectsOf(room.board));
  const totals: Record<string, number> = {};
  for (const { votes } of ballots) {
    for (const [subject, count] of Object.entries(votes)) {
      if (subjects.has(subject)) totals[subject] = (totals[subject] ?? 0) + count;
    }
  }
  const voters = ballots.filter(({ votes }) => Object.keys(votes).length > 0).length;
  room.happen("votes_counted", { phase, ballot, totals, voters }, "system");
}

async function rankDuels(room: Proceeding): Promise<void> {
  const phase = room.board.phase;
  const duels = await room.tx
    .select({ one: roomDuels.one, other: roomDuels.other, winner: roomDuels.winner })
    .from(roomDuels)
    .where(and(eq(roomDuels.room, room.room.id), eq(roomDuels.phase, phase)));
  room.happen("duels_ranked", { phase, notes: scoresOf(Object.keys(room.board.notes), duels) }, "system");
}

/** Puts on the board what was written unseen, in an order that tells neither when nor by whom. */
export async function showNotes(room: Proceeding, isAnonymous: boolean): Promise<void> {
  const unseen = and(eq(roomNotes.room, room.room.id), isNull(roomNotes.shownAt));
  const rows = await room.tx
    .select({ id: roomNotes.id, words: roomNotes.words, by: roomNotes.author, isSealed: roomNotes.isSealed })
    .from(roomNotes)
    .where(unseen);
  if (rows.length === 0) return;
  await room.tx.update(roomNotes).set({ shownAt: room.now }).where(unseen);
  const notes = rows
    .map((note) => ({ ...note, isAnonymous }))
    .toSorted((a, b) => (shuffled(a.id) < shuffled(b.id) ? -1 : 1));
  room.happen("notes_shown", { notes }, "system");
}

function shuffled(id: string): string {
  return createHash("sha256").update(id).digest("hex");
}
