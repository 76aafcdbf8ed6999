import type { Actor } from "../../platform/actor.ts";
import { mayKeepProducts } from "../products/policy.ts";

/** The order of the cards, and what they say beside their idea, is the product people's, and of those who lead. */
export function mayArrange(actor: Actor, space: string): boolean {
  return mayKeepProducts(actor, space);
}
