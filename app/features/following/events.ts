import type { Happening } from "../../platform/events.server.ts";

/** Somebody chose by hand to hear what becomes of an idea, or to hear no more. */
export type FollowingChanged = Happening<"idea.followed" | "idea.unfollowed", { member: string }>;

export function followingChanged(
  kind: FollowingChanged["kind"],
  idea: { id: string; space: string },
  member: string,
): FollowingChanged {
  return { kind, space: idea.space, subject: `idea:${idea.id}`, payload: { member } };
}
