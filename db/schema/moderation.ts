import { index, table, text, timestamp, uniqueIndex } from "../columns.ts";
import { ideas } from "./ideas.ts";
import { members } from "./members.ts";
import { spaces } from "./spaces.ts";

/** What is wrong with an idea or a comment. */
export type ReportReason = "spam" | "insulting" | "private_data" | "off_topic" | "other";
export type ReportState = "open" | "upheld" | "dismissed";

/** What somebody thinks should not stand here: one row per person and subject, opened anew when it is said again. */
export const reports = table(
  "reports",
  {
    id: text().primaryKey(),
    /** `idea:<id>` or `comment:<id>`. */
    subject: text().notNull(),
    /** The idea itself, or the one that was commented on. */
    idea: text()
      .notNull()
      .references(() => ideas.id),
    space: text()
      .notNull()
      .references(() => spaces.id),
    /** Who wrote the subject: he or she learns of no report. */
    author: text()
      .notNull()
      .references(() => members.id),
    by: text()
      .notNull()
      .references(() => members.id),
    reason: text().$type<ReportReason>().notNull(),
    words: text().notNull(),
    state: text().$type<ReportState>().notNull(),
    at: timestamp().notNull(),
    decidedAt: timestamp(),
  },
  (report) => [
    uniqueIndex("reports_one_each").on(report.subject, report.by),
    index("reports_open").on(report.space, report.state, report.at),
  ],
);

/**
 * What a decision does: an idea or a comment is hidden, brought back, left as it is, or released to
 * others; a person is warned, may not write for a while (`muted`), may write again before that is over
 * (`unmuted`), or is removed from the space. What another pilot says about an appeal is a decision too. Signals that were
 * held count, are discarded, or count again after all.
 */
export type ModerationAct =
  | "hidden"
  | "restored"
  | "dismissed"
  | "warned"
  | "muted"
  | "unmuted"
  | "removed"
  | "released"
  | "appeal_upheld"
  | "appeal_dismissed"
  | "signals_released"
  | "signals_discarded"
  | "signals_restored";

/** What pilots decided about an idea, a comment or a person of their space, and why. What it says is never changed. */
export const moderationActs = table(
  "moderation_acts",
  {
    id: text().primaryKey(),
    /** `idea:<id>`, `comment:<id>`, `member:<id>`, or `case:<id>` where signals were held. */
    subject: text().notNull(),
    /** The idea itself, or the one that was commented on. */
    idea: text().references(() => ideas.id),
    space: text()
      .notNull()
      .references(() => spaces.id),
    /** Whom it concerns: who wrote the subject, or is it. */
    member: text()
      .notNull()
      .references(() => members.id),
    act: text().$type<ModerationAct>().notNull(),
    /** Why something was hidden, somebody warned or muted. */
    reason: text().$type<ReportReason>(),
    /** What the person concerned, and later pilots, read about it. */
    words: text().notNull(),
    by: text()
      .notNull()
      .references(() => members.id),
    /** In which quality: an admin stands in where no pilot can. */
    signsAs: text().$type<"pilot" | "admin">().notNull(),
    at: timestamp().notNull(),
    /** Until when somebody may not write. */
    until: timestamp(),
    /** When the person said that he or she has read a warning. */
    readAt: timestamp(),
    /** When a warning or a time without writing was taken back, before it was over. */
    liftedAt: timestamp(),
  },
  (act) => [
    index("moderation_acts_subject").on(act.subject, act.id),
    index("moderation_acts_space").on(act.space, act.at, act.id),
    index("moderation_acts_member").on(act.member, act.space, act.act),
  ],
);

export type AppealState = "open" | "upheld" | "dismissed";

/** That somebody asked another pilot to look again at a decision: once for each. */
export const appeals = table(
  "appeals",
  {
    id: text().primaryKey(),
    /** `act:<id>` of a moderation act, or `move:<id>` of the move that declined an idea. */
    decision: text().notNull(),
    space: text()
      .notNull()
      .references(() => spaces.id),
    idea: text().references(() => ideas.id),
    /** Who appeals. */
    member: text()
      .notNull()
      .references(() => members.id),
    /** Who made the decision, and so does not judge it. */
    opposed: text()
      .notNull()
      .references(() => members.id),
    words: text().notNull(),
    at: timestamp().notNull(),
    state: text().$type<AppealState>().notNull(),
    /** Who judged it, what he or she said, and when. */
    by: text().references(() => members.id),
    answer: text(),
    decidedAt: timestamp(),
  },
  (appeal) => [
    uniqueIndex("appeals_one_each").on(appeal.decision),
    index("appeals_space").on(appeal.space, appeal.state, appeal.at),
    index("appeals_member").on(appeal.member, appeal.at),
  ],
);

/** Who may not sign in here, and why. A ban stands until it is lifted; the row stays. */
export const bans = table(
  "bans",
  {
    id: text().primaryKey(),
    member: text()
      .notNull()
      .references(() => members.id),
    /** What the person reads when signing in. */
    reason: text().notNull(),
    by: text()
      .notNull()
      .references(() => members.id),
    at: timestamp().notNull(),
    liftedAt: timestamp(),
    liftedBy: text().references(() => members.id),
    liftedReason: text(),
  },
  (ban) => [index("bans_member").on(ban.member, ban.liftedAt)],
);
