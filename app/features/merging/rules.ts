import type { Stage } from "../../../db/schema/ideas.ts";

/** Stages in which an idea may become part of another one. */
const leaving: ReadonlySet<Stage> = new Set<Stage>(["new", "open", "developing", "evaluating", "later"]);

/** Stages in which an idea may take another one in: wherever something still comes of it. */
export const takingStages: readonly Stage[] = ["new", "open", "developing", "evaluating", "adopted", "building"];

/** Longest answer of a merge, and longest list of what an idea brings, in characters. */
export const longestMessage = 5_000;
export const longestElements = 2_000;

/** How long the authors of a merged idea may object, in milliseconds. */
export const objectionMilliseconds = 14 * 86_400_000;

export type Mergeable = { id: string; space: string; stage: Stage; moderation: string };

/** Why an idea cannot become part of another one, or null when it can; `sources` are the ideas merged into it. */
export function whyNoMerge(
  source: Mergeable,
  target: Mergeable,
  sources: readonly string[],
): "merge_into_itself" | "merge_other_space" | "merge_cycle" | "merge_not_from" | "merge_not_into" | null {
  if (source.id === target.id) return "merge_into_itself";
  if (source.space !== target.space) return "merge_other_space";
  if (sources.includes(target.id)) return "merge_cycle";
  if (!mayBeMerged(source)) return "merge_not_from";
  return mayTakeIn(target) ? null : "merge_not_into";
}

/** Whether an idea stands where it may become part of another one. */
export function mayBeMerged(idea: { stage: Stage; moderation: string }): boolean {
  return leaving.has(idea.stage) && idea.moderation === "visible";
}

/** Whether an idea stands where it may take another one in. */
export function mayTakeIn(idea: { stage: Stage; moderation: string }): boolean {
  return takingStages.includes(idea.stage) && idea.moderation === "visible";
}

/** The distinct elements of a list, one a line. */
function elementsIn(lines: string): string[] {
  return [...new Set(lines.split("\n").map((line) => line.replace(/^\s*[-*•]\s+/, "").trim()))].filter(Boolean);
}

export type Elements = { source: string[]; both: string[]; target: string[] };

/** What each of two merged ideas brings that the other has not, and what both brought. */
export function elementsOf(lists: { sourceElements: string; targetElements: string }): Elements {
  const source = elementsIn(lists.sourceElements);
  const target = elementsIn(lists.targetElements);
  const both = source.filter((element) => target.includes(element));
  return {
    source: source.filter((element) => !both.includes(element)),
    both,
    target: target.filter((element) => !both.includes(element)),
  };
}

/** Why nobody can object to a merge at `now`, or null when its authors can. */
export function whyNoObjection(merge: { at: number; undoneAt: number | null }, now: number) {
  if (merge.undoneAt !== null) return "merge_undone" as const;
  return now - merge.at >= objectionMilliseconds ? ("objection_too_late" as const) : null;
}

/** The words of a title by which an idea like it is looked for; the longest say most. */
export function tellingWords(titleKey: string): string[] {
  const words = [...new Set(titleKey.split(/[^\p{L}\p{N}]+/u))].filter((word) => word.length >= 4);
  return words.toSorted((a, b) => b.length - a.length).slice(0, 8);
}

/** The page on which an idea is merged, and on which its merge is objected to and undone. */
export function mergePath(idea: string): string {
  return `/ideas/${idea}/merge`;
}

/** The id of the idea whose page has this address, or null: an address that somebody pasted. */
export function ideaInAddress(text: string): string | null {
  return /\/ideas\/([0-9a-hjkmnp-tv-z]{16})(?![0-9a-z])/.exec(text)?.[1] ?? null;
}
