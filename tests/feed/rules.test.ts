import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { feedOrders, isNarrowed, listedStages, queryOf, searchedWords, viewIn } from "../../app/features/feed/rules.ts";
import { fold } from "../../app/platform/fold.ts";

const view = fc.record({
  order: fc.constantFrom(...feedOrders),
  filter: fc.record(
    {
      stage: fc.constantFrom(...listedStages),
      tag: fc.constant("0123456789abcdef"),
      language: fc.constantFrom("en" as const, "fr" as const),
      by: fc.constantFrom("customer" as const, "employee" as const, "partner" as const),
      words: fc.constantFrom("one key", "l’école", "100 %", "a_b & c"),
    },
    { requiredKeys: [] },
  ),
});

describe("a view of a feed", () => {
  test("is the same after its address was sent to somebody", () => {
    fc.assert(
      fc.property(view, ({ order, filter }) => {
        const again = viewIn(new URLSearchParams(queryOf(order, filter)));
        expect(again.order).toBe(order);
        expect(queryOf(again.order, again.filter)).toBe(queryOf(order, filter));
      }),
    );
  });

  test("of everything has no query", () => {
    expect(queryOf("new", {})).toBe("");
    expect(isNarrowed(viewIn(new URLSearchParams("")).filter)).toBe(false);
  });

  test.each([
    "sort=id;--",
    "stage=draft",
    "stage=discarded",
    "tag=%27%20or%201=1",
    "lang=de",
    "by=admin",
    "q=%20%20",
    "sort=people&sort=new&stage=",
  ])("leaves out what makes no sense: %s", (query) => {
    expect(isNarrowed(viewIn(new URLSearchParams(query)).filter)).toBe(false);
  });
});

describe("words of a title", () => {
  test("are looked up without case, accents and repetition", () => {
    expect(searchedWords("  École  école VÉLO ")).toEqual(["ecole", "velo"]);
  });

  test("fold alike however they are written", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
        expect(fold(` ${text} `)).toBe(fold(text));
      }),
    );
  });
});
