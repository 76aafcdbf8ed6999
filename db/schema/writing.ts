import { boolean, index, integer, json, primaryKey, table, text, timestamp } from "../columns.ts";
import { comments } from "./discussion.ts";
import { ideas } from "./ideas.ts";
import { type Affiliation, type Locale, members } from "./members.ts";
import { rooms } from "./rooms.ts";

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
    /** Whether several wrote it in a room: whoever brought it has not written alone what is new in it. */
    together: boolean().notNull().default(false),
    at: timestamp().notNull(),
  },
  (version) => [
    primaryKey({ columns: [version.idea, version.number] }),
    index("idea_versions_author").on(version.author, version.at),
  ],
);

/** Who else wrote a version, where several wrote it together: everybody but the one in its own row. */
export const ideaVersionWriters = table(
  "idea_version_writers",
  {
    idea: text()
      .notNull()
      .references(() => ideas.id),
    number: integer().notNull(),
    member: text()
      .notNull()
      .references(() => members.id),
    /** The writer's affiliation then. */
    affiliation: text().$type<Affiliation>().notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.idea, row.number, row.member] }),
    index("idea_version_writers_member").on(row.member),
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
    /** The merge that made this person an author; null for everybody who was invited. */
    merge: text(),
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

/** Notes of closed rooms that went into an idea's text. */
export const noteAdoptions = table(
  "note_adoptions",
  {
    note: text().primaryKey(),
    room: text()
      .notNull()
      .references(() => rooms.id),
    idea: text()
      .notNull()
      .references(() => ideas.id),
    /** The version in which its words stood first. */
    version: integer().notNull(),
    /** Who wrote the note; others learn it only where the note itself shows its author's name. */
    author: text()
      .notNull()
      .references(() => members.id),
    /** Who says so: an author, or a pilot. */
    by: text()
      .notNull()
      .references(() => members.id),
    at: timestamp().notNull(),
  },
  (adoption) => [index("note_adoptions_idea").on(adoption.idea), index("note_adoptions_author").on(adoption.author)],
);

/** What people said that may go into a text: a comment, or a note of a room. */
export type InputKind = "comment" | "note";

export type ProposalState = "open" | "confirmed" | "dismissed";

/** Comments and notes whose words were found in a new version of a text: whoever may edit it says whether they came from there. */
export const adoptionProposals = table(
  "adoption_proposals",
  {
    idea: text()
      .notNull()
      .references(() => ideas.id),
    kind: text().$type<InputKind>().notNull(),
    /** The comment or the note. */
    source: text().notNull(),
    /** The room of the note; null for a comment. */
    room: text().references(() => rooms.id),
    /** Who wrote it; of a note, others learn it only where the note itself shows its author's name. */
    author: text()
      .notNull()
      .references(() => members.id),
    /** The version in which the words stood first, and where in its parts: title, problem, for whom, solution. */
    version: integer().notNull(),
    places: json<{ part: number; at: number; length: number }[]>().notNull(),
    state: text().$type<ProposalState>().notNull(),
    /** When the words were found. */
    at: timestamp().notNull(),
    decidedBy: text().references(() => members.id),
    decidedAt: timestamp(),
  },
  (proposal) => [
    primaryKey({ columns: [proposal.idea, proposal.source] }),
    index("adoption_proposals_source").on(proposal.source),
    index("adoption_proposals_author").on(proposal.author),
    index("adoption_proposals_decided_by").on(proposal.decidedBy),
  ],
);
