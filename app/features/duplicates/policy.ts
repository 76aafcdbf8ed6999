import { type Actor, isAdmin, isVerified, steersIn } from "../../platform/actor.ts";
import { type Decided, mayJudgeOthers } from "../piloting/policy.ts";
import { hasTool } from "../reputation/policy.ts";
import type { Level } from "../reputation/rules.ts";

/** Whether somebody says, or answers, that two ideas are one: by the level in the space, or who steers there anyway. */
export function maySayAlike(actor: Actor, space: string, level: Level): boolean {
  return isVerified(actor) && (steersIn(actor, space) || isAdmin(actor) || hasTool(level, "suggest_merge"));
}

/** Whether this person may answer that they are two. `about` names the authors of both ideas, and who said it. */
export function mayDecline(actor: Actor, about: Decided): boolean {
  return mayJudgeOthers(actor, about);
}
