import type { Happening } from "../../platform/events.server.ts";

export type JobHandled = Happening<"job.retried" | "job.discarded", { job: string; kind: string }>;

/** A failed job is tried again. */
export function jobRetried(job: { id: string; kind: string }): JobHandled {
  return { kind: "job.retried", space: null, subject: `job:${job.id}`, payload: { job: job.id, kind: job.kind } };
}

/** A failed job is given up for good. */
export function jobDiscarded(job: { id: string; kind: string }): JobHandled {
  return { kind: "job.discarded", space: null, subject: `job:${job.id}`, payload: { job: job.id, kind: job.kind } };
}

export type SettingsChanged = Happening<"settings.changed", { version: number; changed: string[]; joining: string }>;

/** What holds for the whole place is another; which parts, and never what was typed. */
export function settingsChanged(payload: SettingsChanged["payload"]): SettingsChanged {
  return { kind: "settings.changed", space: null, subject: "settings:site", payload };
}

export type MemberAdministered = Happening<
  "member.admin_granted" | "member.admin_revoked" | "member.reset_sent" | "member.reset_issued",
  { member: string; act: string }
>;

/** An admin, or whoever runs the machine, did something to an account. */
export function memberAdministered(
  kind: MemberAdministered["kind"],
  payload: MemberAdministered["payload"],
): MemberAdministered {
  return { kind, space: null, subject: `member:${payload.member}`, payload };
}

/** How a mail that is only a trial ended. */
export type MailOutcome = "delivered" | "refused" | "outbox";

export type MailTested = Happening<"mail.tested", { outcome: MailOutcome }>;

/** Somebody tried whether mails leave; never to whom, or what the server said. */
export function mailTested(outcome: MailOutcome): MailTested {
  return { kind: "mail.tested", space: null, subject: "settings:mail", payload: { outcome } };
}
