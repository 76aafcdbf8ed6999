import { type Actor, isSignedIn, isVerified } from "../../platform/actor.ts";
import { mayEditIdea } from "../writing/policy.ts";

type Written = Parameters<typeof mayEditIdea>[1];

/** Whoever may comment and may not write in a text suggests changes of it; whoever may write just writes. */
export function maySuggest(actor: Actor, idea: Written): boolean {
  return isVerified(actor) && !mayEditIdea(actor, idea);
}

/** Whoever may write in a text decides on suggestions for it; nobody does on an own one. */
export function mayDecideSuggestion(actor: Actor, idea: Written, suggestion: { author: string }): boolean {
  return mayEditIdea(actor, idea) && isSignedIn(actor) && actor.id !== suggestion.author;
}

/** Its author takes an open suggestion back. */
export function mayTakeBack(actor: Actor, suggestion: { author: string }): boolean {
  return isSignedIn(actor) && actor.id === suggestion.author;
}
