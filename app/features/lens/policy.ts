import type { Actor } from "../../platform/actor.ts";
import { isProductPerson } from "../spaces/policy.ts";

/** The lens is for the product people of a space alone; for everybody else, pilots and admins too, nothing is there. */
export function mayUseLens(actor: Actor, space: string): boolean {
  return isProductPerson(actor, space);
}
