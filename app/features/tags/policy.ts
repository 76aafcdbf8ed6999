import { type Actor, isVerified, pilotsIdea } from "../../platform/actor.ts";
import { isAuthorOf } from "../ideas/policy.ts";

/** Its authors and the space's pilots sort an idea. */
export function mayTag(
  actor: Actor,
  idea: { space: string; tags: readonly string[]; authors: readonly string[] },
): boolean {
  return isVerified(actor) && (isAuthorOf(actor, idea) || pilotsIdea(actor, idea));
}
