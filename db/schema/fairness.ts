import { index, json, primaryKey, table, text, timestamp } from "../columns.ts";
import { ideas } from "./ideas.ts";
import { members } from "./members.ts";
import { spaces } from "./spaces.ts";

export type CaseState = "open" | "released" | "discarded";

/** Signals of one person that were held together, so that a pilot looks at them. */
export const fairnessCases = table(
  "fairness_cases",
  {
    id: text().primaryKey(),
    space: text()
      .notNull()
      .references(() => spaces.id),
    /** Whose signals they are. */
    member: text()
      .notNull()
      .references(() => members.id),
    at: timestamp().notNull(),
    /** When they count again, if nobody has decided; and when they did, because nobody had. */
    until: timestamp().notNull(),
    lapsedAt: timestamp(),
    state: text().$type<CaseState>().notNull(),
    /** When it was decided on last; who did, and why, says the act of moderation about `case:<id>`. */
    decidedAt: timestamp(),
  },
  (each) => [
    index("fairness_cases_space").on(each.space, each.state, each.at),
    index("fairness_cases_member").on(each.member, each.at),
  ],
);

/** The signals of a case. What a pilot has looked at once is not looked at again: one case for each signal. */
export const fairnessSignals = table(
  "fairness_signals",
  {
    idea: text()
      .notNull()
      .references(() => ideas.id),
    member: text()
      .notNull()
      .references(() => members.id),
    case: text()
      .notNull()
      .references(() => fairnessCases.id),
  },
  (each) => [
    primaryKey({ columns: [each.idea, each.member] }),
    index("fairness_signals_case").on(each.case),
    index("fairness_signals_member").on(each.member),
  ],
);

/** What a rule found, with the whole numbers that it was computed from. Rows are never changed. */
export const fairnessFlags = table(
  "fairness_flags",
  {
    id: text().primaryKey(),
    space: text()
      .notNull()
      .references(() => spaces.id),
    /** The case that it led to; null: a note. */
    case: text().references(() => fairnessCases.id),
    rule: text().$type<"F1" | "F2" | "F3" | "F4">().notNull(),
    /** Whom it is about: a giver, or of F4 an author; of a burst nobody. */
    member: text().references(() => members.id),
    /** The author (F1) or the other giver (F2). */
    other: text().references(() => members.id),
    /** The idea of a burst. */
    idea: text().references(() => ideas.id),
    numbers: json<Record<string, number>>().notNull(),
    at: timestamp().notNull(),
  },
  (flag) => [
    index("fairness_flags_space").on(flag.space, flag.at),
    index("fairness_flags_case").on(flag.case),
    index("fairness_flags_member").on(flag.member),
    index("fairness_flags_other").on(flag.other),
  ],
);
