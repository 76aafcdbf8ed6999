import type { Happening } from "../../platform/events.server.ts";

/** People were told of an event, or what they had been told because of another one was taken back by it. */
export type NoticesChanged = Happening<"notices.changed", { by: string }>;
/** Somebody read what he or she was told. */
export type NoticesRead = Happening<"notices.read", { member: string }>;
/** Somebody chose how he or she is told, everywhere or in one space. */
export type NoticesChosen = Happening<"notices.chosen", { member: string }>;
/** A mail server refused somebody's address too often: no more mails with notices go there. */
export type MailStopped = Happening<"mail.stopped", { member: string; code: number }>;

/** `by` is the id of the event. Whom it concerns stands in the rows: the log would carry thousands of ids. */
export function noticesChanged(by: string): NoticesChanged {
  return { kind: "notices.changed", space: null, subject: `event:${by}`, payload: { by } };
}

export function noticesRead(member: string): NoticesRead {
  return { kind: "notices.read", space: null, subject: `member:${member}`, payload: { member } };
}

export function noticesChosen(member: string, space: string | null): NoticesChosen {
  return { kind: "notices.chosen", space, subject: `member:${member}`, payload: { member } };
}

export function mailStopped(member: string, code: number): MailStopped {
  return { kind: "mail.stopped", space: null, subject: `member:${member}`, payload: { member, code } };
}
