import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { damped, type InForce, r1, type RuleSet, ruleSets, valued } from "../../app/features/reputation/rules.ts";
import { askedIn } from "../../app/features/rulebook/inputs.ts";
import { broken, changelog, changesBetween, constantsOf, published } from "../../app/features/rulebook/rules.ts";
import { answer, most, type Question, stepsOf } from "../../app/features/rulebook/what-if.ts";

const day = 86_400_000;
const noon = Date.UTC(2026, 2, 2, 12);

/** For tests alone: a second rule set, so that a change of the rules is no matter of belief. */
const r2: RuleSet = {
  ...r1,
  name: "R2",
  rules: {
    ...r1.rules,
    adopted: { ...r1.rules.adopted, points: 60_000 },
    welcome: { ...r1.rules.welcome, facet: "building" },
  },
  damping: { within: 60 * day, factors: [1_000, 250] },
  dailyCap: 10_000,
  levels: { ...r1.levels, second: { ...r1.levels.second, people: 6 } },
};

const both = (from: number): InForce[] => [...ruleSets, { from, rules: r2 }];

const ask = (question: Question, sets: readonly InForce[] = ruleSets) => answer(sets, question, noon);

describe("what if", () => {
  it("signals of one person on days 0, 89, 90 and 200 are worth 2 + 1 + 1 + 2 = 6", () => {
    const asked = ask({ what: "signals", people: 1, days: [200, 0, 90, 89], share: 10_000 });
    expect(asked).toMatchObject({ what: "signals", total: 6_000, worth: 2_000, rules: "R1" });
    expect(asked.what === "signals" && asked.rows.map(({ day: on, nth, counted }) => [on, nth, counted])).toEqual([
      [0, 1, 2_000],
      [89, 2, 1_000],
      [90, 2, 1_000],
      [200, 1, 2_000],
    ]);
  });

  it("one person brings at most 3.75 in the time of damping", () => {
    expect(ask({ what: "signals", people: 1, days: [0, 1, 2, 3, 4, 5], share: 10_000 }).total).toBe(3_750);
  });

  it("twenty people on one day bring 20, and so do two hundred", () => {
    expect(ask({ what: "signals", people: 20, days: [0], share: 10_000 })).toMatchObject({
      total: 20_000,
      cap: 20_000,
      rows: [{ each: 2_000, together: 40_000, counted: 20_000 }],
    });
    expect(ask({ what: "signals", people: 200, days: [0], share: 10_000 }).total).toBe(20_000);
  });

  it("an adopted idea of which 42.63 % are mine brings 21.315", () => {
    expect(ask({ what: "step", rule: "adopted", share: 4_263 })).toMatchObject({ points: 50_000, total: 21_315 });
    expect(ask({ what: "step", rule: "text_frozen", share: 10_000 })).toMatchObject({ total: 30_000 });
  });

  it.each([
    [8_000, true, 8_000],
    [5_000, true, 0],
    [5_000, false, 0],
    [9_000, false, 0],
    [10_000, true, 10_000],
    [0, false, 10_000],
  ])("a forecast of %i basis points that came true (%s) brings %i", (probability, happened, total) => {
    expect(ask({ what: "forecast", probability, happened })).toMatchObject({ total });
  });

  it("20 points of 180 days ago and 10 of 90 days ago count 17.071 now", () => {
    const lines = [
      { points: 20_000, days: 180 },
      { points: 10_000, days: 90 },
    ];
    expect(ask({ what: "later", lines })).toMatchObject({ total: 17_071, lines: [{ now: 10_000 }, { now: 7_071 }] });
  });

  it("asks of a day what holds on that day: a rule set to come applies from its date, and not to what was before", () => {
    const sets = both(Date.UTC(2026, 4, 1));
    const first = ask({ what: "signals", people: 30, days: [0, 59, 60], share: 10_000 }, sets);
    expect(first.what === "signals" && first.rows.map(({ day: on, counted }) => [on, counted])).toEqual([
      [0, 20_000],
      [59, 20_000],
      [60, 10_000],
    ]);
    expect(ask({ what: "step", rule: "adopted", share: 10_000 }, sets).total).toBe(50_000);
    expect(answer(sets, { what: "step", rule: "adopted", share: 10_000 }, Date.UTC(2026, 4, 1)).total).toBe(60_000);
  });

  it("gives what the ledger gives: the figures of each row and their sum", () => {
    const question = fc.record({
      people: fc.integer({ min: 1, max: 30 }),
      days: fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 12 }),
      share: fc.integer({ min: 0, max: 10_000 }),
    });
    fc.assert(
      fc.property(question, ({ people, days, share }) => {
        const asked = ask({ what: "signals", people, days, share });
        if (asked.what !== "signals") throw new Error("another answer");
        const midnight = Date.UTC(2026, 2, 2);
        const sorted = days.toSorted((one, other) => one - other);
        const one = damped(
          ruleSets,
          sorted.map((on) => ({ rule: "signal_received" as const, at: midnight + on * day, part: share })),
        );
        expect(asked.rows.map(({ each }) => each)).toEqual(one);
        // What is shown as arithmetic is what was computed.
        for (const { factor, each, together } of asked.rows) {
          expect(each).toBe(Math.floor((Math.floor((asked.worth * share) / 10_000) * factor) / 1_000));
          expect(together).toBe(each * people);
        }
        const things = sorted.flatMap((on, place) =>
          Array.from({ length: people }, (_, person) => ({
            id: `${person}-${place}`,
            rule: "signal_received" as const,
            at: midnight + on * day,
            giver: `giver ${person}`,
            part: share,
          })),
        );
        const ledger = [...valued(ruleSets, things).values()].reduce((sum, { points }) => sum + points, 0);
        expect(asked.total).toBe(ledger);
        expect(asked.rows.reduce((sum, { counted }) => sum + counted, 0)).toBe(ledger);
      }),
    );
  });

  it("can be asked of every rule that a share divides, but for signals, which have a question of their own", () => {
    expect(stepsOf(r1)).toEqual(["shortlisted", "co_developing", "adopted", "shipped", "text_frozen"]);
  });
});

describe("a question in the address", () => {
  const asked = (query: string) => askedIn(new URLSearchParams(query));

  it("is read as people of both languages write it", () => {
    expect(asked("what=signals&people=3&days=0, 89;90 200&share=42,63 %")?.question).toEqual({
      what: "signals",
      people: 3,
      days: [0, 89, 90, 200],
      share: 4_263,
    });
    expect(asked("what=forecast&probability=80.5&happened=no")?.question).toEqual({
      what: "forecast",
      probability: 8_050,
      happened: false,
    });
    expect(asked("what=later&points=20&age=180&points2=&age2=")?.question).toEqual({
      what: "later",
      lines: [{ points: 20_000, days: 180 }],
    });
    expect(asked("what=step&rule=shipped&share=100")?.question).toEqual({
      what: "step",
      rule: "shipped",
      share: 10_000,
    });
  });

  it("names each field that cannot be read, and loses nothing of what was typed", () => {
    expect(asked("what=signals&people=0&days=0,x&share=101")).toEqual({
      what: "signals",
      typed: { people: "0", days: "0,x", share: "101" },
      wrong: ["people", "days", "share"],
      question: null,
    });
    expect(asked("what=later&points=1&age=1&points2=much&age2=-1")?.wrong).toEqual(["points2", "age2"]);
    expect(asked("what=step&rule=forecasting&share=")?.wrong).toEqual(["rule", "share"]);
    expect(asked(`what=signals&people=${most.people + 1}&days=0&share=1`)?.wrong).toEqual(["people"]);
    expect(asked(`what=signals&people=1&days=${"0,".repeat(most.days)}0&share=1`)?.wrong).toEqual(["days"]);
    expect(asked("what=forecast&probability=80")?.wrong).toEqual(["happened"]);
  });

  it("is none where nothing, or something else, is asked", () => {
    for (const query of ["", "what=", "what=money", "what=constructor", "people=3"])
      expect(asked(query), query).toBeNull();
  });
});

describe("the list of rule sets", () => {
  const announced = Date.UTC(2026, 2, 1);

  it("is in order as it is: each set was published in time", () => {
    expect(broken(ruleSets, published)).toEqual([]);
    expect(ruleSets.map(({ rules }) => rules.name).filter((name) => !(name in published))).toEqual([]);
  });

  it("finds a set that comes too soon, was never published, begins before another, or has its name", () => {
    const from = announced + 30 * day;
    expect(broken(both(from), { ...published, R2: announced })).toEqual([]);
    expect(broken(both(from - 1), { ...published, R2: announced })).toEqual(["R2"]);
    expect(broken(both(from), published)).toEqual(["R2"]);
    expect(broken(both(0), { ...published, R2: -60 * day })).toEqual(["R2"]);
    expect(broken([...ruleSets, { from, rules: { ...r2, name: "R1" } }], { R1: announced })).toEqual(["R1"]);
  });

  it("says of a second set that it is announced, then in force, and what it changes and nothing else", () => {
    const from = Date.UTC(2026, 4, 1);
    const before = changelog(both(from), { R2: announced }, noon);
    expect(before.map(({ name, state }) => [name, state])).toEqual([
      ["R2", "coming"],
      ["R1", "in force"],
    ]);
    expect(before[0]).toMatchObject({ from, published: announced });
    expect(before[0]?.changes.map((change) => (change.of === "rule" ? change.rule : change.constant))).toEqual([
      "adopted",
      "welcome",
      "damping_within",
      "damping_factors",
      "daily_cap",
      "second_people",
    ]);
    expect(changelog(both(from), {}, from).map(({ state }) => state)).toEqual(["in force", "past"]);
    expect(changesBetween(r1, r1)).toEqual([]);
  });

  it("knows every number of a rule set: none can change without standing in the list", () => {
    const paths = (value: unknown, path: string[]): string[][] =>
      typeof value === "number"
        ? [path]
        : value !== null && typeof value === "object"
          ? Object.entries(value).flatMap(([key, each]) => paths(each, [...path, key]))
          : [];
    for (const path of paths(r1, [])) {
      const changed = structuredClone(r1) as unknown as Record<string, unknown>;
      let at = changed;
      for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
      const last = path.at(-1) ?? "";
      at[last] = Number(at[last]) * 2;
      expect(changesBetween(r1, changed as unknown as RuleSet), path.join(".")).toHaveLength(1);
    }
    expect(Object.keys(constantsOf(r1))).toHaveLength(12);
  });
});
