import { sql } from "drizzle-orm";
import { boolean, index, primaryKey, table, text, timestamp, uniqueIndex } from "../columns.ts";
import { ideas } from "./ideas.ts";
import { type Affiliation, members } from "./members.ts";
import { merges } from "./merging.ts";

/**
 * `confirmed`: the two were merged; `parted`: and later taken apart again; `overtaken`: one of them came to stand where it
 * cannot be merged, before anybody decided.
 */
export type DuplicateState = "open" | "confirmed" | "parted" | "declined" | "withdrawn" | "overtaken";

/** That two ideas want the same: what a member says, and what became of it. Never deleted. */
export const duplicates = table(
  "duplicates",
  {
    id: text().primaryKey(),
    /** The idea on whose page it was said, and the other one. */
    idea: text()
      .notNull()
      .references(() => ideas.id),
    other: text()
      .notNull()
      .references(() => ideas.id),
    /** Why, in the words of whoever says so. */
    words: text().notNull(),
    by: text()
      .notNull()
      .references(() => members.id),
    /** The affiliation of that moment. */
    affiliation: text().$type<Affiliation>().notNull(),
    at: timestamp().notNull(),
    state: text().$type<DuplicateState>().notNull(),
    decidedBy: text().references(() => members.id),
    decidedAt: timestamp(),
    /** Why a pilot finds that they are two. */
    reasons: text(),
    /** The merge that made them one. */
    merge: text().references(() => merges.id),
  },
  (duplicate) => [
    uniqueIndex("duplicates_one_open")
      .on(duplicate.idea, duplicate.other)
      .where(sql`state = 'open'`),
    index("duplicates_idea").on(duplicate.idea, duplicate.at),
    index("duplicates_other").on(duplicate.other, duplicate.at),
    index("duplicates_by").on(duplicate.by, duplicate.at),
    index("duplicates_merge").on(duplicate.merge),
  ],
);

/** What others say of it, each once; it may be changed as long as nobody has decided. */
export const duplicateAnswers = table(
  "duplicate_answers",
  {
    duplicate: text()
      .notNull()
      .references(() => duplicates.id),
    member: text()
      .notNull()
      .references(() => members.id),
    isSame: boolean().notNull(),
    at: timestamp().notNull(),
  },
  (answer) => [
    primaryKey({ columns: [answer.duplicate, answer.member] }),
    index("duplicate_answers_member").on(answer.member),
  ],
);
