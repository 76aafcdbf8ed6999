/** What pilots owe: how a duty begins, ends, and runs on once what ended it is taken back. */
import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { duties, type DutyEnd, type DutyKind, noDeadline } from "../../../db/schema/piloting.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import type { LoggedEvent } from "../../platform/events.server.ts";
import { newId } from "../../platform/ids.ts";
import { afterPlainDays, afterWorkingDays, endOfDay } from "./calendar.server.ts";
import { assignmentOf } from "./assigning.server.ts";
import { wakeAfter } from "./overdue.server.ts";
import { endPausesOf, pauseOn } from "./pauses.server.ts";
import { calendarOf, reviewsFrom } from "./rules.ts";

/** By what the clocks of a space go. */
export async function clocksOf(tx: Tx, id: string | null) {
  const [space] = await tx
    .select({
      id: spaces.id,
      timeZone: spaces.timeZone,
      workingDays: spaces.workingDays,
      holidays: spaces.holidays,
      acknowledgeDays: spaces.acknowledgeDays,
      decideDays: spaces.decideDays,
      judgeDays: spaces.judgeDays,
      staleDays: spaces.staleDays,
    })
    .from(spaces)
    .where(eq(spaces.id, id ?? ""));
  return space;
}

/** All that can be owed to an idea itself. */
export const ofAnIdea: readonly DutyKind[] = ["acknowledge", "decide", "review", "promise", "stale"];

/** What a stage asks for. */
export function dutyOfStage(stage: string): DutyKind | null {
  if (stage === "new") return "acknowledge";
  if (stage === "evaluating") return "decide";
  if (stage === "open" || stage === "developing") return "stale";
  return stage === "later" ? "review" : null;
}

/** What an act ended runs on as if the act had not been, unless the same is owed anew by now. */
export async function runOn(
  tx: Tx,
  event: LoggedEvent,
  idea: string,
  endedBy: string,
  only?: readonly DutyKind[],
): Promise<void> {
  const ended = await tx
    .select({ id: duties.id, kind: duties.kind, subject: duties.subject, dueAt: duties.dueAt })
    .from(duties)
    .where(and(eq(duties.idea, idea), eq(duties.endedBy, endedBy), only ? inArray(duties.kind, [...only]) : undefined));
  for (const { id, kind, subject, dueAt } of ended) {
    const running = and(eq(duties.subject, subject), eq(duties.kind, kind), isNull(duties.end));
    if ((await tx.$count(duties, running)) > 0) continue;
    // It may have ended in another space: it is owed where the idea stands.
    const where = event.space === null ? {} : { space: event.space };
    await tx
      .update(duties)
      .set({ end: null, endedAt: null, endedBy: null, ...where })
      .where(eq(duties.id, id));
    if (kind !== "stale") await wakeAfter(tx, event.at, dueAt);
    await pauseOn(tx, id, event.at, endedBy);
    if (kind === "judge" || event.space === null) continue;
    // Whose it was may answer it no more.
    const { pilot: owner, standIn } = await assignmentOf(tx, event.space, idea, event.at);
    await tx
      .update(duties)
      .set({ owner, standIn, unassigned: owner === null })
      .where(eq(duties.id, id));
  }
}

/** When an idea is listed that nobody has acted on since a moment (milliseconds since 1970 UTC). */
export function silence(at: number, { staleDays, timeZone }: { staleDays: number; timeZone: string }) {
  const shownFrom = afterPlainDays(at, staleDays, timeZone);
  return { startedAt: at, shownFrom, dueAt: noDeadline + shownFrom };
}

/**
 * Begins what is owed to an idea, unless it is owed already or the idea is not to be seen. `reviewOn`: a day; `due`: the
 * moment by which it is owed (milliseconds since 1970 UTC), where the clocks of the space do not say it.
 */
export async function startDuty(
  tx: Tx,
  event: LoggedEvent,
  idea: string,
  kind: DutyKind,
  startedBy: string,
  reviewOn: string | null = null,
  due?: number,
): Promise<void> {
  // Hidden, it is owed nothing, and nothing twice.
  const [row] = await tx.select({ moderation: ideas.moderation }).from(ideas).where(eq(ideas.id, idea));
  const running = and(eq(duties.idea, idea), eq(duties.kind, kind), isNull(duties.end));
  if (row?.moderation !== "visible" || (await tx.$count(duties, running)) > 0) return;
  const space = await clocksOf(tx, event.space);
  if (!space) return;
  const dueAt =
    due ??
    (kind === "acknowledge"
      ? afterWorkingDays(event.at, space.acknowledgeDays, calendarOf(space))
      : (kind === "review" || kind === "promise") && reviewOn !== null
        ? endOfDay(reviewOn, space.timeZone)
        : afterPlainDays(event.at, space.decideDays, space.timeZone));
  const { pilot, standIn } = await assignmentOf(tx, space.id, idea, event.at);
  const clock = { startedAt: event.at, dueAt, shownFrom: kind === "review" ? dueAt - reviewsFrom : event.at };
  await tx
    .insert(duties)
    .values({
      id: newId(event.at),
      space: space.id,
      subject: `idea:${idea}`,
      idea,
      kind,
      ...(kind === "stale" ? silence(event.at, space) : clock),
      startedBy,
      owner: pilot,
      standIn,
      unassigned: pilot === null,
    })
    // Two words at the same moment begin the same.
    .onConflictDoNothing();
  if (kind !== "stale") await wakeAfter(tx, event.at, dueAt);
}

/** Ends what of these kinds is owed to an idea. */
export async function endDuties(
  tx: Tx,
  event: LoggedEvent,
  idea: string,
  kinds: readonly DutyKind[],
  how: DutyEnd,
  endedBy: string,
): Promise<void> {
  const ended = await tx
    .update(duties)
    .set({ end: how, endedAt: event.at, endedBy })
    .where(and(eq(duties.idea, idea), inArray(duties.kind, [...kinds]), isNull(duties.end)))
    .returning({ id: duties.id });
  await endPausesOf(tx, ended, event.at, endedBy);
}
