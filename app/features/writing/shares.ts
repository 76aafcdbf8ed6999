/**
 * How much of a text is whose, as far as its versions show it: pure. A word belongs to whoever first had it beside the
 * words that stand around it, so that what is moved, brought back or taken from elsewhere stays with its writer, and a
 * slip of the pen that is set right is one word. It is an estimate by words: once a text is written together, what each
 * wrote is known by its characters, and this is asked no more.
 */

/** From which share on somebody counts as co-author of a text, in basis points. */
export const coAuthorShare = 1_000;

/** Words in a row by which a passage is known again. */
const run = 3;

/** A text in its parts, and who wrote it; null: several, or nobody knows. */
export type Written = { author: string | null; parts: readonly string[] };

/** How much of a text is whose, by the ids of its writers, and how much there is. */
export type Amounts = { of: Map<string, number>; all: number };

/** The letters of a text by whose they are; `before` are the texts that were there, the first first. What is nobody's is in `all` alone. */
export function lettersOf(parts: readonly string[], before: readonly Written[]): Amounts {
  const words = parts.map(wordsOf);
  const owners = words.map((part) => part.map((): string | null | undefined => undefined));
  const places = new Map<string, { part: number; at: number }[]>();
  for (const [part, list] of words.entries()) {
    for (const { key, at } of runsOf(list)) {
      const there = places.get(key);
      if (there) there.push({ part, at });
      else places.set(key, [{ part, at }]);
    }
  }
  for (const { author, parts: earlier } of before) {
    for (const { key } of earlier.flatMap((part) => runsOf(wordsOf(part)))) {
      for (const { part, at } of places.get(key) ?? []) {
        const of = owners[part] ?? [];
        const last = Math.min(at + run, of.length);
        for (let word = Math.max(0, at); word < last; word++) if (of[word] === undefined) of[word] = author;
      }
      // What was there stays with whoever had it first.
      places.delete(key);
    }
  }
  return counted(words, owners);
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Each row of words of a part, and where it begins; what stands at an edge has the edge beside it. */
function runsOf(words: readonly string[]): { key: string; at: number }[] {
  const edge = Array.from({ length: run - 1 }, () => "");
  const all = [...edge, ...words, ...edge];
  return Array.from({ length: all.length - run + 1 }, (_, at) => ({
    key: all.slice(at, at + run).join(" "),
    at: at - edge.length,
  }));
}

function counted(words: readonly string[][], owners: readonly (string | null | undefined)[][]): Amounts {
  const letters = new Map<string, number>();
  let all = 0;
  for (const [part, list] of words.entries()) {
    for (const [at, word] of list.entries()) {
      const owner = owners[part]?.[at];
      all += word.length;
      if (owner) letters.set(owner, (letters.get(owner) ?? 0) + word.length);
    }
  }
  return { of: letters, all };
}

/** What each has in basis points, rounded down. */
export function inBasisPoints({ of, all }: Amounts): Map<string, number> {
  return new Map([...of].map(([owner, count]) => [owner, Math.floor((count * 10_000) / all)]));
}
