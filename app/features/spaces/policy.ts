import { type Actor, isAdmin, isMemberOf, isVerified } from "../../platform/actor.ts";

/** A private space does not exist for those outside it. */
export function maySeeSpace(actor: Actor, space: { id: string; visibility: "public" | "private" }): boolean {
  return space.visibility === "public" || isMemberOf(actor, space.id);
}

/** How high somebody stands in a space: 3 admin, 2 lead, 1 pilot, 0 anybody else. */
export type Rank = 0 | 1 | 2 | 3;

/** The rank of an actor in a space that he or she sees. */
export function rankIn(actor: Actor, space: string): Rank {
  if (!isVerified(actor)) return 0;
  if (actor.admin) return 3;
  const roles = actor.memberships.get(space);
  return roles?.lead ? 2 : roles?.pilot ? 1 : 0;
}

/** Only admins open spaces. */
export function mayOpenSpaces(actor: Actor): boolean {
  return isVerified(actor) && isAdmin(actor);
}

/** What a space is for, who reads it and its charter are the lead's and admins' to change. */
export function mayEditSpace(actor: Actor, space: string): boolean {
  return rankIn(actor, space) >= 2;
}

/** Who belongs to a space is for those inside it: a first signal joins it, and that is nobody else's matter. */
export function maySeeMembers(actor: Actor, space: string): boolean {
  return isMemberOf(actor, space) || isAdmin(actor);
}

/** Pilots, the lead and admins let people in. */
export function mayManageMembers(actor: Actor, space: string): boolean {
  return rankIn(actor, space) >= 1;
}

/** A public space is joined by a click; it leads through the sign-in page. */
export function mayJoin(actor: Actor, space: { id: string; visibility: "public" | "private" }): boolean {
  return space.visibility === "public" && !isMemberOf(actor, space.id);
}

/** Which ways a page of a space shows to somebody. */
export type Ways = { join: boolean; leave: boolean; members: boolean; manage: boolean; edit: boolean };

export function waysInto(actor: Actor, space: { id: string; visibility: "public" | "private" }): Ways {
  return {
    join: mayJoin(actor, space),
    leave: isMemberOf(actor, space.id),
    members: false,
    manage: false,
    edit: mayEditSpace(actor, space.id),
  };
}
