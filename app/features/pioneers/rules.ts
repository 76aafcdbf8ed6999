import { searchedWords } from "../feed/rules.ts";
import { type Facet, facets, type Level } from "../reputation/rules.ts";

/** Lengths in characters, and how many words of a search count. */
export const limits = { words: 80, message: 1_000, searched: 5 } as const;

/** People on one page, and pieces of what each contributed that are shown with them. */
export const peopleOnAPage = 10;
export const mostPieces = 3;

/** Rooms, and ideas, to which one may invite from the list. */
export const mostTargets = 50;

/** What a list of people is narrowed by. `page`: 1 is the first. */
export type Search = { words: string; facet: Facet | null; level: Level; page: number };

/** The search that an address asks for; what cannot be read is left out. */
export function searchIn(query: URLSearchParams): Search {
  const page = Number(query.get("page") ?? "1");
  const level = [1, 2, 3].find((each) => String(each) === query.get("level")) ?? 0;
  return {
    words: (query.get("q") ?? "").trim().slice(0, limits.words),
    facet: facets.find((facet) => facet === query.get("facet")) ?? null,
    level: level as Level,
    page: Number.isInteger(page) && page >= 1 && page <= 1_000 ? page : 1,
  };
}

/** The same as an address asks for it. */
export function searchText({ words, facet, level, page }: Search): string {
  const query = new URLSearchParams();
  if (words) query.set("q", words);
  if (facet) query.set("facet", facet);
  if (level > 0) query.set("level", String(level));
  if (page > 1) query.set("page", String(page));
  return `?${query.toString()}`;
}

/** Whether a search is for somebody who knows something: without a word and a facet it would list everybody. */
export function isForSomething({ words, facet }: Pick<Search, "words" | "facet">): boolean {
  return words !== "" || facet !== null;
}

/**
 * The ways in which each word may be written in a text, as parts to look for: as it was typed, without its accents, and
 * with accents in capitals, as databases do not know that é and É are one letter.
 */
export function spellingsOf(words: string): string[][] {
  const typed = words.normalize("NFC").split(/\s+/u).filter(Boolean);
  return typed.slice(0, limits.searched).flatMap((word) => {
    const plain = searchedWords(word)[0];
    const ways = [word.toLowerCase(), plain ?? "", word.toUpperCase()].map((way) => way.replace(/[\\%_!]/g, ""));
    const known = [...new Set(ways)].filter((way) => way !== "");
    return known.length === 0 ? [] : [known];
  });
}

/** To what somebody is asked: a room or an idea, with its id. */
export type Target = { kind: "room" | "idea"; id: string };

/** What a form names as `room:…` or `idea:…`. */
export function targetIn(text: string): Target | null {
  const [, kind, id] = /^(room|idea):([0-9a-hjkmnp-tv-z]{16})$/.exec(text) ?? [];
  return kind === undefined || id === undefined ? null : { kind: kind as Target["kind"], id };
}

/** The page on which a space's people are found, and that of asking one of them. */
export function pioneersPath(space: string, handle?: string): string {
  return handle === undefined ? `/s/${space}/pioneers` : `/s/${space}/pioneers/${handle}`;
}

/** The page on which somebody reads what he or she is asked to. */
export const callsPath = "/me/calls";
