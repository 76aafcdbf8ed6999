/** Places in a living text that move with it: where words stand, however the text around them changes. */
import * as Y from "yjs";
import { originPlaces } from "./authorship.server.ts";
import type { Living } from "./storage.server.ts";
import type { Passage } from "./rules.ts";

/** Where words begin and end, as Yjs encodes places that move with the text. */
export type Place = { start: Uint8Array; end: Uint8Array };

/** A stretch of a passage, in characters from its beginning. */
export type Stretch = { from: number; to: number };

/** Holds on to a stretch of a passage: to its first and to its last character. */
export function placeOf(doc: Y.Doc, passage: Passage, { from, to }: Stretch): Place {
  const text = doc.getText(passage);
  return {
    start: Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(text, from)),
    end: Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(text, to, -1)),
  };
}

/** What stands now between the ends of a place; empty where all of it is gone, null for a place that is in no passage of this. */
export function stretchAt(doc: Y.Doc, passage: Passage, { start, end }: Place): Stretch | null {
  const [from, to] = [indexOf(doc, passage, start), indexOf(doc, passage, end)];
  return from === null || to === null ? null : { from: Math.min(from, to), to };
}

type Text = Pick<Living, "doc" | "authorship">;

/**
 * Where exactly these words stand now: at the place itself, or where an undo or a move brought them; else at the only
 * place of the passage that says so, where they are long enough not to be there by chance. Null: nowhere.
 */
export function whereIs(text: Text, passage: Passage, place: Place, words: string): Stretch | null {
  const reads = text.doc.getText(passage).toJSON();
  if (words === "") return reads === "" ? { from: 0, to: 0 } : null;
  const isIt = ({ from, to }: Stretch) => reads.slice(from, to) === words;
  const at = stretchAt(text.doc, passage, place);
  if (at && isIt(at)) return at;
  const brought = firstPlaces(text, passage, place.start)
    .map((from) => ({ from, to: from + words.length }))
    .find(isIt);
  if (brought) return brought;
  const only = reads.indexOf(words);
  const isOnly = words.length >= shortestFound && only >= 0 && only === reads.lastIndexOf(words);
  return isOnly ? { from: only, to: only + words.length } : null;
}

/** Shorter than this, the same characters may well be others. */
const shortestFound = 12;

/** Where the character stands now to which an end of a place holds on. */
function firstPlaces({ doc, authorship }: Text, passage: Passage, end: Uint8Array): number[] {
  const { item } = Y.decodeRelativePosition(end);
  return item ? originPlaces(doc, authorship, passage, item) : [];
}

function indexOf(doc: Y.Doc, passage: Passage, end: Uint8Array): number | null {
  try {
    const found = Y.createAbsolutePositionFromRelativePosition(Y.decodeRelativePosition(end), doc);
    return found?.type === doc.getText(passage) ? found.index : null;
  } catch {
    return null;
  }
}
