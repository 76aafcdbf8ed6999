import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  columnsOf,
  headPosition,
  isSlip,
  positionBetween,
  queryOf,
  viewIn,
  wrongTarget,
} from "../../app/features/board/rules.ts";

const now = Date.UTC(2026, 2, 2);

describe("the columns of a board", () => {
  it("are the stages, each with the space's own steps after it", () => {
    const steps = [
      { id: "test", parent: "building" as const },
      { id: "legal", parent: "evaluating" as const },
      { id: "queue", parent: "adopted" as const },
    ];
    expect(columnsOf(steps).map(({ place }) => place)).toEqual([
      "adopted",
      "adopted/queue",
      "building",
      "building/test",
      "shipped",
    ]);
  });
});

describe("the place of a card", () => {
  it("lies between its neighbours, or is counted anew where nothing lies between them", () => {
    const whole = fc.integer({ min: -(2 ** 40), max: 2 ** 40 });
    fc.assert(
      fc.property(whole, whole, (one, other) => {
        const [before, after] = [Math.min(one, other), Math.max(one, other)];
        const position = positionBetween(before, after, now);
        if (position === null) expect(after - before).toBeLessThan(2);
        else expect(before < position && position < after).toBe(true);
      }),
    );
  });

  it("is before all at the head, also before what came in at this very moment, and after all at the end", () => {
    expect(positionBetween(null, null, now)).toBe(headPosition(now));
    expect(positionBetween(null, headPosition(now), now)).toBeLessThan(headPosition(now));
    expect(positionBetween(null, headPosition(now - 5_000), now)).toBe(headPosition(now));
    expect(positionBetween(headPosition(now), null, now)).toBeGreaterThan(headPosition(now));
    expect(headPosition(now + 1)).toBeLessThan(headPosition(now));
    expect(Number.isSafeInteger(headPosition(Date.UTC(2200, 0, 1)))).toBe(true);
  });
});

describe("a day that was named", () => {
  it("slips when it gets later or goes, and not when it is named first or comes sooner", () => {
    expect(isSlip("2026-05-01", "2026-05-02")).toBe(true);
    expect(isSlip("2026-05-01", null)).toBe(true);
    expect(isSlip("2026-05-01", "2026-05-01")).toBe(false);
    expect(isSlip("2026-05-01", "2026-04-30")).toBe(false);
    expect(isSlip(null, "2026-05-01")).toBe(false);
    expect(isSlip(null, null)).toBe(false);
  });

  it("is a day to come, within ten years", () => {
    expect(wrongTarget("2026-03-02", "2026-03-02")).toBeNull();
    expect(wrongTarget("2036-03-02", "2026-03-02")).toBeNull();
    expect(wrongTarget("2026-03-01", "2026-03-02")).toBe("target_passed");
    expect(wrongTarget("2036-03-03", "2026-03-02")).toBe("target_too_far");
    expect(wrongTarget("2026-02-30", "2026-01-01")).toBe("day_unusable");
  });
});

describe("what is looked at", () => {
  it("is read from the address as it was written there", () => {
    const view = { product: "0123456789abcdef", column: "building/0123456789abcdef", after: "fedcba9876543210" };
    expect(viewIn(new URLSearchParams(queryOf(view)))).toEqual(view);
    expect(queryOf({ product: null })).toBe("");
    expect(viewIn(new URLSearchParams("product=x&after=%00"))).toEqual({ product: null, column: null, after: null });
  });
});
