import { sql } from "drizzle-orm";
import { index, integer, primaryKey, table, text, timestamp } from "../columns.ts";
import { ideas } from "./ideas.ts";
import { type Affiliation, type Locale, members } from "./members.ts";

export type CommentKind = "remark" | "question" | "build-on" | "concern" | "evidence";

export const comments = table(
  "comments",
  {
    id: text().primaryKey(),
    idea: text()
      .notNull()
      .references(() => ideas.id),
    /** The comment this one replies to. */
    parent: text(),
    /** The first comment of the thread; a thread's first comment names itself. */
    thread: text().notNull(),
    author: text()
      .notNull()
      .references(() => members.id),
    /** The author's affiliation when the comment was written. */
    affiliation: text().$type<Affiliation>().notNull(),
    kind: text().$type<CommentKind>().notNull(),
    source: text().notNull(),
    html: text().notNull(),
    language: text().$type<Locale>().notNull(),
    createdAt: timestamp().notNull(),
    editedAt: timestamp(),
    /** Its words are gone for good ten minutes later; its place in the thread stays. */
    deletedAt: timestamp(),
    /** A pilot hid its words; the reason stands in `moderation_acts`. */
    hiddenAt: timestamp(),
  },
  (comment) => [
    // In the order of writing by the server's clock: an id is made by a browser, whose clock may be wrong.
    index("comments_thread").on(comment.idea, comment.thread, comment.createdAt, comment.id),
    index("comments_first")
      .on(comment.idea, comment.createdAt, comment.id)
      .where(sql`parent is null`),
    index("comments_author").on(comment.author, comment.createdAt, comment.id),
  ],
);

/** What a comment said before it was edited; wiped with the comment. */
export const commentVersions = table(
  "comment_versions",
  {
    comment: text()
      .notNull()
      .references(() => comments.id),
    /** Counts from 1. */
    number: integer().notNull(),
    kind: text().$type<CommentKind>().notNull(),
    html: text().notNull(),
    language: text().$type<Locale>().notNull(),
    /** When these words were written. */
    at: timestamp().notNull(),
  },
  (version) => [primaryKey({ columns: [version.comment, version.number] })],
);
