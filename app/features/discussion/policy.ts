import { type Actor, isPilotOf, isSignedIn, isVerified, steersIdea } from "../../platform/actor.ts";
import { isAuthorOf } from "../ideas/policy.ts";

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

type Steered = { space: string; tags: readonly string[]; authors: readonly string[] };

/** Pilots and product people say what counts as evidence on an idea; nobody does on an idea he or she wrote. */
export function judgesEvidence(actor: Actor, idea: Steered): boolean {
  return isVerified(actor) && steersIdea(actor, idea) && !isAuthorOf(actor, idea);
}

/** Nobody accepts an own comment as evidence either. */
export function mayAcceptEvidence(actor: Actor, idea: Steered, comment: { author: string }): boolean {
  return judgesEvidence(actor, idea) && isSignedIn(actor) && actor.id !== comment.author;
}
