import { type Actor, isAdmin, isPilotOf } from "../../platform/actor.ts";

/** The spaces in which this person reads what pilots are told; null is all. */
export function pilotedBy(actor: Actor): string[] | null {
  if (actor.kind !== "member") return [];
  if (isAdmin(actor)) return null;
  return [...actor.memberships.keys()].filter((space) => isPilotOf(actor, space));
}
