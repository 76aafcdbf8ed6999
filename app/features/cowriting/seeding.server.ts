/** Living texts as they begin: made from the versions of an idea, and from what came into it otherwise. */
import { and, asc, eq, isNull } from "drizzle-orm";
import * as Y from "yjs";
import type { Database, Reads } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { documents, documentSnapshots } from "../../../db/schema/cowriting.ts";
import { comments } from "../../../db/schema/discussion.ts";
import { merges } from "../../../db/schema/merging.ts";
import { commentAdoptions, ideaVersions } from "../../../db/schema/writing.ts";
import { foldUpdate, noAuthorship, ownPieces } from "./authorship.server.ts";
import { newClient, rewriting, struckOut } from "./rewriting.server.ts";
import { bind, type Living, storedDocument, writersIn, written } from "./storage.server.ts";

/** Makes the living text of an idea from its versions, each written by whoever wrote it; once, whoever comes first. */
export async function seed(db: Database, now: number, idea: string): Promise<void> {
  const there = (read: Reads) => read.$count(documents, eq(documents.idea, idea));
  if ((await there(db.read)) > 0) return;
  await db.transaction(async (tx) => {
    await lockIdea(tx, idea);
    if ((await there(tx)) > 0) return;
    const { living, clients } = await builtFrom(tx, idea);
    await tx.insert(documents).values({ idea, seq: 0, versionSeq: 0, createdAt: now, editedAt: now });
    const content = Buffer.from(Y.encodeStateAsUpdate(living.doc));
    await tx.insert(documentSnapshots).values({ idea, seq: 0, content, authorship: written(living) });
    for (const [member, client] of clients) await bind(tx, { idea, client, member, seq: 0 });
  });
}

/** Words that were said or written elsewhere and may come into a text. `member`: whose they are; null: nobody is named for them. */
export type Elsewhere = { member: string | null; words: string };

/**
 * A living text as the versions of an idea make it, each by whoever wrote it, and between them what was adopted into the
 * idea and merged into it by then.
 */
async function builtFrom(read: Reads, idea: string) {
  const living: Living = { idea, doc: new Y.Doc(), authorship: noAuthorship(), seq: 0, size: 0 };
  const clients = new Map<string | null, number>();
  const clientOf = (member: string | null) => {
    const client = clients.get(member) ?? newClient();
    clients.set(member, client);
    return client;
  };
  const versions = await read
    .select()
    .from(ideaVersions)
    .where(eq(ideaVersions.idea, idea))
    .orderBy(asc(ideaVersions.number));
  const steps: { at: number; version?: (typeof versions)[number]; elsewhere?: Elsewhere[] }[] = [
    ...versions.map((version) => ({ at: version.at, version })),
    ...(await takenIn(read, idea)),
  ];
  for (const { version, elsewhere = [] } of steps.toSorted((a, b) => a.at - b.at)) {
    if (version) {
      const client = clientOf(version.restored === null ? version.author : null);
      const update = rewriting(living.doc, client, version);
      if (update) foldUpdate(living.doc, living.authorship, update, client);
    }
    for (const { member, words } of elsewhere) {
      const client = clientOf(member);
      const before = new Y.Doc();
      Y.applyUpdate(before, Y.encodeStateAsUpdate(living.doc));
      for (const update of struckOut(before, client, words)) foldUpdate(living.doc, living.authorship, update, client);
    }
  }
  return { living, clients };
}

/** What was adopted into an idea and merged into it, and when. */
async function takenIn(read: Reads, idea: string): Promise<{ at: number; elsewhere: Elsewhere[] }[]> {
  const said = await read
    .select({ at: commentAdoptions.at, member: comments.author, words: comments.source })
    .from(commentAdoptions)
    .innerJoin(comments, eq(comments.id, commentAdoptions.comment))
    .where(eq(commentAdoptions.idea, idea))
    .orderBy(asc(commentAdoptions.at), asc(comments.id));
  const merged = await read
    .select({ at: merges.at, source: merges.source })
    .from(merges)
    .where(and(eq(merges.target, idea), isNull(merges.undoneAt)))
    .orderBy(asc(merges.at), asc(merges.id));
  const taken = said.map(({ at, ...elsewhere }): { at: number; elsewhere: Elsewhere[] } => ({
    at,
    elsewhere: [elsewhere],
  }));
  for (const { at, source } of merged) taken.push({ at, elsewhere: await writtenIn(read, source) });
  return taken;
}

/** What each person wrote anew in the text of an idea, also what stands in it no more. */
export async function writtenIn(read: Reads, idea: string): Promise<Elsewhere[]> {
  const stored = await storedDocument(read, idea);
  const writers = stored ? await writersIn(read, idea) : null;
  const { living, clients } = stored ? { living: stored, clients: null } : await builtFrom(read, idea);
  const memberOf = writers ?? new Map([...(clients ?? [])].map(([member, client]) => [client, member]));
  return [...ownPieces(living.authorship)].map(([client, pieces]) => {
    return { member: memberOf.get(client) ?? null, words: pieces.join("\n") };
  });
}
