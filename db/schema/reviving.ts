import { sql } from "drizzle-orm";
import { index, table, text, timestamp, uniqueIndex } from "../columns.ts";
import { ideas } from "./ideas.ts";
import { type Affiliation, members } from "./members.ts";
import { stageMoves } from "./piloting.ts";

/** `overtaken`: the idea was opened in another way, so that there was nothing left to decide. */
export type RevivalState = "open" | "accepted" | "declined" | "overtaken";

/** A new argument for an idea that was declined, and what a pilot decided on it. */
export const revivals = table(
  "revivals",
  {
    id: text().primaryKey(),
    idea: text()
      .notNull()
      .references(() => ideas.id),
    by: text()
      .notNull()
      .references(() => members.id),
    affiliation: text().$type<Affiliation>().notNull(),
    words: text().notNull(),
    html: text().notNull(),
    at: timestamp().notNull(),
    state: text().$type<RevivalState>().notNull(),
    decidedBy: text().references(() => members.id),
    decidedAt: timestamp(),
    /** Why it did not reopen the idea. */
    reasons: text(),
    reasonsHtml: text(),
    /** The move by which it reopened the idea; its answer says why. */
    move: text().references(() => stageMoves.id),
  },
  (revival) => [
    uniqueIndex("revivals_one_open")
      .on(revival.idea)
      .where(sql`state = 'open'`),
    index("revivals_idea").on(revival.idea, revival.at, revival.id),
    index("revivals_by").on(revival.by, revival.idea, revival.at),
    index("revivals_move").on(revival.move),
  ],
);
