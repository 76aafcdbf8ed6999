import type { ReportReason } from "../../../db/schema/moderation.ts";
import type { Happening } from "../../platform/events.server.ts";
import { type Subject, subjectName } from "./rules.ts";

type Placed = Subject & { space: string; author: string };
type About = { idea: string; author: string };

export type ItemReported = Happening<
  "idea.reported" | "comment.reported",
  About & { report: string; reason: ReportReason }
>;
export type ReportsDismissed = Happening<"idea.report_dismissed" | "comment.report_dismissed", About & { act: string }>;
export type ItemHidden = Happening<
  "idea.hidden" | "comment.hidden",
  About & {
    act: string;
    reason: ReportReason;
    /** Of a comment: whether it was among those counted until now, so not deleted. */
    counted: boolean;
  }
>;
/** What was hidden is back. A comment that its author brings back is told of by `discussion`. */
export type ItemRestored = Happening<
  "idea.restored" | "comment.restored",
  About & { act: string; counted: boolean; from: "hidden" }
>;

function about(item: Placed) {
  return { space: item.space, subject: subjectName(item) };
}

function typeOf(item: Subject): "idea" | "comment" {
  return item.comment === null ? "idea" : "comment";
}

export function itemReported(item: Placed, report: { id: string; reason: ReportReason }): ItemReported {
  const { idea, author } = item;
  return {
    ...about(item),
    kind: `${typeOf(item)}.reported`,
    payload: { idea, author, report: report.id, reason: report.reason },
  };
}

export function reportsDismissed(item: Placed, act: string): ReportsDismissed {
  const { idea, author } = item;
  return { ...about(item), kind: `${typeOf(item)}.report_dismissed`, payload: { idea, author, act } };
}

export function itemHidden(item: Placed, act: { id: string; reason: ReportReason; counted: boolean }): ItemHidden {
  const { idea, author } = item;
  return {
    ...about(item),
    kind: `${typeOf(item)}.hidden`,
    payload: { idea, author, act: act.id, reason: act.reason, counted: act.counted },
  };
}

export function itemRestored(item: Placed, act: { id: string; counted: boolean }): ItemRestored {
  const { idea, author } = item;
  return {
    ...about(item),
    kind: `${typeOf(item)}.restored`,
    payload: { idea, author, act: act.id, counted: act.counted, from: "hidden" },
  };
}

export type MemberBanned = Happening<"member.banned" | "member.unbanned", { member: string; ban: string }>;

export function memberBanned(member: string, ban: string): MemberBanned {
  return { kind: "member.banned", space: null, subject: `member:${member}`, payload: { member, ban } };
}

export function memberUnbanned(member: string, ban: string): MemberBanned {
  return { kind: "member.unbanned", space: null, subject: `member:${member}`, payload: { member, ban } };
}
