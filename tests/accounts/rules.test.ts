import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  deviceOf,
  freeHandle,
  handleOf,
  judgePace,
  mailAddress,
  personName,
  quickestHuman,
} from "../../app/features/accounts/rules.ts";
import { safePath } from "../../app/platform/paths.ts";

describe("a mail address", () => {
  test.each([
    ["Ann@Example.ORG", "ann@example.org"],
    ["  ann@example.org ", "ann@example.org"],
    ["o'brien+caco@mail.example.org", "o'brien+caco@mail.example.org"],
    ["Zoe\u0301@example.org", "zo\u00e9@example.org"],
    ["ann@bücher.example", "ann@bücher.example"],
  ])("%j is written %j", (typed, written) => {
    expect(mailAddress(typed)).toBe(written);
  });

  test.each([
    "",
    "ann",
    "ann@localhost",
    "@example.org",
    "ann@",
    "ann@@example.org",
    ".ann@example.org",
    "ann.@example.org",
    "a..b@example.org",
    "ann@example.org\r\nBcc: eve@evil.example",
    "ann@example.org\n",
    "ann\u0000@example.org",
    '"ann@evil.example x"@example.org',
    "ann(eve@evil.example)@example.org",
    "group: ann@example.org;",
    "<ann@example.org>",
    "ann@example.org, eve@evil.example",
    "ann@[127.0.0.1]",
    "ann@127.0.0.1",
    "ann@-example.org",
    "ann\u202e@example.org",
    `${"a".repeat(65)}@example.org`,
    `ann@${"a".repeat(250)}.org`,
  ])("%j is refused", (typed) => {
    expect(mailAddress(typed)).toBeNull();
  });

  it("is written once and for all: writing it again changes nothing", () => {
    fc.assert(
      fc.property(fc.emailAddress(), (typed) => {
        const written = mailAddress(typed);
        if (written !== null) expect(mailAddress(written)).toBe(written);
      }),
    );
  });
});

describe("a name", () => {
  test.each([
    ["  Ann   Lee ", "Ann Lee"],
    ["李小龙", "李小龙"],
    ["Jean-Éric d’Arc", "Jean-Éric d’Arc"],
  ])("%j is read as %j", (typed, read) => {
    expect(personName(typed)).toBe(read);
  });

  test.each(["", "   ", "…", "Ann\r\nBcc: x", "Ann\u0000", "\u202eAnn"])("%j is refused", (typed) => {
    expect(personName(typed)).toBeNull();
  });
});

describe("a handle", () => {
  test.each([
    ["Léa Marchand", "lea-marchand"],
    ["李小龙", "member"],
  ])("is made of %j", (name, handle) => {
    expect(handleOf(name)).toBe(handle);
  });

  it("is the first one that is free", () => {
    expect(freeHandle("ann", new Set())).toBe("ann");
    expect(freeHandle("ann", new Set(["ann", "ann-2", "ann-4"]))).toBe("ann-3");
  });
});

test.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox", "Linux"],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0",
    "Edge",
    "Windows",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
    "Safari",
    "iPhone",
  ],
  [
    "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36",
    "Chrome",
    "Android",
  ],
  ["curl/8.5.0", null, null],
])("%s is %s on %s", (userAgent, browser, system) => {
  expect(deviceOf(userAgent)).toEqual({ browser, system });
});

test.each([
  ["a form without a stamp comes from a program", null, "bot"],
  ["a form sent at once comes from a program", quickestHuman - 1, "bot"],
  ["a form from the future comes from a program", -5_000, "bot"],
  ["a form sent after some seconds comes from a person", 4_000, "human"],
  ["a form of yesterday must be sent again", 25 * 3_600_000, "stale"],
] as const)("%s", (_, age, verdict) => {
  const now = 1_800_000_000_000;
  expect(judgePace(age === null ? null : now - age, now)).toBe(verdict);
});

// A18: wherever somebody asks to be sent, it is a path of this site.
test.each([
  "//e.example",
  "/\\e.example",
  "/%09/e.example",
  "/\t/e.example",
  "https:e.example",
  "https://e.example/",
  "javascript:alert(1)",
  "/%5ce.example",
  "/%2fe.example",
  " /s/bikes",
  "",
])("nobody is sent to %j", (asked) => {
  expect(safePath(asked)).toBe("/");
});

test("one is sent to a path with its query and its place on the page", () => {
  expect(safePath("/s/bikes?sort=people#idea-3")).toBe("/s/bikes?sort=people#idea-3");
});
