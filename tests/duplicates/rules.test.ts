import { describe, expect, it } from "vitest";
import { between, canBecomeOne, isAgreed, type Said, whyNotSaid } from "../../app/features/duplicates/rules.ts";
import { diceOf } from "../support/dice.ts";

const now = 1_000 * between;
const idea = (id: string, change: Partial<Parameters<typeof canBecomeOne>[0]> = {}) => ({
  id,
  space: "s",
  stage: "open" as const,
  moderation: "visible",
  ...change,
});
const said = (change: Partial<Said> = {}): Said => ({
  idea: "a",
  other: "b",
  by: "me",
  state: "open",
  decidedAt: null,
  ...change,
});

describe("three of four", () => {
  it.each([
    [1, 0, false],
    [2, 0, false],
    [3, 0, true],
    [3, 1, true],
    [3, 2, false],
    [5, 2, false],
    [6, 2, true],
  ])("%i say one, %i say two: %s", (same, different, agreed) => {
    expect(isAgreed({ same, different })).toBe(agreed);
  });

  it("is at least three, and never less than three in four, whoever answers", () => {
    const chance = diceOf(8);
    for (let time = 0; time < 500; time++) {
      const [same, different] = [Math.floor(chance() * 30), Math.floor(chance() * 30)];
      expect(isAgreed({ same, different })).toBe(same >= 3 && same / (same + different) >= 0.75);
    }
  });
});

describe("two ideas", () => {
  it("can become one as long as one of them may join the other", () => {
    expect(canBecomeOne(idea("a"), idea("b"))).toBe(true);
    expect(canBecomeOne(idea("a", { stage: "building" }), idea("b"))).toBe(true);
    expect(canBecomeOne(idea("a", { stage: "building" }), idea("b", { stage: "adopted" }))).toBe(false);
    expect(canBecomeOne(idea("a", { stage: "declined" }), idea("b"))).toBe(false);
    expect(canBecomeOne(idea("a", { moderation: "hidden" }), idea("b"))).toBe(false);
    expect(canBecomeOne(idea("a", { stage: "merged" }), idea("b"))).toBe(false);
  });

  it.each([
    ["itself", idea("a"), [], "merge_into_itself"],
    ["another space", idea("b", { space: "t" }), [], "merge_other_space"],
    ["a stage that is over", idea("b", { stage: "shipped" }), [], "duplicate_stage"],
    ["what somebody says already", idea("b"), [said()], "duplicate_waiting"],
    ["the same the other way round", idea("b"), [said({ idea: "b", other: "a" })], "duplicate_waiting"],
    ["what was answered", idea("b"), [said({ state: "declined", decidedAt: now - between + 1 })], "duplicate_answered"],
    ["what was taken apart", idea("b"), [said({ state: "parted", decidedAt: now - 1 })], "duplicate_parted"],
    ["a sixth", idea("b"), ["c", "d", "e", "f", "g"].map((other) => said({ other })), "duplicates_enough"],
    ["what was answered long ago", idea("b"), [said({ state: "declined", decidedAt: now - between })], null],
    [
      "a sixth of the other",
      idea("b"),
      ["c", "d", "e", "f", "g"].map((one) => said({ idea: one })),
      "duplicates_enough",
    ],
    ["what was taken back", idea("b"), [said({ state: "withdrawn", decidedAt: now })], "duplicate_withdrawn"],
    ["what somebody else took back", idea("b"), [said({ state: "withdrawn", by: "you", decidedAt: now })], null],
  ] as const)("of %s", (_name, other, before, why) => {
    expect(whyNotSaid(idea("a"), other, before, "me", now)).toBe(why);
  });
});
