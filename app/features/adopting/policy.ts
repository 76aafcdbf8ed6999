import { type Actor, isSignedIn } from "../../platform/actor.ts";
import { mayEditIdea } from "../writing/policy.ts";

type Idea = Parameters<typeof mayEditIdea>[1];

/** Those who may change the text say which comments went into it; nobody says so of an own comment. */
export function mayAdopt(actor: Actor, idea: Idea, comment: { author: string }): boolean {
  return mayEditIdea(actor, idea) && isSignedIn(actor) && actor.id !== comment.author;
}
