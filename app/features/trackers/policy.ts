import { type Actor, isVerified, pilotsIdea } from "../../platform/actor.ts";
import { mayLinkIdeas } from "../products/policy.ts";

/** In which issues an idea is worked on is said by product people, and by whoever pilots it. */
export function mayLinkIssues(actor: Actor, idea: { space: string; tags: readonly string[] }): boolean {
  return mayLinkIdeas(actor, idea.space) || (isVerified(actor) && pilotsIdea(actor, idea));
}
