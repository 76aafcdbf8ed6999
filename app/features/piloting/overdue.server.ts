/** Notes when a clock has run out: once for each, so that those who lead a space are told once. */
import { and, asc, eq, inArray, isNull, lt } from "drizzle-orm";
import type { Database, Tx } from "../../../db/database.ts";
import { jobs } from "../../../db/schema/log.ts";
import { duties, noDeadline, pauses } from "../../../db/schema/piloting.ts";
import { record } from "../../platform/events.server.ts";
import { enqueue } from "../../platform/jobs.server.ts";
import { dutyOverdue } from "./events.ts";

/** The kind of the job that runs whenever the next clock runs out. */
export const overdueJob = "piloting.overdue";

/** How many are noted in one transaction. */
const batch = 50;
/** The job looks again after this time at the latest, in milliseconds: a clock may have begun while it looked. */
const longestSleep = 3_600_000;

/** A clock that runs and was not yet noted as late; in the words of its index's own condition. */
const running = and(isNull(duties.end), isNull(duties.lateAt));

/** Records `duty.overdue` for each clock that has run out by `now`; plans itself for when the next one does or goes on. */
export async function noteOverdue(db: Database, now: number): Promise<void> {
  while ((await noteSome(db, now)) === batch);
  await planOverdue(db, now);
}

async function noteSome(db: Database, now: number): Promise<number> {
  const late = and(running, lt(duties.dueAt, now));
  const found = await db.read
    .select({ id: duties.id })
    .from(duties)
    .where(late)
    .orderBy(asc(duties.dueAt))
    .limit(batch);
  if (found.length === 0) return 0;
  await db.transaction(async (tx) => {
    const ids = found.map(({ id }) => id);
    // Of two servers that look at the same moment, one finds what the other has noted.
    const noted = await tx
      .update(duties)
      .set({ lateAt: now })
      .where(and(inArray(duties.id, ids), late))
      .returning();
    await record(tx, { actor: "system", now }, noted.map(dutyOverdue));
  });
  return found.length;
}

/** Makes sure that the job waits for the next clock that runs out, or goes on, if there is any. */
export async function planOverdue(db: Database, now: number): Promise<void> {
  const [next] = await db.read
    .select({ dueAt: duties.dueAt })
    .from(duties)
    .where(and(running, lt(duties.dueAt, noDeadline)))
    .orderBy(asc(duties.dueAt))
    .limit(1);
  const [goesOn] = await db.read
    .select({ at: pauses.until })
    .from(pauses)
    .where(isNull(pauses.endedAt))
    .orderBy(asc(pauses.until))
    .limit(1);
  if (!next) return;
  const first = Math.min(next.dueAt, goesOn?.at ?? next.dueAt, now + longestSleep);
  await db.transaction((tx) => wakeAfter(tx, now, first));
}

/** Lets the job look right after `dueAt` at the latest (milliseconds since 1970 UTC). */
export async function wakeAfter(tx: Tx, now: number, dueAt: number): Promise<void> {
  const runAt = dueAt + 1;
  const isWaiting = and(eq(jobs.kind, overdueJob), eq(jobs.state, "waiting"));
  const [planned] = await tx
    .select({ id: jobs.id, runAt: jobs.runAt })
    .from(jobs)
    .where(isWaiting)
    .orderBy(asc(jobs.runAt))
    .limit(1);
  if (planned && planned.runAt <= runAt) return;
  const moved = planned
    ? await tx
        .update(jobs)
        .set({ runAt })
        .where(and(eq(jobs.id, planned.id), isWaiting))
        .returning({ id: jobs.id })
    : [];
  if (moved.length === 0) await enqueue(tx, { now }, { kind: overdueJob, payload: {}, runAt });
}
