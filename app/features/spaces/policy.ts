import { mayFindPioneers } from "../pioneers/policy.ts";
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

/** Whether somebody is a product person of a space, with a confirmed address. */
export function isProductPerson(actor: Actor, space: string): boolean {
  return isVerified(actor) && actor.memberships.get(space)?.product === true;
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
export type Ways = {
  join: boolean;
  leave: boolean;
  members: boolean;
  manage: boolean;
  edit: boolean;
  pioneers: boolean;
  /** The evidence lens of its product people. */
  lens: boolean;
};

export function waysInto(actor: Actor, space: { id: string; visibility: "public" | "private" }): Ways {
  return {
    join: mayJoin(actor, space),
    leave: isMemberOf(actor, space.id),
    members: maySeeMembers(actor, space.id),
    manage: mayManageMembers(actor, space.id),
    edit: mayEditSpace(actor, space.id),
    pioneers: mayFindPioneers(actor, space.id),
    lens: isProductPerson(actor, space.id),
  };
}

export type Role = "pilot" | "product" | "lead";

type Insider = { id: string; admin: boolean; pilot: boolean; lead: boolean };

function rankOf(insider: Insider): Rank {
  return insider.admin ? 3 : insider.lead ? 2 : insider.pilot ? 1 : 0;
}

/** Nobody gives more than he or she has: pilots make pilots and product people, the lead hands the lead over. */
export function mayGiveRole(actor: Actor, space: string, role: Role): boolean {
  return rankIn(actor, space) >= (role === "lead" ? 2 : 1);
}

/** One's own role one may lay down; another pilot's is the lead's to take. The lead is only ever handed over. */
export function mayTakeRole(actor: Actor, space: string, from: Insider, role: Role): boolean {
  if (role === "lead") return false;
  if (isVerified(actor) && actor.id === from.id) return true;
  return rankIn(actor, space) >= (role === "pilot" ? 2 : 1);
}

/** Only those who stand higher remove somebody, and nobody removes himself: that is leaving. */
export function mayRemove(actor: Actor, space: string, insider: Insider): boolean {
  if (!isVerified(actor) || actor.id === insider.id) return false;
  const rank = rankIn(actor, space);
  return rank === 3 || rank > rankOf(insider);
}
