/**
 * What changed between two texts, by words, for people to read. Crafted texts make an exact
 * comparison take seconds, so it has a limit; beyond it lines are compared, then the whole.
 */
import { type ChangeObject, diffLines, diffWordsWithSpace } from "diff";

export type Piece = { kind: "same" | "removed" | "added"; text: string };

/** How many changes are looked for at most; the time grows with the square. */
const maxEditLength = 600;

/** The pieces of both texts in reading order; what was removed stands before what took its place. */
export function differences(before: string, after: string): Piece[] {
  const changes = diffWordsWithSpace(before, after, { maxEditLength }) ?? diffLines(before, after, { maxEditLength });
  if (changes === undefined) return whole(before, after);
  return joined(changes.map(pieceOf));
}

function pieceOf({ added, removed, value }: ChangeObject<string>): Piece {
  return { kind: added ? "added" : removed ? "removed" : "same", text: value };
}

function whole(before: string, after: string): Piece[] {
  const pieces: Piece[] = [
    { kind: "removed", text: before },
    { kind: "added", text: after },
  ];
  return pieces.filter((piece) => piece.text !== "");
}

/** One change of three words reads better than three changes of one: spaces and points between changes join them. */
function joined(pieces: readonly Piece[]): Piece[] {
  const read: Piece[] = [];
  let removed = "";
  let added = "";
  const close = () => {
    if (removed !== "") read.push({ kind: "removed", text: removed });
    if (added !== "") read.push({ kind: "added", text: added });
    removed = added = "";
  };
  for (const [index, piece] of pieces.entries()) {
    const isBetween =
      removed !== "" && added !== "" && /^[^\p{L}\p{N}\n]{1,3}$/u.test(piece.text) && index < pieces.length - 1;
    if (piece.kind === "same" && !isBetween) {
      close();
      read.push(piece);
    }
    if (piece.kind === "removed" || (piece.kind === "same" && isBetween)) removed += piece.text;
    if (piece.kind === "added" || (piece.kind === "same" && isBetween)) added += piece.text;
  }
  close();
  return read;
}
