import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Counted,
  currentOf,
  day,
  type Earned,
  forecastScore,
  inOrder,
  type InForce,
  levelOf,
  r1,
  type RuleName,
  ruleNames,
  rulesAt,
  ruleSets,
  valued,
  worth,
} from "../../app/features/reputation/rules.ts";
import { wilsonBound } from "../../app/features/crediting/rules.ts";

let count = 0;
const thing = (change: Partial<Counted> = {}): Counted => ({
  id: `thing ${String(++count).padStart(6, "0")}`,
  rule: "signal_received",
  at: 0,
  giver: "ann",
  part: 10_000,
  ...change,
});

const sum = (numbers: Iterable<number>) => [...numbers].reduce((all, number) => all + number, 0);
const figure = (things: readonly Counted[], sets = ruleSets) =>
  sum([...valued(sets, things).values()].map(({ points }) => points));

describe("signals of one giver", () => {
  it("are worth 2, 1 and a half, a quarter, and then nothing for ninety days", () => {
    const dates = [0, 1, 2, 3, 4, 5];
    const values = valued(
      ruleSets,
      dates.map((date) => thing({ at: date * day })),
    );
    expect([...values.values()].map(({ points }) => points)).toEqual([2_000, 1_000, 500, 250, 0, 0]);
  });

  it("count anew after ninety days: on days 0, 89, 90 and 200 they are 2 + 1 + 1 + 2", () => {
    const values = valued(
      ruleSets,
      [0, 89, 90, 200].map((date) => thing({ at: date * day })),
    );
    expect([...values.values()].map(({ points }) => points)).toEqual([2_000, 1_000, 1_000, 2_000]);
  });

  it("are divided by the share of who receives them", () => {
    expect(figure([thing({ part: 3_333 })])).toBe(666);
  });
});

describe("the cap of a day", () => {
  const ring = () => Array.from({ length: 20 }, (_, giver) => thing({ giver: `ring ${giver}`, at: 9 * 3_600_000 }));
  const honest = () => Array.from({ length: 5 }, (_, giver) => thing({ giver: `honest ${giver}`, at: 15 * 3_600_000 }));

  it("opens again when what had filled it is reversed", () => {
    const later = honest();
    expect(figure([...ring(), ...later])).toBe(20_000);
    expect(figure(later)).toBe(10_000);
  });

  it("is of one UTC day, and of signals alone", () => {
    const many = ring();
    const next = many.map((each) => ({ ...each, id: `${each.id} again`, giver: `next ${each.giver}`, at: day }));
    expect(figure([...many, ...next, thing({ rule: "comment_adopted" })])).toBe(45_000);
  });
});

describe("what each rule is worth", () => {
  it.each<[RuleName, number]>([
    ["signal_received", 2],
    ["shortlisted", 20],
    ["co_developing", 20],
    ["adopted", 50],
    ["shipped", 100],
    ["comment_adopted", 5],
    ["note_adopted", 5],
    ["suggestion_accepted", 5],
    ["text_frozen", 30],
    ["evidence_accepted", 10],
    ["duplicate_confirmed", 2],
    ["report_upheld", 2],
    ["welcome", 3],
    ["session_run", 10],
  ])("%s: %d points", (rule, points) => {
    expect(worth(ruleSets, { rule, at: 0, part: 10_000 })).toBe(points * 1_000);
  });

  it("goes by the share where it is of an idea or of a text", () => {
    const shared = ruleNames.filter(
      (rule) => worth(ruleSets, { rule, at: 0, part: 5_000 }) !== worth(ruleSets, { rule, at: 0, part: 10_000 }),
    );
    expect(shared).toEqual([
      "signal_received",
      "shortlisted",
      "co_developing",
      "adopted",
      "shipped",
      "text_frozen",
      "forecast",
    ]);
  });

  it.each([
    [0.8, true, 8],
    [0.5, true, 0],
    [0.5, false, 0],
    [0.9, false, 0],
    [1, true, 10],
  ])("a forecast of %d that came true (%s) brings %d", (probability, happened, points) => {
    const part = forecastScore(probability, happened);
    expect(worth(ruleSets, { rule: "forecast", at: 0, part })).toBe(points * 1_000);
  });

  it("asks of a session that half would find it useful, known well enough", () => {
    expect(wilsonBound(8, 10)).toBeCloseTo(0.6016, 4);
    expect(wilsonBound(6, 10)).toBeCloseTo(0.4013, 4);
    expect(wilsonBound(3, 3)).toBeCloseTo(0.6462, 4);
  });
});

describe("the current figure", () => {
  it("halves in 180 days", () => {
    expect(currentOf(20_000, 0, 180 * day, r1) + currentOf(10_000, 90 * day, 180 * day, r1)).toBe(17_071);
  });
});

describe("the level", () => {
  const known = { isFirst: true, daysHere: 30, ideasRead: 10 };
  const from = (people: number, points: number, days: number): Earned[] =>
    Array.from({ length: people }, (_, at) => ({ giver: `giver ${at}`, points, at: (at % days) * day }));

  it("is none until somebody is known", () => {
    const newness = { isFirst: false, daysHere: 2, ideasRead: 9 };
    expect(levelOf(ruleSets, newness, from(20, 20_000, 5), 10 * day)).toEqual({
      level: 0,
      next: [
        { what: "days_here", have: 2, need: 3 },
        { what: "ideas_read", have: 9, need: 10 },
      ],
    });
  });

  it.each([
    [5, 6_000, 3, 2],
    [5, 5_999, 3, 1],
    [4, 10_000, 3, 1],
    [5, 6_000, 2, 1],
  ])(
    "is the second with 30 points of five people on three days: %d people, %d each, %d days",
    (people, points, days, level) => {
      expect(levelOf(ruleSets, known, from(people, points, days), 3 * day).level).toBe(level);
    },
  );

  it("is the third with 150 points of ten people, and is kept until less than 135 are left", () => {
    const lines = from(10, 15_100, 3);
    const at = (days: number) => levelOf(ruleSets, known, lines, days * day).level;
    expect(at(2)).toBe(3);
    // 151 points are 150 after two days, and 135 after 29.
    expect(at(28)).toBe(3);
    expect(at(32)).toBe(2);
    const again = [...lines, { giver: "more", points: 10_000, at: 32 * day }];
    expect(levelOf(ruleSets, known, again, 32 * day).level).toBe(2);
    expect(levelOf(ruleSets, known, from(9, 20_000, 3), 3 * day).level).toBe(2);
  });
});

/** A second rule set, for tests alone: another price, other damping, another cap. */
const r2: InForce = {
  from: 100 * day,
  rules: {
    ...r1,
    name: "R2",
    rules: { ...r1.rules, comment_adopted: { facet: "building", points: 7_000, times: null } },
    damping: { within: 30 * day, factors: [1_000] },
    dailyCap: 4_000,
  },
};

describe("a second rule set", () => {
  const sets = [...ruleSets, r2];

  it("holds from its date, and changes nothing that was before", () => {
    expect(rulesAt(sets, r2.from - 1).name).toBe("R1");
    expect(rulesAt(sets, r2.from).name).toBe("R2");
    const before = [thing({ rule: "comment_adopted", at: 99 * day }), thing({ at: 99 * day })];
    expect(figure(before, sets)).toBe(figure(before));
    const after = thing({ rule: "comment_adopted", at: r2.from });
    expect(figure([...before, after], sets)).toBe(figure(before) + 7_000);
  });

  it("damps and caps by its own numbers", () => {
    const signals = ["a", "b", "c"].map((giver) => thing({ giver, at: r2.from }));
    expect(figure(signals, sets)).toBe(4_000);
    expect(figure([thing({ at: r2.from }), thing({ at: r2.from + day })], sets)).toBe(2_000);
  });
});

const things = fc
  .array(
    fc.record({
      rule: fc.constantFrom<RuleName>("signal_received", "signal_received", "comment_adopted", "adopted"),
      at: fc.integer({ min: 0, max: 200 * day }),
      giver: fc.constantFrom("ann", "bob", "cara", "dan"),
      part: fc.integer({ min: 1, max: 10_000 }),
    }),
    { maxLength: 60 },
  )
  .map((all) => all.map((each) => thing(each)));

describe("every figure", () => {
  it("is the sum of its lines, whatever the order in which they come", () => {
    fc.assert(
      fc.property(things, fc.infiniteStream(fc.nat()), (all, chance) => {
        const shuffled = all
          .map((each) => ({ each, key: chance.next().value ?? 0 }))
          .toSorted((one, other) => one.key - other.key)
          .map(({ each }) => each);
        const [one, other] = [valued(ruleSets, all), valued(ruleSets, shuffled)];
        for (const each of all) expect(other.get(each)).toEqual(one.get(each));
        expect(one.size).toBe(all.length);
      }),
    );
  });

  it("does not depend on what one moment's givers are called", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), (ones, others) => {
        const signals = Array.from({ length: ones + others }, (_, giver) => thing({ giver: `giver ${giver}` }));
        const renamed = signals.map((each, at) => ({ ...each, giver: `giver ${(at + ones) % signals.length}` }));
        expect(figure(renamed)).toBe(figure(signals));
      }),
    );
  });

  it("falls by no more than what is new, and by nothing but a reversal", () => {
    fc.assert(
      fc.property(things, (all) => {
        const ordered = all.toSorted(inOrder);
        let before = 0;
        for (let end = 1; end <= ordered.length; end++) {
          const now = figure(ordered.slice(0, end));
          expect(now).toBeGreaterThanOrEqual(before);
          before = now;
        }
      }),
    );
  });

  it("keeps within the bounds of what accepted second accounts can bring", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.record({ who: fc.nat(), at: fc.integer({ min: 0, max: 90 * day - 1 }) }), { maxLength: 120 }),
        (accounts, given) => {
          const signals = given.map(({ who, at }) => thing({ giver: `account ${who % accounts}`, at }));
          expect(figure(signals)).toBeLessThanOrEqual(3_750 * accounts);
          const days = new Map<number, number>();
          for (const [{ at }, { points }] of valued(ruleSets, signals)) {
            const key = Math.floor(at / day);
            days.set(key, (days.get(key) ?? 0) + points);
          }
          for (const points of days.values()) expect(points).toBeLessThanOrEqual(20_000);
        },
      ),
    );
  });
});
