import { index, table, text, timestamp } from "../columns.ts";
import { members } from "./members.ts";

export type AdminAct =
  "affiliated" | "admin_granted" | "admin_revoked" | "verified" | "reset_sent" | "reset_issued" | "sessions_ended";

/** What admins did to somebody's account, and why. Rows are never changed. */
export const adminActs = table(
  "admin_acts",
  {
    id: text().primaryKey(),
    member: text()
      .notNull()
      .references(() => members.id),
    act: text().$type<AdminAct>().notNull(),
    /** What it is now, where the act has several ends: the new affiliation. */
    to: text(),
    /** Why, for those who ask later; may be empty. */
    reason: text().notNull(),
    /** Null: whoever runs the machine. */
    by: text().references(() => members.id),
    at: timestamp().notNull(),
  },
  (act) => [index("admin_acts_member").on(act.member, act.at, act.id)],
);
