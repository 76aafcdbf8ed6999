import { type Actor, isAdmin, isPilotOf, isVerified } from "../../platform/actor.ts";
import type { Decider } from "./rules.ts";

export type Decided = {
  space: string;
  /** Members who wrote it: its author and the co-authors who accepted. */
  authors: readonly string[];
  /** Parts that nobody in the space can take here: there is nobody, or all of them wrote it. */
  unassigned: readonly Decider[];
};

/** Nobody decides on an idea he or she authored or co-authored. */
export function isInvolved(actor: Actor, idea: { authors: readonly string[] }): boolean {
  return actor.kind === "member" && idea.authors.includes(actor.id);
}

/** The parts in which this person may decide on an idea; an admin stands in where nobody else can. */
export function deciderOf(actor: Actor, idea: Decided): Decider[] {
  if (!isVerified(actor) || isInvolved(actor, idea)) return [];
  const as: Decider[] = [];
  if (isPilotOf(actor, idea.space) || standsIn(actor, idea, "pilot")) as.push("pilot");
  if (actor.memberships.get(idea.space)?.product === true || standsIn(actor, idea, "product")) as.push("product");
  return as;
}

/** Whether an admin decides here because no pilot, or no product person, of the space can. */
export function standsIn(actor: Actor, idea: Decided, part: Decider): boolean {
  return isAdmin(actor) && !isInvolved(actor, idea) && idea.unassigned.includes(part);
}

/** Only who made a move takes it back. */
export function mayUndoMove(actor: Actor, move: { by: string }): boolean {
  return isVerified(actor) && actor.id === move.by;
}

/** The spaces whose ideas this person owes an answer. */
export function spacesPilotedBy(actor: Actor): string[] {
  return actor.kind === "member" ? [...actor.memberships.keys()].filter((space) => isPilotOf(actor, space)) : [];
}
