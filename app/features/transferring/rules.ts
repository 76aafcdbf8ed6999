import type { Stage } from "../../../db/schema/ideas.ts";
import type { Visibility } from "../../../db/schema/spaces.ts";

/** Longest reason, and longest answer to it, in characters. */
export const longestMessage = 5_000;

/** Stages from which an idea may go to another space: before a product team has taken it on, and while it is not closed. */
const leaving: ReadonlySet<Stage> = new Set<Stage>(["new", "open", "developing", "evaluating", "later"]);

export type Movable = { stage: Stage; moderation: string; mergedIn: number };
type Place = { id: string; visibility: Visibility };

/** People who would not read an idea any more where it goes: how many of its authors, and of those who wrote below it. */
export type Outside = { authors: number; writers: number };

/** Why an idea cannot go anywhere, or null when it can. */
export function whyNotMovable(idea: Movable): "transfer_merged" | "transfer_not_from" | null {
  if (idea.stage === "merged" || idea.mergedIn > 0) return "transfer_merged";
  return leaving.has(idea.stage) && idea.moderation === "visible" ? null : "transfer_not_from";
}

/** Why an idea cannot go from one space to another, or null when it can. */
export function whyNoTransfer(
  idea: Movable,
  { source, target }: { source: Place; target: Place },
  outside: Outside,
):
  | ReturnType<typeof whyNotMovable>
  | "transfer_same_space"
  | "transfer_to_public"
  | "transfer_authors_outside"
  | "transfer_writers_outside" {
  const why = whyNotMovable(idea);
  if (why) return why;
  if (source.id === target.id) return "transfer_same_space";
  // What was said among few is not for one pilot, nor two, to say to everybody.
  if (source.visibility === "private" && target.visibility === "public") return "transfer_to_public";
  if (outside.authors > 0) return "transfer_authors_outside";
  return outside.writers > 0 ? "transfer_writers_outside" : null;
}

/** The page on which an idea is proposed to another space, and on which that is answered. */
export function transferPath(idea: string): string {
  return `/ideas/${idea}/transfer`;
}
