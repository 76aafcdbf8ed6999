import { bytes, index, integer, json, primaryKey, table, timestamp, text } from "../columns.ts";
import { ideas } from "./ideas.ts";
import { members } from "./members.ts";

/**
 * The living text of an idea: what its authors write together, between two versions. It is made from the versions when
 * it is first opened.
 */
export const documents = table(
  "documents",
  {
    idea: text()
      .primaryKey()
      .references(() => ideas.id),
    /** The number of its last update. */
    seq: integer().notNull(),
    /** The last update that is in a version: what comes after is not in any yet. */
    versionSeq: integer().notNull(),
    createdAt: timestamp().notNull(),
    editedAt: timestamp().notNull(),
  },
  (document) => [index("documents_edited").on(document.editedAt)],
);

/** What was written and is not in the snapshot yet, in the order in which it was stored. Only ever added to, and folded. */
export const documentUpdates = table(
  "document_updates",
  {
    idea: text()
      .notNull()
      .references(() => documents.idea),
    seq: integer().notNull(),
    /** The Yjs client that sent it, as bound in `document_clients`. */
    client: integer().notNull(),
    /** A Yjs update, version 1 of its encoding. */
    content: bytes().notNull(),
  },
  (update) => [primaryKey({ columns: [update.idea, update.seq] })],
);

/** The document as it stood after one of its updates; the updates up to there are gone. */
export const documentSnapshots = table("document_snapshots", {
  idea: text()
    .primaryKey()
    .references(() => documents.idea),
  seq: integer().notNull(),
  /** A Yjs update that holds everything. */
  content: bytes().notNull(),
  /** Who wrote what up to there: the shapes are the authorship's matter. */
  authorship: json<Record<string, unknown>>().notNull(),
});

/** Whose writing a Yjs client's is. A client is bound when it first writes, and never to anybody else. */
export const documentClients = table(
  "document_clients",
  {
    idea: text()
      .notNull()
      .references(() => documents.idea),
    client: integer().notNull(),
    /** Null where an old version was brought back: what it brings is nobody's new writing. */
    member: text().references(() => members.id),
    /** The last update that came from it. */
    seq: integer().notNull(),
  },
  (row) => [primaryKey({ columns: [row.idea, row.client] }), index("document_clients_member").on(row.member)],
);
