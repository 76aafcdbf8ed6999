import { type Actor, isVerified } from "../../platform/actor.ts";
import { type Decided, mayJudgeOthers } from "../piloting/policy.ts";

/** Whoever sees the idea may bring a new argument for it, with a confirmed address. */
export function mayRevive(actor: Actor): boolean {
  return isVerified(actor);
}

/** Whether this person may decide on an argument. `about` names the authors of the idea, and who brought it. */
export function mayJudgeRevival(actor: Actor, about: Decided): boolean {
  return mayJudgeOthers(actor, about);
}
