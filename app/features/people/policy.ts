import { type Actor, isAdmin, isSignedIn } from "../../platform/actor.ts";

/** What the page of a person would tell this reader: spaces and contributions that he or she may know of. */
type Known = { spaces: number; contributions: number; hasSigned: boolean };

/**
 * Whether a profile is there for this reader. Somebody is known by what he or she brought in where the reader may
 * read, or by a space that both know of; belonging to the place alone is nobody else's matter.
 */
export function maySeeProfile(actor: Actor, person: { id: string }, known: Known): boolean {
  if (isSignedIn(actor) && actor.id === person.id) return true;
  return isAdmin(actor) || known.spaces > 0 || known.contributions > 0 || known.hasSigned;
}

/** Whether this reader learns that somebody belongs to a space that the reader sees: pilots are named to everybody. */
export function maySeeMembership(
  actor: Actor,
  membership: { member: string; space: string; pilot: boolean; isPublic: boolean },
): boolean {
  if (membership.pilot && membership.isPublic) return true;
  if (!isSignedIn(actor)) return false;
  if (actor.memberships.has(membership.space)) return true;
  return actor.admin && membership.isPublic;
}
