import { type Actor, isAdmin, isPilotOf, mandateIn, steersIn } from "../../platform/actor.ts";

/** The spaces in which this person reads what pilots are told; null is all. */
export function pilotedBy(actor: Actor): string[] | null {
  if (actor.kind !== "member") return [];
  if (isAdmin(actor)) return null;
  return [...actor.memberships.keys()].filter((space) => isPilotOf(actor, space));
}

/** The spaces in which this person reads what those are told who answer ideas, as pilots or by a mandate; null is all. */
export function answeredBy(actor: Actor): string[] | null {
  if (actor.kind !== "member") return [];
  if (isAdmin(actor)) return null;
  return [...actor.memberships.keys()].filter((space) => isPilotOf(actor, space) || mandateIn(actor, space) !== null);
}

/** The spaces in which this person reads what those who steer are told; null is all. */
export function steeredBy(actor: Actor): string[] | null {
  if (actor.kind !== "member") return [];
  if (isAdmin(actor)) return null;
  return [...actor.memberships.keys()].filter((space) => steersIn(actor, space));
}
