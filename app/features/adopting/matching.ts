/**
 * Whose words a new text has taken up: pure. Words are compared in small letters and without what stands between them,
 * so that white space, punctuation and marks of Markdown do not matter. A passage that is common to the text and to
 * something said counts when its words are new to the text and nobody said them earlier ("earliest wins"), twelve
 * characters of them at least, and two at least that are not everybody's. Method: an index of the text's runs of twelve
 * characters, in which everything that was said is looked up once, so that the time grows with what was said.
 */

/** The shortest run by which a passage is known again, in characters. */
export const shortestRun = 12;

/** Words of a text: in which of its parts, from which character on, and how many (UTF-16 units). */
export type Place = { part: number; at: number; length: number };

/** A word of the text. `at` and `end`: where it stands in its part. */
type Word = { text: string; part: number; at: number; end: number };

/** So many places of one run are looked at. */
const mostPlaces = 32;

const wordPattern = /[\p{L}\p{M}\p{N}]+/gu;

/** A new text, in which the words of others are looked for. */
export type Looking = {
  /**
   * Looks for the words of `text`. What comes first has its words for itself: so the texts that stood before come first,
   * then all that was said, in the order in which it was said. `id`: null where it is nothing that could be adopted.
   */
  hear(text: string, id: string | null): void;
  /** What was found so far: by the id of what was said, in the order of the new text. */
  found(): Map<string, Place[]>;
};

/** Begins to look in a new text, of several parts. */
export function lookIn(parts: readonly string[]): Looking {
  const words = wordsOf(parts);
  const index = indexOf(words);
  /** The words that somebody had before, by their places. */
  const known = new Set<number>();
  const found = new Map<string, Place[]>();
  return {
    hear(text, id) {
      for (const passage of passagesIn(index, text)) {
        const fresh = passage.filter((place) => !known.has(place));
        for (const place of fresh) known.add(place);
        const place = id === null ? null : placeOf(fresh.flatMap((at) => words[at] ?? []));
        if (id !== null && place) found.set(id, [...(found.get(id) ?? []), place]);
      }
    },
    found: () => found,
  };
}

/** The words of all parts; between two parts stands nothing, which is in no run. */
function wordsOf(parts: readonly string[]): (Word | null)[] {
  return parts.flatMap((text, part) => [
    ...[...text.matchAll(wordPattern)].map(({ 0: written, index: at }) => {
      return { text: folded(written), part, at, end: at + written.length };
    }),
    null,
  ]);
}

function folded(text: string): string {
  return text.normalize("NFC").toLowerCase();
}

/** The shortest run that begins with the word at a place, and of how many words it is; null where the words end before. */
function runAt(words: readonly (string | undefined)[], from: number): { run: string; length: number } | null {
  let run = words[from];
  let length = 1;
  while (run !== undefined && run.length < shortestRun) {
    const next: string | undefined = words[from + length++];
    run = next === undefined ? undefined : `${run} ${next}`;
  }
  return run === undefined ? null : { run, length };
}

/** The runs of the text: where each begins, of how many words it is, and whether it was found in what is heard now. */
type Index = Map<string, { places: number[]; length: number; foundIn: string[] | null }>;

function indexOf(words: readonly (Word | null)[]): Index {
  const index: Index = new Map();
  const texts = words.map((word) => word?.text);
  for (const from of texts.keys()) {
    const found = runAt(texts, from);
    if (!found) continue;
    const entry = index.get(found.run);
    if (!entry) index.set(found.run, { places: [from], length: found.length, foundIn: null });
    else if (entry.places.length < mostPlaces) entry.places.push(from);
  }
  return index;
}

/** The places of the words that stand in a row in the text and in what was said, row by row. */
function passagesIn(index: Index, said: string): number[][] {
  const texts = folded(said).match(wordPattern) ?? [];
  const begun: { from: number; length: number }[] = [];
  for (const from of texts.keys()) {
    const found = runAt(texts, from);
    const entry = found && index.get(found.run);
    // Each run once, so that what is said over and over again takes no longer.
    if (!entry || entry.foundIn === texts) continue;
    entry.foundIn = texts;
    for (const place of entry.places) begun.push({ from: place, length: entry.length });
  }
  const passages: number[][] = [];
  let last = -2;
  for (const { from, length } of begun.sort((a, b) => a.from - b.from)) {
    const passage = from === last + 1 ? passages.at(-1) : undefined;
    const row = passage ?? [];
    if (!passage) passages.push(row);
    last = from;
    for (let place = (row.at(-1) ?? from - 1) + 1; place < from + length; place++) row.push(place);
  }
  return passages;
}

/** Where words of a passage stand that are new there, if they are enough to tell that they were taken up. */
function placeOf(fresh: readonly Word[]): Place | null {
  const [first, last] = [fresh[0], fresh.at(-1)];
  if (!first || !last) return null;
  const texts = fresh.map(({ text }) => text);
  const own = new Set(texts.filter((word) => word.length >= 4 && !everybodys.has(word)));
  if (texts.join(" ").length < shortestRun || own.size < 2) return null;
  return { part: first.part, at: first.at, length: last.end - first.at };
}

/** Words of four letters and more that stand in every text: two people have them in a row by chance. */
const everybodys: ReadonlySet<string> = new Set(
  (
    "about after again also because been before being could does done each even every from have here into just like " +
    "make many more most much must need needs only other over people please really same should since some such than " +
    "thank thanks that their them then there these they thing things think this those very want well were what when " +
    "where which while will with would your yours idea ideas agree good great maybe " +
    "alors aussi autre autres avec avoir beaucoup bien bonne cela celle celui ceux chaque chose comme dans depuis des " +
    "deux dire doit donc elle elles encore entre être était faire fait faut idée idées leur leurs mais merci même mieux " +
    "moins nous notre parce pense peut peux plus plutôt pour pourrait puis quand quel quelle quelque quelques rien sans " +
    "sera serait sont sous suis sur tous tout toute toutes très trop une vers votre vous vraiment"
  ).split(" "),
);
