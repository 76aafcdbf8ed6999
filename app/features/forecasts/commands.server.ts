import { and, desc, eq } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { forecastAnswers, forecastOutcomes, forecasts } from "../../../db/schema/forecasts.ts";
import { isMemberOf } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, Invalid, NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { languageOf } from "../../platform/language.server.ts";
import { must } from "../../platform/policy.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { mustNotBeMuted } from "../moderation/muting.server.ts";
import { endOfDay } from "../piloting/calendar.server.ts";
import { dayIn } from "../piloting/rules.ts";
import { mayKeepProducts } from "../products/policy.ts";
import { joinSpace } from "../spaces/commands.server.ts";
import { forecastAnswered, forecastAsked, forecastResolved, outcomeUndone } from "./events.ts";
import type { AnswerInput, AskInput, ResolveInput } from "./inputs.ts";
import { involvedIn } from "./keepers.server.ts";
import { mayAskForecast, mayForecast, mayResolve } from "./policy.ts";
import { inState } from "./queries.server.ts";
import { mostOpen, stateOf, takesForecasts, wrongDays } from "./rules.ts";

/**
 * Asks what will become of an idea. Sent twice, it is one question. Throws `NotFound`, `Forbidden`, `Refused`
 * (`muted`, `forecast_too_early`, `forecast_hidden`, `forecasts_enough`), `Conflict("changed_meanwhile")` and `Invalid`.
 */
export async function askForecast(ctx: Context, ideaId: string, input: AskInput): Promise<void> {
  const { actor } = signedIn(ctx);
  const language = await languageOf(input.question, ctx.locale);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, ideaId);
    const { idea, space } = await ideaSeenBy(tx, actor, ideaId);
    must(mayAskForecast(actor, idea));
    await mustNotBeMuted(tx, ctx, idea.space);
    const [same] = await tx.select().from(forecasts).where(eq(forecasts.id, input.id));
    if (same && (same.idea !== idea.id || same.by !== actor.id)) throw new Conflict("changed_meanwhile");
    if (same) return;
    if (!takesForecasts(idea.stage)) throw new Refused("forecast_too_early");
    if (idea.moderation !== "visible") throw new Refused("forecast_hidden");
    const wrong = wrongDays(input, dayIn(space.timeZone, ctx.now));
    if (wrong) throw new Invalid(wrong);
    const isOpen = and(eq(forecasts.idea, idea.id), inState(tx, "open", ctx.now));
    if ((await tx.$count(forecasts, isOpen)) >= mostOpen) throw new Refused("forecasts_enough");
    const { id, question, closesOn, knownOn } = input;
    const closesAt = endOfDay(closesOn, space.timeZone);
    const by = { by: actor.id, affiliation: actor.affiliation, at: ctx.now };
    await tx.insert(forecasts).values({ id, idea: idea.id, question, language, closesAt, knownOn, ...by });
    await record(tx, ctx, [forecastAsked(idea, { forecast: id, closesAt })]);
  });
}

/**
 * Keeps how likely the actor says it is, in the place of what he or she said before. The first word joins a public space.
 * Throws `NotFound`, `Forbidden("verify_first")` and `Refused` (`forecast_closed`, `forecast_hidden`).
 */
export async function giveForecast(ctx: Context, ideaId: string, input: AnswerInput): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, ideaId);
    const { idea } = await ideaSeenBy(tx, actor, ideaId);
    must(mayForecast(actor), "verify_first");
    const { forecast, isResolved } = await forecastOn(tx, idea.id, input.forecast);
    if (stateOf({ ...forecast, isResolved }, ctx.now) !== "open") throw new Refused("forecast_closed");
    if (idea.moderation !== "visible") throw new Refused("forecast_hidden");
    const mine = and(eq(forecastAnswers.forecast, forecast.id), eq(forecastAnswers.member, actor.id));
    const [before] = await tx.select().from(forecastAnswers).where(mine);
    if (before?.probability === input.probability) return;
    if (!isMemberOf(actor, idea.space)) await joinSpace(tx, ctx, idea.space, actor);
    const said = { probability: input.probability, at: ctx.now };
    await tx
      .insert(forecastAnswers)
      .values({ forecast: forecast.id, member: actor.id, ...said })
      .onConflictDoUpdate({ target: [forecastAnswers.forecast, forecastAnswers.member], set: said });
    await record(tx, ctx, [forecastAnswered(idea, { forecast: forecast.id })]);
  });
}

/** A question about this idea, with the outcome that stands. Throws `NotFound`. */
async function forecastOn(read: Reads, idea: string, id: string) {
  const [forecast] = await read
    .select()
    .from(forecasts)
    .where(and(eq(forecasts.id, id), eq(forecasts.idea, idea)));
  if (!forecast) throw new NotFound();
  const [last] = await read
    .select()
    .from(forecastOutcomes)
    .where(eq(forecastOutcomes.forecast, id))
    .orderBy(desc(forecastOutcomes.n))
    .limit(1);
  return { forecast, last: last ?? null, isResolved: last !== undefined };
}

/**
 * Says what became of a question, or corrects what was said of it. That nobody can say may be said at any time, and ends
 * it. Sent twice, it is said once. Throws `NotFound`, `Forbidden` (`own_forecast` for who is involved), `Refused`
 * (`muted`, `forecast_open`), and `Conflict("forecast_resolved_meanwhile")` when somebody said something since the page
 * was shown.
 */
export async function resolveForecast(ctx: Context, ideaId: string, input: ResolveInput): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, ideaId);
    const { idea, space } = await ideaSeenBy(tx, actor, ideaId);
    const { forecast, last } = await forecastOn(tx, idea.id, input.forecast);
    must(mayKeepProducts(actor, idea.space));
    const about = (await involvedIn(tx, idea, space.visibility, [forecast.id], actor.id)).get(forecast.id);
    must(about !== undefined && mayResolve(actor, about), "own_forecast");
    await mustNotBeMuted(tx, ctx, idea.space);
    const [same] = await tx.select().from(forecastOutcomes).where(eq(forecastOutcomes.id, input.id));
    if (same && (same.forecast !== forecast.id || same.by !== actor.id)) throw new Conflict("changed_meanwhile");
    if (same) return;
    if ((last?.id ?? null) !== input.instead) throw new Conflict("forecast_resolved_meanwhile");
    const { id, happened, words, link } = input;
    if (happened !== "void" && ctx.now < forecast.closesAt) throw new Refused("forecast_open");
    const by = { by: actor.id, affiliation: actor.affiliation, at: ctx.now };
    const n = (last?.n ?? 0) + 1;
    await tx.insert(forecastOutcomes).values({ id, forecast: forecast.id, n, outcome: happened, words, link, ...by });
    await record(tx, ctx, [
      ...(last ? [outcomeUndone(idea, { forecast: forecast.id, outcome: last.id })] : []),
      forecastResolved(idea, { forecast: forecast.id, outcome: id, happened }),
    ]);
  });
}
