import type { Stage } from "../../../db/schema/ideas.ts";
import { type Actor, covers, isAdmin, isPilotOf, isVerified, mandateIn } from "../../platform/actor.ts";
import { rankIn } from "../spaces/policy.ts";
import { type Decider, decidersAt } from "./rules.ts";

export type Decided = {
  space: string;
  /** Members who wrote it: its author, the co-authors who accepted, and whoever wrote a tenth of its text. */
  authors: readonly string[];
  /** The tags (ids) of each idea that is decided on. */
  tags: readonly (readonly string[])[];
  /** Parts that nobody in the space can take here: there is nobody, or all of them wrote it. */
  unassigned: readonly Part[];
};

/** Who steers an idea as a pilot or a product person, and who judges others as a pilot of the space. */
export type Part = Decider | "judge";

/** Nobody decides on an idea he or she authored or co-authored. */
export function isInvolved(actor: Actor, idea: { authors: readonly string[] }): boolean {
  return actor.kind === "member" && idea.authors.includes(actor.id);
}

/** The parts in which this person may decide on an idea; an admin stands in where nobody else can. */
export function deciderOf(actor: Actor, idea: Decided): Decider[] {
  if (!isVerified(actor) || isInvolved(actor, idea)) return [];
  const as: Decider[] = [];
  // Of two ideas a mandate has to be for both.
  const mandate = mandateIn(actor, idea.space);
  const byMandate = mandate !== null && idea.tags.length > 0 && idea.tags.every((tags) => covers(mandate, tags));
  if (isPilotOf(actor, idea.space) || byMandate || standsIn(actor, idea, "pilot")) as.push("pilot");
  if (actor.memberships.get(idea.space)?.product === true || standsIn(actor, idea, "product")) as.push("product");
  return as;
}

/**
 * Whether this person judges what others did: a pilot of the space who is not involved, an admin where none is left. By
 * a mandate one answers ideas, and judges nobody.
 */
export function mayJudgeOthers(actor: Actor, about: Decided): boolean {
  if (!isVerified(actor) || isInvolved(actor, about)) return false;
  return isPilotOf(actor, about.space) || standsIn(actor, about, "judge");
}

/** Whether an admin decides here because no pilot, or no product person, of the space can. */
export function standsIn(actor: Actor, idea: Decided, part: Part): boolean {
  return isAdmin(actor) && !isInvolved(actor, idea) && idea.unassigned.includes(part);
}

/** Whether a move is this person's own. */
export function madeMove(actor: Actor, move: { by: string }): boolean {
  return isVerified(actor) && actor.id === move.by;
}

/** Only who made a move takes it back, as long as he or she could make it still. */
export function mayUndoMove(actor: Actor, move: { by: string; from: Stage }, idea: Decided): boolean {
  const as = deciderOf(actor, idea);
  return madeMove(actor, move) && decidersAt(move.from).some((part) => as.includes(part));
}

/** What a pilot reads, covers, and when he or she is away: the pilot's own to say, and the lead's. */
export function mayArrangePilot(actor: Actor, space: string, pilot: { id: string }): boolean {
  return isVerified(actor) && (actor.id === pilot.id || rankIn(actor, space) >= 2);
}

/** How much a pilot has open is for that pilot and the lead alone. */
export function maySeeLoad(actor: Actor, space: string, pilot: { id: string }): boolean {
  return mayArrangePilot(actor, space, pilot);
}

/** A mandate to answer ideas is the lead's and admins' to give and to take. */
export function mayGiveMandates(actor: Actor, space: string): boolean {
  return rankIn(actor, space) >= 2;
}

/** One's own mandate one may lay down. */
export function mayTakeMandate(actor: Actor, space: string, mandate: { member: string }): boolean {
  return mayGiveMandates(actor, space) || (isVerified(actor) && actor.id === mandate.member);
}

/** The spaces in which this person answers some ideas by a mandate, and none as a pilot. */
export function spacesWithMandate(actor: Actor): string[] {
  if (actor.kind !== "member") return [];
  return [...actor.memberships.keys()].filter((space) => mandateIn(actor, space) !== null && !isPilotOf(actor, space));
}

/** The spaces whose ideas this person owes an answer. */
export function spacesPilotedBy(actor: Actor): string[] {
  return actor.kind === "member" ? [...actor.memberships.keys()].filter((space) => isPilotOf(actor, space)) : [];
}
