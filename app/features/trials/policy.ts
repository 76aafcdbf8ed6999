import type { Actor } from "../../platform/actor.ts";
import { mayKeepProducts } from "../products/policy.ts";

/** People to test are asked for, and drawn, by the product people and by those who lead. */
export function mayAskTesters(actor: Actor, space: string): boolean {
  return mayKeepProducts(actor, space);
}
