import type { Actor } from "../../platform/actor.ts";
import { isProductPerson, mayEditSpace, rankIn } from "../spaces/policy.ts";

/** The products of a space are kept by its product people, its lead and admins. */
export function mayKeepProducts(actor: Actor, space: string): boolean {
  return isProductPerson(actor, space) || mayEditSpace(actor, space);
}

/** Which product an idea belongs to is said by product people and by pilots. */
export function mayLinkIdeas(actor: Actor, space: string): boolean {
  return isProductPerson(actor, space) || rankIn(actor, space) >= 1;
}
