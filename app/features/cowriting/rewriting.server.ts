/** What was written outside of the living text, as an update of it. */
import * as Y from "yjs";
import { differences } from "../writing/differences.server.ts";
import { type Passage, passages } from "./rules.ts";

/** The update by which a document comes to say `texts`, written by `client`; null when it says so already. */
export function rewriting(doc: Y.Doc, client: number, said: Readonly<Record<Passage, string>>): Uint8Array | null {
  // What came from elsewhere may end its lines with two characters.
  const texts = { problem: unix(said.problem), forWhom: unix(said.forWhom), solution: unix(said.solution) };
  return changedBy(doc, client, (scratch) => {
    for (const passage of passages) {
      const text = scratch.getText(passage);
      reword(text, 0, text.toJSON(), texts[passage]);
    }
  });
}

/** The update that does to a document what `change` does to the copy it gets, written by `client`; null when nothing reads otherwise. */
export function changedBy(doc: Y.Doc, client: number, change: (scratch: Y.Doc) => void): Uint8Array | null {
  const known = Y.encodeStateVector(doc);
  const scratch = new Y.Doc();
  try {
    Y.applyUpdate(scratch, Y.encodeStateAsUpdate(doc));
    scratch.clientID = client;
    scratch.transact(() => change(scratch));
    const reads = (each: Y.Doc, passage: Passage) => each.getText(passage).toJSON();
    const isChanged = passages.some((passage) => reads(doc, passage) !== reads(scratch, passage));
    return isChanged ? Y.encodeStateAsUpdate(scratch, known) : null;
  } finally {
    scratch.destroy();
  }
}

/**
 * Makes the words `before`, which stand in a text from `at` on, say `after`. Only what differs is touched, by words, so
 * that what stays keeps its writers.
 */
export function reword(text: Y.Text, at: number, before: string, after: string): void {
  let here = at;
  for (const piece of differences(before, after)) {
    if (piece.kind === "removed") text.delete(here, piece.text.length);
    else if (piece.kind === "added") text.insert(here, piece.text);
    if (piece.kind !== "removed") here += piece.text.length;
  }
}

/**
 * The updates by which `client` writes words down and strikes them out again: nobody reads them, and they are known when
 * they come into the text. Two, as what one update brings and takes away has no words. Both are applied to `doc`.
 */
export function struckOut(doc: Y.Doc, client: number, words: string): Uint8Array[] {
  const [passage] = passages;
  const at = doc.getText(passage).length;
  // So that a letter that is typed there is not taken for the first of them, brought back.
  const apart = `\u001e${words}`;
  const written = changedBy(doc, client, (scratch) => scratch.getText(passage).insert(at, apart));
  if (!written) return [];
  Y.applyUpdate(doc, written);
  const struck = changedBy(doc, client, (scratch) => scratch.getText(passage).delete(at, apart.length));
  if (!struck) return [];
  Y.applyUpdate(doc, struck);
  return [written, struck];
}

/** A client of its own for what the server writes for somebody. */
export function newClient(): number {
  return new Y.Doc().clientID;
}

function unix(text: string): string {
  return text.replaceAll("\r\n", "\n").replaceAll("\r", "\n");
}
