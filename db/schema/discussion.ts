import { sql } from "drizzle-orm";
import { bytes, index, integer, primaryKey, table, text, timestamp, uniqueIndex } from "../columns.ts";
import { ideas } from "./ideas.ts";
import { type Affiliation, type Locale, members } from "./members.ts";
import { spaces } from "./spaces.ts";

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
    /** The comment on an idea merged into this one that it answers: it stays here, with a link, when they part. */
    answers: text(),
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
    /** A pilot hid its words; the reason stands in `moderation_acts`. Or it is held. */
    hiddenAt: timestamp(),
    /**
     * One of the first contributions of a new member, which a pilot looks at before others see it: then it is hidden since
     * the same moment. Hidden by a pilot instead, it is hidden since a later one. Null once it was released.
     */
    heldAt: timestamp(),
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

/** Comments that those who steer a space hold to be good evidence. One says so as long as its comment is said. */
export const evidenceAcceptances = table("evidence_acceptances", {
  comment: text()
    .primaryKey()
    .references(() => comments.id),
  idea: text()
    .notNull()
    .references(() => ideas.id),
  /** Who says so: a pilot, or a product person. */
  by: text()
    .notNull()
    .references(() => members.id),
  at: timestamp().notNull(),
});

/** Whom somebody made welcome: the first reply to a newcomer's first contribution, where it came within a day. */
export const welcomes = table(
  "welcomes",
  {
    newcomer: text()
      .primaryKey()
      .references(() => members.id),
    by: text()
      .notNull()
      .references(() => members.id),
    /** The reply; while it is deleted or hidden there is no row. */
    comment: text()
      .notNull()
      .references(() => comments.id),
    space: text()
      .notNull()
      .references(() => spaces.id),
    /** When the reply was written. */
    at: timestamp().notNull(),
  },
  (welcome) => [uniqueIndex("welcomes_comment").on(welcome.comment), index("welcomes_by").on(welcome.by)],
);

/** The words of an idea's living text that a comment is about. */
export const commentAnchors = table("comment_anchors", {
  comment: text()
    .primaryKey()
    .references(() => comments.id),
  passage: text().$type<"problem" | "forWhom" | "solution">().notNull(),
  /** Where the words begin and end: Yjs relative positions, which move with the text. */
  start: bytes().notNull(),
  end: bytes().notNull(),
  /** The words as they stood then. */
  quote: text().notNull(),
});
