import type { SignsAs } from "../../../db/schema/piloting.ts";
import type { Visibility } from "../../../db/schema/spaces.ts";
import { type Actor, isVerified } from "../../platform/actor.ts";
import { type Decided, mayJudgeOthers, standsIn } from "../piloting/policy.ts";
import { maySeeSpace } from "../spaces/policy.ts";

/**
 * In which quality this person proposes to move an idea that he or she sees, and withdraws that; null: not at all. By a
 * mandate one answers ideas where they are.
 */
export function proposesAs(actor: Actor, about: Decided): SignsAs | null {
  if (!isVerified(actor) || !mayJudgeOthers(actor, about)) return null;
  return standsIn(actor, about, "judge") ? "admin" : "pilot";
}

/** Whether this person may decide for the space that an idea would go to. `about` names its authors, and that space. */
export function mayReceive(actor: Actor, about: Decided, target: { id: string; visibility: Visibility }): boolean {
  return maySeeSpace(actor, target) && mayJudgeOthers(actor, about);
}
