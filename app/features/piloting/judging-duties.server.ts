/** Decisions that are owed on what was reported or asked for. */
import { and, eq, isNull } from "drizzle-orm";
import { sharersOf } from "../confirming/shares.server.ts";
import type { Tx } from "../../../db/database.ts";
import { duties, dutyInvolved } from "../../../db/schema/piloting.ts";
import type { LoggedEvent } from "../../platform/events.server.ts";
import { newId } from "../../platform/ids.ts";
import { afterWorkingDays } from "./calendar.server.ts";
import { canBeJudged } from "./assigning.server.ts";
import { judgings } from "./judging.server.ts";
import { wakeAfter } from "./overdue.server.ts";
import { calendarOf } from "./rules.ts";
import { clocksOf } from "./duties.server.ts";

/** What was reported or asked for is owed a decision, once at a time. */
export async function judge(tx: Tx, event: LoggedEvent): Promise<void> {
  for (const judging of judgings) {
    if (event.actor === "system" && judging.bySystem !== true) continue;
    const { starts, ends, cancels, subjectOf, ideaOf, spaceOf, involvedIn, dueAt, endedBy } = judging;
    if (starts.includes(event.kind)) {
      const space = spaceOf?.(event) ?? event.space;
      // Somebody with an unnamed part does not decide either; the log does not name him or her.
      const { freeze } = event.payload;
      const parts = typeof freeze === "string" ? await sharersOf(tx, freeze) : [];
      const about = {
        subject: subjectOf(event),
        idea: ideaOf(event),
        involved: [...new Set([...involvedIn(event), ...parts])],
        space,
        due: dueAt?.(event),
      };
      await startJudging(tx, event, about);
    }
    const how = ends.includes(event.kind) ? "done" : cancels.includes(event.kind) ? "cancelled" : null;
    if (how === null) continue;
    await tx
      .update(duties)
      .set({ end: how, endedAt: event.at, endedBy: endedBy?.(event) ?? event.id })
      .where(and(eq(duties.subject, subjectOf(event)), eq(duties.kind, "judge"), isNull(duties.end)));
  }
}

async function startJudging(
  tx: Tx,
  event: LoggedEvent,
  {
    subject,
    idea,
    involved,
    space: where,
    due,
  }: {
    subject: string;
    idea: string | null;
    involved: readonly string[];
    space: string | null;
    due: number | undefined;
  },
): Promise<void> {
  const space = await clocksOf(tx, where);
  if (!space) return;
  const duty = {
    id: newId(event.at),
    space: space.id,
    subject,
    idea,
    kind: "judge" as const,
    startedAt: event.at,
    dueAt: due ?? afterWorkingDays(event.at, space.judgeDays, calendarOf(space)),
    shownFrom: event.at,
    startedBy: event.id,
  };
  const started = await tx.insert(duties).values(duty).onConflictDoNothing().returning({ id: duties.id });
  if (started.length === 0) return;
  await wakeAfter(tx, event.at, duty.dueAt);
  if (involved.length > 0) await tx.insert(dutyInvolved).values(involved.map((member) => ({ duty: duty.id, member })));
  if (await canBeJudged(tx, duty, event.at)) return;
  await tx.update(duties).set({ unassigned: true }).where(eq(duties.id, duty.id));
}
