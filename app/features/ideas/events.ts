import type { Stage } from "../../../db/schema/ideas.ts";
import type { Affiliation } from "../../platform/actor.ts";
import type { Happening } from "../../platform/events.server.ts";

type Placed = { id: string; space: string };

export type IdeaSubmitted = Happening<
  "idea.submitted",
  {
    author: string;
    affiliation: Affiliation;
    stage: Stage;
    moderation: string;
    /** Ids of the people it calls by their handles. */
    mentioned: string[];
  }
>;
export type DraftDiscarded = Happening<"idea.discarded", { author: string }>;

/** An idea entered a space: by its author, or by an import (then the actor is `system`). */
export function ideaSubmitted(
  idea: Placed & { author: string; affiliation: Affiliation; stage: Stage; moderation: string; mentioned?: string[] },
): IdeaSubmitted {
  const { author, affiliation, stage, moderation, mentioned = [] } = idea;
  return {
    kind: "idea.submitted",
    space: idea.space,
    subject: `idea:${idea.id}`,
    payload: { author, affiliation, stage, moderation, mentioned },
  };
}

export function draftDiscarded(idea: Placed & { author: string }): DraftDiscarded {
  return { kind: "idea.discarded", space: idea.space, subject: `idea:${idea.id}`, payload: { author: idea.author } };
}
