import { type Actor, isVerified, steersIdea } from "../../platform/actor.ts";
import { isShortlisted } from "./rules.ts";

/** Whether this person may give signals at all; the stage of the idea is the rules' matter. */
export function maySignal(actor: Actor): boolean {
  return isVerified(actor);
}

type Weighed = { space: string; tags: readonly string[]; stage: string; hasBeenEvaluated: boolean };

/** Whether this person may see which way others lean on an idea. */
export function maySeeLean(actor: Actor, idea: Weighed, shown: "after_own" | "always", hasOwnSignal: boolean): boolean {
  return (
    shown === "always" || hasOwnSignal || steersIdea(actor, idea) || isShortlisted(idea.stage, idea.hasBeenEvaluated)
  );
}
