import { index, integer, primaryKey, table, text, timestamp } from "../columns.ts";
import { creditFreezes } from "./crediting.ts";
import { ideas } from "./ideas.ts";
import { members } from "./members.ts";

/**
 * `open`: contributors answer; `too_few`: there are two, who are not asked; `confirmed`: what they said holds; `opposed`:
 * few contradict each other, and a pilot decides; `kept`: the pilot left the shares as they were computed.
 */
export type ConfirmationState = "open" | "too_few" | "confirmed" | "opposed" | "kept";

/** What those who built an idea say of its shares, once for each freeze. It holds as long as its freeze stands. */
export const creditConfirmations = table(
  "credit_confirmations",
  {
    freeze: text()
      .primaryKey()
      .references(() => creditFreezes.id),
    idea: text()
      .notNull()
      .references(() => ideas.id),
    openedAt: timestamp().notNull(),
    until: timestamp().notNull(),
    state: text().$type<ConfirmationState>().notNull(),
    /** Since when the shares stand; null while it is open, or a pilot has to decide. */
    settledAt: timestamp(),
    /** The pilot who decided, and why. */
    by: text().references(() => members.id),
    words: text(),
  },
  (row) => [index("credit_confirmations_idea").on(row.idea, row.openedAt)],
);

/** Whose the idea is as everybody may read it, in basis points: as computed, and after what the others said. */
export const creditContributors = table(
  "credit_contributors",
  {
    freeze: text()
      .notNull()
      .references(() => creditConfirmations.freeze),
    member: text()
      .notNull()
      .references(() => members.id),
    share: integer().notNull(),
    /** By what the others multiply it, in ten-thousandths; null until all have answered. */
    factor: integer(),
    confirmed: integer(),
    answeredAt: timestamp(),
  },
  (row) => [primaryKey({ columns: [row.freeze, row.member] }), index("credit_contributors_member").on(row.member)],
);

/** How many of a hundred points somebody gave to another one. Nobody else ever reads it. */
export const creditAnswers = table(
  "credit_answers",
  {
    freeze: text()
      .notNull()
      .references(() => creditConfirmations.freeze),
    member: text()
      .notNull()
      .references(() => members.id),
    about: text()
      .notNull()
      .references(() => members.id),
    points: integer().notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.freeze, row.member, row.about] }),
    index("credit_answers_member").on(row.member),
  ],
);

/**
 * `open`: three people look at it; `kept`: the shares stand as they stood; `changed`: others stand; `overtaken`: the idea
 * was frozen anew meanwhile.
 */
export type AppealedState = "open" | "kept" | "changed" | "overtaken";

/** That a contributor objects to settled shares; of those that were not overtaken there are at most two for a freeze. */
export const creditAppeals = table(
  "credit_appeals",
  {
    id: text().primaryKey(),
    freeze: text()
      .notNull()
      .references(() => creditConfirmations.freeze),
    round: integer().notNull(),
    member: text()
      .notNull()
      .references(() => members.id),
    words: text().notNull(),
    at: timestamp().notNull(),
    until: timestamp().notNull(),
    /** Of how many people the first ones were drawn, and from which level on. */
    candidates: integer().notNull(),
    level: integer().notNull(),
    state: text().$type<AppealedState>().notNull(),
    decidedAt: timestamp(),
  },
  (row) => [index("credit_appeals_freeze").on(row.freeze, row.at), index("credit_appeals_member").on(row.member)],
);

/** Who decides on it: those who were drawn, and the pilot once he or she has said something. */
export const creditJudges = table(
  "credit_judges",
  {
    appeal: text()
      .notNull()
      .references(() => creditAppeals.id),
    member: text()
      .notNull()
      .references(() => members.id),
    part: text().$type<"pilot" | "drawn">().notNull(),
    askedAt: timestamp().notNull(),
    declinedAt: timestamp(),
    /** Null: has not said it yet. */
    verdict: text().$type<"keep" | "change">(),
    words: text(),
    at: timestamp(),
  },
  (row) => [primaryKey({ columns: [row.appeal, row.member] }), index("credit_judges_member").on(row.member)],
);

/** The shares that one of them finds right, in basis points. */
export const creditJudgeShares = table(
  "credit_judge_shares",
  {
    appeal: text()
      .notNull()
      .references(() => creditAppeals.id),
    member: text()
      .notNull()
      .references(() => members.id),
    about: text()
      .notNull()
      .references(() => members.id),
    share: integer().notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.appeal, row.member, row.about] }),
    index("credit_judge_shares_member").on(row.member),
  ],
);

/** What stood before an appeal was decided, and what stands after it, in basis points. */
export const creditAppealShares = table(
  "credit_appeal_shares",
  {
    appeal: text()
      .notNull()
      .references(() => creditAppeals.id),
    member: text()
      .notNull()
      .references(() => members.id),
    was: integer().notNull(),
    share: integer().notNull(),
  },
  (row) => [primaryKey({ columns: [row.appeal, row.member] }), index("credit_appeal_shares_member").on(row.member)],
);
