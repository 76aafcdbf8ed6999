import { type Actor, isAdmin, isSignedIn, isVerified, steersIdea } from "../../platform/actor.ts";
import type { Side } from "./rules.ts";

type Place = {
  space: string;
  /** The ids of its tags, for whoever steers it by a mandate. */
  tags: readonly string[];
  /** Those who write the idea: its author and the co-authors who accepted. */
  authors: readonly string[];
};

/** `helpers`: whom an author asked to look: a pilot, or an admin where there is no other. */
type TalkOf = Place & { isPrivate: boolean; helpers: readonly string[] };

/**
 * The side on which somebody speaks in the talks of an idea; who wrote it is an author there, whatever else
 * he or she is. Whoever lost the role lost the talk with it.
 */
export function sideOf(actor: Actor, talk: Place & { helpers: readonly string[] }): Side | null {
  if (!isSignedIn(actor)) return null;
  if (talk.authors.includes(actor.id)) return "authors";
  const standsIn = isAdmin(actor) && talk.helpers.includes(actor.id);
  return steersIdea(actor, talk) || standsIn ? "pilots" : null;
}

/** A private talk is for both sides alone; a public one for everybody who sees the idea. */
export function mayReadTalk(actor: Actor, talk: TalkOf): boolean {
  return !talk.isPrivate || sideOf(actor, talk) !== null;
}

/** Pilots and product people ask about the ideas of others. */
export function mayAsk(actor: Actor, idea: Place): boolean {
  return isVerified(actor) && steersIdea(actor, idea) && !idea.authors.includes(actor.id);
}

/** Both sides speak, with a confirmed address. */
export function maySpeak(actor: Actor, talk: TalkOf): boolean {
  return isVerified(actor) && sideOf(actor, talk) !== null;
}
