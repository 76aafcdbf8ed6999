import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  changesBetween,
  entriesOf,
  overTime,
  pastOf,
  sum,
  type Valued,
  worthBefore,
} from "../../app/features/reputation/explaining.ts";
import { because, counts } from "../../app/features/reputation/folding.ts";
import { day, ruleSets, valued } from "../../app/features/reputation/rules.ts";

const hour = 3_600_000;
const start = Date.UTC(2026, 0, 5);

type Act = { rule: "signal_received" | "adopted"; giver: string; part: number; at: number; goneAfter: number | null };

const act: fc.Arbitrary<Act> = fc.record({
  rule: fc.constantFrom("signal_received", "signal_received", "signal_received", "adopted"),
  giver: fc.string({ unit: fc.constantFrom("a", "b", "c", "d"), minLength: 2, maxLength: 2 }),
  part: fc.constantFrom(10_000, 10_000, 6_000),
  at: fc.integer({ min: 0, max: 60 }),
  goneAfter: fc.option(fc.integer({ min: 1, max: 96 }), { nil: null, freq: 4 }),
});

/** The lines as the ledger keeps them: with what those bring that stand today. */
function linesOf(acts: readonly Act[]): Valued[] {
  const lines = acts.map(({ rule, giver, part, at, goneAfter }, place): Valued => ({
    event: `e${String(place).padStart(3, "0")}`,
    rule,
    member: "me",
    space: "here",
    giver,
    idea: giver < "c" ? "one" : "two",
    source: "one",
    ref: null,
    part,
    at: start + at * hour,
    damped: 0,
    points: 0,
    rules: "R1",
    isPrivate: false,
    reversals: goneAfter === null ? 0 : because.undone,
    reversedAt: goneAfter === null ? null : start + (at + goneAfter) * hour,
    reversedBy: null,
  }));
  const worths = worthOf(lines.filter(counts));
  return lines.map((line) => ({ ...line, ...worths.get(line.event) }));
}

/** What lines are worth together, by all of the rules, by the ids of their events. */
function worthOf(lines: readonly Valued[]): Map<string, { damped: number; points: number }> {
  const all = lines.map(({ event: id, rule, at, giver, part }) => ({ id, rule, at, giver, part }));
  return new Map([...valued(ruleSets, all)].map(([{ id }, worth]) => [id, worth]));
}

/**
 * Silent signals that no reversal since a moment ever touched, neither by their giver nor by their day, or that damping alone leaves
 * nothing, or on a day that is not used up: a page need not read them.
 */
function needless(lines: readonly Valued[], since: number): Set<Valued> {
  const took = lines.filter((line) => !counts(line) && (line.reversedAt ?? 0) >= since);
  const takers = new Set(took.map(({ giver }) => giver));
  const days = new Set(lines.filter(({ giver }) => takers.has(giver)).map(({ at }) => Math.floor(at / day)));
  const signals = lines.filter((line) => line.rule === "signal_received" && counts(line));
  const isFull = (number: number) =>
    sum(signals.filter(({ at }) => Math.floor(at / day) === number).map(({ points }) => points)) >= 20_000;
  return new Set(
    signals.filter(({ at, damped, points, giver }) => {
      const number = Math.floor(at / day);
      return points === 0 && !takers.has(giver) && (!days.has(number) || damped === 0 || !isFull(number));
    }),
  );
}

/** The lines that counted just before a moment. */
const standingBefore = (lines: readonly Valued[], moment: number) =>
  lines.filter((line) => line.at < moment && (counts(line) || (line.reversedAt ?? 0) >= moment));

const moments = fc.integer({ min: 0, max: 170 }).map((hours) => start + hours * hour);

describe("a figure at an earlier moment", () => {
  it("is what all rules make of what stood then, and needs no silent signal that nothing touched", () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 80 }), moments, (acts, moment) => {
        const lines = linesOf(acts);
        const expected = worthOf(standingBefore(lines, moment));
        const found = worthBefore(ruleSets, pastOf(lines), moment);
        expect(found.size).toBe(expected.size);
        for (const [{ event }, points] of found) expect(points).toBe(expected.get(event)?.points);
        const unread = needless(lines, moment);
        const fewer = worthBefore(ruleSets, pastOf(lines.filter((line) => !unread.has(line))), moment);
        for (const [line, points] of fewer) expect(points).toBe(expected.get(line.event)?.points);
        expect(sum(fewer.values())).toBe(sum(found.values()));
      }),
      { numRuns: 500 },
    );
  });

  it("is the same in the drawing of half a year", () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), fc.integer({ min: 1, max: 400 }), (acts, hours) => {
        const lines = linesOf(acts);
        const now = start + 170 * hour + hours * 12 * hour;
        const weeks = overTime(ruleSets, pastOf(lines), now);
        expect(weeks).toHaveLength(26);
        for (const { week, figure } of weeks) {
          const end = Math.min(week + 7 * day, now + 1);
          expect(figure).toBe(sum(worthBefore(ruleSets, pastOf(lines), end).values()));
        }
      }),
    );
  });

  it("differs from a later one by the sum of what is said to have changed", () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), moments, moments, (acts, one, other) => {
        const lines = linesOf(acts);
        const { before, after, changes } = changesBetween(
          ruleSets,
          pastOf(lines),
          Math.min(one, other),
          Math.max(one, other),
        );
        expect(sum(changes.map(({ points }) => points))).toBe(after - before);
      }),
    );
  });
});

describe("what a figure is made of", () => {
  it("counts silent signals with those that bring something, in their week", () => {
    const week = start;
    const acts = Array.from({ length: 12 }, (_, place): Act => ({
      rule: "signal_received",
      giver: `g${place}`,
      part: 10_000,
      at: place,
      goneAfter: null,
    }));
    const lines = linesOf(acts).map((line) => ({ ...line, idea: "one" }));
    const loud = lines.filter(({ points }) => points > 0);
    const silent = [{ idea: "one", rules: "R1", week, count: lines.length - loud.length }];
    expect(loud).toHaveLength(10);
    expect(entriesOf(lines, silent)).toEqual(entriesOf(loud, silent));
    expect(entriesOf(loud, silent)).toMatchObject([{ idea: "one", at: week, isWeek: true, count: 12, points: 20_000 }]);
  });
});
