/** An adopted idea about which `pro` asks; `kim` is the other product person, `ann` wrote it. */
import { askForecast, giveForecast, resolveForecast } from "../../app/features/forecasts/commands.server.ts";
import type { Context } from "../../app/platform/context.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { buildingSpace } from "../board/support.ts";
import { forecastAnswers } from "../../db/schema/forecasts.ts";
import { members } from "../../db/schema/members.ts";
import { inParts } from "../../app/platform/in-parts.ts";
import { actorNow, contextFor, member, person, start } from "../support/database.ts";

export const day = 86_400_000;

/** The same context, and how many rows the longest answer had that the database gave through it. */
export function watched<Ctx extends Context>(ctx: Ctx): { ctx: Ctx; longest: () => number } {
  let longest = 0;
  const watch = <Query extends object>(query: Query): Query =>
    new Proxy(query, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key, target);
        if (typeof value !== "function") return value;
        return (...given: unknown[]) => {
          const [told, ...others] = given;
          const args = key === "then" ? [noting(told as (rows: unknown) => unknown), ...others] : given;
          const next: unknown = Reflect.apply(value, target, args);
          return key !== "then" && typeof next === "object" && next !== null ? watch(next) : next;
        };
      },
    });
  const noting = (told: (rows: unknown) => unknown) => (rows: unknown) => {
    if (Array.isArray(rows)) longest = Math.max(longest, rows.length);
    return told(rows);
  };
  const db = Object.create(ctx.db, { read: { value: watch(ctx.db.read) } }) as Context["db"];
  return { ctx: { ...ctx, db }, longest: () => longest };
}

export async function askedAbout() {
  const made = await buildingSpace();
  const { rig, place } = made;
  const idea = await made.idea("A pump");
  const clock = { now: start + day };
  const as = async (who: SignedIn): Promise<Context & { actor: SignedIn }> => {
    const now = (clock.now += 60_000);
    return contextFor(rig, await actorNow(rig, who.id, now), { now });
  };
  const question = newId(clock.now);
  const asked = { id: question, question: "Will 30 % use it?", closesOn: "2026-03-20", knownOn: "2026-06-30" };
  await askForecast(await as(made.pro), idea, asked);
  let known = 0;
  return {
    ...made,
    idea,
    about: made.idea,
    question,
    asked,
    clock,
    as,
    /** Somebody who has just come into the space. */
    another: async () => member(rig, await person(rig, `other${++known}`), place.id),
    /** As if so many others had come and said the same. */
    crowd: async (count: number, probability: number) => {
      const rows = Array.from({ length: count }, (_, at) => ({
        id: newId(start),
        name: `Crowd ${at}`,
        handle: `crowd${at}`,
        affiliation: "customer" as const,
        locale: "en" as const,
        securityStamp: "",
        createdAt: start,
      }));
      await rig.db.transaction(async (tx) => {
        for (const some of inParts(rows)) {
          await tx.insert(members).values(some);
          const said = some.map(({ id }) => ({ forecast: question, member: id, probability, at: clock.now }));
          await tx.insert(forecastAnswers).values(said);
        }
      });
    },
    say: async (who: SignedIn, percent: number, forecast = question) =>
      giveForecast(await as(who), idea, { forecast, probability: percent }),
    /** Lets the question close. */
    close: () => {
      clock.now = Math.max(clock.now, Date.UTC(2026, 2, 21));
    },
    resolve: async (who: SignedIn, happened: "yes" | "no" | "void", instead: string | null = null) => {
      const id = newId(clock.now);
      const said = { id, forecast: question, instead, happened, words: "We counted.", link: null };
      await resolveForecast(await as(who), idea, said);
      return id;
    },
  };
}
