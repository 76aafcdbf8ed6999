import { type Actor, isVerified } from "../../platform/actor.ts";
import { mayEditIdea } from "../writing/policy.ts";

/** Those who may change the text of an idea add files to it, describe them and take them away. */
export function mayChangeFiles(actor: Actor, idea: Parameters<typeof mayEditIdea>[1]): boolean {
  return mayEditIdea(actor, idea);
}

/** A face stands beside a name wherever the name stands, so it takes a confirmed address. */
export function mayHaveAvatar(actor: Actor): boolean {
  return isVerified(actor);
}
