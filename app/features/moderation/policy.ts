import { type Actor, isPilotOf, isVerified } from "../../platform/actor.ts";
import { type Decided, mayJudgeOthers } from "../piloting/policy.ts";
import { mayRemove, rankIn } from "../spaces/policy.ts";

/** Whether this person may report something: anybody confirmed who did not write it. */
export function mayReport(actor: Actor, item: { authors: readonly string[] }): boolean {
  return isVerified(actor) && !item.authors.includes(actor.id);
}

/**
 * Whether this person may hide, restore or dismiss: a pilot of the space who wrote neither the item
 * nor the idea it belongs to; an admin where no such pilot is left. `item.authors` names all of them.
 */
export function mayJudge(actor: Actor, item: Decided): boolean {
  return mayJudgeOthers(actor, item);
}

/** Whether this person sees a list of what awaits a judgment in a space. */
export function maySeeReports(actor: Actor, space: string): boolean {
  return isVerified(actor) && (isPilotOf(actor, space) || actor.admin);
}

/** Whether this person judges an appeal: a pilot who is not involved, an admin where none is left. `about` names all who are. */
export function mayJudgeAppeal(actor: Actor, about: Decided): boolean {
  return mayJudgeOthers(actor, about);
}

/** Whether this person sees what was decided about somebody in a space: its pilots, and admins. */
export function maySeeCard(actor: Actor, space: string): boolean {
  return rankIn(actor, space) >= 1;
}

/** Whether this person warns or mutes somebody: whoever stands higher in the space, never oneself. */
export function maySanction(
  actor: Actor,
  space: string,
  person: { id: string; admin: boolean; pilot: boolean; lead: boolean },
): boolean {
  return mayRemove(actor, space, person);
}

/** Admins keep people out, never themselves: so there is always one left who can let others in. */
export function mayBan(actor: Actor, member: { id: string }): boolean {
  return isVerified(actor) && actor.admin && actor.id !== member.id;
}
