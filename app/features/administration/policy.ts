import { type Actor, isAdmin, isVerified } from "../../platform/actor.ts";

/** Whether this person governs the whole place. */
export function mayAdminister(actor: Actor): boolean {
  return isVerified(actor) && isAdmin(actor);
}
