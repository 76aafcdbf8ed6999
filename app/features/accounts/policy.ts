import { type Actor, isSignedIn } from "../../platform/actor.ts";

/** Only the person a session belongs to may see or end it. */
export function mayEndSession(actor: Actor, session: { member: string }): boolean {
  return isSignedIn(actor) && actor.id === session.member;
}

/** The first account is made once, while nobody governs the place yet. */
export function maySetUp(place: { hasAdmin: boolean }): boolean {
  return !place.hasAdmin;
}
