/** A piece of a text; `isFound`: its words stand in the other text too. */
export type Piece = { text: string; isFound: boolean };

/** The page on which proposals about an idea's text are decided. `path`: the idea's address. */
export function adoptionsPath(path: string): string {
  return `${path}/adoptions`;
}

/** How many proposals the page of an idea shows of itself. */
export const shownOnIdea = 3;

/** About how many characters are read around what was found. */
const around = 60;

/** A text around the places where something was found in it, which are in order; the rest is left out. */
export function excerptOf(text: string, places: readonly { at: number; length: number }[]): Piece[] {
  const pieces: Piece[] = [];
  let read = 0;
  for (const { at, length } of places) {
    pieces.push(...between(text, read, at), { text: text.slice(at, at + length), isFound: true });
    read = at + length;
  }
  pieces.push(...between(text, read, text.length));
  return pieces.filter((piece) => piece.text !== "");
}

/** What stands from one character to another, without its middle where that is long; at the ends of the text without those. */
function between(text: string, from: number, to: number): Piece[] {
  const all = text.slice(from, to);
  const head = from === 0 ? "" : all.slice(0, around).replace(/\s*\S*$/, "");
  const tail = to === text.length ? "" : all.slice(-around).replace(/^\S*\s*/, "");
  const isShort = all.length <= head.length + tail.length + around;
  const shown = isShort ? all : `${head} … ${tail}`;
  return [{ text: shown, isFound: false }];
}
