/** A pilot lets the clock of an idea stand still, in public, and lets it go on; it goes on by itself in the end. */
import { and, asc, desc, eq, inArray, isNull, lte } from "drizzle-orm";
import type { Database } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { duties, pauses } from "../../../db/schema/piloting.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, Invalid, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { newId } from "../../platform/ids.ts";
import { must } from "../../platform/policy.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { mustNotBeMuted } from "../moderation/muting.server.ts";
import { rankIn } from "../spaces/policy.ts";
import { startOfDay } from "./calendar.server.ts";
import { clockPaused } from "./events.ts";
import type { PauseInput } from "./inputs.ts";
import { wakeAfter } from "./overdue.server.ts";
import { dueWhenResumed, endPause, pauseOf } from "./pauses.server.ts";
import { deciderOf, isInvolved } from "./policy.ts";
import { decided } from "./queries.server.ts";
import { pauseDays, pausesApart, wrongPause } from "./rules.ts";

/** How many clocks go on in one transaction. */
const batch = 50;

/**
 * Lets the clock of a first word or an answer stand still, for a reason that everybody reads, until the start of a day.
 * Sent twice, it is paused once. Throws `NotFound`, `Forbidden` (`own_idea` for its authors), `Invalid` for a day that
 * cannot be, `Refused`: `nothing_to_pause`, `clock_late`, `already_paused`, `paused_lately`; `Conflict` for an id of
 * something else.
 */
export async function pauseClock(ctx: Context, ideaId: string, { id, reason, goesOn }: PauseInput): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, ideaId);
    const { idea, space } = await ideaSeenBy(tx, actor, ideaId);
    const about = await decided(tx, idea);
    must(deciderOf(actor, about).includes("pilot"), isInvolved(actor, about) ? "own_idea" : undefined);
    if (idea.moderation !== "visible") throw new Refused("idea_not_visible");
    const [existing] = await tx.select().from(pauses).where(eq(pauses.id, id));
    if (existing && (existing.by !== actor.id || existing.idea !== idea.id)) throw new Conflict("changed_meanwhile");
    if (existing) return;
    await mustNotBeMuted(tx, ctx, idea.space);
    const days = pauseDays(ctx.now, space.timeZone);
    const wrong = goesOn === null ? null : wrongPause(goesOn, days);
    if (wrong) throw new Invalid({ goesOn: wrong });

    const [duty] = await tx
      .select({ id: duties.id, dueAt: duties.dueAt })
      .from(duties)
      .where(and(eq(duties.idea, idea.id), inArray(duties.kind, ["acknowledge", "decide"]), isNull(duties.end)));
    if (!duty) throw new Refused("nothing_to_pause");
    const [before] = await tx
      .select()
      .from(pauses)
      .where(eq(pauses.idea, idea.id))
      .orderBy(desc(pauses.at), desc(pauses.id))
      .limit(1);
    // What is over may not have been noted yet.
    if (before && before.endedAt === null && before.until > ctx.now) throw new Refused("already_paused");
    if (before && (await endPause(tx, before, ctx.now, null))) {
      await record(tx, ctx, [clockPaused("clock.resumed", idea, before)]);
    }
    if (duty.dueAt < ctx.now) throw new Refused("clock_late");
    const isSoon = before !== undefined && (before.endedAt ?? before.until) > ctx.now - pausesApart;
    if (isSoon && before.by === actor.id && rankIn(actor, idea.space) < 2) throw new Refused("paused_lately");

    const until = startOfDay(goesOn ?? days.last, space.timeZone);
    const pause = { id, idea: idea.id, duty: duty.id, reason, by: actor.id, at: ctx.now, until, dueBefore: duty.dueAt };
    await tx.insert(pauses).values(pause);
    const dueAt = await dueWhenResumed(tx, pause, until);
    await tx.update(duties).set({ pausedUntil: until, dueAt }).where(eq(duties.id, duty.id));
    await wakeAfter(tx, ctx.now, until);
    await record(tx, ctx, [clockPaused("clock.paused", idea, pause)]);
  });
}

/**
 * Lets the clock go on before its day, once. A pause that is over is left as it is. Throws `NotFound`, `Forbidden`
 * (`own_idea` for its authors).
 */
export async function resumeClock(ctx: Context, ideaId: string, { pause: id }: { pause: string }): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, ideaId);
    const { idea } = await ideaSeenBy(tx, actor, ideaId);
    const about = await decided(tx, idea);
    must(deciderOf(actor, about).includes("pilot"), isInvolved(actor, about) ? "own_idea" : undefined);
    const [pause] = await tx
      .select()
      .from(pauses)
      .where(and(eq(pauses.id, id), eq(pauses.idea, idea.id)));
    if (pause && (await endPause(tx, pause, ctx.now, null))) {
      await record(tx, ctx, [clockPaused("clock.resumed", idea, pause)]);
    }
  });
}

/** Lets each clock go on whose day has come by `now` (ms since 1970 UTC); of several servers that look, one does. */
export async function resumeWhatIsOver(db: Database, now: number): Promise<void> {
  while ((await resumeSome(db, now)) === batch);
}

async function resumeSome(db: Database, now: number): Promise<number> {
  const found = await db.read
    .select({ pause: pauses, idea: { id: ideas.id, space: ideas.space } })
    .from(pauses)
    .innerJoin(ideas, eq(ideas.id, pauses.idea))
    .where(and(isNull(pauses.endedAt), lte(pauses.until, now)))
    .orderBy(asc(pauses.until), asc(pauses.id))
    .limit(batch);
  for (const { pause, idea } of found) {
    await db.transaction(async (tx) => {
      await lockIdea(tx, idea.id);
      if (!(await endPause(tx, pause, now, null))) return;
      await record(tx, { actor: "system", now }, [clockPaused("clock.resumed", idea, pause)]);
    });
  }
  return found.length;
}

/** The clock of an idea for whoever may pause it: whether it stands still, and when it may go on; null for all others. */
export async function pausingOf(
  ctx: Context,
  idea: { id: string; space: string; author: string; moderation: string },
  timeZone: string,
) {
  const { read } = ctx.db;
  const about = await decided(read, idea);
  if (idea.moderation !== "visible" || !deciderOf(ctx.actor, about).includes("pilot")) return null;
  return { pause: await pauseOf(read, idea.id, ctx.now), days: pauseDays(ctx.now, timeZone), firstId: newId(ctx.now) };
}
