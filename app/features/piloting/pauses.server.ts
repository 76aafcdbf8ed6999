/** A clock that stands still: what becomes of it when what it measures ends, and when that is taken back. */
import { and, eq, gt, inArray, isNull } from "drizzle-orm";
import type { Reads, Tx } from "../../../db/database.ts";
import { members } from "../../../db/schema/members.ts";
import { duties, type DutyKind, pauses } from "../../../db/schema/piloting.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import { dueAfterPause } from "./calendar.server.ts";
import { wakeAfter } from "./overdue.server.ts";
import { calendarOf } from "./rules.ts";

export type Pause = typeof pauses.$inferSelect;

/** What everybody reads of a clock that stands still: why, by whom, since when and until when at the latest (ms since 1970 UTC). */
export type ShownPause = { id: string; kind: DutyKind; reason: string; by: string; at: number; until: number };

/** The clock of an idea that stands still at `now`, if one does. */
export async function pauseOf(read: Reads, idea: string, now: number): Promise<ShownPause | null> {
  const [row] = await read
    .select({
      id: pauses.id,
      kind: duties.kind,
      reason: pauses.reason,
      by: members.name,
      at: pauses.at,
      until: pauses.until,
    })
    .from(pauses)
    .innerJoin(duties, eq(duties.id, pauses.duty))
    .innerJoin(members, eq(members.id, pauses.by))
    // One that is over runs, also while nobody has noted it yet.
    .where(and(eq(pauses.idea, idea), isNull(pauses.endedAt), gt(pauses.until, now)))
    .limit(1);
  return row ?? null;
}

/** When a duty is due whose clock stands still from `at` to `to`, by the calendar of its space as it is now. */
export async function dueWhenResumed(
  tx: Tx,
  { duty, at, dueBefore }: Pick<Pause, "duty" | "at" | "dueBefore">,
  to: number,
): Promise<number> {
  const [row] = await tx
    .select({ kind: duties.kind, ...clock })
    .from(duties)
    .innerJoin(spaces, eq(spaces.id, duties.space))
    .where(eq(duties.id, duty));
  if (!row) throw new Error(`There is no duty ${duty}.`);
  return dueAfterPause(dueBefore, at, to, countsWorkingTime(row.kind) ? calendarOf(row) : null);
}

const clock = { timeZone: spaces.timeZone, workingDays: spaces.workingDays, holidays: spaces.holidays };

function countsWorkingTime(kind: DutyKind): boolean {
  return kind === "acknowledge";
}

/**
 * Ends a pause at a moment, once: its clock goes on then, and at its last moment at the latest. Says whether this did it;
 * somebody else may have been first.
 */
export async function endPause(tx: Tx, pause: Pause, at: number, endedBy: string | null): Promise<boolean> {
  const to = Math.min(at, pause.until);
  const ended = await tx
    .update(pauses)
    .set({ endedAt: to, endedBy })
    .where(and(eq(pauses.id, pause.id), isNull(pauses.endedAt)))
    .returning({ id: pauses.id });
  if (ended.length === 0) return false;
  const dueAt = await dueWhenResumed(tx, pause, to);
  await tx.update(duties).set({ pausedUntil: null, dueAt }).where(eq(duties.id, pause.duty));
  await wakeAfter(tx, at, dueAt);
  return true;
}

/** What these duties waited for is there, or fell away: their clocks stand still no more. `endedBy` is what ended them. */
export async function endPausesOf(
  tx: Tx,
  ended: readonly { id: string }[],
  at: number,
  endedBy: string,
): Promise<void> {
  if (ended.length === 0) return;
  const ids = ended.map(({ id }) => id);
  const open = await tx
    .select()
    .from(pauses)
    .where(and(inArray(pauses.duty, ids), isNull(pauses.endedAt)));
  for (const pause of open) await endPause(tx, pause, at, endedBy);
}

/** The act that ended a duty was taken back: where its clock stood still then, it does so as if the act had not been. */
export async function pauseOn(tx: Tx, duty: string, now: number, endedBy: string): Promise<void> {
  const [pause] = await tx
    .select()
    .from(pauses)
    .where(and(eq(pauses.duty, duty), eq(pauses.endedBy, endedBy)));
  if (!pause) return;
  const isOver = pause.until <= now;
  const ended = { endedAt: isOver ? pause.until : null, endedBy: null };
  await tx.update(pauses).set(ended).where(eq(pauses.id, pause.id));
  const dueAt = await dueWhenResumed(tx, pause, pause.until);
  await tx
    .update(duties)
    .set({ pausedUntil: isOver ? null : pause.until, dueAt })
    .where(eq(duties.id, duty));
  await wakeAfter(tx, now, isOver ? dueAt : pause.until);
}
