import { type Actor, isPilotOf, isSignedIn, isVerified } from "../../platform/actor.ts";

/** Its author and the space's pilots sort an idea. */
export function mayTag(actor: Actor, idea: { space: string; author: string }): boolean {
  return isVerified(actor) && ((isSignedIn(actor) && actor.id === idea.author) || isPilotOf(actor, idea.space));
}
