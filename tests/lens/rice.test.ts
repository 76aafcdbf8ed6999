import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { KanoCategory } from "../../db/schema/lens.ts";
import { estimateInput } from "../../app/features/lens/inputs.ts";
import {
  effortOf,
  impacts,
  type KanoCounts,
  kanoOf,
  medianOf,
  reachOf,
  resultOf,
  riceOf,
  spreadOf,
} from "../../app/features/lens/rice.ts";

const none: KanoCounts = {
  attractive: 0,
  one_dimensional: 0,
  must_be: 0,
  indifferent: 0,
  reverse: 0,
  questionable: 0,
};

describe("RICE", () => {
  it.each([
    [{ reach: 2_000, impact: 100, confidence: 80, effort: 40 }, 400],
    [{ reach: 500, impact: 300, confidence: 50, effort: 10 }, 750],
    [{ reach: 0, impact: 300, confidence: 100, effort: 1 }, 0],
    [{ reach: 100, impact: 25, confidence: 100, effort: 5 }, 50],
  ])("of %o is %d", (factors, rice) => {
    expect(riceOf(factors)).toBeCloseTo(rice, 9);
  });

  it("takes whole people and tenths of months, with a comma too", () => {
    expect(["2000", "2 000", "0", "1000000000"].map(reachOf)).toEqual([2_000, 2_000, 0, 1_000_000_000]);
    expect(["", "-1", "1.5", "1e3", "1000000001", "many"].map(reachOf)).toEqual(Array(6).fill(null));
    expect(["4", "0.5", "0,5", "999.9"].map(effortOf)).toEqual([40, 5, 5, 9_999]);
    expect(["", "0", "0.0", "-1", ".5", "0.25", "1000", "1e2"].map(effortOf)).toEqual(Array(8).fill(null));
  });

  it("asks for every part of an estimate", () => {
    const typed = { round: "1", reach: "", impact: "4", confidence: "90", effort: "0", kano: "nice" };
    expect(estimateInput.safeParse(typed).error?.issues.map(({ message }) => message)).toEqual([
      "reach_unusable",
      "impact_missing",
      "confidence_missing",
      "effort_unusable",
      "kano_missing",
    ]);
    const right = { round: "1", reach: "2 000", impact: "25", confidence: "80", effort: "0,5", kano: "must_be" };
    expect(estimateInput.parse(right)).toEqual({
      round: 1,
      reach: 2_000,
      impact: 25,
      confidence: 80,
      effort: 5,
      kano: "must_be",
    });
  });
});

describe("the median and the spread", () => {
  it("of 1, 2 and 8 are 2 and eight times, which is discussed", () => {
    expect(medianOf([8, 1, 2])).toBe(2);
    expect(spreadOf([8, 1, 2])).toEqual({ least: 1, most: 8, ratio: 8, discuss: true });
  });

  it.each([
    [[1, 4], 2.5, 4, true],
    [[100, 399], 249.5, 3.99, false],
    [[0, 5], 2.5, null, true],
    [[0, 0], 0, 1, false],
    [[7], 7, 1, false],
  ])("of %j are %d and %d", (numbers, median, ratio, discuss) => {
    expect(medianOf(numbers)).toBe(median);
    expect(spreadOf(numbers)).toMatchObject({ ratio, discuss });
  });

  it("are of nothing there at all", () => {
    expect(() => medianOf([])).toThrow(RangeError);
    expect(() => spreadOf([])).toThrow(RangeError);
  });

  const some = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 40 });

  it("leave as many numbers on either side, in whatever order they come", () => {
    fc.assert(
      fc.property(some, fc.nat(), (numbers, turn) => {
        const median = medianOf(numbers);
        const under = numbers.filter((number) => number < median).length;
        const over = numbers.filter((number) => number > median).length;
        expect(Math.max(under, over)).toBeLessThanOrEqual(numbers.length / 2);
        const at = turn % numbers.length;
        expect(medianOf([...numbers.slice(at), ...numbers.slice(0, at)])).toBe(median);
        expect(numbers).toContain(spreadOf(numbers).least);
      }),
    );
  });

  it("hold between the least and the greatest, and grow with the numbers", () => {
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 1_000 }), (numbers, times) => {
        const { least, most, ratio, discuss } = spreadOf(numbers);
        expect(medianOf(numbers)).toBeGreaterThanOrEqual(least);
        expect(medianOf(numbers)).toBeLessThanOrEqual(most);
        expect(numbers.every((number) => number >= least && number <= most)).toBe(true);
        expect(discuss).toBe(most > least && most >= 4 * least);
        expect(ratio === null).toBe(least === 0 && most > 0);
        const larger = numbers.map((number) => number * times);
        expect(medianOf(larger)).toBe(medianOf(numbers) * times);
        expect(spreadOf(larger).discuss).toBe(discuss);
      }),
    );
  });

  it("make the RICE of a round, which one strange answer among three cannot carry away", () => {
    const factors = fc.record({
      reach: fc.integer({ min: 1, max: 1_000_000 }),
      impact: fc.constantFrom(...impacts),
      confidence: fc.constantFrom(100, 80, 50),
      effort: fc.integer({ min: 1, max: 9_999 }),
      kano: fc.constantFrom<KanoCategory>("attractive", "reverse"),
    });
    fc.assert(
      fc.property(factors, factors, (said, strange) => {
        const result = resultOf([said, strange, said]);
        expect(result.rice).toBe(riceOf(said));
        expect(result.people).toBe(3);
        expect(result.kano.attractive + result.kano.reverse).toBe(3);
      }),
    );
  });
});

describe("Kano", () => {
  it("of 12 attractive, 20 performance, 6 must-be and 10 indifferent is 0.6667 and −0.5417", () => {
    const counts = { ...none, attractive: 12, one_dimensional: 20, must_be: 6, indifferent: 10 };
    const { better, worse } = kanoOf(counts) ?? { better: 0, worse: 0 };
    expect(better).toBeCloseTo(0.6667, 4);
    expect(worse).toBeCloseTo(-0.5417, 4);
    expect(kanoOf({ ...counts, reverse: 30, questionable: 3 })).toEqual({ better, worse });
  });

  it("is nothing worse where nobody would miss it", () => {
    expect(kanoOf({ ...none, attractive: 2 })).toEqual({ better: 1, worse: 0 });
  });

  it("is not there where nothing that counts was chosen", () => {
    expect(kanoOf({ ...none, reverse: 2, questionable: 1 })).toBeNull();
  });
});
