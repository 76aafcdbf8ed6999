/**
 * Words that the server has not said to have stored, in the browser's own store: by member, idea and piece. As with
 * drafts, they go when their writer signs out or somebody else signs in.
 */
import { wordsPrefix } from "../../ideas/ui/local-draft.ts";
import type { Kept, Piece } from "./line.ts";

export function keptIn(idea: string, member: string): Kept {
  const prefix = `${wordsPrefix}${member}.${idea}.`;
  const keyOf = ({ client, number }: Piece) => `${prefix}${client}.${number}`;
  return {
    read: () =>
      attempt(
        () =>
          Object.keys(localStorage)
            .filter((key) => key.startsWith(prefix))
            .flatMap((key) => pieceOf(key.slice(prefix.length), localStorage.getItem(key) ?? ""))
            .toSorted((a, b) => a.client - b.client || a.number - b.number),
        [],
      ),
    write: (piece) =>
      attempt(() => {
        localStorage.setItem(keyOf(piece), encoded(piece.content));
        return true;
      }, false),
    drop: (piece) =>
      attempt(() => {
        const key = keyOf(piece);
        if (localStorage.getItem(key) === encoded(piece.content)) localStorage.removeItem(key);
      }, undefined),
  };
}

function pieceOf(name: string, stored: string): Piece[] {
  const [client, number] = name.split(".").map(Number);
  if (client === undefined || number === undefined) return [];
  return attempt(
    () => [{ client, number, content: Uint8Array.from(atob(stored), (letter) => letter.charCodeAt(0)) }],
    [],
  );
}

function encoded(content: Uint8Array): string {
  return btoa(Array.from(content, (byte) => String.fromCharCode(byte)).join(""));
}

/** A browser that keeps nothing still sends what it has. */
function attempt<Result>(work: () => Result, otherwise: Result): Result {
  try {
    return work();
  } catch {
    return otherwise;
  }
}
