import { boolean, bytes, index, table, text, timestamp } from "../columns.ts";
import { ideas } from "./ideas.ts";
import { type Affiliation, members } from "./members.ts";

/** What became of a suggestion. */
export type SuggestionState = "open" | "accepted" | "declined" | "withdrawn";

/** Other words for a piece of an idea's living text, by somebody who may not write in it. */
export const suggestions = table(
  "suggestions",
  {
    id: text().primaryKey(),
    idea: text()
      .notNull()
      .references(() => ideas.id),
    passage: text().$type<"problem" | "forWhom" | "solution">().notNull(),
    /** Where the words begin and end that it would replace: Yjs relative positions, which move with the text. */
    start: bytes().notNull(),
    end: bytes().notNull(),
    replaced: text().notNull(),
    words: text().notNull(),
    /** Why; may be empty. */
    reason: text().notNull(),
    author: text()
      .notNull()
      .references(() => members.id),
    affiliation: text().$type<Affiliation>().notNull(),
    at: timestamp().notNull(),
    state: text().$type<SuggestionState>().notNull(),
    /** Who decided, or took it back; null while it is open. */
    decidedBy: text().references(() => members.id),
    decidedAt: timestamp(),
    /** What its author was told; may be empty. */
    answer: text().notNull(),
    /** Accepted, and written in by hand: its words could not be put where they were meant to go any more. */
    byHand: boolean().notNull(),
  },
  (suggestion) => [
    index("suggestions_idea").on(suggestion.idea, suggestion.state),
    index("suggestions_author").on(suggestion.author, suggestion.state),
  ],
);
