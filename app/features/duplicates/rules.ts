import type { DuplicateState } from "../../../db/schema/duplicates.ts";
import { type Mergeable, whyNoMerge } from "../merging/rules.ts";

/** Longest reason of a member, and longest answer of a pilot, in characters. */
export const longestReason = 1_000;
export const longestAnswer = 2_000;

/** How many ideas one idea can be said to be the same as at once. */
export const mostOpen = 5;

/** How long nobody says again what a pilot answered, nor the same person what he or she took back, in milliseconds. */
export const between = 90 * 86_400_000;

/** So many say that two ideas are one, and three in four of those who answer: then a pilot looks at it. */
const fewest = 3;

/** Whether enough people say that two ideas are one. `same`: whoever said it first is among them. */
export function isAgreed({ same, different }: { same: number; different: number }): boolean {
  return same >= fewest && same >= 3 * different;
}

/** Whether two ideas stand where one of them may become part of the other. */
export function canBecomeOne(one: Mergeable, other: Mergeable): boolean {
  return whyNoMerge(one, other, []) === null || whyNoMerge(other, one, []) === null;
}

/** What was said of two ideas before, as far as it decides whether it may be said again. */
export type Said = { idea: string; other: string; by: string; state: DuplicateState; decidedAt: number | null };

/**
 * Why `member` cannot say at `now` that two ideas are one, or null. `said` is what was said of either before, of both and
 * with others.
 */
export function whyNotSaid(
  one: Mergeable,
  other: Mergeable,
  said: readonly Said[],
  member: string,
  now: number,
):
  | "merge_into_itself"
  | "merge_other_space"
  | "duplicate_stage"
  | "duplicate_waiting"
  | "duplicate_answered"
  | "duplicate_parted"
  | "duplicate_withdrawn"
  | "duplicates_enough"
  | null {
  if (one.id === other.id) return "merge_into_itself";
  if (one.space !== other.space) return "merge_other_space";
  if (!canBecomeOne(one, other)) return "duplicate_stage";
  const isOf = ({ id }: Mergeable, each: Said) => each.idea === id || each.other === id;
  const ofBoth = said.filter((each) => isOf(one, each) && isOf(other, each));
  const isRecent = ({ decidedAt }: Said) => now - (decidedAt ?? 0) < between;
  if (ofBoth.some(({ state }) => state === "open")) return "duplicate_waiting";
  if (ofBoth.some((each) => each.state === "declined" && isRecent(each))) return "duplicate_answered";
  if (ofBoth.some((each) => each.state === "parted" && isRecent(each))) return "duplicate_parted";
  if (ofBoth.some((each) => each.state === "withdrawn" && each.by === member && isRecent(each)))
    return "duplicate_withdrawn";
  const isFull = (idea: Mergeable) =>
    said.filter((each) => each.state === "open" && isOf(idea, each)).length >= mostOpen;
  return isFull(one) || isFull(other) ? "duplicates_enough" : null;
}

/** The page on which people say that an idea is the same as another one. `idea`: the address of its page, or its id in one. */
export function duplicatesPath(idea: string): string {
  return `${idea}/duplicates`;
}
