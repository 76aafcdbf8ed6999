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

/** What pilots decided about an idea or a comment, and why. Rows are never changed. */
export const moderationActs = table(
  "moderation_acts",
  {
    id: text().primaryKey(),
    subject: text().notNull(),
    idea: text()
      .notNull()
      .references(() => ideas.id),
    space: text()
      .notNull()
      .references(() => spaces.id),
    act: text().$type<"hidden" | "restored" | "dismissed">().notNull(),
    /** Why it was hidden. */
    reason: text().$type<ReportReason>(),
    /** What the author, and later pilots, read about it. */
    words: text().notNull(),
    by: text()
      .notNull()
      .references(() => members.id),
    at: timestamp().notNull(),
  },
  (act) => [
    index("moderation_acts_subject").on(act.subject, act.id),
    index("moderation_acts_space").on(act.space, act.id),
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
