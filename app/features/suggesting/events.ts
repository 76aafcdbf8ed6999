import type { Happening } from "../../platform/events.server.ts";

/** Somebody suggested a change of an idea's text, and what came of it. */
export type SuggestionChanged = Happening<
  "suggestion.made" | "suggestion.accepted" | "suggestion.declined" | "suggestion.withdrawn",
  { idea: string; author: string; passage: string }
>;

export function suggestionChanged(
  kind: SuggestionChanged["kind"],
  { id, space, idea, author, passage }: { id: string; space: string; idea: string; author: string; passage: string },
): SuggestionChanged {
  return { kind, space, subject: `suggestion:${id}`, payload: { idea, author, passage } };
}
