import { type Actor, isMemberOf } from "../../platform/actor.ts";

/** Whether this person is offered the people of a space while writing: that is for those inside it. */
export function mayLookUp(actor: Actor, space: string): boolean {
  return isMemberOf(actor, space);
}
