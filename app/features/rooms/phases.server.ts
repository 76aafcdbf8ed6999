/**
 * From phase to phase. The clock is the server's: a phase ends by its deadline and two seconds of grace, whether
 * anybody looks or not, and once, also where several servers look at the same moment.
 */
import { and, asc, eq, gt, isNotNull } from "drizzle-orm";
import { roomPeople } from "../../../db/schema/rooms.ts";
import { Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { beginPitch, lacksForPitch } from "../pitching/acts.server.ts";
import { lengthOf } from "../pitching/rules.ts";
import { closeRoom } from "./closing.server.ts";
import { roomBegun } from "./events.ts";
import { finishPhase, showNotes } from "./finishing.server.ts";
import type { Proceeding } from "./proceeding.server.ts";
import { livingTextFor } from "./together.server.ts";
import { grace, groupsOf, here, idleAt, roundsFor, shows, takesPart } from "./rules.ts";

/** Ends the phase that runs and begins the next one, or closes the room after the last. `actor`: a member's id or `system`. */
export async function beginNext(room: Proceeding, actor: string): Promise<void> {
  await finishPhase(room);
  const next = nextPhase(room);
  const phase = room.plan[next];
  if (!phase) return closeRoom(room, "over", actor);
  if (phase.kind === "slides") await beginPitch(room, phase, actor);
  if (shows(phase)) await showNotes(room, phase.visibility !== "named");
  const deadline = room.now + lengthOf(phase);
  const groups = phase.grouping === "sheets" ? [circleOf(room)] : groupsOf(await presentIn(room), phase.grouping);
  if (room.board.phase < 0) {
    const by = actor === "system" ? ("system" as const) : { kind: "member" as const, id: actor };
    await record(room.tx, { actor: by, now: room.now }, [roomBegun(room.room, { host: room.board.host })]);
  }
  const text = phase.kind === "cowrite" ? await livingTextFor(room) : null;
  room.happen("phase_began", { phase: next, deadline, groups, ...(text && { text }) }, actor);
}

/** The place in the plan of the phase that follows; beyond the plan's end where none does. */
function nextPhase(room: Proceeding): number {
  let next = room.board.phase + 1;
  // A round more than there are people would bring the same sheet back.
  while (room.plan[next]?.grouping === "sheets" && roundOf(room, next) >= roundsFor(circleOf(room).length)) next++;
  return next;
}

/** How many rounds with sheets came before a phase. */
function roundOf({ plan }: Proceeding, position: number): number {
  return plan.slice(0, position).filter(({ grouping }) => grouping === "sheets").length;
}

/** Those among whom the sheets go round: fixed with the first round, so that every sheet finds its next writer. */
function circleOf({ board, plan }: Proceeding): string[] {
  const isUnderWay = plan[board.phase]?.grouping === "sheets";
  const [circle] = board.groups;
  if (isUnderWay && circle) return [...circle];
  return Object.keys(board.people).filter((member) => takesPart(board.people[member]));
}

/** Who takes part and is there now, in the order of coming. */
async function presentIn({ tx, room, board, now }: Proceeding): Promise<string[]> {
  const rows = await tx
    .select({ member: roomPeople.member })
    .from(roomPeople)
    .where(and(eq(roomPeople.room, room.id), gt(roomPeople.seenAt, now - here)));
  const present = new Set(rows.map(({ member }) => member));
  const taking = Object.keys(board.people).filter((member) => takesPart(board.people[member]));
  const there = taking.filter((member) => present.has(member));
  return there.length > 0 ? there : taking;
}

/**
 * Ends the phase where its plan says so: `time` once its deadline and the grace are over, `all_ready` when everybody
 * who takes part and is there has said to be done.
 */
export async function endPhase(room: Proceeding, why: "time" | "all_ready"): Promise<void> {
  const { board, now } = room;
  const phase = room.plan[board.phase];
  if (!phase || board.state !== "running") return;
  if (why === "time") {
    if (phase.advance === "host" || board.deadline === null || now < board.deadline + grace) return;
    // Slides that are not ready do not begin by themselves: the clock stands until somebody lets it go on.
    if (await isNotReady(room)) return room.happen("paused", { left: 0 }, "system");
    return beginNext(room, "system");
  }
  if (phase.advance !== "all_ready") return;
  const present = await presentIn(room);
  // A phase among nobody at all has its time.
  if (present.length === 0 || !present.every((member) => board.done.includes(member))) return;
  if (!(await isNotReady(room))) await beginNext(room, "system");
}

async function isNotReady(room: Proceeding): Promise<boolean> {
  return (await lacksForPitch(room, room.plan[nextPhase(room)])) !== null;
}

/** Closes a room in which nothing has happened for long, or that nobody ever began. */
export async function endIdle(room: Proceeding): Promise<void> {
  const { board, now } = room;
  if (board.state === "closed" || now < idleAt(board, room.room)) return;
  await closeRoom(room, board.state === "lobby" ? "never_began" : "idle", "system");
}

export async function pauseClock(room: Proceeding, actor: string): Promise<void> {
  const { deadline, state } = room.board;
  if (state !== "running" || deadline === null) throw new Refused("clock_stands");
  room.happen("paused", { left: Math.max(0, deadline - room.now) }, actor);
}

export async function resumeClock(room: Proceeding, actor: string): Promise<void> {
  const { pausedLeft } = room.board;
  if (pausedLeft === null) throw new Refused("clock_runs");
  room.happen("resumed", { deadline: room.now + pausedLeft }, actor);
}

/** Gives the phase more time, whether its clock runs or stands. */
export async function extendClock(room: Proceeding, actor: string, minutes: number): Promise<void> {
  const { deadline, pausedLeft, state } = room.board;
  // So many slides of so many seconds: that is the pitch.
  if (room.plan[room.board.phase]?.kind === "slides") throw new Refused("pitch_has_its_time");
  if (state !== "running" || (deadline === null && pausedLeft === null)) throw new Refused("clock_stands");
  const more = minutes * 60_000;
  const left = pausedLeft === null ? null : pausedLeft + more;
  room.happen("extended", { deadline: deadline === null ? null : Math.max(deadline, room.now) + more, left }, actor);
}

/** Who may take over from a host who is away, and is there: co-hosts first, then as they came. */
export async function presentPeople({ tx, room, now }: Proceeding) {
  return tx
    .select({ member: roomPeople.member, role: roomPeople.role, seenAt: roomPeople.seenAt })
    .from(roomPeople)
    .where(
      and(
        eq(roomPeople.room, room.id),
        eq(roomPeople.isBlocked, false),
        isNotNull(roomPeople.enteredAt),
        gt(roomPeople.seenAt, now - here),
      ),
    )
    .orderBy(asc(roomPeople.enteredAt), asc(roomPeople.member));
}
