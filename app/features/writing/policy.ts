import { type Actor, isVerified, pilotsIdea } from "../../platform/actor.ts";
import { isAuthorOf } from "../ideas/policy.ts";

type Written = { space: string; author: string; authors: readonly string[] };

/** `tags`: their ids, for whoever steers it by a mandate. */
type Tagged = Written & { tags: readonly string[] };

/** Authors, co-authors and pilots change the text of an idea; others suggest in a comment. */
export function mayEditIdea(actor: Actor, idea: Tagged): boolean {
  return isVerified(actor) && (isAuthorOf(actor, idea) || pilotsIdea(actor, idea));
}

/** Authors and co-authors ask others to write with them. */
export function mayInviteAuthors(actor: Actor, idea: Written): boolean {
  return isVerified(actor) && isAuthorOf(actor, idea);
}

/** Only the one who proposed an idea takes it back, and brings it back. */
export function mayWithdraw(actor: Actor, idea: Written): boolean {
  return isVerified(actor) && actor.id === idea.author;
}
