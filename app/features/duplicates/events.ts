import type { Happening } from "../../platform/events.server.ts";

/** `member`: who said that the idea is the same as `other`. Nothing but ids. */
type Of = { duplicate: string; other: string; member: string };

export type DuplicateSaid = Happening<"duplicate.said" | "duplicate.answered", Of>;
/** Not enough people say so any more; or nothing keeps the two apart any more, and it waits again. */
export type DuplicateChanged = Happening<"duplicate.disagreed" | "duplicate.resumed", Of>;
/** Enough people say so: a pilot decides. `involved`: who does not. */
export type DuplicateAgreed = Happening<"duplicate.agreed", Of & { involved: string[] }>;
export type DuplicateEnded = Happening<"duplicate.declined" | "duplicate.withdrawn" | "duplicate.overtaken", Of>;
/** The two were merged. `isOwn`: whoever said it wrote one of them. */
export type DuplicateConfirmed = Happening<"duplicate.confirmed", Of & { merge: string; isOwn: boolean }>;
/** That merge was taken apart. */
export type DuplicateParted = Happening<"duplicate.parted", Of & { merge: string }>;

type Duplicate = { id: string; idea: string; other: string; by: string };

export function duplicateChanged(
  kind: DuplicateChanged["kind"],
  space: string,
  duplicate: Duplicate,
): DuplicateChanged {
  return { kind, ...about(space, duplicate) };
}

export function duplicateSaid(kind: DuplicateSaid["kind"], space: string, duplicate: Duplicate): DuplicateSaid {
  return { kind, ...about(space, duplicate) };
}

export function duplicateAgreed(space: string, duplicate: Duplicate, involved: readonly string[]): DuplicateAgreed {
  const { subject, payload } = about(space, duplicate);
  return { kind: "duplicate.agreed", space, subject, payload: { ...payload, involved: [...new Set(involved)] } };
}

export function duplicateEnded(kind: DuplicateEnded["kind"], space: string, duplicate: Duplicate): DuplicateEnded {
  return { kind, ...about(space, duplicate) };
}

export function duplicateConfirmed(
  space: string,
  duplicate: Duplicate,
  { merge, isOwn }: { merge: string; isOwn: boolean },
): DuplicateConfirmed {
  const { subject, payload } = about(space, duplicate);
  return { kind: "duplicate.confirmed", space, subject, payload: { ...payload, merge, isOwn } };
}

export function duplicateParted(space: string, duplicate: Duplicate, merge: string): DuplicateParted {
  const { subject, payload } = about(space, duplicate);
  return { kind: "duplicate.parted", space, subject, payload: { ...payload, merge } };
}

function about(space: string, { id, idea, other, by }: Duplicate) {
  return { space, subject: `idea:${idea}`, payload: { duplicate: id, other, member: by } };
}
