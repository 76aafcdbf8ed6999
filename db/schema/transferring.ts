import { sql } from "drizzle-orm";
import { index, table, text, timestamp, uniqueIndex } from "../columns.ts";
import { ideas } from "./ideas.ts";
import { type Affiliation, members } from "./members.ts";
import type { SignsAs } from "./piloting.ts";
import { spaces } from "./spaces.ts";

/** `overtaken`: the idea came to stand where it cannot go anywhere, before anybody decided. */
export type TransferState = "open" | "accepted" | "declined" | "withdrawn" | "overtaken";

/** That an idea should go to another space: what a pilot of its space proposed, and what one of the other decided. */
export const transfers = table(
  "transfers",
  {
    id: text().primaryKey(),
    idea: text()
      .notNull()
      .references(() => ideas.id),
    /** The space that it leaves, and the one that it goes to. */
    source: text()
      .notNull()
      .references(() => spaces.id),
    target: text()
      .notNull()
      .references(() => spaces.id),
    /** Why, for everybody who reads the idea. */
    words: text().notNull(),
    html: text().notNull(),
    by: text()
      .notNull()
      .references(() => members.id),
    /** The signer's affiliation and quality when it was signed. */
    affiliation: text().$type<Affiliation>().notNull(),
    signsAs: text().$type<SignsAs>().notNull(),
    at: timestamp().notNull(),
    state: text().$type<TransferState>().notNull(),
    /** Who decided, or withdrew it; who pilots both spaces decided when proposing. */
    decidedBy: text().references(() => members.id),
    decidedAt: timestamp(),
    /** What was said with the decision; null where the reason says it all. */
    answer: text(),
    answerHtml: text(),
  },
  (transfer) => [
    uniqueIndex("transfers_one_open")
      .on(transfer.idea)
      .where(sql`state = 'open'`),
    index("transfers_idea").on(transfer.idea, transfer.at, transfer.id),
    index("transfers_by").on(transfer.by, transfer.at),
  ],
);
