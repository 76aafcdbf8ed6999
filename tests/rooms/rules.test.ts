import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Duel, nextPair, scoresOf, strengthsOf } from "../../app/features/rooms/duels.ts";
import {
  costOf,
  groupsOf,
  groupSizes,
  isWithinBudget,
  pairSizes,
  roundsFor,
  sheetOf,
  takesMessage,
} from "../../app/features/rooms/rules.ts";

describe("groups", () => {
  it.each([
    [5, [5]],
    [6, [3, 3]],
    [7, [4, 3]],
    [10, [4, 3, 3]],
    [11, [4, 4, 3]],
    [14, [4, 4, 3, 3]],
    [17, [5, 4, 4, 4]],
  ])("of %i people are %j", (people, sizes) => expect(groupSizes(people)).toEqual(sizes));

  it("have three to five people from three on, and differ by one at most", () => {
    for (let people = 3; people <= 2_000; people++) {
      const sizes = groupSizes(people);
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(people);
      expect(sizes.every((size) => size >= 3 && size <= 5)).toBe(true);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    }
  });

  it.each([
    [3, [3]],
    [4, [2, 2]],
    [5, [3, 2]],
  ])("of %i part into pairs of %j", (people, sizes) => expect(pairSizes(people)).toEqual(sizes));

  it("of two are within the groups of four that follow, and leave nobody out", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), (count) => {
        const people = Array.from({ length: count }, (_, place) => `p${place}`);
        const fours = groupsOf(people, "fours");
        const pairs = groupsOf(people, "pairs");
        expect(pairs.flat()).toEqual(people);
        expect(fours.flat()).toEqual(people);
        for (const pair of pairs) expect(fours.some((group) => pair.every((each) => group.includes(each)))).toBe(true);
      }),
    );
  });
});

describe("sheets that go round", () => {
  it("are met once by each, and each has one in every round", () => {
    for (let people = 1; people <= 40; people++) {
      const rounds = roundsFor(people);
      for (let person = 0; person < people; person++) {
        const met = Array.from({ length: rounds }, (_, round) => sheetOf(person, round, people));
        expect(new Set(met).size).toBe(rounds);
      }
      for (let round = 0; round < rounds; round++) {
        const lying = Array.from({ length: people }, (_, person) => sheetOf(person, round, people));
        expect(new Set(lying).size).toBe(people);
      }
    }
  });
});

describe("votes", () => {
  it("by credits cost their square, and keep within the budget", () => {
    const credits = { ballot: "quadratic", votes: 36 } as const;
    expect(isWithinBudget({ a: 4, b: 4, c: 2 }, credits)).toBe(true);
    expect(costOf({ a: 5, b: 3, c: 1 }, "quadratic")).toBe(35);
    expect(isWithinBudget({ a: 5, b: 4 }, credits)).toBe(false);
    expect(isWithinBudget({ a: -1 }, credits)).toBe(false);
    expect(isWithinBudget({ a: 0.5 }, credits)).toBe(false);
  });

  it("by dots are five, and two on one thing at most", () => {
    const dots = { ballot: "dots", votes: 5 } as const;
    expect(isWithinBudget({ a: 2, b: 2, c: 1 }, dots)).toBe(true);
    expect(isWithinBudget({ a: 3 }, dots)).toBe(false);
    expect(isWithinBudget({ a: 2, b: 2, c: 2 }, dots)).toBe(false);
  });
});

describe("duels", () => {
  const won = (winner: string, loser: string, times: number): Duel[] =>
    Array.from({ length: times }, () => ({ one: winner, other: loser, winner }));
  const three = [
    ...won("A", "B", 3),
    ...won("B", "A", 1),
    ...won("B", "C", 3),
    ...won("C", "B", 1),
    ...won("A", "C", 2),
  ];

  it("come to the strengths and scores of the worked example", () => {
    const strengths = strengthsOf(["A", "B", "C"], three);
    expect(["A", "B", "C"].map((id) => Number(strengths.get(id)?.toFixed(4)))).toEqual([2.0564, 1, 0.4863]);
    const scores = scoresOf(["A", "B", "C"], three);
    expect([scores.A?.score, scores.B?.score, scores.C?.score]).toEqual([7_408, 5_000, 2_592]);
    const four = scoresOf(["A", "B", "C", "D"], [...three, ...won("D", "A", 1)]);
    expect([four.A?.score, four.B?.score, four.C?.score, four.D?.score]).toEqual([6_320, 4_605, 2_559, 6_517]);
  });

  it("give a mean of half, whatever happened, and a win never lowers the winner", () => {
    const notes = ["A", "B", "C", "D", "E"];
    const duel = fc
      .tuple(fc.constantFrom(...notes), fc.constantFrom(...notes), fc.boolean())
      .filter(([one, other]) => one !== other)
      .map(([one, other, first]): Duel => ({ one, other, winner: first ? one : other }));
    fc.assert(
      fc.property(fc.array(duel, { maxLength: 40 }), duel, (duels, next) => {
        const before = scoresOf(notes, duels);
        const mean = notes.reduce((sum, id) => sum + (before[id]?.score ?? 0), 0) / notes.length;
        expect(Math.abs(mean - 5_000)).toBeLessThanOrEqual(1);
        const winner = String(next.winner);
        expect(scoresOf(notes, [...duels, next])[winner]?.score).toBeGreaterThanOrEqual(before[winner]?.score ?? 0);
      }),
      { numRuns: 60 },
    );
  });

  it("ask for each pair once, beginning with what was met least", () => {
    const notes = ["A", "B", "C", "D"];
    const judged = new Set<string>();
    const duels: Duel[] = [];
    for (let count = 0; count < 6; count++) {
      const pair = nextPair(notes, duels, judged, () => 0);
      if (!pair) throw new Error("A pair is missing.");
      const [one, other] = pair.toSorted();
      expect(judged.has(`${one} ${other}`)).toBe(false);
      judged.add(`${one} ${other}`);
      duels.push({ one: pair[0], other: pair[1], winner: null });
    }
    expect(nextPair(notes, duels, judged, () => 0)).toBeNull();
  });
});

describe("talk", () => {
  it("takes twenty messages of one person in a minute, and two hundred of all", () => {
    const said = (count: number, by: (place: number) => string) => ({
      talk: Object.fromEntries(
        Array.from({ length: count }, (_, place) => {
          const id = `m${place}`;
          return [id, { id, words: id, by: by(place), at: 1_000, reactions: {}, note: null }];
        }),
      ),
    });
    expect(
      takesMessage(
        said(19, () => "ann"),
        "ann",
        60_000,
      ),
    ).toBe(true);
    expect(
      takesMessage(
        said(20, () => "ann"),
        "ann",
        60_000,
      ),
    ).toBe(false);
    expect(
      takesMessage(
        said(20, () => "ann"),
        "bob",
        60_000,
      ),
    ).toBe(true);
    expect(
      takesMessage(
        said(20, () => "ann"),
        "ann",
        61_000,
      ),
    ).toBe(true);
    expect(takesMessage(said(200, String), "bob", 60_000)).toBe(false);
  });
});
