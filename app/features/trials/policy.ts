import type { Actor, SignedIn } from "../../platform/actor.ts";
import { mayKeepProducts } from "../products/policy.ts";

/** People to test are asked for, and drawn, by the product people and by those who lead. */
export function mayAskTesters(actor: Actor, space: string): boolean {
  return mayKeepProducts(actor, space);
}

/** Whoever asks for people to test here, or has asked for this test, does not try it. */
export function isOfThoseWhoAsk(actor: SignedIn, space: string, trial: { by: string }): boolean {
  return trial.by === actor.id || mayAskTesters(actor, space);
}
