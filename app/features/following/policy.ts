import { type Actor, isVerified } from "../../platform/actor.ts";

/** Whether this person may follow ideas; which ones is a matter of what he or she sees. */
export function mayFollow(actor: Actor): boolean {
  return isVerified(actor);
}
