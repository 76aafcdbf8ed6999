import { type Actor, isAdmin, isVerified, steersIn } from "../../platform/actor.ts";
import { type Decided, mayJudgeOthers } from "../piloting/policy.ts";
import { hasTool } from "../reputation/policy.ts";

/**
 * Whether somebody says, or answers, that two ideas are one: by his or her level, of which the first is all that is asked
 * here, or who steers there anyway.
 */
export function maySayAlike(actor: Actor, space: string, hasFirstLevel: boolean): boolean {
  const hasLevel = hasTool(hasFirstLevel ? 1 : 0, "suggest_merge");
  return isVerified(actor) && (steersIn(actor, space) || isAdmin(actor) || hasLevel);
}

/** Whether this person may answer that they are two. `about` names the authors of both ideas, and who said it. */
export function mayDecline(actor: Actor, about: Decided): boolean {
  return mayJudgeOthers(actor, about);
}
