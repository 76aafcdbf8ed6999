import { type Actor, isVerified, steers } from "../../platform/actor.ts";
import { rankIn } from "../spaces/policy.ts";

/** Those who answer in a space keep its answers, and read them. */
export function maySaveAnswers(actor: Actor, space: string): boolean {
  return isVerified(actor) && (steers(actor, space) || rankIn(actor, space) >= 1);
}
