import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerInput, resolveInput } from "../../app/features/forecasts/inputs.ts";
import {
  forecastsViewIn,
  spaceForecastsPath,
  spreadOf,
  stateOf,
  wrongDays,
} from "../../app/features/forecasts/rules.ts";
import { forecastScore, r1, ruleSets, worth } from "../../app/features/reputation/rules.ts";
import { grouped } from "../../app/platform/grouped.ts";
import { newId } from "../../app/platform/ids.ts";
import { start } from "../support/database.ts";

describe("the points of a forecast", () => {
  it.each([
    [80, true, 8],
    [50, true, 0],
    [90, false, 0],
    [0, false, 10],
    [100, true, 10],
    [100, false, 0],
  ])("are those of the rule for %i %% and %s: %i", (percent, happened, points) => {
    const part = forecastScore(percent / 100, happened);
    expect(worth(ruleSets, { rule: "forecast", at: 0, part })).toBe(points * 1_000);
  });

  it("follow the formula for every probability, and are whole points between 0 and 10", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), fc.boolean(), (percent, happened) => {
        const miss = (percent / 100 - (happened ? 1 : 0)) ** 2;
        const points = worth(ruleSets, { rule: "forecast", at: 0, part: forecastScore(percent / 100, happened) });
        expect(points).toBe(Math.round(10 * Math.max(0, 1 - miss / 0.25)) * 1_000);
        expect(points).toBeGreaterThanOrEqual(0);
        expect(points).toBeLessThanOrEqual(r1.rules.forecast.points);
        // As likely as not is worth nothing, and the other way round counts the other way round.
        expect(forecastScore(percent / 100, happened)).toBe(forecastScore(1 - percent / 100, !happened));
      }),
    );
  });
});

/** How many people said each of these. */
const together = (said: readonly number[]) =>
  [...grouped(said, (each) => each)].map(([probability, same]) => ({ probability, count: same.length }));

describe("what people said, together", () => {
  it("is told from five on: the mean, and the quartiles by nearest rank", () => {
    expect(spreadOf([])).toBeNull();
    expect(spreadOf(together([10, 20, 30, 40]))).toBeNull();
    expect(spreadOf([{ probability: 10, count: 4 }])).toBeNull();
    expect(spreadOf(together([90, 10, 50, 30, 70]))).toEqual({ mean: 50, low: 30, high: 70 });
    expect(spreadOf(together([0, 0, 0, 0, 0, 100]))).toEqual({ mean: 17, low: 0, high: 0 });
  });

  it("does not depend on the order, and the half lies within what was said", () => {
    const some = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 5, maxLength: 60 });
    fc.assert(
      fc.property(some, (said) => {
        const spread = spreadOf(together(said));
        expect(spread).toEqual(spreadOf(together(said).toReversed()));
        // Counted together they are what they are one by one.
        expect(spread).toEqual(spreadOf(said.map((probability) => ({ probability, count: 1 }))));
        const ordered = said.toSorted((one, other) => one - other);
        expect(spread?.low).toBe(ordered[Math.ceil(said.length / 4) - 1]);
        expect(spread?.high).toBe(ordered[Math.ceil((said.length * 3) / 4) - 1]);
        expect(spread?.low).toBeGreaterThanOrEqual(Math.min(...said));
        expect(spread?.high).toBeLessThanOrEqual(Math.max(...said));
        expect(spread?.low).toBeLessThanOrEqual(spread?.high ?? -1);
        const within = said.filter((each) => each >= (spread?.low ?? 0) && each <= (spread?.high ?? 0));
        expect(within.length * 2).toBeGreaterThanOrEqual(said.length);
      }),
    );
  });
});

it("a question is open until its moment, and over once somebody said what happened", () => {
  expect(stateOf({ closesAt: 10, isResolved: false }, 9)).toBe("open");
  expect(stateOf({ closesAt: 10, isResolved: false }, 10)).toBe("closed");
  expect(stateOf({ closesAt: 10, isResolved: true }, 9)).toBe("resolved");
});

it.each([
  ["2026-03-02", "2026-03-02", null],
  ["2026-03-01", "2026-03-02", { closesOn: "target_passed" }],
  ["2026-04-02", "2026-04-01", { knownOn: "forecast_known_before" }],
  ["2026-04-02", "2036-03-03", { knownOn: "target_too_far" }],
  ["soon", "", { closesOn: "day_unusable", knownOn: "day_unusable" }],
])("days %s and %s are %o", (closesOn, knownOn, wrong) => {
  expect(wrongDays({ closesOn, knownOn }, "2026-03-02")).toEqual(wrong);
});

it.each(["", "-1", "101", "50.5", "half", "1e1", "050"])("%s is no whole per cent", (probability) => {
  expect(answerInput.safeParse({ forecast: newId(start), probability }).success).toBe(false);
});

it.each([
  ["https://figures.example/usage?week=26", true],
  ["", true],
  ["javascript:alert(1)", false],
  ["https://", false],
  ["figures.example", false],
])("%s as the place where it can be read: %s", (link, isUsable) => {
  const said = { id: newId(start), forecast: newId(start), instead: "", happened: "yes", words: "Counted.", link };
  expect(resolveInput.safeParse(said).success).toBe(isUsable);
});

it("the address of a list says what it shows", () => {
  const view = { state: "closed", page: 3 } as const;
  const path = spaceForecastsPath("bikes", view.state, view.page);
  expect(forecastsViewIn(new URLSearchParams(path.split("?")[1]))).toEqual(view);
  expect(forecastsViewIn(new URLSearchParams("state=mine&page=-1"))).toEqual({ state: "open", page: 1 });
});
