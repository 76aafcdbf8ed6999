import type { Affiliation } from "../../platform/actor.ts";
import type { Happening } from "../../platform/events.server.ts";
import type { CommentKind } from "./rules.ts";

type Placed = { id: string; idea: string; space: string };
type About = { idea: string; author: string };

export type CommentPosted = Happening<
  "comment.posted",
  About & {
    parent: string | null;
    commentKind: CommentKind;
    affiliation: Affiliation;
    /** Ids of the people it calls by their handles. */
    mentioned: string[];
  }
>;
export type CommentChanged = Happening<
  "comment.edited" | "comment.deleted" | "comment.restored" | "comment.language_corrected",
  About & {
    /** Whether it stands, or stood until now, among those counted: so not hidden. */
    counted: boolean;
    /** Of an edit: whom it calls and what stood there before did not. */
    mentioned?: string[];
  }
>;

export function commentPosted(
  comment: Placed & { author: string; parent: string | null; kind: CommentKind; affiliation: Affiliation },
  mentioned: string[] = [],
): CommentPosted {
  const { idea, author, parent, kind, affiliation } = comment;
  return {
    kind: "comment.posted",
    space: comment.space,
    subject: `comment:${comment.id}`,
    payload: { idea, author, parent, commentKind: kind, affiliation, mentioned },
  };
}

export function commentChanged(
  kind: CommentChanged["kind"],
  comment: Placed & { author: string; hiddenAt: number | null },
  mentioned?: string[],
): CommentChanged {
  return {
    kind,
    space: comment.space,
    subject: `comment:${comment.id}`,
    payload: {
      idea: comment.idea,
      author: comment.author,
      counted: comment.hiddenAt === null,
      ...(mentioned ? { mentioned } : {}),
    },
  };
}
