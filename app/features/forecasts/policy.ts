import { type Actor, isVerified, pilotsIdea } from "../../platform/actor.ts";
import { mayKeepProducts } from "../products/policy.ts";

/** Product people of a space, those who lead it, and who pilots the idea ask what will become of it. */
export function mayAskForecast(actor: Actor, idea: { space: string; tags: readonly string[] }): boolean {
  return isVerified(actor) && (mayKeepProducts(actor, idea.space) || pilotsIdea(actor, idea));
}

/** Whoever may act and sees the idea may say how likely it is, also who wrote it. */
export function mayForecast(actor: Actor): boolean {
  return isVerified(actor);
}

/**
 * Those who keep the products say what became of it, but nobody who gave a probability or wrote the idea. Where all of
 * them did, one of them may: it counts nothing for that one. `involved` are members' ids.
 */
export function mayResolve(
  actor: Actor,
  about: { space: string; involved: readonly string[]; isNobodyElse: boolean },
): boolean {
  if (!isVerified(actor) || !mayKeepProducts(actor, about.space)) return false;
  return about.isNobodyElse || !about.involved.includes(actor.id);
}
