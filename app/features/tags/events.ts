import type { Happening } from "../../platform/events.server.ts";

/** The tags of an idea changed: ids of those that came and went. */
export type IdeaTagged = Happening<"idea.tagged", { added: string[]; removed: string[] }>;

export function ideaTagged(
  idea: { id: string; space: string },
  change: { added: string[]; removed: string[] },
): IdeaTagged {
  return { kind: "idea.tagged", space: idea.space, subject: `idea:${idea.id}`, payload: change };
}
