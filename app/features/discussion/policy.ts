import { type Actor, isSignedIn, isVerified } from "../../platform/actor.ts";

/** Whether this person may write comments at all; the state of the idea is the rules' matter. */
export function mayComment(actor: Actor): boolean {
  return isVerified(actor);
}

/** Only its author changes or deletes a comment. */
export function mayEditComment(actor: Actor, comment: { author: string }): boolean {
  return isSignedIn(actor) && isVerified(actor) && actor.id === comment.author;
}
