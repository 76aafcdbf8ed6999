import { fold } from "../../platform/fold.ts";
import { isOneLine } from "../../platform/one-line.ts";

/** Longest tag, in characters, and how many an idea may carry. */
export const limits = { name: 80, perIdea: 8 } as const;

/** Tags as people type them, with commas between: trimmed, each once, in their order. */
export function tagsIn(typed: string): string[] {
  const names = new Map<string, string>();
  for (const part of typed.split(/[,\n]/)) {
    const name = part.replace(/\s+/g, " ").trim();
    if (name !== "" && !names.has(fold(name))) names.set(fold(name), name);
  }
  return [...names.values()];
}

/** Why a list of tags cannot be taken, as the code of a sentence, or null. */
export function wrongWith(names: readonly string[]): string | null {
  if (names.length > limits.perIdea) return "too_many_tags";
  if (names.some((name) => name.length > limits.name)) return "tag_too_long";
  return names.every(isOneLine) ? null : "field_unusable";
}
