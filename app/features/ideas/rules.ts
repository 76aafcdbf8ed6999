import type { Stage } from "../../../db/schema/ideas.ts";
import { NotFound } from "../../platform/errors.ts";
import { slugOf } from "../../platform/slug.ts";

/** Longest texts taken, in characters. */
export const limits = { title: 120, problem: 6_000, forWhom: 2_000, solution: 10_000 } as const;

/** Stages whose ideas stand in no list: their author alone sees the first two. */
const unlisted: readonly Stage[] = ["draft", "discarded", "withdrawn", "merged"];
export const unlistedStages: readonly Stage[] = unlisted;

/** The path an idea is expected to take, for showing what is still to come. */
export const usualPath: readonly Stage[] = [
  "new",
  "open",
  "developing",
  "evaluating",
  "adopted",
  "building",
  "shipped",
];

/** Whether comments may be written: everywhere but where nothing can be added any more. */
export function takesComments(idea: { stage: Stage; moderation: string }): boolean {
  return !["draft", "discarded", "merged", "withdrawn"].includes(idea.stage) && idea.moderation !== "hidden";
}

type Headed = { id: string; space: string; title: string; stage: Stage; extra: string | null };

/** What the head of a page about an idea shows: what it is called, where it stands, and its address. */
export function headingOf({ id, space, title, stage, extra }: Headed): Headed & { path: string } {
  return { id, space, title, stage, extra, path: ideaPath({ id, title }) };
}

/** The address of an idea: `/ideas/<id>-<words of its title>`. */
export function ideaPath(idea: { id: string; title: string }): string {
  const words = slugOf(idea.title);
  return words ? `/ideas/${idea.id}-${words}` : `/ideas/${idea.id}`;
}

/** The id in the last part of an idea's address. Throws `NotFound`: without one there is no idea there. */
export function idOfPath(part: string): string {
  const [, id] = /^([0-9a-hjkmnp-tv-z]{16})(-|$)/.exec(part) ?? [];
  if (id === undefined) throw new NotFound();
  return id;
}

/** The head of a text, at most `longest` characters, cut at a word, with an ellipsis when cut. */
export function headOf(text: string, longest: number): string {
  const flat = text.replace(/\s+/g, " ").trim();
  if (flat.length <= longest) return flat;
  const cut = flat.slice(0, longest);
  const word = cut.lastIndexOf(" ");
  return `${(word > longest / 2 ? cut.slice(0, word) : cut.slice(0, longest - 1)).trimEnd()}…`;
}

/** Whether the head of a problem tells more than the title above it: imported ideas often begin alike. */
export function saysMore(excerpt: string, title: string): boolean {
  const plain = (text: string) => text.replace(/…$/, "").trim().toLowerCase();
  return plain(excerpt).length > plain(title).length || !plain(title).startsWith(plain(excerpt));
}
