import fc from "fast-check";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { forecastAnswers, forecastOutcomes, forecasts } from "../../db/schema/forecasts.ts";
import { events } from "../../db/schema/log.ts";
import { memberships } from "../../db/schema/spaces.ts";
import { reputationGrounds, reputationLines } from "../../db/schema/reputation.ts";
import { askForecast, resolveForecast } from "../../app/features/forecasts/commands.server.ts";
import {
  forecastsAwaiting,
  forecastsOn,
  forecastsPage,
  outcomesAwaiting,
  spaceForecasts,
} from "../../app/features/forecasts/queries.server.ts";
import { hideItem } from "../../app/features/moderation/commands.server.ts";
import { noticesPage, targetOf } from "../../app/features/notices/queries.server.ts";
import { eraseMember } from "../../app/features/privacy/erasing.server.ts";
import { reputationOf, reputationPage } from "../../app/features/reputation/queries.server.ts";
import { rebuildReputation } from "../../app/features/reputation/refolding.server.ts";
import { forecastScore, ruleSets } from "../../app/features/reputation/rules.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { Conflict, Forbidden, NotFound, Refused } from "../../app/platform/errors.ts";
import { newId } from "../../app/platform/ids.ts";
import { kindsToldTo, tellAll } from "../notices/support.ts";
import { person, start, visiting } from "../support/database.ts";
import { soundly } from "../fairness/support.ts";
import { askedAbout, day, watched } from "./support.ts";

let made: Awaited<ReturnType<typeof askedAbout>>;

beforeEach(async () => {
  made = await askedAbout();
});

/** What somebody has of forecasts, as everybody sees it, in points. The log gives the same ledger. */
async function reliability(who: SignedIn): Promise<number> {
  const { missing, surplus, different } = await rebuildReputation(made.rig.db, ruleSets);
  expect([...missing, ...surplus, ...different]).toEqual([]);
  const [here] = await reputationOf(visiting(made.rig, { now: made.clock.now }), who.id);
  return (here?.facets.find(({ facet }) => facet === "reliability")?.lifetime ?? 0) / 1_000;
}

const forecastLines = () => made.rig.db.read.select().from(reputationLines).where(eq(reputationLines.rule, "forecast"));

const shownTo = async (who: SignedIn) => {
  const [card] = await forecastsOn(await made.as(who), made.idea);
  if (!card) throw new Error("Nothing is asked.");
  return card;
};

const ask = async (who: SignedIn, change: Partial<typeof made.asked> = {}, idea = made.idea) =>
  askForecast(await made.as(who), idea, { ...made.asked, id: newId(made.clock.now), ...change });

describe("asking", () => {
  it("is for product people and the idea's pilot, about what is to be built", async () => {
    await ask(made.pia);
    await expect(ask(made.bob)).rejects.toThrow(Forbidden);
    await expect(ask(made.ann)).rejects.toThrow(Forbidden);
    const early = await made.about("A bell", "new");
    await expect(ask(made.pro, {}, early)).rejects.toThrow(new Refused("forecast_too_early"));
    await expect(ask(made.pro, { closesOn: "2026-01-01" })).rejects.toMatchObject({
      fields: { closesOn: "target_passed" },
    });
    expect(await forecastsOn(await made.as(made.bob), made.idea)).toHaveLength(2);
  });

  it("twice the same is one question, and closes at the end of its day where the space is", async () => {
    await askForecast(await made.as(made.pro), made.idea, made.asked);
    const rows = await made.rig.db.read.select().from(forecasts);
    expect(rows.map(({ closesAt }) => new Date(closesAt).toISOString())).toEqual(["2026-03-20T23:00:00.000Z"]);
    await expect(askForecast(await made.as(made.kim), made.idea, made.asked)).rejects.toThrow(Conflict);
  });
});

it("five questions about an idea are open at once; one that has closed, or is known, makes room", async () => {
  await ask(made.kim, { closesOn: "2026-03-04" });
  for (let time = 0; time < 3; time++) await ask(made.pro);
  await expect(ask(made.pia)).rejects.toThrow(new Refused("forecasts_enough"));
  // What was asked already stays one question, and another idea has its own.
  await askForecast(await made.as(made.pro), made.idea, made.asked);
  await ask(made.pro, {}, await made.about("A bell"));
  await made.resolve(made.kim, "void");
  await ask(made.pia);
  await expect(ask(made.pia)).rejects.toThrow(new Refused("forecasts_enough"));
  made.clock.now = start + 4 * day;
  await ask(made.pia);
});

describe("saying how likely it is", () => {
  it("counts the last word of each, also of who wrote the idea, until it closes", async () => {
    await made.say(made.bob, 20);
    await made.say(made.bob, 70);
    await made.say(made.ann, 100);
    expect(await shownTo(made.bob)).toMatchObject({ answers: 2, mine: 70, state: "open", mayAnswer: true });
    made.close();
    await expect(made.say(made.bob, 10)).rejects.toThrow(new Refused("forecast_closed"));
    expect(await shownTo(made.bob)).toMatchObject({ answers: 2, mine: 70, state: "closed", mayAnswer: false });
  });

  it("joins a public space, and is refused to who has not confirmed an address", async () => {
    const guest = await person(made.rig, "guest");
    await made.say(guest, 40);
    const inside = await made.rig.db.read.select().from(memberships).where(eq(memberships.member, guest.id));
    expect(inside).toHaveLength(1);
    const draft = await person(made.rig, "draft", { verified: false });
    await expect(made.say(draft, 40)).rejects.toThrow(new Forbidden("verify_first"));
  });

  it("is about a question of this idea alone, and not while the idea is hidden", async () => {
    const bell = await made.about("A bell");
    await ask(made.pro, {}, bell);
    const [elsewhere] = await forecastsOn(await made.as(made.bob), bell);
    await expect(made.say(made.bob, 40, elsewhere?.id)).rejects.toThrow(NotFound);
    await hideItem(
      await made.as(made.pia),
      { idea: made.idea, comment: null },
      {
        act: "hide",
        reason: "spam",
        words: "Spam.",
      },
    );
    await expect(made.say(made.ann, 40)).rejects.toThrow(new Refused("forecast_hidden"));
    await expect(made.say(made.bob, 40)).rejects.toThrow(NotFound);
  });
});

describe("before the outcome", () => {
  it("nobody reads what others said: what everybody sees is the same whatever they said, and the log does not say it", async () => {
    await made.say(made.bob, 37);
    await made.say(made.eve, 93);
    const all = async () => {
      const { now } = made.clock;
      const seen = [];
      for (const who of [made.pro, made.kim, made.pia, made.ann]) {
        const ctx = { ...(await made.as(who)), now };
        seen.push(
          await forecastsOn(ctx, made.idea),
          (await forecastsPage(ctx, made.idea)).forecasts.map((each) => ({ ...each, outcomeId: "" })),
          await spaceForecasts(ctx, made.place, { state: "open", page: 1 }),
          await reputationPage(ctx, made.bob.id, {}),
        );
      }
      made.clock.now = now;
      return JSON.stringify(seen);
    };
    const before = await all();
    await made.rig.db.transaction((tx) => tx.update(forecastAnswers).set({ probability: 64 }));
    expect(await all()).toBe(before);
    expect(before).not.toContain("37");
    made.close();
    expect((await shownTo(made.pro)).spread).toBeNull();
    const logged = await made.rig.db.read.select().from(events).where(eq(events.kind, "forecast.answered"));
    expect(logged.map(({ payload }) => payload)).toEqual([{ forecast: made.question }, { forecast: made.question }]);
    expect(await forecastLines()).toEqual([]);
  });
});

describe("the outcome", () => {
  it("waits until the question has closed, but that nobody can say", async () => {
    await made.say(made.bob, 80);
    await expect(made.resolve(made.kim, "yes")).rejects.toThrow(new Refused("forecast_open"));
    await made.resolve(made.kim, "void");
    await expect(made.say(made.bob, 90)).rejects.toThrow(new Refused("forecast_closed"));
    expect(await shownTo(made.bob)).toMatchObject({ state: "resolved", mine: 80, points: null });
    expect(await reliability(made.bob)).toBe(0);
  });

  it("brings each what the rule says by how near it was, and tells what people said from five on", async () => {
    const others = [await made.another(), await made.another()];
    await made.say(made.bob, 80);
    await made.say(made.ann, 100);
    await made.say(made.eve, 20);
    for (const other of others) await made.say(other, 60);
    made.close();
    await made.resolve(made.kim, "yes");
    expect([await reliability(made.bob), await reliability(made.ann), await reliability(made.eve)]).toEqual([8, 10, 0]);
    expect(await shownTo(made.bob)).toMatchObject({
      state: "resolved",
      mine: 80,
      points: 8_000,
      spread: { mean: 64, low: 60, high: 80 },
      outcome: { happened: "yes", words: "We counted.", tookPart: false },
    });
    const page = await reputationPage(await made.as(made.bob), made.bob.id, { facet: "reliability" });
    expect(page.shown?.entries).toMatchObject([
      { rule: "forecast", points: 8_000, part: 800, forecast: { probability: 80, happened: "yes" } },
    ]);
    expect(page.shown?.entries[0]?.path).toContain(`/forecasts#forecast-${made.question}`);
    const seenByEve = await reputationPage(await made.as(made.eve), made.bob.id, { facet: "reliability" });
    expect(seenByEve.shown?.entries).toMatchObject([{ rule: "forecast", points: 8_000, forecast: null }]);
    await soundly(made.rig);
  });

  it("brings by the formula whatever was said", { timeout: 30_000 }, async () => {
    const percents = fc.sample(fc.integer({ min: 0, max: 100 }), { numRuns: 12, seed: 7 });
    const crowd: SignedIn[] = [];
    for (const percent of percents) {
      const who = await made.another();
      crowd.push(who);
      await made.say(who, percent);
    }
    made.close();
    const first = await made.resolve(made.kim, "no");
    const brought = async () => Promise.all(crowd.map((who) => reliability(who)));
    expect(await brought()).toEqual(percents.map((percent) => forecastScore(percent / 100, false) / 100));
    await made.resolve(made.kim, "yes", first);
    expect(await brought()).toEqual(percents.map((percent) => forecastScore(percent / 100, true) / 100));
  });

  it("counts for thousands, and is corrected for them", { timeout: 60_000 }, async () => {
    await made.say(made.bob, 80);
    await made.crowd(4_000, 70);
    made.close();
    const first = await made.resolve(made.kim, "yes");
    expect(await made.rig.db.read.$count(reputationGrounds, eq(reputationGrounds.use, "forecast"))).toBe(4_001);
    expect(await shownTo(made.bob)).toMatchObject({ answers: 4_001, spread: { mean: 70, low: 70, high: 70 } });
    expect(await reliability(made.bob)).toBe(8);
    // Nobody's page reads what each of them said.
    const { ctx, longest } = watched(await made.as(made.pro));
    expect((await forecastsPage(ctx, made.idea)).forecasts).toMatchObject([
      { resolving: "open", spread: { mean: 70 } },
    ]);
    await spaceForecasts(ctx, made.place, { state: "resolved", page: 1 });
    expect(longest()).toBeGreaterThan(0);
    expect(longest()).toBeLessThan(110);
    await made.resolve(made.kim, "no", first);
    expect(await reliability(made.bob)).toBe(0);
    expect((await forecastLines()).filter(({ reversals }) => reversals === 0)).toEqual([]);
  });

  it("is corrected as if the first word had never been, and both stay readable", async () => {
    await made.say(made.bob, 80);
    await made.say(made.eve, 20);
    made.close();
    const first = await made.resolve(made.kim, "yes");
    await expect(made.resolve(made.kim, "no")).rejects.toThrow(new Conflict("forecast_resolved_meanwhile"));
    const second = await made.resolve(made.pro, "no", first);
    expect([await reliability(made.bob), await reliability(made.eve)]).toEqual([0, 8]);
    expect(await shownTo(made.bob)).toMatchObject({
      points: 0,
      outcome: { id: second, happened: "no" },
      corrected: [{ id: first, happened: "yes" }],
    });
    await made.resolve(made.kim, "void", second);
    expect([await reliability(made.bob), await reliability(made.eve)]).toEqual([0, 0]);
    const lines = await forecastLines();
    expect(lines).toHaveLength(2);
    expect(lines.every(({ reversals, points }) => reversals === 1 && points === 0)).toBe(true);
    await soundly(made.rig);
  });

  it("is said once however often it is sent", async () => {
    await made.say(made.bob, 80);
    made.close();
    const said = { forecast: made.question, instead: null, happened: "yes" as const, words: "Counted.", link: null };
    const id = newId(made.clock.now);
    for (let time = 0; time < 3; time++) await resolveForecast(await made.as(made.kim), made.idea, { id, ...said });
    expect(await made.rig.db.read.select().from(forecastOutcomes)).toHaveLength(1);
    expect(await reliability(made.bob)).toBe(8);
  });

  it("is nobody's to say who gave a probability or wrote the idea, while there is somebody else", async () => {
    await made.say(made.pro, 90);
    made.close();
    await expect(made.resolve(made.pro, "yes")).rejects.toThrow(new Forbidden("own_forecast"));
    await expect(made.resolve(made.bob, "yes")).rejects.toThrow(Forbidden);
    await expect(made.resolve(made.ann, "yes")).rejects.toThrow(Forbidden);
    const { forecasts: seen } = await forecastsPage(await made.as(made.pro), made.idea);
    expect(seen[0]?.resolving).toBe("involved");
    await made.resolve(made.kim, "yes");
    expect(await reliability(made.pro)).toBe(10);
  });

  it("may be said by one of them where all took part, for whom it counts nothing", async () => {
    await made.say(made.pro, 90);
    await made.say(made.kim, 90);
    await made.say(made.bob, 90);
    await expect(made.say(made.pia, 90).then(() => made.resolve(made.bob, "void"))).rejects.toThrow(Forbidden);
    made.close();
    await made.resolve(made.pro, "yes");
    expect([await reliability(made.pro), await reliability(made.kim), await reliability(made.bob)]).toEqual([
      0, 10, 10,
    ]);
    expect(await shownTo(made.pro)).toMatchObject({ points: null, outcome: { tookPart: true } });
    await soundly(made.rig);
  });
});

it("an erased account leaves what it said: totals and points hold", async () => {
  await made.say(made.bob, 80);
  for (const percent of [70, 60, 50, 40]) await made.say(await made.another(), percent);
  await eraseMember(made.rig.db, made.rig.dir, made.bob.id, made.clock.now);
  made.close();
  await made.resolve(made.kim, "yes");
  expect(await shownTo(made.kim)).toMatchObject({ answers: 5, spread: { mean: 60, low: 50, high: 70 } });
  const lines = await made.rig.db.read.select().from(reputationLines).where(eq(reputationLines.member, made.bob.id));
  expect(lines).toMatchObject([{ rule: "forecast", points: 8_000 }]);
  expect(
    await made.rig.db.read.select().from(reputationGrounds).where(eq(reputationGrounds.use, "forecast")),
  ).toHaveLength(5);
  await soundly(made.rig);
});

it("what became of it waits on the start for whoever may say it, from the day on which it is known", async () => {
  await ask(made.kim, { knownOn: "2026-03-22" });
  await made.say(made.bob, 50);
  const waiting = async (who: SignedIn) => outcomesAwaiting(await made.as(who));
  made.clock.now = start + 19 * day; // 21 March: both are closed
  expect(await waiting(made.kim)).toEqual([]);
  made.clock.now = start + 20 * day;
  const closed = { space: expect.any(String), slug: made.place.slug, count: 1, since: Date.UTC(2026, 2, 20, 23) };
  expect([await waiting(made.kim), await waiting(made.pro)]).toEqual([[closed], [closed]]);
  // Who leads the space keeps its products too.
  expect(await waiting(made.pia)).toEqual([closed]);
  for (const who of [made.bob, made.ann, made.eve]) expect(await waiting(who)).toEqual([]);
  made.clock.now = start + 121 * day;
  expect(await waiting(made.pro)).toMatchObject([{ count: 2 }]);
  await made.resolve(made.kim, "yes");
  expect(await waiting(made.pro)).toMatchObject([{ count: 1 }]);
  expect(await outcomesAwaiting(visiting(made.rig))).toEqual([]);
});

it("what became of it does not wait for a product person who said how likely it is", async () => {
  await made.say(made.kim, 50);
  made.clock.now = start + 121 * day;
  expect(await outcomesAwaiting(await made.as(made.kim))).toEqual([]);
  expect(await outcomesAwaiting(await made.as(made.pro))).toHaveLength(1);
});

it("the questions of a space are listed by their state, and those that wait for one's word are counted", async () => {
  const bell = await made.about("A bell", "building");
  await ask(made.kim, { closesOn: "2026-03-10" }, bell);
  const list = async (state: "open" | "closed" | "resolved") =>
    (await spaceForecasts(await made.as(made.bob), made.place, { state, page: 1 })).forecasts.map(
      (each) => each.idea.title,
    );
  expect(await list("open")).toEqual(["A bell", "A pump"]);
  expect(await forecastsAwaiting(await made.as(made.bob))).toMatchObject([{ count: 2 }]);
  await made.say(made.bob, 50);
  expect(await forecastsAwaiting(await made.as(made.bob))).toMatchObject([{ count: 1 }]);
  made.clock.now = start + 12 * day;
  expect([await list("open"), await list("closed"), await list("resolved")]).toEqual([["A pump"], ["A bell"], []]);
  expect(await forecastsAwaiting(await made.as(made.bob))).toEqual([]);
  await made.resolve(made.kim, "void");
  expect([await list("open"), await list("resolved")]).toEqual([[], ["A pump"]]);
});

describe("those who gave a probability", () => {
  it("are told once what became of it, and anew when that is corrected; nobody else is", async () => {
    await made.say(made.bob, 80);
    await made.say(made.eve, 20);
    made.close();
    const first = await made.resolve(made.kim, "yes");
    await tellAll(made.rig);
    await tellAll(made.rig);
    expect(await kindsToldTo(made.rig, made.bob)).toEqual(["forecast_resolved"]);
    expect(await kindsToldTo(made.rig, made.pro)).not.toContain("forecast_resolved");
    const bob = await made.as(made.bob);
    const { notices } = await noticesPage(bob, null);
    expect(notices).toMatchObject([{ code: "yes", idea: { id: made.idea } }]);
    expect(await targetOf(bob, notices[0]?.id ?? "")).toContain(`/forecasts#forecast-${made.question}`);
    await made.resolve(made.pro, "no", first);
    await tellAll(made.rig);
    expect((await noticesPage(await made.as(made.eve), null)).notices).toMatchObject([{ code: "no", times: 1 }]);
  });
});
