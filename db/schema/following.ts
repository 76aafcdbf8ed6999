import { index, primaryKey, table, text, timestamp } from "../columns.ts";
import { ideas } from "./ideas.ts";
import { members } from "./members.ts";

/** `stopped` was chosen by hand: nothing but the same hand turns it back. */
export type FollowState = "following" | "stopped";

/** Who hears what becomes of an idea. One row per member and idea. */
export const follows = table(
  "follows",
  {
    idea: text()
      .notNull()
      .references(() => ideas.id),
    member: text()
      .notNull()
      .references(() => members.id),
    state: text().$type<FollowState>().notNull(),
    /** When the state was entered. */
    at: timestamp().notNull(),
    /** The merge that made this person follow; null once anything else did. */
    merge: text(),
  },
  (row) => [
    primaryKey({ columns: [row.idea, row.member] }),
    index("follows_member").on(row.member, row.state, row.at, row.idea),
  ],
);
