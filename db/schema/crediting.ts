import { index, integer, primaryKey, table, text, timestamp } from "../columns.ts";
import { ideas } from "./ideas.ts";
import { type Affiliation, members } from "./members.ts";
import { stageMoves } from "./piloting.ts";
import { rooms } from "./rooms.ts";

/** Whose an idea was when it was adopted, or shipped with another text. Never changed: undoing the move marks it. */
export const creditFreezes = table(
  "credit_freezes",
  {
    /** The move by which the idea came into its stage. */
    id: text()
      .primaryKey()
      .references(() => stageMoves.id),
    idea: text()
      .notNull()
      .references(() => ideas.id),
    /** The version of the text that stood then. */
    version: integer().notNull(),
    /** The rule set by which the shares were computed. */
    rules: text().notNull(),
    at: timestamp().notNull(),
    undoneAt: timestamp(),
  },
  (freeze) => [index("credit_freezes_idea").on(freeze.idea, freeze.at)],
);

/** What each person had brought to the idea by then: all that the shares are computed from. */
export const creditInputs = table(
  "credit_inputs",
  {
    freeze: text()
      .notNull()
      .references(() => creditFreezes.id),
    component: text().$type<"origin" | "text" | "adopted" | "evidence" | "facilitation">().notNull(),
    /** What it is: the idea, a comment, a note, or a room. */
    source: text().notNull(),
    /** The room of a note; the room itself where it is what was run. */
    room: text().references(() => rooms.id),
    member: text()
      .notNull()
      .references(() => members.id),
    /** Characters of the text, else 1. */
    amount: integer().notNull(),
  },
  (input) => [
    primaryKey({ columns: [input.freeze, input.component, input.source, input.member] }),
    index("credit_inputs_member").on(input.member),
  ],
);

/** The share of each person, in basis points: those of a freeze sum to 10,000. */
export const creditShares = table(
  "credit_shares",
  {
    freeze: text()
      .notNull()
      .references(() => creditFreezes.id),
    member: text()
      .notNull()
      .references(() => members.id),
    /** The person's affiliation then. */
    affiliation: text().$type<Affiliation>().notNull(),
    share: integer().notNull(),
  },
  (row) => [primaryKey({ columns: [row.freeze, row.member] }), index("credit_shares_member").on(row.member)],
);
