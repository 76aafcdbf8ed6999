import { type Actor, isVerified } from "../../platform/actor.ts";
import { type Decided, mayJudgeOthers } from "../piloting/policy.ts";

/** Whether this person says what he or she thinks of the others' shares: one of those who built the idea, by name. */
export function mayConfirm(actor: Actor, contributors: readonly { id: string }[]): boolean {
  return isVerified(actor) && contributors.some(({ id }) => id === actor.id);
}

/** Whether this person decides on shares: a pilot with none of them, an admin where none is left. `about` names all who are involved. */
export function mayJudgeShares(actor: Actor, about: Decided): boolean {
  return mayJudgeOthers(actor, about);
}
