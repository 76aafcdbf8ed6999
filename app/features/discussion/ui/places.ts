import { useState } from "react";
import type { ShownComment } from "../queries.server.ts";

/**
 * The comments of `now`; those of `before` that went while somebody is writing under them keep
 * their place, without their words, so that nothing typed goes with them.
 */
export function withPlaces(
  before: ShownComment[],
  now: ShownComment[],
  isWrittenUnder: (id: string) => boolean,
): ShownComment[] {
  const isKept = (comment: ShownComment): boolean => isWrittenUnder(comment.id) || comment.replies.some(isKept);
  const merged = now.map((comment) => {
    const old = before.find(({ id }) => id === comment.id);
    return old ? { ...comment, replies: withPlaces(old.replies, comment.replies, isWrittenUnder) } : comment;
  });
  for (const [at, old] of before.entries()) {
    if (now.some(({ id }) => id === old.id) || !isKept(old)) continue;
    const previous = before.slice(0, at).findLast(({ id }) => merged.some((comment) => comment.id === id));
    merged.splice(previous ? merged.findIndex(({ id }) => id === previous.id) + 1 : 0, 0, {
      ...old,
      html: "",
      source: null,
      state: "gone",
      can: { edit: false, restore: false },
      replies: withPlaces(old.replies, [], isWrittenUnder),
    });
  }
  return merged;
}

/** The threads to draw when `loaded` came for this `part` of the talk: see `withPlaces`. */
export function useThreads(loaded: ShownComment[], part: string, isWrittenUnder: (id: string) => boolean) {
  const [last, setLast] = useState({ loaded, part, drawn: loaded });
  if (last.loaded === loaded) return last.drawn;
  const drawn = last.part === part ? withPlaces(last.drawn, loaded, isWrittenUnder) : loaded;
  setLast({ loaded, part, drawn });
  return drawn;
}
