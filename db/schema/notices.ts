import { sql } from "drizzle-orm";
import { boolean, index, integer, json, primaryKey, table, text, timestamp, uniqueIndex } from "../columns.ts";
import { ideas } from "./ideas.ts";
import { members } from "./members.ts";
import { spaces } from "./spaces.ts";

/** What somebody is told. */
export type NoticeKind =
  | "moved"
  | "move_undone"
  | "merged"
  | "took_in"
  | "unmerged"
  | "gave_back"
  | "objected"
  | "objection_answered"
  | "duplicate_said"
  | "duplicate_agreed"
  | "duplicate_confirmed"
  | "duplicate_declined"
  | "revival_asked"
  | "revival_accepted"
  | "revival_declined"
  | "transfer_asked"
  | "transfer_proposed"
  | "transfer_withdrawn"
  | "transfer_declined"
  | "transfer_refused"
  | "transferred"
  | "transferred_away"
  | "comment"
  | "reply"
  | "mention"
  | "adopted"
  | "adoption_proposed"
  | "note_adopted"
  | "evidence_accepted"
  | "suggested"
  | "suggestion_accepted"
  | "suggestion_declined"
  | "author_invited"
  | "author_accepted"
  | "author_declined"
  | "author_left"
  | "edited"
  | "withdrawn"
  | "returned"
  | "idea_hidden"
  | "idea_restored"
  | "comment_hidden"
  | "comment_restored"
  | "reported"
  | "warned"
  | "muted"
  | "unmuted"
  | "held"
  | "fairness_case"
  | "signals_held"
  | "signals_discarded"
  | "signals_released"
  | "released"
  | "appeal"
  | "appealed"
  | "appeal_upheld"
  | "appeal_dismissed"
  | "appeal_decided"
  | "note"
  | "note_mention"
  | "request"
  | "request_approved"
  | "request_declined"
  | "role_given"
  | "role_taken"
  | "role_ending"
  | "mandate"
  | "removed"
  | "talk_asked"
  | "talk_answered"
  | "talk_look"
  | "talk_said"
  | "talk_closed"
  | "credit_confirm"
  | "credit_confirmed"
  | "credit_judge"
  | "credit_appealed"
  | "credit_appeal_pilot"
  | "credit_appeal_drawn"
  | "credit_appeal_decided"
  | "data_ready"
  | "overdue"
  | "mail_stopped"
  | "unassigned"
  | "handed_over"
  | "paused"
  | "resumed"
  | "called"
  | "call_accepted"
  | "call_declined"
  | "room_invited"
  | "room_planned"
  | "room_moved"
  | "room_cancelled"
  | "room_soon"
  | "room_begun"
  | "room_lead"
  | "room_relieved"
  | "room_mention"
  | "room_presenter"
  | "room_transcript"
  | "room_minutes"
  | "shipped"
  | "shipped_followed"
  | "release_undone"
  | "release_hindered"
  | "help_asked"
  | "forecast_resolved"
  | "plan_slipped"
  | "trial_asked"
  | "trial_drawn"
  | "trial_missed"
  | "trial_cancelled";

/**
 * One line of what a member is told: what is alike joins the same line until it is read. It holds
 * no words of people but `named`; the rest is looked up for whoever may still see it.
 */
export const notices = table(
  "notices",
  {
    id: text().primaryKey(),
    member: text()
      .notNull()
      .references(() => members.id),
    kind: text().$type<NoticeKind>().notNull(),
    /** What joins with what: of one kind, unread, and about the same. */
    about: text().notNull(),
    /** Null where it is about the member's own account. */
    space: text().references(() => spaces.id),
    idea: text().references(() => ideas.id),
    /** The name that the space had, for somebody who may not be inside any more. */
    named: text(),
    /** The newest event behind it, and its time. */
    latest: text().notNull(),
    at: timestamp().notNull(),
    readAt: timestamp(),
    /** Nothing behind it holds any more: a move was taken back, a comment deleted. */
    withdrawnAt: timestamp(),
  },
  (notice) => [
    uniqueIndex("notices_unread")
      .on(notice.member, notice.kind, notice.about)
      .where(sql`read_at is null and withdrawn_at is null`),
    index("notices_newest").on(notice.member, notice.at, notice.id),
    // What was told of an idea goes with it to another space.
    index("notices_idea")
      .on(notice.idea)
      .where(sql`idea is not null`),
    index("notices_old").on(notice.at),
  ],
);

/** What happened behind a notice. The primary key is the promise "told of an event once". */
export const noticeEvents = table(
  "notice_events",
  {
    event: text().notNull(),
    member: text()
      .notNull()
      .references(() => members.id),
    notice: text()
      .notNull()
      .references(() => notices.id),
    /** Who did it; null: nobody did, a time has passed. */
    actor: text().references(() => members.id),
    /** `comment:<id>`, `move:<id>` …: what takes it back when that goes. */
    item: text().notNull(),
    /** A stage or a role, where the sentence says one. */
    code: text(),
    at: timestamp().notNull(),
    /** The event that took it back. */
    withdrawnBy: text(),
    /** When a mail may be made of it, at the earliest; null when none is to be made any more, or one was. */
    mailAt: timestamp(),
    /** The job of the mail in which it stands: it stands in no second one. */
    mail: text(),
  },
  (row) => [
    primaryKey({ columns: [row.event, row.member] }),
    index("notice_events_due")
      .on(row.mailAt, row.member)
      .where(sql`mail_at is not null`),
    index("notice_events_waiting")
      .on(row.member)
      .where(sql`mail_at is not null`),
    index("notice_events_mail")
      .on(row.mail)
      .where(sql`mail is not null`),
    index("notice_events_notice").on(row.notice, row.at),
    index("notice_events_item").on(row.item),
    index("notice_events_withdrawn").on(row.withdrawnBy),
  ],
);

/** What notices are sorted into, for people to choose how they hear of them. */
export type NoticeGroup =
  "answers" | "followed" | "replies" | "talk" | "authorship" | "releases" | "rooms" | "piloting" | "account";

/** How somebody hears of a group: in the app only, there and in a mail with others, there and in the weekly one, or not at all. */
export type NoticeWay = "app" | "mail" | "weekly" | "nothing";

/** What somebody chose; for a group that is not there the default holds. */
export type Ways = Partial<Record<NoticeGroup, NoticeWay>>;

/** How often mails with notices come at most. */
export type MailRhythm = "at_once" | "hourly" | "daily";

/** How somebody wants to be told. Without a row the defaults hold. */
export const noticeSettings = table("notice_settings", {
  member: text()
    .primaryKey()
    .references(() => members.id),
  ways: json<Ways>().notNull(),
  rhythm: text().$type<MailRhythm>().notNull(),
  /** The full hour, 0 to 23, at which daily mails come. */
  dailyHour: integer().notNull(),
  /** The full hours between which no mail comes, 0 to 23; both null: there are none. */
  quietFrom: integer(),
  quietUntil: integer(),
  /** Whether a mail comes each week, and to pilots one on working days. */
  digest: boolean().notNull(),
  reminder: boolean().notNull(),
});

/** What is told otherwise in one space than everywhere. */
export const noticeChoices = table(
  "notice_choices",
  {
    member: text()
      .notNull()
      .references(() => members.id),
    space: text()
      .notNull()
      .references(() => spaces.id),
    ways: json<Ways>().notNull(),
    /** Whether the weekly mail tells of the space. */
    digest: boolean().notNull().default(true),
  },
  (choice) => [primaryKey({ columns: [choice.member, choice.space] })],
);

export type MailRound = "weekly" | "duties";

/** That somebody's turn was had in a round of mails, whether there was something to say or not. */
export const mailRounds = table(
  "mail_rounds",
  {
    member: text()
      .notNull()
      .references(() => members.id),
    round: text().$type<MailRound>().notNull(),
    /** The day of the round in the member's time zone: `2026-03-02`. */
    day: text().notNull(),
    at: timestamp().notNull(),
  },
  (turn) => [primaryKey({ columns: [turn.member, turn.round, turn.day] }), index("mail_rounds_old").on(turn.at)],
);

/** An address that a mail server refused for good. A mail that is taken removes the row. */
export const mailBounces = table(
  "mail_bounces",
  {
    member: text()
      .primaryKey()
      .references(() => members.id),
    /** Another address of the same member is another matter. */
    email: text().notNull(),
    /** On how many days it was refused. */
    days: integer().notNull(),
    /** What the mail server answered last, such as 550, and when. */
    code: integer().notNull(),
    at: timestamp().notNull(),
    /** Since when no mails with notices go there. */
    stoppedAt: timestamp(),
  },
  (bounce) => [index("mail_bounces_stopped").on(bounce.stoppedAt)],
);
