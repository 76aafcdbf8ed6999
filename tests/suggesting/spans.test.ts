import { expect, it } from "vitest";
import { placeIn, spanBetween } from "../../app/features/suggesting/spans.server.ts";

const seen = "Each workshop keeps one bike to lend.";

it.each([
  ["a word", "Each workshop keeps two bike to lend.", { from: 20, replaced: "one", words: "two" }],
  [
    "two words apart, as one piece",
    "Each workshop keeps two bike to hire.",
    { from: 20, replaced: "one bike to lend", words: "two bike to hire" },
  ],
  ["what is left out", "Each workshop keeps one to lend.", { from: 24, replaced: "bike ", words: "" }],
  [
    "what is added takes the word before it along",
    "Each workshop keeps one red bike to lend.",
    { from: 20, replaced: "one ", words: "one red " },
  ],
  ["at the beginning, the word after it", `Soon ${seen}`, { from: 0, replaced: "Each", words: "Soon Each" }],
  ["at the end", `${seen} Or more.`, { from: 32, replaced: "lend.", words: "lend. Or more." }],
])("the smallest piece by words: %s", (_name, wished, span) => {
  expect(spanBetween(seen, wished)).toEqual(span);
});

it("says nothing of the same, replaces nothing where nothing was, and all where all is blank", () => {
  expect(spanBetween(seen, seen)).toBeNull();
  expect(spanBetween("", "New.")).toEqual({ from: 0, replaced: "", words: "New." });
  expect(spanBetween(" \n", "New.")).toEqual({ from: 0, replaced: " \n", words: "New." });
});

it("finds its place in the text as it is by now, and none where its words were changed", () => {
  const span = { from: 20, replaced: "one", words: "two" };
  expect(placeIn(span, seen, seen)).toBe(20);
  expect(placeIn(span, seen, `Soon. ${seen} At last.`)).toBe(26);
  expect(placeIn(span, seen, "Each workshop keeps three bikes to lend.")).toBeNull();
  expect(placeIn(span, seen, "")).toBeNull();
  expect(placeIn({ from: 0, replaced: "", words: "New." }, "", "")).toBe(0);
  expect(placeIn({ from: 0, replaced: "", words: "New." }, "", "Others wrote.")).toBeNull();
});
