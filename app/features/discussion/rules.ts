export const commentKinds = ["remark", "question", "build-on", "concern", "evidence"] as const;
export type CommentKind = (typeof commentKinds)[number];

/** Longest comment taken, in characters. */
export const longestComment = 5_000;

/** How deep replies are drawn inside each other; deeper ones stand at the last depth. */
export const deepestDrawn = 3;

/** How long a deleted comment can be brought back, in milliseconds; then its words are wiped. */
export const undoMilliseconds = 600_000;

/** How many threads a page of talk shows. */
export const threadsOnAPage = 40;

/** Whether a comment deleted at `deletedAt` can still be brought back at `now`. */
export function mayComeBack(deletedAt: number, now: number): boolean {
  return now - deletedAt < undoMilliseconds;
}
