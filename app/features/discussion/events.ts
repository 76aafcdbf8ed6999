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

/** Those who steer the space said that a comment is good evidence, or that it is not after all. */
export type EvidenceAccepted = Happening<"comment.evidence_accepted" | "comment.evidence_acceptance_undone", About>;

export function evidenceAccepted(
  kind: EvidenceAccepted["kind"],
  { id, idea, space, author }: Placed & { author: string },
): EvidenceAccepted {
  return { kind, space, subject: `comment:${id}`, payload: { idea, author } };
}

/** A comment is the welcome of a newcomer, or is it no longer. */
export type NewcomerWelcomed = Happening<
  "newcomer.welcomed" | "newcomer.welcome_undone",
  { newcomer: string; comment: string }
>;

export function newcomerWelcomed(
  kind: NewcomerWelcomed["kind"],
  { newcomer, comment, space }: { newcomer: string; comment: string; space: string },
): NewcomerWelcomed {
  return { kind, space, subject: `member:${newcomer}`, payload: { newcomer, comment } };
}
