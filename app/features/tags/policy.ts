import { type Actor, isPilotOf, isVerified } from "../../platform/actor.ts";
import { isAuthorOf } from "../ideas/policy.ts";

/** Its authors and the space's pilots sort an idea. */
export function mayTag(actor: Actor, idea: { space: string; authors: readonly string[] }): boolean {
  return isVerified(actor) && (isAuthorOf(actor, idea) || isPilotOf(actor, idea.space));
}
