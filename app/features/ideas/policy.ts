import { type Actor, isAdmin, isPilotOf, isSignedIn, isVerified } from "../../platform/actor.ts";

type Seen = { space: string; author: string; stage: string; moderation: string };

/**
 * Whether this person may open an idea of a space he or she sees. Drafts are their author's
 * alone; what is held or hidden is seen by its author, the space's pilots and admins.
 */
export function maySeeIdea(actor: Actor, idea: Seen): boolean {
  const isAuthor = isSignedIn(actor) && actor.id === idea.author;
  if (idea.stage === "draft" || idea.stage === "discarded") return isAuthor && idea.stage === "draft";
  return idea.moderation === "visible" || isAuthor || isPilotOf(actor, idea.space) || isAdmin(actor);
}

/** Whether this person may put an idea before others; without a confirmed address one may only draft. */
export function mayPropose(actor: Actor): boolean {
  return isVerified(actor);
}
