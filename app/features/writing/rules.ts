import type { Stage } from "../../../db/schema/ideas.ts";

/** Languages that a text may be written in. */
export const languages = ["en", "fr"] as const;

/** The parts of an idea's text, in the order in which they are read. */
export const parts = ["title", "problem", "forWhom", "solution"] as const;
export type Part = (typeof parts)[number];
export type Texts = Record<Part, string>;

/** The stages at which the text of an idea can be changed: wherever something may still come of it. */
export const stagesWithEdits: readonly Stage[] = [
  "new",
  "open",
  "developing",
  "evaluating",
  "adopted",
  "building",
  "shipped",
  "later",
  "declined",
];

/** Whether the text of an idea can be changed at its stage. */
export function takesEdits(idea: { stage: Stage }): boolean {
  return stagesWithEdits.includes(idea.stage);
}

/** The parts in which two texts differ. */
export function changedParts(before: Texts, after: Texts): Part[] {
  return parts.filter((part) => before[part] !== after[part]);
}

/**
 * What to show to somebody who wrote on an older text: what was typed where something was typed,
 * else the newer text. `clashing` are the parts that both changed.
 */
export function carriedOver(typed: Texts, base: Texts, current: Texts): { texts: Texts; clashing: Part[] } {
  const mine = changedParts(base, typed);
  const theirs = changedParts(base, current);
  const texts = Object.fromEntries(
    parts.map((part) => [part, mine.includes(part) ? typed[part] : current[part]]),
  ) as Texts;
  return { texts, clashing: mine.filter((part) => theirs.includes(part) && typed[part] !== current[part]) };
}

/** Stages from which an author may take an idea back: nobody has decided on it yet. */
const withdrawable: ReadonlySet<Stage> = new Set<Stage>(["new", "open", "developing", "later"]);

export function canBeWithdrawn(idea: { stage: Stage }): boolean {
  return withdrawable.has(idea.stage);
}

/** Longest reason for taking an idea back, in characters. */
export const longestReason = 500;

/** How many people may write an idea together, invitations included. */
export const mostAuthors = 20;

/** How many versions a page of the list shows. */
export const versionsOnAPage = 50;
