import { type Actor, isVerified } from "../../platform/actor.ts";
import { type Decided, deciderOf, standsIn } from "../piloting/policy.ts";

/**
 * Whether this person reads and writes the internal notes on an idea: the pilots and product people
 * of its space, and an admin where no pilot is left. Whoever wrote the idea never does, pilot or not.
 */
export function mayReadNotes(actor: Actor, idea: Decided): boolean {
  return deciderOf(actor, idea).some((part) => part === "pilot" || !standsIn(actor, idea, part));
}

/** Only its writer changes or deletes a note. */
export function mayChangeNote(actor: Actor, note: { author: string }): boolean {
  return isVerified(actor) && actor.id === note.author;
}
