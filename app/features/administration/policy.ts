import { type Actor, isAdmin, isVerified } from "../../platform/actor.ts";

/** Whether this person governs the whole place. */
export function mayAdminister(actor: Actor): boolean {
  return isVerified(actor) && isAdmin(actor);
}

/** Admins make others admins, and take it back; never from themselves, so that one is always left. */
export function mayChangeAdmin(actor: Actor, person: { id: string }): boolean {
  return mayAdminister(actor) && isVerified(actor) && actor.id !== person.id;
}
