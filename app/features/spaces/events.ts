import type { Happening } from "../../platform/events.server.ts";
import type { Affiliation } from "../../platform/actor.ts";

export type SpaceCreated = Happening<"space.created", { visibility: string }>;
export type MemberJoined = Happening<"membership.joined", { member: string; affiliation: Affiliation }>;

export function spaceCreated(space: { id: string; visibility: string }): SpaceCreated {
  return {
    kind: "space.created",
    space: space.id,
    subject: `space:${space.id}`,
    payload: { visibility: space.visibility },
  };
}

export function memberJoined(space: string, member: { id: string; affiliation: Affiliation }): MemberJoined {
  return {
    kind: "membership.joined",
    space,
    subject: `member:${member.id}`,
    payload: { member: member.id, affiliation: member.affiliation },
  };
}
