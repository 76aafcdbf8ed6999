import { type Actor, isAdmin, isVerified, steers } from "../../platform/actor.ts";

/** Pilots and product people of a space look for people who know something there; so does an admin. */
export function mayFindPioneers(actor: Actor, space: string): boolean {
  return isVerified(actor) && (steers(actor, space) || isAdmin(actor));
}
