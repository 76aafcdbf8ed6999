import { boolean, index, integer, table, text, timestamp } from "../columns.ts";
import { ideas, type Stage } from "./ideas.ts";
import { type Affiliation, members } from "./members.ts";
import { products } from "./products.ts";
import { spaces } from "./spaces.ts";

/** How sure a team is of a date: `open` when it does not know yet. */
export type Confidence = "sure" | "likely" | "open";

/** The card of an idea on the board of its space, from its adoption on: where it lies, and how far it is. */
export const ideaCards = table(
  "idea_cards",
  {
    idea: text()
      .primaryKey()
      .references(() => ideas.id),
    /** Where its idea stands: always what the idea's row says. */
    space: text()
      .notNull()
      .references(() => spaces.id),
    stage: text().$type<Stage>().notNull(),
    /** The column: its stage, or the space's own step within it, as `standText` writes them. */
    place: text().notNull(),
    /** Whether everybody in the space may see its idea. */
    shown: boolean().notNull(),
    /** Cards of a column lie in the order of this number, then of the idea's id. */
    position: integer().notNull(),
    /** Where it lay in the column that it left last: where it goes if that is taken back. */
    leftPosition: integer(),
    /** Goes up each time that it lies elsewhere: of two who take it up at once, the second is told. */
    turn: integer().notNull().default(1),
    /** The product person who sees to it. It counts while that is one of the space. */
    owner: text().references(() => members.id),
    /** How much of it is done, in whole per cent. */
    percent: integer().notNull().default(0),
    /** The day by which it is to be there, `2026-09-01`: a day of the space's calendar, no moment. */
    targetOn: text(),
    confidence: text().$type<Confidence>(),
    /** Goes up with each change of the four above. */
    version: integer().notNull().default(1),
    /** When anything of it changed last. */
    touchedAt: timestamp().notNull(),
  },
  (card) => [
    // With all that a column is picked and counted by, so that the long rows of ideas are read for shown cards alone.
    index("idea_cards_column").on(card.space, card.shown, card.place, card.position, card.idea),
    index("idea_cards_roadmap").on(card.space, card.shown, card.stage, card.targetOn, card.position, card.idea),
    index("idea_cards_touched").on(card.space, card.touchedAt),
    index("idea_cards_owner").on(card.owner),
  ],
);

/** Each change of who sees to an idea, how far it is and when it is to be there. Rows are never changed. */
export const planChanges = table(
  "plan_changes",
  {
    id: text().primaryKey(),
    idea: text()
      .notNull()
      .references(() => ideas.id),
    ownerFrom: text().references(() => members.id),
    ownerTo: text().references(() => members.id),
    percentFrom: integer().notNull(),
    percentTo: integer().notNull(),
    targetFrom: text(),
    targetTo: text(),
    confidenceFrom: text().$type<Confidence>(),
    confidenceTo: text().$type<Confidence>(),
    /** Why the day is later or gone, for everybody to read; null where it is neither. */
    reason: text(),
    /** The product whose tracker reported it, in the name of `by`; null where a person said it. */
    tracker: text().references(() => products.id),
    /** What the tracker said with it. */
    note: text(),
    by: text()
      .notNull()
      .references(() => members.id),
    affiliation: text().$type<Affiliation>().notNull(),
    at: timestamp().notNull(),
  },
  (change) => [
    index("plan_changes_idea").on(change.idea, change.at, change.id),
    index("plan_changes_by").on(change.by),
    index("plan_changes_owner_from").on(change.ownerFrom),
    index("plan_changes_owner_to").on(change.ownerTo),
    index("plan_changes_tracker").on(change.tracker),
  ],
);
