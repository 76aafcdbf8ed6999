/**
 * What commands change in living texts: each part of a transaction that holds the idea. Those who have the text open
 * hear it once it is committed.
 */
import { eq } from "drizzle-orm";
import * as Y from "yjs";
import type { Tx } from "../../../db/database.ts";
import { documents } from "../../../db/schema/cowriting.ts";
import type { Context } from "../../platform/context.server.ts";
import { Conflict, Refused } from "../../platform/errors.ts";
import { catchUp } from "./documents.server.ts";
import { changedBy, newClient, rewriting, struckOut } from "./rewriting.server.ts";
import { largestDocument, type Passage } from "./rules.ts";
import type { Elsewhere } from "./seeding.server.ts";
import { addUpdates, bind, type Living, mustExist, storedDocument } from "./storage.server.ts";
import { isOvergrown, lengthsOf } from "./updates.server.ts";

/**
 * Has the living text of an idea, where there is one, know words from elsewhere as those of whoever said or wrote them:
 * what is taken over from them counts for these people from now on. Part of a transaction that holds the idea.
 */
export async function rememberWords(tx: Tx, ctx: Context, idea: string, said: readonly Elsewhere[]): Promise<void> {
  const [document] = await tx.select().from(documents).where(eq(documents.idea, idea));
  const living = document && (await storedDocument(tx, idea));
  if (!living || living.size > largestDocument) return;
  const clients = new Map<number, string | null>();
  const updates = said.flatMap(({ member, words }) => {
    const client = newClient();
    clients.set(client, member);
    return struckOut(living.doc, client, words).map((content) => ({ client, content }));
  });
  if (updates.length === 0) return;
  const { first } = await addUpdates(tx, idea, updates, document.editedAt);
  // Not as their last update: they wrote nothing of what becomes the next version.
  for (const [client, member] of clients) await bind(tx, { idea, client, member, seq: 0 });
  if (document.seq === document.versionSeq) {
    await tx
      .update(documents)
      .set({ versionSeq: first + updates.length - 1 })
      .where(eq(documents.idea, idea));
  }
  tx.afterCommit(() => void catchUp(ctx.db, idea, ctx.now).catch(() => undefined));
}

/**
 * Brings the living text of an idea, where there is one, to what a new version of it says; part of the transaction that
 * writes the version, under the idea's lock. `member`: whose writing it is; null where an old version is brought back, or several wrote it.
 * Throws `Conflict("edited_meanwhile")` when something was written together that is in no version yet.
 */
export async function keepInStep(
  tx: Tx,
  ctx: Context,
  idea: string,
  texts: Readonly<Record<Passage, string>>,
  member: string | null,
): Promise<void> {
  const [document] = await tx.select().from(documents).where(eq(documents.idea, idea));
  if (!document) return;
  const living = await storedDocument(tx, idea);
  if (!living) return;
  if (document.seq > document.versionSeq) throw new Conflict("edited_meanwhile");
  const client = newClient();
  const content = rewriting(living.doc, client, texts);
  if (!content) return;
  const { first } = await addUpdates(tx, idea, [{ client, content }], ctx.now);
  await bind(tx, { idea, client, member, seq: first });
  await tx.update(documents).set({ versionSeq: first }).where(eq(documents.idea, idea));
  tx.afterCommit(() => void catchUp(ctx.db, idea, ctx.now).catch(() => undefined));
}

/**
 * Changes the living text of an idea for `member`, whose writing it is; part of a transaction that holds the lock of the
 * idea. `change` gets a copy of it as it is stored, and what it throws goes on. Those who have the text open hear it once
 * it is committed. Throws `NotFound` where there is no living text yet, `Refused("document_full" | "text_too_long")`.
 */
export async function writeFor(
  tx: Tx,
  ctx: Context,
  idea: string,
  member: string,
  change: (text: Pick<Living, "doc" | "authorship">) => void,
): Promise<void> {
  const { doc, authorship, size } = await mustExist(tx, idea);
  if (size > largestDocument) throw new Refused("document_full");
  const client = newClient();
  const content = changedBy(doc, client, (scratch) => change({ doc: scratch, authorship }));
  if (!content) return;
  const before = lengthsOf(doc);
  Y.applyUpdate(doc, content);
  if (isOvergrown(before, lengthsOf(doc))) throw new Refused("text_too_long");
  const { first } = await addUpdates(tx, idea, [{ client, content }], ctx.now);
  await bind(tx, { idea, client, member, seq: first });
  tx.afterCommit(() => void catchUp(ctx.db, idea, ctx.now).catch(() => undefined));
}
