import { type Actor, isVerified } from "../../platform/actor.ts";
import { isProductPerson } from "../spaces/policy.ts";

/** The lens is for the product people of a space alone; for everybody else, pilots and admins too, nothing is there. */
export function mayUseLens(actor: Actor, space: string): boolean {
  return isProductPerson(actor, space);
}

/** Who talks to customers notes what they need: product people, and employees who belong to the space. */
export function mayLogWishes(actor: Actor, space: string): boolean {
  if (isProductPerson(actor, space)) return true;
  return isVerified(actor) && actor.affiliation === "employee" && actor.memberships.has(space);
}
