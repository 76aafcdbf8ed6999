/** Finds where short pieces of some texts stand in long ones, in one passage over each long one. */

/** A hash that rolls along a text: of the last `size` characters, modulo 2^32 (Rabin and Karp, 1987). */
const factor = 0x01_00_01_93;
const slots = 1 << 20;

/** Where each of the pieces of `size` characters that the texts hold was found, at most `most` places each. */
export type Pieces<Place> = {
  /** Looks through a text; `found` makes the place of what begins `from` characters in. */
  look(text: string, found: (from: number) => Place): void;
  /** The places at which these characters were found. */
  places(piece: string): readonly Place[];
};

/** The places of one piece with their ranks; `worst` is the index of the highest rank. */
type List<Place> = { places: Place[]; ranks: number[]; worst: number };

/**
 * What is to be looked for: each piece of so many characters in each of the texts. Where a piece is found more often than
 * `most` times, the places of the lowest ranks are kept.
 */
export function piecesOf<Place>(
  texts: readonly string[],
  size: number,
  { most, rank }: { most: number; rank(place: Place): number },
): Pieces<Place> {
  const lists = new Map<string, List<Place>>();
  // Most of what is looked through is none of them: the hash says so without cutting a piece out.
  const maybe = new Uint8Array(slots);
  for (const text of texts) {
    roll(text, size, (from, slot) => {
      maybe[slot] = 1;
      lists.set(text.slice(from, from + size), { places: [], ranks: [], worst: 0 });
    });
  }
  return {
    look(text, found) {
      roll(text, size, (from, slot) => {
        if (maybe[slot] === 0) return;
        const list = lists.get(text.slice(from, from + size));
        if (!list) return;
        const place = found(from);
        const its = rank(place);
        const isFull = list.places.length >= most;
        if (isFull && its >= (list.ranks[list.worst] ?? Infinity)) return;
        const at = isFull ? list.worst : list.places.length;
        list.places[at] = place;
        list.ranks[at] = its;
        list.worst = list.ranks.indexOf(Math.max(...list.ranks));
      });
    },
    places: (piece) => lists.get(piece)?.places ?? [],
  };
}

function roll(text: string, size: number, hear: (from: number, slot: number) => void): void {
  if (text.length < size) return;
  let leaving = 1;
  for (let count = 0; count < size; count++) leaving = Math.imul(leaving, factor);
  let hash = 0;
  for (let at = 0; at < text.length; at++) {
    hash = (Math.imul(hash, factor) + text.charCodeAt(at)) | 0;
    if (at >= size) hash = (hash - Math.imul(leaving, text.charCodeAt(at - size))) | 0;
    if (at >= size - 1) hear(at - size + 1, (hash ^ (hash >>> 12)) & (slots - 1));
  }
}
