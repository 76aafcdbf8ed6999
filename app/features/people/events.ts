import type { Happening } from "../../platform/events.server.ts";

/** A person is called otherwise, or says something else of himself or herself: which of the fields changed. */
export type ProfileChanged = Happening<"member.profile_changed", { member: string; changed: string[] }>;

export function profileChanged(member: string, changed: string[]): ProfileChanged {
  return { kind: "member.profile_changed", space: null, subject: `member:${member}`, payload: { member, changed } };
}
