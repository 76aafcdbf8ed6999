import type { Locale } from "../../platform/actor.ts";

export const longestName = 80;
/** Longest text of a saved answer, in characters. */
export const longestText = 3_000;
/** How many a space keeps at most: they are offered in one list without a search, which more would make useless. */
export const mostSaved = 60;

/** What stands for something of the idea that is answered. */
export const placeholders = ["name", "title", "space", "me"] as const;
export type Placeholder = (typeof placeholders)[number];

const placeholder = /\{([^{}\s]*)\}/g;

/** The first `{word}` of a text that stands for nothing, or null. */
export function unknownPlaceholder(text: string): string | null {
  for (const [whole, word] of text.matchAll(placeholder)) {
    if (!placeholders.some((known) => known === word)) return whole;
  }
  return null;
}

/**
 * The text, which is Markdown, with what its placeholders stand for. Names and titles are words of others: in an answer
 * that somebody else signs they are read as they are, and make neither markup nor links, nor do they call anybody.
 */
export function filled(text: string, values: Readonly<Record<Placeholder, string>>): string {
  return text.replace(placeholder, (whole, word: string) =>
    Object.hasOwn(values, word) ? plainly(values[word as Placeholder]) : whole,
  );
}

/** What begins a list, a heading or a table where it stands first in a line. */
const opening = /^(?:[#+=:-]|\d+(?=[.)]))/;

/** Words as Markdown that says these words and nothing else. */
function plainly(words: string): string {
  return words
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*_[\]<>~|@]/g, "\\$&")
    .replace(/&(?=#?\w)/g, "\\&")
    .replace(/:(?=\/\/)/g, "\\:")
    .replace(/(www)\./gi, "$1\\.")
    .replace(opening, (first) => (/\d/.test(first) ? `${first}\\` : `\\${first}`));
}

/** The words in a language; where it has none in it, in the other. */
export function wordsIn(answer: Readonly<Record<Locale, string>>, language: Locale): string {
  return answer[language] || answer[language === "en" ? "fr" : "en"];
}
