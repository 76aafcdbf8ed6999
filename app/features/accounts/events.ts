import type { Happening } from "../../platform/events.server.ts";
import type { Affiliation } from "../../platform/actor.ts";

export type MemberRegistered = Happening<"member.registered", { member: string; affiliation: Affiliation }>;
export type MemberVerified = Happening<"member.verified", { member: string }>;
/** From now on counted as something else; what was written before keeps what it says. */
export type MemberAffiliated = Happening<"member.affiliated", { member: string; from: Affiliation; to: Affiliation }>;
/** The password is another one: every session from before is dead. */
export type MemberSecured = Happening<"member.secured", { member: string }>;
export type SessionStarted = Happening<"session.started", { session: string; member: string }>;
export type SessionEnded = Happening<"session.ended", { session: string; member: string }>;

/** Another address was asked for, is in force, or is not wanted any more; the addresses are nobody's matter. */
export type EmailChange = Happening<
  "member.email_change_asked" | "member.email_changed" | "member.email_change_cancelled",
  { member: string }
>;

export function emailChange(kind: EmailChange["kind"], member: string): EmailChange {
  return { ...about(member), kind, payload: { member } };
}

export function memberRegistered(member: { id: string; affiliation: Affiliation }): MemberRegistered {
  return {
    ...about(member.id),
    kind: "member.registered",
    payload: { member: member.id, affiliation: member.affiliation },
  };
}

export function memberVerified(member: string): MemberVerified {
  return { ...about(member), kind: "member.verified", payload: { member } };
}

export function memberAffiliated(payload: MemberAffiliated["payload"]): MemberAffiliated {
  return { ...about(payload.member), kind: "member.affiliated", payload };
}

export function memberSecured(member: string): MemberSecured {
  return { ...about(member), kind: "member.secured", payload: { member } };
}

export function sessionStarted(session: string, member: string): SessionStarted {
  return { kind: "session.started", space: null, subject: `session:${session}`, payload: { session, member } };
}

export function sessionEnded(session: string, member: string): SessionEnded {
  return { kind: "session.ended", space: null, subject: `session:${session}`, payload: { session, member } };
}

function about(member: string) {
  return { space: null, subject: `member:${member}` };
}
