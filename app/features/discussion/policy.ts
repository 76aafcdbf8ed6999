import { type Actor, isPilotOf, isSignedIn, isVerified } from "../../platform/actor.ts";

/** Whether this person may write comments at all; the state of the idea is the rules' matter. */
export function mayComment(actor: Actor): boolean {
  return isVerified(actor);
}

/** Only its author changes or deletes a comment. */
export function mayEditComment(actor: Actor, comment: { author: string }): boolean {
  return isSignedIn(actor) && isVerified(actor) && actor.id === comment.author;
}

/** Its author and the space's pilots say in which language a comment is written. */
export function mayCorrectLanguage(actor: Actor, comment: { author: string; space: string }): boolean {
  return mayEditComment(actor, comment) || (isVerified(actor) && isPilotOf(actor, comment.space));
}
