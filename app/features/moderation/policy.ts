import { type Actor, isPilotOf, isVerified } from "../../platform/actor.ts";
import { type Decided, deciderOf } from "../piloting/policy.ts";

/** Whether this person may report something: anybody confirmed who did not write it. */
export function mayReport(actor: Actor, item: { authors: readonly string[] }): boolean {
  return isVerified(actor) && !item.authors.includes(actor.id);
}

/**
 * Whether this person may hide, restore or dismiss: a pilot of the space who wrote neither the item
 * nor the idea it belongs to; an admin where no such pilot is left. `item.authors` names all of them.
 */
export function mayJudge(actor: Actor, item: Decided): boolean {
  return deciderOf(actor, item).includes("pilot");
}

/** Whether this person sees a list of what awaits a judgment in a space. */
export function maySeeReports(actor: Actor, space: string): boolean {
  return isVerified(actor) && (isPilotOf(actor, space) || actor.admin);
}

/** Admins keep people out, never themselves: so there is always one left who can let others in. */
export function mayBan(actor: Actor, member: { id: string }): boolean {
  return isVerified(actor) && actor.admin && actor.id !== member.id;
}
