import type { Actor } from "../../platform/actor.ts";
import { mayTakeFigures } from "../feed/policy.ts";
import { isProductPerson, mayEditSpace, rankIn } from "../spaces/policy.ts";

/** The products of a space are kept by its product people, its lead and admins. */
export function mayKeepProducts(actor: Actor, space: string): boolean {
  return isProductPerson(actor, space) || mayEditSpace(actor, space);
}

/** Which product an idea belongs to is said by product people and by pilots. */
export function mayLinkIdeas(actor: Actor, space: string): boolean {
  return isProductPerson(actor, space) || rankIn(actor, space) >= 1;
}

/** Which pages a reader has of what a space builds, beside those that everybody has. */
export type TeamPages = { lens: boolean; figures: boolean };

/** The evidence lens is for product people alone, the figures for all who steer. */
export function teamPages(actor: Actor, space: string): TeamPages {
  return { lens: isProductPerson(actor, space), figures: mayTakeFigures(actor, space) };
}
