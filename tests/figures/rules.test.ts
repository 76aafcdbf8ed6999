import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  adoptedBy,
  beginOf,
  type Course,
  endsOf,
  figuresPath,
  figuresViewIn,
  funnelOf,
  funnelStages,
  groupedByPeople,
  shareOf,
  spreadOf,
  timesOf,
} from "../../app/features/figures/rules.ts";
import type { Stage } from "../../db/schema/ideas.ts";

const day = 86_400_000;

/** An idea that entered these stages, each a day after the one before unless said otherwise. */
function course(path: Stage[], change: Partial<Course> & { apart?: number } = {}): Course {
  const { apart = day, ...rest } = change;
  const stage = path.at(-1) ?? "new";
  return { affiliation: "customer", stage, path: path.map((each, at) => ({ stage: each, at: at * apart })), ...rest };
}

describe("the middle and the quartiles", () => {
  it.each([
    [[5], { count: 1, median: 5, quarter: 5, threeQuarters: 5 }],
    [[1, 2], { count: 2, median: 1.5, quarter: 1.25, threeQuarters: 1.75 }],
    [[9, 1, 5], { count: 3, median: 5, quarter: 3, threeQuarters: 7 }],
    [[4, 3, 2, 1], { count: 4, median: 2.5, quarter: 1.75, threeQuarters: 3.25 }],
  ])("of %j", (values, expected) => {
    expect(spreadOf(values)).toEqual(expected);
  });

  it("of nothing are nothing, of anything in order and among it, whatever the order was", () => {
    expect(spreadOf([])).toBeNull();
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1 }), (values) => {
        const spread = spreadOf(values);
        if (!spread) throw new Error("There is none.");
        const ordered = [Math.min(...values), spread.quarter, spread.median, spread.threeQuarters, Math.max(...values)];
        expect(ordered).toEqual(ordered.toSorted((one, other) => one - other));
        expect(spreadOf(values.toReversed())).toEqual(spread);
      }),
    );
  });
});

describe("how far ideas have come", () => {
  it("counts who left a stage out, and who went back or elsewhere after it", () => {
    const rows = funnelOf([
      course(["new"]),
      course(["new", "open", "evaluating", "open"]),
      course(["new", "evaluating", "adopted", "later"]),
      course(["new", "evaluating", "adopted", "building", "shipped"]),
      course(["open"]),
      course(["new", "declined"]),
    ]);
    expect(rows.map(({ reached }) => reached)).toEqual([6, 4, 3, 3, 2, 1, 1]);
    expect(rows.map(({ stage }) => stage)).toEqual(funnelStages);
  });

  it("never grows from one stage to the next, and begins with all", () => {
    const stages = fc.constantFrom<Stage>(...funnelStages, "later", "declined", "merged", "withdrawn");
    fc.assert(
      fc.property(fc.array(fc.array(stages, { minLength: 1, maxLength: 8 })), (paths) => {
        const reached = funnelOf(paths.map((path) => course(path))).map((row) => row.reached);
        expect(reached[0]).toBe(paths.length);
        expect(reached).toEqual(reached.toSorted((one, other) => other - one));
      }),
    );
  });

  it("says where the others stand", () => {
    const ends = endsOf([course(["new", "declined"]), course(["new", "later"]), course(["new", "declined", "open"])]);
    expect(ends).toEqual([
      { end: "later", ideas: 1 },
      { end: "declined", ideas: 1 },
      { end: "merged", ideas: 0 },
      { end: "withdrawn", ideas: 0 },
    ]);
  });
});

it("times are of stays that are over; what stands there is counted apart", () => {
  const rows = timesOf([
    course(["new", "open"]),
    course(["new", "open"], { apart: 3 * day }),
    course(["new", "open", "evaluating", "open", "evaluating"], { apart: 2 * day }),
  ]);
  expect(rows.find(({ stage }) => stage === "new")).toMatchObject({
    stays: { count: 3, median: 2 * day },
    standing: 0,
  });
  // Each of two stays of one idea counts.
  expect(rows.find(({ stage }) => stage === "open")).toMatchObject({
    stays: { count: 2, median: 2 * day },
    standing: 2,
  });
  expect(rows.find(({ stage }) => stage === "evaluating")).toMatchObject({ stays: { count: 1 }, standing: 1 });
  expect(rows.find(({ stage }) => stage === "building")).toMatchObject({ stays: null, standing: 0 });
  expect(rows.some(({ stage }) => stage === "shipped")).toBe(false);
});

it("adopted is what ever was, by whose idea it was", () => {
  const rows = adoptedBy([
    course(["new", "evaluating", "adopted", "later"]),
    course(["new"]),
    course(["new", "evaluating", "adopted", "building"], { affiliation: "employee" }),
  ]);
  expect(rows).toEqual([
    { affiliation: "customer", submitted: 2, adopted: 1 },
    { affiliation: "employee", submitted: 1, adopted: 1 },
    { affiliation: "partner", submitted: 0, adopted: 0 },
  ]);
});

it("people are grouped so that every idea stands in one group", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 60 })), (counts) => {
      const { rows } = groupedByPeople(counts);
      expect(rows.reduce((sum, { ideas }) => sum + ideas, 0)).toBe(counts.length);
    }),
  );
  expect(groupedByPeople([1, 2, 3, 6, 10, 11, 40]).rows.map(({ ideas }) => ideas)).toEqual([1, 2, 1, 1, 2]);
});

it("a share is said of three or more", () => {
  expect([shareOf(1, 2), shareOf(0, 0), shareOf(1, 3), shareOf(3, 3)]).toEqual([null, null, 33, 100]);
});

it("a view is read from an address, and written into one", () => {
  const view = { period: "90", product: "0123456789abcdef" } as const;
  expect(figuresPath("bikes", view, "times")).toBe(
    "/s/bikes/figures.csv?figure=times&period=90&product=0123456789abcdef",
  );
  expect(figuresViewIn(new URLSearchParams(figuresPath("bikes", view).split("?")[1]))).toEqual(view);
  expect(figuresViewIn(new URLSearchParams("period=7&product=x"))).toEqual({ period: "365", product: null });
  expect(beginOf("all", day)).toBe(0);
  expect(beginOf("30", 40 * day)).toBe(10 * day);
});
