import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binomialTail, hypergeometricTail, poissonTail } from "../../app/features/fairness/chances.ts";
import {
  burst,
  directedGiving,
  fewVoters,
  type Given,
  givingTogether,
  lookAt,
  verdictOf,
} from "../../app/features/fairness/rules.ts";
import { simulated } from "./simulated.ts";

const hour = 3_600_000;
const day = 24 * hour;

describe("the printed examples", () => {
  it("F1: 8 of 12 to an author who gets 1.5 % are no chance, 3 of 20 are", () => {
    const flagged = directedGiving({ given: 8, all: 12, rate: 0.015 });
    expect(flagged.chance.toExponential(1)).toBe("1.2e-12");
    expect(flagged.flagged).toBe(true);
    const common = directedGiving({ given: 3, all: 20, rate: 0.015 });
    expect(common.chance.toFixed(4)).toBe("0.0032");
    expect(common.flagged).toBe(false);
  });

  it("F2: of 600 ideas, 12 and 11 that share 8 are no chance, 40 and 35 that share 4 are", () => {
    const flagged = givingTogether({ ideas: 600, mine: 12, theirs: 11, shared: 8 });
    expect(flagged.usual.toFixed(2)).toBe("0.22");
    expect(flagged.chance.toExponential(1)).toBe("2.0e-13");
    expect(flagged.flagged).toBe(true);
    const common = givingTogether({ ideas: 600, mine: 40, theirs: 35, shared: 4 });
    expect(common.chance.toFixed(3)).toBe("0.198");
    expect(common.flagged).toBe(false);
  });

  it("F3: 12 in an hour in which 1.5 were to be expected are no chance", () => {
    const flagged = burst({ signals: 12, newcomers: 8, usual: 1.5 });
    expect(flagged.chance.toExponential(1)).toBe("6.8e-8");
    expect(flagged.flagged).toBe(true);
    expect(burst({ signals: 12, newcomers: 7, usual: 1.5 }).flagged).toBe(false);
    expect(burst({ signals: 9, newcomers: 9, usual: 0.1 }).flagged).toBe(false);
  });

  it("F4: 30 signals of 9 people are of few", () => {
    expect(fewVoters({ voters: 9, signals: 30 })).toMatchObject({ flagged: true, chance: 0.3 });
    expect(fewVoters({ voters: 11, signals: 30 }).flagged).toBe(false);
    expect(fewVoters({ voters: 1, signals: 19 }).flagged).toBe(false);
  });

  it("asks for enough signals, however improbable", () => {
    expect(directedGiving({ given: 4, all: 4, rate: 1e-6 }).flagged).toBe(false);
    expect(givingTogether({ ideas: 100_000, mine: 7, theirs: 7, shared: 7 }).flagged).toBe(false);
    expect(givingTogether({ ideas: 100_000, mine: 40, theirs: 40, shared: 15 }).flagged).toBe(false);
    expect(givingTogether({ ideas: 100_000, mine: 40, theirs: 40, shared: 16 }).flagged).toBe(true);
  });
});

describe("chances", () => {
  /** Whole numbers as fractions without rounding. */
  const exactly = (over: bigint, under: bigint) => Number((over * 10n ** 40n) / under) / 1e40;
  const choose = (n: number, k: number): bigint =>
    k < 0 || k > n ? 0n : k === 0 ? 1n : (choose(n - 1, k - 1) * BigInt(n)) / BigInt(k);

  it("are those of exact fractions, below 1e-15 too", () => {
    const some = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 99 }), fc.nat(60));
    fc.assert(
      fc.property(some, ([n, percent, k]) => {
        let over = 0n;
        for (let i = k; i <= n; i++)
          over += choose(n, i) * BigInt(percent) ** BigInt(i) * BigInt(100 - percent) ** BigInt(n - i);
        const due = exactly(over, 100n ** BigInt(n));
        expect(Math.abs(binomialTail(n, percent / 100, k) - due)).toBeLessThanOrEqual(due * 1e-10 + 1e-30);
      }),
    );
    const draws = fc.tuple(fc.integer({ min: 1, max: 80 }), fc.nat(80), fc.nat(80), fc.nat(40));
    fc.assert(
      fc.property(draws, ([all, a, b, k]) => {
        const [one, other] = [Math.min(a, all), Math.min(b, all)];
        let over = 0n;
        for (let i = k; i <= Math.min(one, other); i++) over += choose(one, i) * choose(all - one, other - i);
        const due = exactly(over, choose(all, other));
        expect(Math.abs(hypergeometricTail(all, one, other, k) - due)).toBeLessThanOrEqual(due * 1e-10 + 1e-30);
      }),
    );
    expect(Math.abs(binomialTail(50, 0.01, 20) / 3.5e-27 - 1)).toBeLessThan(0.05);
    expect(poissonTail(0.01, 8) / 2.458e-21).toBeCloseTo(1, 3);
  });

  it("of a rate are one less what comes below", () => {
    for (const [expected, k] of [
      [1.5, 1],
      [20, 5],
      [300, 290],
      [800, 100],
    ] as const) {
      const below = Array.from({ length: k }, (_, i) => {
        let log = -expected;
        for (let at = 1; at <= i; at++) log += Math.log(expected / at);
        return Math.exp(log);
      }).reduce((sum, each) => sum + each, 0);
      expect(poissonTail(expected, k)).toBeCloseTo(1 - below, 10);
    }
  });
});

describe("looking at a space", () => {
  const shuffled = <Item>(items: readonly Item[], chance: () => number) =>
    items
      .map((item) => ({ item, at: chance() }))
      .toSorted((a, b) => a.at - b.at)
      .map(({ item }) => item);

  it("finds the same in any order", () => {
    const { signals } = simulated(3, { members: 1_000, ideas: 600, rings: 1, friends: 0.1 });
    const found = lookAt(signals, 100 * day);
    expect(found.suspected.length).toBeGreaterThan(0);
    fc.assert(
      fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (stream) => {
        const order = shuffled(signals, () => stream.next().value as number);
        expect(lookAt(order, 100 * day)).toEqual(found);
      }),
      { numRuns: 5 },
    );
  });

  it("holds what goes to the author and what the others gave too, and no more", () => {
    const { signals, rings } = simulated(5, { members: 1_000, ideas: 600, rings: 1, friends: 0.1 });
    const { suspected } = lookAt(signals, 100 * day);
    const [first] = suspected.filter(({ member }) => rings[0]?.includes(member));
    const own = signals.filter(({ giver }) => giver === first?.member);
    expect(first?.ideas).toHaveLength(6);
    expect(own.length).toBeGreaterThan(6);
    expect(first?.flags.map(({ rule }) => rule)).toEqual([
      "F1",
      ...Array.from({ length: first?.partners.length ?? 0 }, () => "F2"),
    ]);
    expect(first?.partners).toEqual(expect.arrayContaining(rings[0]?.filter((each) => each !== first?.member) ?? []));
    for (const flag of first?.flags ?? []) expect(verdictOf(flag.rule, flag.numbers as never).flagged).toBe(true);
  });

  it("notes a burst of new accounts, and an author of few, and holds nothing for that", () => {
    const given = (at: number, more: Partial<Given> = {}): Given => ({
      idea: "bell",
      giver: `giver${at}`,
      giverSince: -100 * day,
      authors: ["ann"],
      ideaSince: 0,
      at: 20 * day + at * 60_000,
      ...more,
    });
    const crowd = Array.from({ length: 12 }, (_, at) => given(at, at < 8 ? { giverSince: 19 * day } : {}));
    const few = Array.from({ length: 30 }, (_, at) =>
      given(at, { idea: `idea${at}`, giver: `friend${at % 9}`, authors: ["bob"], at: at * day }),
    );
    const { notes, suspected } = lookAt([...crowd, ...few], 40 * day);
    expect(notes).toEqual([
      {
        rule: "F3",
        member: null,
        other: null,
        idea: "bell",
        numbers: { signals: 12, newcomers: 8, others: 0, hours: 960, from: 20 * day },
      },
      { rule: "F4", member: "bob", other: null, idea: null, numbers: { voters: 9, signals: 30 } },
    ]);
    expect(suspected).toEqual([]);
  });
});

/** More of them by `npm run bench -- fairness`. */
const seeds = Number(process.env.FAIRNESS_SEEDS ?? 2);

describe("simulated spaces", () => {
  it("has every ring member of 2,000 and nobody else, in each of 5 seeds", () => {
    for (let seed = 1; seed <= Math.max(5, seeds); seed++) {
      const { signals, rings } = simulated(seed, { members: 2_000, ideas: 600, rings: 1, friends: 0 });
      const { suspected } = lookAt(signals, 100 * day);
      expect(suspected.map(({ member }) => member).toSorted(), `seed ${seed}`).toEqual(rings.flat().toSorted());
    }
  }, 60_000);

  it("finds nine rings of ten among 10,000, and holds signals of one honest member in a hundred at most", () => {
    for (let seed = 1; seed <= seeds; seed++) {
      const { signals, rings, honest } = simulated(seed, { members: 10_000, ideas: 3_000, rings: 20, friends: 0.2 });
      const held = new Set(lookAt(signals, 100 * day).suspected.map(({ member }) => member));
      const found = rings.flat().filter((member) => held.has(member)).length / rings.flat().length;
      const wrong = honest.filter((member) => held.has(member)).length / honest.length;
      if (process.env.FAIRNESS_SEEDS) process.stdout.write(`seed ${seed}: ${found} found, ${wrong} wrongly\n`);
      expect(found, `seed ${seed}`).toBeGreaterThanOrEqual(0.9);
      expect(wrong, `seed ${seed}`).toBeLessThanOrEqual(0.01);
    }
  }, 60_000);
});
