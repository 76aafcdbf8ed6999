/** What becomes of what is owed to an idea when the idea goes to another space. */
import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { duties, ideaPilots, pauses } from "../../../db/schema/piloting.ts";
import { assign, canBeJudged } from "./assigning.server.ts";
import { wakeAfter } from "./overdue.server.ts";
import { dueWhenResumed } from "./pauses.server.ts";

/**
 * What is owed to an idea goes along to a space, in which the idea stands by now: its clocks run on to the day that they
 * had, and the rota there says whose it is. What ended before stays where it was owed: there it was done or missed.
 */
export async function carryDuties(tx: Tx, { id: idea, space }: { id: string; space: string }, now: number) {
  const open = and(eq(duties.idea, idea), isNull(duties.end));
  await tx.update(duties).set({ space }).where(open);
  const still = await tx
    .select()
    .from(pauses)
    .where(and(eq(pauses.idea, idea), isNull(pauses.endedAt)));
  for (const pause of still) {
    // A clock that stands still says when it is due once it goes on, by the calendar of its space.
    const dueAt = await dueWhenResumed(tx, pause, pause.until);
    await tx.update(duties).set({ dueAt }).where(eq(duties.id, pause.duty));
    await wakeAfter(tx, now, dueAt);
  }
  // Chosen anew, with reasons that are of this space. An import brings ideas that were never given to anybody.
  const given = await tx.delete(ideaPilots).where(eq(ideaPilots.idea, idea)).returning({ idea: ideaPilots.idea });
  if (given.length > 0) await assign(tx, space, [idea], now);
  const judged = await tx
    .select({ id: duties.id, space: duties.space, idea: duties.idea })
    .from(duties)
    .where(and(open, eq(duties.kind, "judge")));
  for (const duty of judged) {
    const unassigned = !(await canBeJudged(tx, duty, now));
    await tx.update(duties).set({ unassigned }).where(eq(duties.id, duty.id));
  }
}
