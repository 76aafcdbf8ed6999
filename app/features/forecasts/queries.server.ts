/**
 * What somebody reads of forecasts. Before the outcome is there nobody reads what others said, nor anything that is
 * computed from it: only how many people said something, and one's own word.
 */
import { and, asc, count, desc, eq, exists, gt, inArray, isNull, lte, not, type SQL } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { forecastAnswers, forecastOutcomes, forecasts, type Outcome } from "../../../db/schema/forecasts.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { memberships, spaces } from "../../../db/schema/spaces.ts";
import { type Affiliation, isSignedIn, type Locale } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { grouped } from "../../platform/grouped.ts";
import { newId } from "../../platform/ids.ts";
import { ideaSeenBy, ideasSeenBy } from "../ideas/queries.server.ts";
import { headingOf, ideaPath } from "../ideas/rules.ts";
import { dayIn } from "../piloting/rules.ts";
import { mayKeepProducts } from "../products/policy.ts";
import { forecastScore, ruleSets, worth } from "../reputation/rules.ts";
import { involvedIn } from "./keepers.server.ts";
import { mayAskForecast, mayForecast, mayResolve } from "./policy.ts";
import {
  type ForecastState,
  forecastsOnAPage,
  mostAwaiting,
  type Spread,
  spreadOf,
  stateOf,
  takesForecasts,
} from "./rules.ts";

type Writer = { name: string; handle: string; avatar: string | null; affiliation: Affiliation };

/** What was said of what became of a question. */
export type ShownOutcome = {
  id: string;
  happened: Outcome;
  words: string;
  link: string | null;
  by: Writer;
  at: number;
  /** Whoever said it had given a probability too: nobody else could say it. */
  tookPart: boolean;
};

/** A question as this reader may know it. Probabilities in whole per cent, points in milli-points. */
export type ShownForecast = {
  id: string;
  question: string;
  language: Locale;
  by: Writer;
  at: number;
  closesAt: number;
  /** A day of the space's calendar. */
  knownOn: string;
  state: ForecastState;
  /** How many people said something. */
  answers: number;
  mine: number | null;
  mayAnswer: boolean;
  /** The outcome that stands, and those that it corrects, the newest first. */
  outcome: ShownOutcome | null;
  corrected: ShownOutcome[];
  /** What people said, together: once the outcome is there, and where enough of them did. */
  spread: Spread | null;
  /** What one's own word brought; null where nothing is decided by it. */
  points: number | null;
};

/** A question with the idea that it is about. */
export type ForecastOfIdea = ShownForecast & { idea: { id: string; title: string; language: Locale; path: string } };

const writer = {
  name: members.name,
  handle: members.handle,
  avatar: members.avatar,
};

type Stored = { forecast: typeof forecasts.$inferSelect; by: Omit<Writer, "affiliation">; isVisible: boolean };

function selectForecasts(read: Reads, where: SQL | undefined) {
  return read
    .select({ forecast: forecasts, by: writer, moderation: ideas.moderation })
    .from(forecasts)
    .innerJoin(members, eq(members.id, forecasts.by))
    .innerJoin(ideas, eq(ideas.id, forecasts.idea))
    .where(where);
}

const asStored = ({ moderation, ...row }: Awaited<ReturnType<typeof selectForecasts>>[number]): Stored => ({
  ...row,
  isVisible: moderation === "visible",
});

/** The questions about an idea that this actor has seen, the newest first. */
export async function forecastsOn(ctx: Context, idea: string): Promise<ShownForecast[]> {
  const rows = await selectForecasts(ctx.db.read, eq(forecasts.idea, idea)).orderBy(
    desc(forecasts.at),
    desc(forecasts.id),
  );
  return shown(ctx, rows.map(asStored));
}

async function shown(ctx: Context, rows: readonly Stored[]): Promise<ShownForecast[]> {
  const { read } = ctx.db;
  const ids = rows.map(({ forecast }) => forecast.id);
  if (ids.length === 0) return [];
  const said = grouped(
    await read
      .select({ outcome: forecastOutcomes, by: writer, said: forecastAnswers.probability })
      .from(forecastOutcomes)
      .innerJoin(members, eq(members.id, forecastOutcomes.by))
      .leftJoin(
        forecastAnswers,
        and(eq(forecastAnswers.forecast, forecastOutcomes.forecast), eq(forecastAnswers.member, forecastOutcomes.by)),
      )
      .where(inArray(forecastOutcomes.forecast, ids))
      .orderBy(desc(forecastOutcomes.n)),
    ({ outcome }) => outcome.forecast,
  );
  const counts = new Map(
    (
      await read
        .select({ forecast: forecastAnswers.forecast, count: count() })
        .from(forecastAnswers)
        .where(inArray(forecastAnswers.forecast, ids))
        .groupBy(forecastAnswers.forecast)
    ).map((row) => [row.forecast, row.count]),
  );
  const mine = isSignedIn(ctx.actor) ? await answersBy(read, ctx.actor.id, ids) : new Map<string, number>();
  // What others said leaves the database added up, and only for questions of which the outcome is there.
  const resolved = ids.filter((id) => said.has(id));
  const { forecast: of, probability } = forecastAnswers;
  const given = grouped(
    await read
      .select({ forecast: of, probability, count: count() })
      .from(forecastAnswers)
      .where(inArray(of, resolved))
      .groupBy(of, probability),
    ({ forecast }) => forecast,
  );
  return rows.map(({ forecast, by, isVisible }) => {
    const told = said.get(forecast.id) ?? [];
    const outcomes = told.map(({ outcome, by: teller, said: own }) => ({
      id: outcome.id,
      happened: outcome.outcome,
      words: outcome.words,
      link: outcome.link,
      by: { ...teller, affiliation: outcome.affiliation },
      at: outcome.at,
      tookPart: own !== null,
    }));
    const [last, ...corrected] = outcomes;
    const state = stateOf({ closesAt: forecast.closesAt, isResolved: last !== undefined }, ctx.now);
    const own = mine.get(forecast.id) ?? null;
    const isTeller = isSignedIn(ctx.actor) && ctx.actor.id === told[0]?.outcome.by;
    const isCounted = own !== null && last !== undefined && last.happened !== "void" && !isTeller;
    return {
      id: forecast.id,
      question: forecast.question,
      language: forecast.language,
      by: { ...by, affiliation: forecast.affiliation },
      at: forecast.at,
      closesAt: forecast.closesAt,
      knownOn: forecast.knownOn,
      state,
      answers: counts.get(forecast.id) ?? 0,
      mine: own,
      mayAnswer: state === "open" && isVisible && (!isSignedIn(ctx.actor) || mayForecast(ctx.actor)),
      outcome: last ?? null,
      corrected,
      spread: last ? spreadOf(given.get(forecast.id) ?? []) : null,
      points: isCounted ? broughtBy(own, last) : null,
    };
  });
}

/** What a probability brought, in milli-points. */
function broughtBy(probability: number, { happened, at }: Pick<ShownOutcome, "happened" | "at">): number {
  return worth(ruleSets, { rule: "forecast", at, part: forecastScore(probability / 100, happened === "yes") });
}

async function answersBy(read: Reads, member: string, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await read
    .select({ forecast: forecastAnswers.forecast, probability: forecastAnswers.probability })
    .from(forecastAnswers)
    .where(and(eq(forecastAnswers.member, member), inArray(forecastAnswers.forecast, [...ids])));
  return new Map(rows.map(({ forecast, probability }) => [forecast, probability]));
}

/** The page of the questions about an idea. Throws `NotFound`. */
export async function forecastsPage(ctx: Context, id: string) {
  const { read } = ctx.db;
  const { idea, space } = await ideaSeenBy(read, ctx.actor, id);
  const found = await forecastsOn(ctx, idea.id);
  const keeps = mayKeepProducts(ctx.actor, idea.space);
  const awaited = keeps ? found.map((forecast) => forecast.id) : [];
  const involved =
    awaited.length === 0 || !isSignedIn(ctx.actor)
      ? new Map()
      : await involvedIn(read, idea, space.visibility, awaited, ctx.actor.id);
  return {
    space: { id: space.id, name: space.name, slug: space.slug, accent: space.accent },
    idea: headingOf(idea),
    forecasts: found.map((forecast) => {
      const about = involved.get(forecast.id);
      return {
        ...forecast,
        /** `involved`: somebody else has to say it. */
        resolving: !about ? null : mayResolve(ctx.actor, about) ? ("open" as const) : ("involved" as const),
        outcomeId: newId(ctx.now),
      };
    }),
    mayAsk: mayAskForecast(ctx.actor, idea) && takesForecasts(idea.stage) && idea.moderation === "visible",
    today: dayIn(space.timeZone, ctx.now),
    newId: newId(ctx.now),
  };
}

/** The condition that a question is in a state at this moment (ms since 1970 UTC). */
export function inState(read: Reads, state: ForecastState, now: number) {
  const outcome = read
    .select({ id: forecastOutcomes.id })
    .from(forecastOutcomes)
    .where(eq(forecastOutcomes.forecast, forecasts.id));
  if (state === "resolved") return exists(outcome);
  const isLate = state === "open" ? gt(forecasts.closesAt, now) : lte(forecasts.closesAt, now);
  return and(isLate, not(exists(outcome)));
}

/**
 * A page of the questions of a space in one state: open ones as they close, the others from the last that closed. `page`: 1
 * is the first; `hasNext`: there is another one.
 */
export async function spaceForecasts(
  ctx: Context,
  space: { id: string },
  { state, page }: { state: ForecastState; page: number },
): Promise<{ forecasts: ForecastOfIdea[]; hasNext: boolean }> {
  const { read } = ctx.db;
  const rows = await read
    .select({ forecast: forecasts, by: writer, moderation: ideas.moderation, title: ideas.title, of: ideas.language })
    .from(forecasts)
    .innerJoin(members, eq(members.id, forecasts.by))
    .innerJoin(ideas, eq(ideas.id, forecasts.idea))
    .innerJoin(spaces, eq(spaces.id, ideas.space))
    .where(
      and(
        eq(ideas.space, space.id),
        eq(ideas.moderation, "visible"),
        ideasSeenBy(read, ctx.actor),
        inState(read, state, ctx.now),
      ),
    )
    .orderBy(
      state === "open" ? asc(forecasts.closesAt) : desc(forecasts.closesAt),
      state === "open" ? asc(forecasts.id) : desc(forecasts.id),
    )
    .limit(forecastsOnAPage + 1)
    .offset((page - 1) * forecastsOnAPage);
  const here = rows.slice(0, forecastsOnAPage);
  const cards = await shown(ctx, here.map(asStored));
  return {
    forecasts: cards.map((card, at) => {
      const { forecast, title, of } = here[at] ?? {};
      const heading = { id: forecast?.idea ?? "", title: title ?? "" };
      return { ...card, idea: { ...heading, language: of ?? "en", path: ideaPath(heading) } };
    }),
    hasNext: rows.length > forecastsOnAPage,
  };
}

/** How many open questions of the actor's spaces, by space, wait for his or her word. */
export async function forecastsAwaiting(ctx: Context): Promise<{ slug: string; space: string; count: number }[]> {
  if (!isSignedIn(ctx.actor) || !mayForecast(ctx.actor)) return [];
  const { read } = ctx.db;
  return read
    .select({ slug: spaces.slug, space: spaces.name, count: count() })
    .from(forecasts)
    .innerJoin(ideas, eq(ideas.id, forecasts.idea))
    .innerJoin(spaces, eq(spaces.id, ideas.space))
    .innerJoin(memberships, and(eq(memberships.space, spaces.id), eq(memberships.member, ctx.actor.id)))
    .leftJoin(
      forecastAnswers,
      and(eq(forecastAnswers.forecast, forecasts.id), eq(forecastAnswers.member, ctx.actor.id)),
    )
    .where(and(eq(ideas.moderation, "visible"), inState(read, "open", ctx.now), isNull(forecastAnswers.member)))
    .groupBy(spaces.id, spaces.slug, spaces.name)
    .orderBy(asc(spaces.name), asc(spaces.id));
}

/**
 * The questions of which it is known by now what became of them, by space, that wait for whoever keeps the products; `since`:
 * when the first of them closed. Those of which somebody else has to say it count nothing here.
 */
export async function outcomesAwaiting(
  ctx: Context,
): Promise<{ slug: string; space: string; count: number; since: number }[]> {
  const { actor, db } = ctx;
  if (!isSignedIn(actor)) return [];
  const { read } = db;
  const kept = [...actor.memberships.keys()].filter((space) => mayKeepProducts(actor, space));
  if (kept.length === 0) return [];
  const rows = await read
    .select({
      id: forecasts.id,
      knownOn: forecasts.knownOn,
      closesAt: forecasts.closesAt,
      idea: { id: ideas.id, space: ideas.space, author: ideas.author },
      space: { slug: spaces.slug, name: spaces.name, timeZone: spaces.timeZone, visibility: spaces.visibility },
    })
    .from(forecasts)
    .innerJoin(ideas, eq(ideas.id, forecasts.idea))
    .innerJoin(spaces, eq(spaces.id, ideas.space))
    .where(and(inArray(ideas.space, kept), ideasSeenBy(read, actor), inState(read, "closed", ctx.now)))
    .orderBy(asc(forecasts.closesAt), asc(forecasts.id))
    .limit(mostAwaiting);
  const known = rows.filter(({ knownOn, space }) => knownOn <= dayIn(space.timeZone, ctx.now));
  const found = new Map<string, { slug: string; space: string; count: number; since: number }>();
  for (const questions of grouped(known, ({ idea }) => idea.id).values()) {
    const [{ idea, space }] = questions as [(typeof known)[number]];
    const ids = questions.map(({ id }) => id);
    const involved = await involvedIn(read, idea, space.visibility, ids, actor.id);
    for (const { id, closesAt } of questions) {
      const about = involved.get(id);
      if (!about || !mayResolve(actor, about)) continue;
      const { slug, name } = space;
      const { count, since } = found.get(slug) ?? { count: 0, since: closesAt };
      found.set(slug, { slug, space: name, count: count + 1, since: Math.min(since, closesAt) });
    }
  }
  return [...found.values()];
}

/** The ids of those who said how likely it is. */
export async function forecastersOf(read: Reads, forecast: string): Promise<string[]> {
  const rows = await read
    .select({ member: forecastAnswers.member })
    .from(forecastAnswers)
    .where(eq(forecastAnswers.forecast, forecast));
  return rows.map(({ member }) => member);
}
