import * as Y from "yjs";
import { openDocument, writeInDocument } from "../../app/features/cowriting/documents.server.ts";
import type { Passage } from "../../app/features/cowriting/rules.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { actorNow, contextFor, type Rig, start } from "../support/database.ts";

/** Somebody's browser with the living text of an idea open: each edit is sent and acknowledged before the next. */
export async function writer(rig: Rig, idea: string, actor: SignedIn, { now = start } = {}) {
  const doc = new Y.Doc();
  const context = async () => contextFor(rig, await actorNow(rig, actor.id), { now });
  const send = async (content: Uint8Array, client = doc.clientID) =>
    writeInDocument(await context(), idea, { client, content, from: null });
  const pull = async () => {
    const { content } = await openDocument(await context(), idea, Y.encodeStateVector(doc));
    Y.applyUpdate(doc, content, "pulled");
  };
  await pull();
  return {
    doc,
    send,
    pull,
    text: (passage: Passage = "solution") => doc.getText(passage).toJSON(),
    /** Changes a passage and has it stored. */
    async edit(passage: Passage, at: number, removed: number, added: string): Promise<number> {
      const before = Y.encodeStateVector(doc);
      doc.transact(() => {
        doc.getText(passage).delete(at, removed);
        doc.getText(passage).insert(at, added);
      });
      return send(Y.encodeStateAsUpdate(doc, before));
    },
  };
}
