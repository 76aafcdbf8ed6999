import { index, table, text, timestamp, uniqueIndex } from "../columns.ts";
import { ideas } from "./ideas.ts";
import { members } from "./members.ts";
import { rooms } from "./rooms.ts";
import { spaces } from "./spaces.ts";

export type CallState = "open" | "accepted" | "declined";

/** Somebody was found by what he or she contributed, and is asked to come to a room, or to look at an idea. */
export const calls = table(
  "calls",
  {
    id: text().primaryKey(),
    space: text()
      .notNull()
      .references(() => spaces.id),
    /** Who is asked, and by whom. */
    member: text()
      .notNull()
      .references(() => members.id),
    by: text()
      .notNull()
      .references(() => members.id),
    /** To what: one of the two. */
    room: text().references(() => rooms.id),
    idea: text().references(() => ideas.id),
    message: text().notNull(),
    state: text().$type<CallState>().notNull(),
    at: timestamp().notNull(),
    answeredAt: timestamp(),
  },
  (call) => [
    index("calls_member").on(call.member, call.at),
    index("calls_by").on(call.by),
    index("calls_space").on(call.space),
    // For one thing somebody is asked once.
    uniqueIndex("calls_room").on(call.room, call.member),
    uniqueIndex("calls_idea").on(call.idea, call.member),
  ],
);
