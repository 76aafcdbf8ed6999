import { index, integer, primaryKey, table, text, timestamp } from "../columns.ts";
import { comments } from "./discussion.ts";
import { ideas } from "./ideas.ts";
import { type Affiliation, type Locale, members } from "./members.ts";

/** Every text an idea has had, from its submission on. A row is never changed. */
export const ideaVersions = table(
  "idea_versions",
  {
    idea: text()
      .notNull()
      .references(() => ideas.id),
    /** Counts from 1, without gaps. */
    number: integer().notNull(),
    title: text().notNull(),
    problem: text().notNull(),
    forWhom: text().notNull(),
    solution: text().notNull(),
    language: text().$type<Locale>().notNull(),
    /** Who wrote it: an author, or a pilot. */
    author: text()
      .notNull()
      .references(() => members.id),
    /** The writer's affiliation then. */
    affiliation: text().$type<Affiliation>().notNull(),
    /** The earlier version it brought back, if that is what it did. */
    restored: integer(),
    at: timestamp().notNull(),
  },
  (version) => [
    primaryKey({ columns: [version.idea, version.number] }),
    index("idea_versions_author").on(version.author, version.at),
  ],
);

export type AuthorState = "invited" | "accepted" | "declined" | "left";

/** Who was asked to write with an idea's author, and what came of it. The author has no row here. */
export const ideaAuthors = table(
  "idea_authors",
  {
    idea: text()
      .notNull()
      .references(() => ideas.id),
    member: text()
      .notNull()
      .references(() => members.id),
    state: text().$type<AuthorState>().notNull(),
    invitedBy: text()
      .notNull()
      .references(() => members.id),
    /** The person's affiliation when the state was entered. */
    affiliation: text().$type<Affiliation>().notNull(),
    /** When the state was entered. */
    at: timestamp().notNull(),
  },
  (author) => [
    primaryKey({ columns: [author.idea, author.member] }),
    index("idea_authors_member").on(author.member, author.state),
  ],
);

/** Each time an author took an idea back, with the reason, and when it returned. */
export const ideaWithdrawals = table(
  "idea_withdrawals",
  {
    idea: text()
      .notNull()
      .references(() => ideas.id),
    at: timestamp().notNull(),
    /** The author's words; may be empty. */
    why: text().notNull(),
    returnedAt: timestamp(),
  },
  (withdrawal) => [primaryKey({ columns: [withdrawal.idea, withdrawal.at] })],
);

/** Comments that went into an idea's text. */
export const commentAdoptions = table(
  "comment_adoptions",
  {
    comment: text()
      .primaryKey()
      .references(() => comments.id),
    idea: text()
      .notNull()
      .references(() => ideas.id),
    /** The version that stood when the mark was made. */
    version: integer().notNull(),
    /** Who says so: an author, or a pilot. */
    by: text()
      .notNull()
      .references(() => members.id),
    at: timestamp().notNull(),
  },
  (adoption) => [index("comment_adoptions_idea").on(adoption.idea)],
);
