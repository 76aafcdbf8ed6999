import { type Actor, isAdmin, isPilotOf, isSignedIn, isVerified } from "../../platform/actor.ts";

/** `authors`: who proposed it, and those who accepted to write with him or her. */
type Authored = { authors: readonly string[] };
type Seen = Authored & { space: string; author: string; stage: string; moderation: string };

/** Whether this person is an author of the idea: its first one, or a co-author who accepted. */
export function isAuthorOf(actor: Actor, idea: Authored): boolean {
  return isSignedIn(actor) && idea.authors.includes(actor.id);
}

/**
 * Whether this person may open an idea of a space he or she sees. Drafts are their author's
 * alone; what is held or hidden is seen by its authors, the space's pilots and admins.
 */
export function maySeeIdea(actor: Actor, idea: Seen): boolean {
  if (idea.stage === "discarded") return false;
  if (idea.stage === "draft") return isSignedIn(actor) && actor.id === idea.author;
  return idea.moderation === "visible" || isAuthorOf(actor, idea) || isPilotOf(actor, idea.space) || isAdmin(actor);
}

/** Whether this person may put an idea before others; without a confirmed address one may only draft. */
export function mayPropose(actor: Actor): boolean {
  return isVerified(actor);
}
