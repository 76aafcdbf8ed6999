import { boolean, index, integer, primaryKey, table, text, timestamp } from "../columns.ts";
import { comments } from "./discussion.ts";
import { ideas } from "./ideas.ts";
import { type Affiliation, members } from "./members.ts";

/** `open`: people volunteer; `drawn`: those who test are chosen; `cancelled`: nobody was. */
export type TrialState = "open" | "drawn" | "cancelled";

/** How it went for somebody who tested. */
export type Worked = "yes" | "partly" | "no";

/** A product team asks for people who test what an idea has become. */
export const trials = table(
  "trials",
  {
    id: text().primaryKey(),
    idea: text()
      .notNull()
      .references(() => ideas.id),
    /** What is to be tested, and what those who do get for it. */
    what: text().notNull(),
    gets: text().notNull(),
    /** How long it takes, in minutes. */
    minutes: integer().notNull(),
    /** How many are wanted. */
    seats: integer().notNull(),
    /** Of whom alone; null: of anybody. */
    affiliation: text().$type<Affiliation>(),
    /** The lowest level in the space. */
    level: integer().notNull(),
    /** When those who test are drawn. */
    closesAt: timestamp().notNull(),
    state: text().$type<TrialState>().notNull(),
    by: text()
      .notNull()
      .references(() => members.id),
    at: timestamp().notNull(),
    endedAt: timestamp(),
    /** What the draw was computed from, made at that moment. */
    seed: text(),
  },
  (trial) => [index("trials_idea").on(trial.idea, trial.at), index("trials_by").on(trial.by)],
);

export const trialVolunteers = table(
  "trial_volunteers",
  {
    trial: text()
      .notNull()
      .references(() => trials.id),
    member: text()
      .notNull()
      .references(() => members.id),
    at: timestamp().notNull(),
    drawn: boolean().notNull().default(false),
  },
  (row) => [primaryKey({ columns: [row.trial, row.member] }), index("trial_volunteers_member").on(row.member)],
);

/** What somebody who was drawn says of it; in words it is a comment, of evidence. Never changed. */
export const trialReports = table(
  "trial_reports",
  {
    trial: text()
      .notNull()
      .references(() => trials.id),
    member: text()
      .notNull()
      .references(() => members.id),
    comment: text()
      .notNull()
      .references(() => comments.id),
    worked: text().$type<Worked>().notNull(),
    /** How hard it was, from 1 (easy) to 5. */
    effort: integer().notNull(),
    at: timestamp().notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.trial, row.member] }),
    index("trial_reports_member").on(row.member),
    index("trial_reports_comment").on(row.comment),
  ],
);
