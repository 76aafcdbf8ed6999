import { sql } from "drizzle-orm";
import { boolean, index, primaryKey, table, text, timestamp, uniqueIndex } from "../columns.ts";
import { ideas, type Stage } from "./ideas.ts";
import { type Affiliation, members } from "./members.ts";
import type { SignsAs } from "./piloting.ts";
import type { AuthorState } from "./writing.ts";

/** Each time an idea became part of another one, with the answer that says so. Never deleted: undoing marks it. */
export const merges = table(
  "merges",
  {
    id: text().primaryKey(),
    /** The idea that became part of `target`. */
    source: text()
      .notNull()
      .references(() => ideas.id),
    target: text()
      .notNull()
      .references(() => ideas.id),
    /** Where the source stood, and since when: what undoing goes back to. */
    fromStage: text().$type<Stage>().notNull(),
    fromSince: timestamp().notNull(),
    /** What each idea brings that the other has not, one element a line; a line in both was brought by both. */
    sourceElements: text().notNull(),
    targetElements: text().notNull(),
    /** The answer, signed. */
    words: text().notNull(),
    html: text().notNull(),
    by: text()
      .notNull()
      .references(() => members.id),
    /** The signer's affiliation and quality when it was signed. */
    affiliation: text().$type<Affiliation>().notNull(),
    signsAs: text().$type<SignsAs>().notNull(),
    at: timestamp().notNull(),
    undoneAt: timestamp(),
    undoneBy: text().references(() => members.id),
    undoneWords: text(),
    undoneHtml: text(),
  },
  (merge) => [
    // An idea is part of one other idea at most: two pilots at once make one merge.
    uniqueIndex("merges_source")
      .on(merge.source)
      .where(sql`undone_at is null`),
    index("merges_target").on(merge.target, merge.at),
    index("merges_by").on(merge.by, merge.at),
  ],
);

/** The authors whom a merge brought to its target, and the row that stood there before: undoing goes back to that. */
export const mergeAuthors = table(
  "merge_authors",
  {
    merge: text()
      .notNull()
      .references(() => merges.id),
    member: text()
      .notNull()
      .references(() => members.id),
    /** The row in `idea_authors` of the target before; null where there was none. */
    state: text().$type<AuthorState>(),
    invitedBy: text().references(() => members.id),
    affiliation: text().$type<Affiliation>(),
    at: timestamp(),
    /** The merge by which it stood there. */
    before: text(),
    /** Whether the person's own signal on the target was eligible before it was set apart; null where none was. */
    eligible: boolean(),
  },
  (row) => [primaryKey({ columns: [row.merge, row.member] }), index("merge_authors_member").on(row.member)],
);

export type ObjectionState = "open" | "upheld" | "dismissed";

/** What an author of the source has against a merge, one per person, and what a pilot not involved decided. */
export const mergeObjections = table(
  "merge_objections",
  {
    id: text().primaryKey(),
    merge: text()
      .notNull()
      .references(() => merges.id),
    by: text()
      .notNull()
      .references(() => members.id),
    words: text().notNull(),
    html: text().notNull(),
    at: timestamp().notNull(),
    state: text().$type<ObjectionState>().notNull(),
    decidedBy: text().references(() => members.id),
    decidedAt: timestamp(),
    /** Why it was decided so. */
    reasons: text(),
    reasonsHtml: text(),
  },
  (objection) => [
    uniqueIndex("merge_objections_one_each").on(objection.merge, objection.by),
    index("merge_objections_by").on(objection.by, objection.at),
  ],
);
