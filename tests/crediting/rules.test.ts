import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  components,
  type CreditInput,
  creditsOf,
  isQualified,
  whole,
  wilsonBound,
} from "../../app/features/crediting/rules.ts";

const input = (component: CreditInput["component"], by: string, amount = 1, source = `${component} ${by}`) => ({
  component,
  by,
  amount,
  source,
});

const example = [
  input("origin", "ana"),
  input("text", "ana", 300),
  input("text", "bo", 600),
  input("text", "cy", 100),
  input("adopted", "bo", 1, "one"),
  input("adopted", "bo", 1, "two"),
  input("adopted", "dee", 1, "three"),
  input("facilitation", "eve"),
];

const sharesIn = (inputs: readonly CreditInput[]) =>
  Object.fromEntries(creditsOf(inputs).map(({ by, share }) => [by, share]));

const sum = (numbers: readonly number[]) => numbers.reduce((all, number) => all + number, 0);

describe("the shares of an idea", () => {
  it("are those of the worked example, without evidence", () => {
    expect(sharesIn(example)).toEqual({ ana: 4263, bo: 3614, cy: 368, dee: 702, eve: 1053 });
  });

  it("open into lines that say how each comes about and sum to it", () => {
    const [ana, bo] = creditsOf(example);
    expect(ana?.lines).toEqual([
      { input: example[0], total: 1, weight: 30, weights: 95, share: 3158 },
      { input: example[1], total: 1000, weight: 35, weights: 95, share: 1105 },
    ]);
    expect(bo?.lines.map(({ input: { source }, share }) => [source, share])).toEqual([
      ["text bo", 2210],
      ["one", 702],
      ["two", 702],
    ]);
  });

  it("give what is left over to the lowest ids, where remainders are equal", () => {
    expect(sharesIn(["c", "a", "b"].map((by) => input("origin", by)))).toEqual({ a: 3334, b: 3333, c: 3333 });
  });

  it("are nothing where there is nothing", () => {
    expect(creditsOf([])).toEqual([]);
  });
});

describe("roles", () => {
  const rolesIn = (amounts: Record<string, number>) =>
    Object.fromEntries(
      creditsOf(Object.entries(amounts).map(([by, amount]) => input("text", by, amount))).map(({ by, roles }) => [
        by,
        roles[0]?.role,
      ]),
    );

  it.each([
    ["one who did all leads", { a: 7 }, { a: "lead" }],
    ["two fifths lead", { a: 40, b: 30, c: 30 }, { a: "lead", b: "supporting", c: "supporting" }],
    ["less does not", { a: 39, b: 31, c: 30 }, { a: "supporting", b: "supporting", c: "supporting" }],
    ["five points apart are equal", { a: 45, b: 40, c: 15 }, { a: "equal", b: "equal", c: "supporting" }],
    ["six are not", { a: 46, b: 40, c: 14 }, { a: "lead", b: "lead", c: "supporting" }],
    [
      "many who did as much are equal",
      { a: 25, b: 25, c: 25, d: 25 },
      { a: "equal", b: "equal", c: "equal", d: "equal" },
    ],
  ])("%s", (_name, amounts, roles) => {
    expect(rolesIn(amounts)).toEqual(roles);
  });
});

describe("a session that was run", () => {
  it("counts with four people, most of whom surely found it useful", () => {
    expect(isQualified({ people: 10, useful: 8, answers: 10 })).toBe(true);
    expect(isQualified({ people: 10, useful: 6, answers: 10 })).toBe(false);
    expect(isQualified({ people: 4, useful: 3, answers: 3 })).toBe(true);
    expect(isQualified({ people: 3, useful: 3, answers: 3 })).toBe(false);
    expect(isQualified({ people: 9, useful: 0, answers: 0 })).toBe(false);
  });

  it.each([
    [8, 10, 0.6016],
    [6, 10, 0.4013],
    [3, 3, 0.6462],
    [0, 5, 0],
    [60, 100, 0.5361],
  ])("%i of %i are at least %f", (yes, all, bound) => {
    expect(wilsonBound(yes, all)).toBeCloseTo(bound, 4);
  });
});

describe("whatever people bring", () => {
  const inputs = fc.uniqueArray(
    fc.record({
      component: fc.constantFrom(...components),
      by: fc.constantFrom("a", "b", "c", "d", "e", "f"),
      amount: fc.integer({ min: 1, max: 60_000 }),
      source: fc.constantFrom("1", "2", "3", "4"),
    }),
    { minLength: 1, maxLength: 40, selector: ({ component, by, source }) => `${component} ${by} ${source}` },
  );

  it("sums to the whole, each share to its lines, and nobody has less than nothing", () => {
    fc.assert(
      fc.property(inputs, (brought) => {
        const credits = creditsOf(brought);
        expect(sum(credits.map(({ share }) => share))).toBe(whole);
        for (const { share, lines } of credits) {
          expect(sum(lines.map((line) => line.share))).toBe(share);
          for (const { input: of, total, weight, weights, share: part } of lines) {
            expect(Math.abs(part - (whole * weight * of.amount) / (weights * total))).toBeLessThan(1.000_001);
            expect(part).toBeGreaterThanOrEqual(0);
          }
        }
      }),
    );
  });

  it("does not depend on the order", () => {
    const shuffled = inputs.chain((brought) =>
      fc.tuple(fc.constant(brought), fc.shuffledSubarray(brought, { minLength: brought.length })),
    );
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        expect(creditsOf(other)).toEqual(creditsOf(one));
      }),
    );
  });

  it("gains nothing by two accounts but the rounding of one basis point", () => {
    const split = fc.tuple(inputs, fc.integer({ min: 1, max: 99 }), fc.constantFrom("!", "b0", "z"));
    fc.assert(
      fc.property(split, ([brought, percent, second]) => {
        const alone = sharesIn(brought).b ?? 0;
        const divided = brought.flatMap((each) => {
          const part = Math.floor((each.amount * percent) / 100);
          if (each.by !== "b" || part === 0) return [each];
          return [
            { ...each, amount: each.amount - part },
            { ...each, amount: part, by: second },
          ];
        });
        const both = sharesIn(divided);
        expect((both.b ?? 0) + (both[second] ?? 0)).toBeLessThanOrEqual(alone + 1);
      }),
    );
  });
});
