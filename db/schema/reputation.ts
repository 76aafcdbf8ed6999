import { sql } from "drizzle-orm";
import { boolean, index, integer, primaryKey, table, text, timestamp } from "../columns.ts";
import { ideas } from "./ideas.ts";
import { members } from "./members.ts";
import { spaces } from "./spaces.ts";

/**
 * The ledger of reputation: one row for each thing that counts for somebody, or once did. It is what folding the log
 * gives, and is written in the transaction of what happened.
 */
export const reputationLines = table(
  "reputation_lines",
  {
    /** The event that brought it. */
    event: text().notNull(),
    rule: text().notNull(),
    member: text()
      .notNull()
      .references(() => members.id),
    space: text()
      .notNull()
      .references(() => spaces.id),
    facet: text().$type<"ideas" | "building" | "care" | "facilitation" | "reliability">().notNull(),
    /** The rule set that held at its moment. */
    rules: text().notNull(),
    /** Whose act it was; null where it was nobody's. */
    giver: text().references(() => members.id),
    idea: text().references(() => ideas.id),
    /** What it is: the id of an idea, a comment, a note, a suggestion, a room or a forecast. */
    source: text().notNull(),
    /** What else decides whether it stands: the id of a move, a comment, an outcome, or of the idea on which a later signal stands. */
    ref: text(),
    /** What the points of the rule are multiplied by, in basis points, or in thousandths for a score. */
    part: integer().notNull(),
    at: timestamp().notNull(),
    /** Milli-points without the cap of a day, and with it; 0 while it is reversed. */
    damped: integer().notNull(),
    points: integer().notNull(),
    /** Why it does not count, as a sum of powers of two; 0: it counts. */
    reversals: integer().notNull(),
    /** Since when it does not, and the event that made it so. */
    reversedAt: timestamp(),
    reversedBy: text(),
    /** Whether only the member may know of it: it is in no figure that others read. */
    isPrivate: boolean().notNull(),
  },
  (line) => [
    primaryKey({ columns: [line.event, line.rule, line.member] }),
    index("reputation_lines_member").on(line.member, line.space, line.at, line.event),
    // What signals brought somebody on a day, while the cap lets them bring something.
    index("reputation_lines_day")
      .on(line.member, line.space, line.at)
      .where(sql`points > 0`),
    index("reputation_lines_reversed")
      .on(line.member, line.space, line.at)
      .where(sql`reversals <> 0`),
    // Signals that bring nothing are counted from this alone: somebody may have many thousands.
    index("reputation_lines_silent")
      .on(line.member, line.space, line.facet, line.idea, line.rules, line.at, line.isPrivate)
      .where(sql`rule = 'signal_received' and reversals = 0 and points = 0`),
    index("reputation_lines_giver").on(line.giver, line.member, line.at),
    index("reputation_lines_idea").on(line.idea, line.giver),
    index("reputation_lines_source").on(line.source),
    index("reputation_lines_ref").on(line.ref),
  ],
);

/**
 * What a line rests on and the log does not say: shares of that moment, and who wrote a note whose author's name may be
 * sealed. Rows are never changed.
 */
export const reputationGrounds = table(
  "reputation_grounds",
  {
    event: text().notNull(),
    member: text()
      .notNull()
      .references(() => members.id),
    idea: text()
      .notNull()
      .references(() => ideas.id),
    /** For what it is: dividing signals from now on, dividing a stage, a note, or what somebody forecast. */
    use: text().$type<"signals" | "stage" | "note" | "forecast">().notNull(),
    /** Counts the grounds of one idea, so that the last one is known. */
    n: integer().notNull(),
    at: timestamp().notNull(),
    /** Shares of the idea and of its text, in basis points; of a forecast how likely it was said to be. */
    share: integer().notNull(),
    textShare: integer().notNull(),
    /** The merge that brought the person to the idea. */
    merge: text(),
    isPrivate: boolean().notNull(),
  },
  (ground) => [
    primaryKey({ columns: [ground.event, ground.member] }),
    index("reputation_grounds_idea").on(ground.idea, ground.use, ground.n),
    index("reputation_grounds_member").on(ground.member),
    index("reputation_grounds_merge").on(ground.merge),
  ],
);

/** When somebody reached the first level, once: from then on his or her signals count for others. */
export const firstLevels = table("first_levels", {
  member: text()
    .primaryKey()
    .references(() => members.id),
  at: timestamp().notNull(),
});
