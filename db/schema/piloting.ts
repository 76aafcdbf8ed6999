import { index, table, text, timestamp } from "../columns.ts";
import { ideas, type Stage } from "./ideas.ts";
import { type Affiliation, members } from "./members.ts";
import { spaces } from "./spaces.ts";

/** Why an idea is declined. */
export type ReasonKind = "not_possible" | "not_for_us" | "already_exists" | "too_costly" | "out_of_scope";

/** In which quality somebody signs: an admin stands in where nobody else can decide. */
export type SignsAs = "pilot" | "product" | "admin";

/** Each move of an idea, with the answer that it carries to people. Never deleted: undoing marks it. */
export const stageMoves = table(
  "stage_moves",
  {
    id: text().primaryKey(),
    idea: text()
      .notNull()
      .references(() => ideas.id),
    from: text().$type<Stage>().notNull(),
    to: text().$type<Stage>().notNull(),
    /** Since when the idea had stood in `from`: what an undo goes back to. */
    fromSince: timestamp().notNull(),
    source: text().notNull(),
    html: text().notNull(),
    reasonKind: text().$type<ReasonKind>(),
    /** The day on which somebody looks again, `2026-09-01`: a day of the space's calendar, no moment. */
    reviewOn: text(),
    by: text()
      .notNull()
      .references(() => members.id),
    /** The signer's affiliation and quality when it was signed. */
    affiliation: text().$type<Affiliation>().notNull(),
    signsAs: text().$type<SignsAs>().notNull(),
    at: timestamp().notNull(),
    undoneAt: timestamp(),
  },
  (move) => [
    index("stage_moves_idea").on(move.idea, move.at, move.id),
    index("stage_moves_by").on(move.by, move.at, move.id),
  ],
);

/** `acknowledge`: say a first word to a new idea; `decide`: answer one that is being evaluated; `review`: look again at one put off. */
export type DutyKind = "acknowledge" | "decide" | "review";

/** How a duty ended: it was done, or it fell away and counts nowhere. */
export type DutyEnd = "done" | "cancelled";

/** What the pilots of a space owe an idea, and until when. The clock of one that has no end runs. */
export const duties = table(
  "duties",
  {
    id: text().primaryKey(),
    space: text()
      .notNull()
      .references(() => spaces.id),
    idea: text()
      .notNull()
      .references(() => ideas.id),
    kind: text().$type<DutyKind>().notNull(),
    startedAt: timestamp().notNull(),
    dueAt: timestamp().notNull(),
    /** The event that started it. */
    startedBy: text().notNull(),
    end: text().$type<DutyEnd>(),
    endedAt: timestamp(),
    /** The event that ended it: when that is taken back, the clock runs on. */
    endedBy: text(),
  },
  (duty) => [
    index("duties_due").on(duty.space, duty.end, duty.dueAt, duty.id),
    index("duties_idea").on(duty.idea, duty.kind),
  ],
);
