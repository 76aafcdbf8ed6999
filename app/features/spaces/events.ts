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

export type MemberRemoved = Happening<
  "membership.removed",
  { member: string; affiliation: Affiliation; removal: string }
>;
export type RoleGiven = Happening<"membership.role_given", { member: string; role: string }>;
export type RoleTaken = Happening<"membership.role_taken", { member: string; role: string }>;
export type MembershipAsked = Happening<"membership.requested", { member: string }>;
export type MembershipDecided = Happening<"membership.approved" | "membership.declined", { member: string }>;
export type InvitationChanged = Happening<
  "invitation.created" | "invitation.revoked",
  { invitation: string; role: string; personal: boolean }
>;
export type InvitationAccepted = Happening<"invitation.accepted", { member: string; invitation: string; role: string }>;
export type KnockRenewed = Happening<"space.knock_renewed", { turn: number }>;

export function memberRemoved(space: string, payload: MemberRemoved["payload"]): MemberRemoved {
  return { ...aboutMember(space, payload.member), kind: "membership.removed", payload };
}

export function roleGiven(space: string, payload: RoleGiven["payload"]): RoleGiven {
  return { ...aboutMember(space, payload.member), kind: "membership.role_given", payload };
}

export function roleTaken(space: string, payload: RoleTaken["payload"]): RoleTaken {
  return { ...aboutMember(space, payload.member), kind: "membership.role_taken", payload };
}

export function membershipAsked(space: string, member: string): MembershipAsked {
  return { ...aboutMember(space, member), kind: "membership.requested", payload: { member } };
}

export function membershipDecided(space: string, member: string, isApproved: boolean): MembershipDecided {
  const kind = isApproved ? "membership.approved" : "membership.declined";
  return { ...aboutMember(space, member), kind, payload: { member } };
}

export function invitationChanged(
  kind: InvitationChanged["kind"],
  { id, space, role, email }: { id: string; space: string; role: string; email: string | null },
): InvitationChanged {
  const payload = { invitation: id, role, personal: email !== null };
  return { kind, space, subject: `invitation:${id}`, payload };
}

export function invitationAccepted(space: string, payload: InvitationAccepted["payload"]): InvitationAccepted {
  return { kind: "invitation.accepted", space, subject: `invitation:${payload.invitation}`, payload };
}

/** Earlier links to ask for admission are worthless. */
export function knockRenewed(space: string, turn: number): KnockRenewed {
  return { ...about(space), kind: "space.knock_renewed", payload: { turn } };
}

function aboutMember(space: string, member: string) {
  return { space, subject: `member:${member}` };
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
