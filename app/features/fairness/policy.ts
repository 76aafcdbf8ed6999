import type { Actor } from "../../platform/actor.ts";
import { type Decided, mayJudgeOthers } from "../piloting/policy.ts";

/**
 * Whether this person reads a case with its names, and decides on it: a pilot of the space who is not concerned, an admin
 * where none is left. `about` names all who are: whose signals they are, who gave the same, and who wrote the ideas.
 */
export function mayJudgeCase(actor: Actor, about: Decided): boolean {
  return mayJudgeOthers(actor, about);
}
