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

type Appeal = {
  id: string;
  space: string;
  idea: string | null;
  member: string;
  opposed: string;
  decision: string;
  /** Who else is concerned, and so does not judge it. */
  involved: string[];
};

/** Somebody asks another pilot to look at a decision again; another pilot did. */
export type AppealChanged = Happening<
  "appeal.made" | "appeal.upheld" | "appeal.dismissed",
  { idea: string | null; member: string; opposed: string; decision: string; involved: string[] }
>;

export function appealChanged(kind: AppealChanged["kind"], appeal: Appeal): AppealChanged {
  const { id, space, idea, member, opposed, decision, involved } = appeal;
  return { kind, space, subject: `appeal:${id}`, payload: { idea, member, opposed, decision, involved } };
}

/** What a new member wrote waits for a pilot; a pilot let others see it. */
export type ItemHeld = Happening<"idea.held" | "comment.held", About>;
export type ItemReleased = Happening<"idea.released" | "comment.released", About & { act: string }>;

export function itemHeld(item: Placed): ItemHeld {
  const { idea, author } = item;
  return { ...about(item), kind: `${typeOf(item)}.held`, payload: { idea, author } };
}

export function itemReleased(item: Placed, act: string): ItemReleased {
  const { idea, author } = item;
  return { ...about(item), kind: `${typeOf(item)}.released`, payload: { idea, author, act } };
}

/** Somebody was warned, may not write for a while, or may again before that was over. */
export type MemberSanctioned = Happening<
  "member.warned" | "member.muted" | "member.unmuted",
  {
    member: string;
    act: string;
    /** Until when he or she may not write, in milliseconds since 1970 UTC. */
    until: number | null;
  }
>;
export type WarningRead = Happening<"member.warning_read", { member: string; act: string }>;

export function memberSanctioned(
  kind: MemberSanctioned["kind"],
  { id, space, member, until }: { id: string; space: string; member: string; until: number | null },
): MemberSanctioned {
  return { kind, space, subject: `member:${member}`, payload: { member, act: id, until } };
}

export function warningRead({ id, space, member }: { id: string; space: string; member: string }): WarningRead {
  return { kind: "member.warning_read", space, subject: `member:${member}`, payload: { member, act: id } };
}
