import type { Actor } from "../../platform/actor.ts";
import { mayEditIdea } from "../writing/policy.ts";

/** Those who may change the text of an idea add files to it, describe them and take them away. */
export function mayChangeFiles(actor: Actor, idea: Parameters<typeof mayEditIdea>[1]): boolean {
  return mayEditIdea(actor, idea);
}
