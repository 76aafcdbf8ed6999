/** What comes in as an update, read before it is let near a document: a crafted one must have no effect at all. */
import * as Y from "yjs";
import { Invalid } from "../../platform/errors.ts";
import { largestUpdate, longestPassage, type Passage, passages } from "./rules.ts";

/** How many people's pages one update may carry writing of: mostly one, a few where words were kept by several. */
const mostClients = 8;

/** How many characters of an update may be gone already when it comes: typed and taken away without a line. */
const mostGone = 60_000;

/**
 * The clients whose writing an update holds, beyond what was `known` of each before: up to which clock. Throws `Invalid`
 * for what no browser sends.
 */
export function newClientsIn(update: Uint8Array, known: (client: number) => number): Set<number> {
  const clients = new Set<number>();
  let gone = 0;
  for (const struct of decoded(update).structs) {
    const { client, clock } = struct.id;
    const isNew = clock + struct.length > known(client);
    if (!isNew) continue;
    if (struct instanceof Y.Skip || !isWriting(struct)) throw new Invalid({});
    clients.add(client);
    if (!(struct instanceof Y.Item && struct.content instanceof Y.ContentString)) gone += struct.length;
    if (clients.size > mostClients || gone > mostGone) throw new Invalid({});
  }
  return clients;
}

function decoded(update: Uint8Array) {
  if (update.byteLength > largestUpdate) throw new Invalid({});
  try {
    return Y.decodeUpdate(update);
  } catch {
    throw new Invalid({});
  }
}

/** Words in one of the passages, or what is left of words that were taken away. */
function isWriting(struct: Y.Item | Y.GC): boolean {
  if (!(struct instanceof Y.Item)) return true;
  // What stands beside other writing takes its passage from there.
  const parent: unknown = struct.parent;
  const isInPassage = parent === null || passages.includes(parent as Passage);
  const isText =
    struct.content instanceof Y.ContentDeleted ||
    // Editors count a line end of two characters as one: all places behind it would be wrong.
    (struct.content instanceof Y.ContentString && !struct.content.str.includes("\r"));
  return isInPassage && isText && struct.parentSub === null;
}

/** The passages as they read. */
export function textsOf(doc: Y.Doc): Record<Passage, string> {
  return Object.fromEntries(passages.map((passage) => [passage, doc.getText(passage).toJSON()])) as Record<
    Passage,
    string
  >;
}

/** Whether everything in the document is whole, and nothing in it is longer than it may be. */
export function isSound(doc: Y.Doc): boolean {
  return (
    doc.store.pendingStructs === null &&
    doc.store.pendingDs === null &&
    [...doc.share.keys()].every((name) => passages.includes(name as Passage))
  );
}

/** How long each passage is, in characters. */
export function lengthsOf(doc: Y.Doc): Record<Passage, number> {
  return Object.fromEntries(passages.map((passage) => [passage, doc.getText(passage).length])) as Record<
    Passage,
    number
  >;
}

/** Whether a passage grew beyond what it may be. What is too long already may still become shorter. */
export function isOvergrown(before: Record<Passage, number>, after: Record<Passage, number>): boolean {
  return passages.some((passage) => after[passage] > Math.max(longestPassage[passage], before[passage]));
}
