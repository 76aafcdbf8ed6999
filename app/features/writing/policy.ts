import { type Actor, isPilotOf, isSignedIn, isVerified } from "../../platform/actor.ts";
import { isAuthorOf } from "../ideas/policy.ts";

type Written = { space: string; author: string; authors: readonly string[] };

/** Authors, co-authors and pilots change the text of an idea; others suggest in a comment. */
export function mayEditIdea(actor: Actor, idea: Written): boolean {
  return isVerified(actor) && (isAuthorOf(actor, idea) || isPilotOf(actor, idea.space));
}

/** Authors and co-authors ask others to write with them. */
export function mayInviteAuthors(actor: Actor, idea: Written): boolean {
  return isVerified(actor) && isAuthorOf(actor, idea);
}

/** Only the one who proposed an idea takes it back, and brings it back. */
export function mayWithdraw(actor: Actor, idea: Written): boolean {
  return isVerified(actor) && actor.id === idea.author;
}

/** Those who may change the text say which comments went into it; nobody says so of an own comment. */
export function mayAdopt(actor: Actor, idea: Written, comment: { author: string }): boolean {
  return mayEditIdea(actor, idea) && isSignedIn(actor) && actor.id !== comment.author;
}
