import type { RevivalState } from "../../../db/schema/reviving.ts";
import type { Stage } from "../../../db/schema/ideas.ts";

/** Longest argument, and longest answer to it, in characters. */
export const longestArgument = 3_000;
export const longestAnswer = 5_000;

/** How long somebody waits before bringing another argument for the same idea, in milliseconds. */
export const between = 30 * 86_400_000;

/** An argument, as far as it decides whether another one may be brought. */
export type Brought = { by: string; at: number; state: RevivalState };

/**
 * Why `member` cannot bring a new argument at `now`, or null. `brought` are the arguments for the idea; one that
 * was overtaken was never answered and does not count.
 */
export function whyNoRevival(
  idea: { stage: Stage; moderation: string },
  brought: readonly Brought[],
  member: string,
  now: number,
): "revival_not_declined" | "revival_waiting" | "revival_too_soon" | null {
  if (idea.stage !== "declined" || idea.moderation !== "visible") return "revival_not_declined";
  if (brought.some(({ state }) => state === "open")) return "revival_waiting";
  const isRecent = ({ by, at, state }: Brought) => by === member && state !== "overtaken" && now - at < between;
  return brought.some(isRecent) ? "revival_too_soon" : null;
}

/** The page on which arguments are brought for an idea, and decided on. */
export function revivalPath(idea: string): string {
  return `/ideas/${idea}/revival`;
}
