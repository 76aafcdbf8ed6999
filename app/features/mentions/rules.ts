import { personPath } from "../people/rules.ts";

/** People whom one text may mention; a longer list is a crowd, not somebody spoken to. */
export const mostMentioned = 20;

/** People offered at once while somebody types a handle. */
export const mostOffered = 8;

/** Somebody who may be mentioned in a space. */
export type Called = { id: string; handle: string };

/** The handles of people, for rendering what calls them. */
export function handlesOf(people: readonly Called[]): string[] {
  return people.map(({ handle }) => handle);
}

/** Where a handle may begin: not within a word, an address or a path. */
const written = /(?<![\p{L}\p{N}_@/.-])@([a-z0-9](?:[a-z0-9-]*[a-z0-9])?)/giu;

/** The handles that texts may mean: each once, in lower case, in order. Whether anybody has one is another question. */
export function handlesIn(...texts: readonly string[]): string[] {
  const found = texts.flatMap((text) => [...text.matchAll(written)].map((match) => (match[1] ?? "").toLowerCase()));
  return [...new Set(found)].slice(0, mostMentioned);
}

/** Those of these people to whom HTML of ours leads: who is named within code is not spoken to. */
export function mentionedIn(people: readonly Called[], ...html: readonly string[]): string[] {
  return people
    .filter(({ handle }) => html.some((text) => text.includes(`<a href="${personPath(handle)}"`)))
    .map(({ id }) => id);
}
