import { type Actor, isAdmin, isSignedIn, steers } from "../../platform/actor.ts";

/** Those who decide take the figures with them: pilots, product people, admins. */
export function mayTakeFigures(actor: Actor, space: string): boolean {
  return steers(actor, space) || isAdmin(actor);
}

/** A member keeps views of his or her own. */
export function mayKeepViews(actor: Actor): boolean {
  return isSignedIn(actor);
}
