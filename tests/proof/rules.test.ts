import { expect, it } from "vitest";
import { readHead } from "../../app/features/proof/inputs.ts";
import { type Head, headAsJson, headAsText, isDue, nextDay } from "../../app/features/proof/rules.ts";

const noon = Date.UTC(2026, 2, 2, 12);
const day = 86_400_000;

const head: Head = {
  n: 12,
  hash: "ab".repeat(32),
  at: noon,
  site: "https://ideas.example.org",
  key: "k".repeat(43),
  signature: "s".repeat(86),
};

it("a head is due once a day (UTC), and only after something was sealed", () => {
  expect(isDue(undefined, 0, noon)).toBe(false);
  expect(isDue(undefined, 1, noon)).toBe(true);
  expect(isDue({ n: 1, at: noon }, 2, noon + 11 * 3_600_000)).toBe(false);
  expect(isDue({ n: 1, at: noon }, 2, noon + 12 * 3_600_000)).toBe(true);
  expect(isDue({ n: 2, at: noon }, 2, noon + day)).toBe(false);
  // A clock that was put back.
  expect(isDue({ n: 1, at: noon }, 2, noon - 2 * day)).toBe(false);
  expect(nextDay(noon)).toBe(Date.UTC(2026, 2, 3));
  expect(nextDay(Date.UTC(2026, 2, 3))).toBe(Date.UTC(2026, 2, 4));
});

it("is read again from JSON and from lines, whatever ends the lines", () => {
  expect(headAsText(head).split("\n").slice(0, 3)).toEqual([
    "kind: caco head",
    "site: https://ideas.example.org",
    "n: 12",
  ]);
  expect(readHead(headAsJson(head))).toEqual(head);
  expect(readHead(headAsText(head))).toEqual(head);
  expect(readHead(headAsText(head).replaceAll("\n", "\r\n"))).toEqual(head);
});

it.each([
  ["nothing", ""],
  ["other words", "Hello\nWorld"],
  ["half of it", headAsJson(head).slice(0, 120)],
  ["lines without the signature", headAsText(head).replace(/signature.*\n/, "")],
  ["another kind", headAsJson(head).replace("caco head", "caco backup")],
  ["more than a head", headAsJson(head).replace("{", '{ "more": 1,')],
  ["a hash in capitals", headAsJson(head).replace("abab", "ABab")],
  ["no moment", headAsJson(head).replace("2026-03-02T12", "2026-13-02T12")],
  ["seal 0", headAsJson(head).replace("12,", "0,")],
  ["null", "null"],
  ["a list", "[1]"],
])("takes no head for one from %s", (_, text) => {
  expect(readHead(text)).toBeNull();
});
