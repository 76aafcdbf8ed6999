import { sql } from "drizzle-orm";
import { index, primaryKey, table, text, timestamp, uniqueIndex } from "../columns.ts";
import { ideas } from "./ideas.ts";
import { members } from "./members.ts";
import { spaces } from "./spaces.ts";

/** What somebody is told. */
export type NoticeKind =
  | "moved"
  | "move_undone"
  | "comment"
  | "reply"
  | "mention"
  | "adopted"
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
  | "request"
  | "request_approved"
  | "request_declined"
  | "role_given"
  | "role_taken"
  | "removed"
  | "data_ready";

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
    actor: text()
      .notNull()
      .references(() => members.id),
    /** `comment:<id>`, `move:<id>` …: what takes it back when that goes. */
    item: text().notNull(),
    /** A stage or a role, where the sentence says one. */
    code: text(),
    at: timestamp().notNull(),
    /** The event that took it back. */
    withdrawnBy: text(),
  },
  (row) => [
    primaryKey({ columns: [row.event, row.member] }),
    index("notice_events_notice").on(row.notice, row.at),
    index("notice_events_item").on(row.item),
    index("notice_events_withdrawn").on(row.withdrawnBy),
  ],
);
