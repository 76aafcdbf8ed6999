import type { Happening } from "../../platform/events.server.ts";
import type { Affiliation } from "../../platform/actor.ts";

export type SpaceCreated = Happening<"space.created", { visibility: string }>;
export type SpaceEdited = Happening<
  "space.edited",
  { version: number; changed: string[]; visibility: string; visibilityBefore: string }
>;
export type CharterPublished = Happening<"charter.published", { version: number; inForce: boolean }>;
export type CharterAccepted = Happening<"charter.accepted", { member: string; version: number }>;
export type MemberJoined = Happening<"membership.joined", { member: string; affiliation: Affiliation }>;

export type MemberLeft = Happening<"membership.left", { member: string; affiliation: Affiliation }>;

export function spaceCreated(space: { id: string; visibility: string }): SpaceCreated {
  return { ...about(space.id), kind: "space.created", payload: { visibility: space.visibility } };
}

/** `changed` names the fields, never what they say. */
export function spaceEdited(space: string, payload: SpaceEdited["payload"]): SpaceEdited {
  return { ...about(space), kind: "space.edited", payload };
}

/** A new version of the charter; when it is not in force, the space has no charter any more. */
export function charterPublished(space: string, payload: CharterPublished["payload"]): CharterPublished {
  return { ...about(space), kind: "charter.published", payload };
}

export function charterAccepted(space: string, payload: CharterAccepted["payload"]): CharterAccepted {
  return { kind: "charter.accepted", space, subject: `member:${payload.member}`, payload };
}

export function memberJoined(space: string, member: { id: string; affiliation: Affiliation }): MemberJoined {
  return {
    kind: "membership.joined",
    space,
    subject: `member:${member.id}`,
    payload: { member: member.id, affiliation: member.affiliation },
  };
}

/** Somebody went of his or her own will. */
export function memberLeft(space: string, member: { id: string; affiliation: Affiliation }): MemberLeft {
  return {
    kind: "membership.left",
    space,
    subject: `member:${member.id}`,
    payload: { member: member.id, affiliation: member.affiliation },
  };
}

function about(space: string) {
  return { space, subject: `space:${space}` };
}
