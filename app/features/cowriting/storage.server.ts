/**
 * Living texts as they are stored: a snapshot, and behind it the log of updates under the document's numbers. Whatever
 * is read is folded in the order of the numbers; what cannot be read is never taken for empty.
 */
import { and, asc, eq, gt, inArray, lte, sql } from "drizzle-orm";
import * as Y from "yjs";
import type { Reads, Tx } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { prepared } from "../../../db/prepared.ts";
import { documentClients, documents, documentSnapshots, documentUpdates } from "../../../db/schema/cowriting.ts";
import { NotFound, Unavailable } from "../../platform/errors.ts";
import {
  type Authorship,
  authorshipFrom,
  foldUpdate,
  sizeOf,
  type StoredAuthorship,
  storedAuthorship,
} from "./authorship.server.ts";
import { isSound } from "./updates.server.ts";

/** A document in memory, with everything up to the update `seq`; `size` in bytes, about. */
export type Living = { idea: string; doc: Y.Doc; authorship: Authorship; seq: number; size: number };

/** Updates after the snapshot at which it is made anew. */
export const longestLog = 250;

/** Updates after the snapshot beyond which nothing more is taken: where no snapshot can be made, writing waits for it. */
export const fullLog = 500;

/** An update as it was stored. */
type Stored = { seq: number; client: number; content: Uint8Array };

/**
 * A document as it is stored, or null where the idea has none yet. Throws where what is stored cannot be read: nothing
 * may be written over it then.
 */
export async function storedDocument(read: Reads, idea: string): Promise<Living | null> {
  const [snapshot] = await read.select().from(documentSnapshots).where(eq(documentSnapshots.idea, idea));
  if (!snapshot) return null;
  const doc = new Y.Doc();
  Y.applyUpdate(doc, snapshot.content);
  const authorship = authorshipFrom(snapshot.authorship as StoredAuthorship);
  const living = { idea, doc, authorship, seq: snapshot.seq, size: snapshot.content.byteLength + sizeOf(authorship) };
  for (const update of await updatesAfter(read, idea, snapshot.seq)) goOn(living, update);
  if (!isSound(doc)) throw new Error(`the document of idea ${idea} cannot be read`);
  return living;
}

export async function mustExist(read: Reads, idea: string): Promise<Living> {
  const living = await storedDocument(read, idea);
  if (!living) throw new NotFound();
  return living;
}

export async function updatesAfter(read: Reads, idea: string, seq: number): Promise<Stored[]> {
  return storedAfter(read, { idea, seq });
}

const storedAfter = prepared((on) =>
  on
    .select({ seq: documentUpdates.seq, client: documentUpdates.client, content: documentUpdates.content })
    .from(documentUpdates)
    .where(and(eq(documentUpdates.idea, sql.placeholder("idea")), gt(documentUpdates.seq, sql.placeholder("seq"))))
    .orderBy(asc(documentUpdates.seq)),
);

export function goOn(living: Living, { seq, client, content }: Stored): void {
  if (seq !== living.seq + 1) throw new Error(`the document of idea ${living.idea} lacks its update ${living.seq + 1}`);
  foldUpdate(living.doc, living.authorship, content, client);
  living.seq = seq;
  living.size += 2 * content.byteLength;
}

/**
 * Writes updates under the next numbers; gives the first of them, and how many now stand after the snapshot. Throws
 * `Unavailable` when these would be too many: then the log has to be folded first.
 */
export async function addUpdates(
  tx: Tx,
  idea: string,
  updates: readonly { client: number; content: Uint8Array }[],
  now: number,
): Promise<{ first: number; log: number }> {
  const [row] = await takeNumbers(tx, { idea, many: updates.length, now });
  if (!row) throw new NotFound();
  const log = await logOf(tx, idea);
  if (log > fullLog) throw new Unavailable();
  const first = row.seq - updates.length + 1;
  const rows = updates.map(({ client, content }, index) => ({
    idea,
    seq: first + index,
    client,
    content: Buffer.from(content),
  }));
  const [only] = rows;
  if (only && rows.length === 1) await putUpdate(tx, only);
  else await tx.insert(documentUpdates).values(rows);
  return { first, log };
}

const takeNumbers = prepared((on) =>
  on
    .update(documents)
    .set({ seq: sql`${documents.seq} + ${sql.placeholder("many")}`, editedAt: sql`${sql.placeholder("now")}` })
    .where(eq(documents.idea, sql.placeholder("idea")))
    .returning({ seq: documents.seq }),
);

const putUpdate = prepared((on) =>
  on.insert(documentUpdates).values({
    idea: sql.placeholder("idea"),
    seq: sql.placeholder("seq"),
    client: sql.placeholder("client"),
    content: sql.placeholder("content"),
  }),
);

/** How many updates stand after the snapshot. */
export async function logOf(read: Reads, idea: string): Promise<number> {
  const [row] = await logLength(read, { idea });
  return row ? row.last - row.folded : 0;
}

const logLength = prepared((on) =>
  on
    .select({ last: documents.seq, folded: documentSnapshots.seq })
    .from(documents)
    .innerJoin(documentSnapshots, eq(documentSnapshots.idea, documents.idea))
    .where(eq(documents.idea, sql.placeholder("idea"))),
);

/** Says whose writing a client's is, and what its last update was. Who it is never changes. */
export const bind = prepared((on) =>
  on
    .insert(documentClients)
    .values({
      idea: sql.placeholder("idea"),
      client: sql.placeholder("client"),
      member: sql.placeholder("member"),
      seq: sql.placeholder("seq"),
    })
    .onConflictDoUpdate({
      target: [documentClients.idea, documentClients.client],
      set: { seq: sql`excluded.seq` },
    }),
);

/**
 * Makes the snapshot anew, from nothing but what is stored, and lets the updates go that are in it. Gives its size in
 * bytes; null where there is no document.
 */
export async function compact(tx: Tx, idea: string): Promise<number | null> {
  await lockIdea(tx, idea);
  const living = await storedDocument(tx, idea);
  if (!living) return null;
  const content = Buffer.from(Y.encodeStateAsUpdate(living.doc));
  await tx
    .update(documentSnapshots)
    .set({ seq: living.seq, content, authorship: written(living) })
    .where(eq(documentSnapshots.idea, idea));
  await tx.delete(documentUpdates).where(and(eq(documentUpdates.idea, idea), lte(documentUpdates.seq, living.seq)));
  return content.byteLength + sizeOf(living.authorship);
}

export function written({ authorship }: Living): Record<string, unknown> {
  return storedAuthorship(authorship);
}

/** Whose writing each client's is, or each of these clients; null: nobody's. */
export async function writersIn(
  read: Reads,
  idea: string,
  clients?: readonly number[],
): Promise<Map<number, string | null>> {
  const rows = await read
    .select({ client: documentClients.client, member: documentClients.member })
    .from(documentClients)
    .where(and(eq(documentClients.idea, idea), clients && inArray(documentClients.client, [...clients])));
  return new Map(rows.map(({ client, member }) => [client, member]));
}
