/** Living texts for tests: opened over real sockets by the very line that pages use. */
import { documentLine, type DocumentLine, type Kept, type Piece } from "../../app/features/cowriting/ui/line.ts";
import { storedDocument } from "../../app/features/cowriting/storage.server.ts";
import { textsOf } from "../../app/features/cowriting/updates.server.ts";
import type { Passage } from "../../app/features/cowriting/rules.ts";
import type { Client } from "./http.ts";
import type { Site } from "./site.ts";
import { connected, type Live } from "./sockets.ts";
import { until } from "./until.ts";

export type InText = Pick<DocumentLine, "doc" | "seen" | "cursors" | "standAt" | "unplaced" | "letGo"> & {
  live: Live;
  text(passage?: Passage): string;
  /** Types at a place, without waiting. */
  types(at: number, words: string, passage?: Passage): void;
  cuts(at: number, length: number, passage?: Passage): void;
  /** Waits until all that was typed here is stored. */
  saves(patience?: number): Promise<true>;
  /** Waits until the passage reads so. */
  reads(words: string, passage?: Passage): Promise<true>;
};

/** What a browser keeps that forgets when it is closed. `written`: the size of each write, in bytes. */
export function memory(pieces: readonly Piece[] = []): Kept & { size(): number; written: number[] } {
  const nameOf = ({ client, number }: Piece) => `${client}.${number}`;
  const kept = new Map(pieces.map((piece) => [nameOf(piece), piece]));
  const written: number[] = [];
  return {
    read: () => [...kept.values()],
    write(piece) {
      kept.set(nameOf(piece), piece);
      written.push(piece.content.byteLength);
      return true;
    },
    drop(piece) {
      if (kept.get(nameOf(piece))?.content === piece.content) kept.delete(nameOf(piece));
    },
    size: () => kept.size,
    written,
  };
}

/** Opens the living text of an idea as a page of this person's browser does, by way of `origin`. */
export async function inText(
  idea: string,
  who: Client,
  { origin, reconnects = true, kept = memory() }: { origin: string; reconnects?: boolean; kept?: Kept },
): Promise<InText> {
  const live = await connected(origin, who, {}, { reconnects });
  const line = documentLine(idea, kept);
  line.open(live.socket);
  await until(() => line.seen().saving !== "opening");
  const text = (passage: Passage = "solution") => line.text(passage).toJSON();
  return {
    ...line,
    live,
    text,
    types: (at, words, passage = "solution") =>
      line.text(passage).insert(Math.min(at, line.text(passage).length), words),
    cuts(at, length, passage = "solution") {
      const whole = line.text(passage).length;
      const from = Math.min(at, whole);
      line.text(passage).delete(from, Math.min(length, whole - from));
    },
    saves: (patience) => until(() => line.seen().saving === "saved", patience),
    reads: (words, passage) => until(() => text(passage) === words),
  };
}

/** The living text of an idea as it is stored. */
export async function storedText({ db }: Pick<Site, "db">, idea: string): Promise<Record<Passage, string>> {
  const living = await storedDocument(db.read, idea);
  if (!living) throw new Error("Nobody opened this text.");
  return textsOf(living.doc);
}
