import type { Stage } from "../../../db/schema/ideas.ts";
import type { SignsAs } from "../../../db/schema/piloting.ts";
import { type Actor, isVerified } from "../../platform/actor.ts";
import { type Decided, deciderOf, mayJudgeOthers, standsIn } from "../piloting/policy.ts";

/**
 * In which quality this person merges an idea that stands at `stage`, or null. `about` names the authors of
 * both ideas: nobody decides where he or she wrote either of them.
 */
export function mergesAs(actor: Actor, about: Decided, stage: Stage): SignsAs | null {
  const as = deciderOf(actor, about);
  const part = as.includes("pilot") ? "pilot" : as.includes("product") && stage === "evaluating" ? "product" : null;
  return part !== null && standsIn(actor, about, part) ? "admin" : part;
}

/** Whether this person may take a merge apart. `about` names the authors of both ideas. */
export function mayUnmerge(actor: Actor, about: Decided): boolean {
  return deciderOf(actor, about).includes("pilot");
}

/** Whether this person may object: who wrote the idea that was merged. */
export function mayObject(actor: Actor, source: { authors: readonly string[] }): boolean {
  return isVerified(actor) && source.authors.includes(actor.id);
}

/** Whether this person may judge objections. `about` names the authors of both ideas, and who merged them. */
export function mayJudgeObjections(actor: Actor, about: Decided): boolean {
  return mayJudgeOthers(actor, about);
}
