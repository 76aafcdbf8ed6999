import { index, integer, primaryKey, table, text, timestamp, uniqueIndex } from "../columns.ts";
import { ideas } from "./ideas.ts";
import { type Affiliation, type Locale, members } from "./members.ts";

/** What became of what was asked: `void` where nobody can say. */
export type Outcome = "yes" | "no" | "void";

/** A question about what will become of an adopted idea, to be answered by a probability. Rows are never changed. */
export const forecasts = table(
  "forecasts",
  {
    id: text().primaryKey(),
    idea: text()
      .notNull()
      .references(() => ideas.id),
    question: text().notNull(),
    language: text().$type<Locale>().notNull(),
    /** From this moment on nobody gives a probability, or another one, any more. */
    closesAt: timestamp().notNull(),
    /** The day by which it will be known, `2026-09-01`: a day of the space's calendar, no moment. */
    knownOn: text().notNull(),
    by: text()
      .notNull()
      .references(() => members.id),
    affiliation: text().$type<Affiliation>().notNull(),
    at: timestamp().notNull(),
  },
  (forecast) => [
    index("forecasts_idea").on(forecast.idea, forecast.at, forecast.id),
    index("forecasts_closing").on(forecast.closesAt, forecast.id),
    index("forecasts_by").on(forecast.by),
  ],
);

/** How likely somebody says it is: the last word of each person. Nobody else reads it before the outcome is there. */
export const forecastAnswers = table(
  "forecast_answers",
  {
    forecast: text()
      .notNull()
      .references(() => forecasts.id),
    member: text()
      .notNull()
      .references(() => members.id),
    /** In whole per cent. */
    probability: integer().notNull(),
    at: timestamp().notNull(),
  },
  (answer) => [
    primaryKey({ columns: [answer.forecast, answer.member] }),
    index("forecast_answers_member").on(answer.member),
  ],
);

/** What happened, as the product team says it. Rows are never changed: the last one of a question stands. */
export const forecastOutcomes = table(
  "forecast_outcomes",
  {
    id: text().primaryKey(),
    forecast: text()
      .notNull()
      .references(() => forecasts.id),
    /** Counts those of one question, from 1. */
    n: integer().notNull(),
    outcome: text().$type<Outcome>().notNull(),
    /** How it is known, for everybody to read. */
    words: text().notNull(),
    /** Where that can be read; null: nowhere. */
    link: text(),
    by: text()
      .notNull()
      .references(() => members.id),
    affiliation: text().$type<Affiliation>().notNull(),
    at: timestamp().notNull(),
  },
  (outcome) => [
    uniqueIndex("forecast_outcomes_turn").on(outcome.forecast, outcome.n),
    index("forecast_outcomes_by").on(outcome.by),
  ],
);
