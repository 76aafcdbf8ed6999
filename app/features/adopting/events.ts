import type { InputKind } from "../../../db/schema/writing.ts";
import type { Happening } from "../../platform/events.server.ts";

/** A comment was said to have gone into the text that stands at `version`, or no longer. */
export type CommentAdopted = Happening<
  "comment.adopted" | "comment.adoption_undone",
  { idea: string; author: string; version: number; commentKind: string }
>;

export function commentAdopted(
  kind: CommentAdopted["kind"],
  comment: { id: string; space: string; idea: string; author: string; kind: string },
  version: number,
): CommentAdopted {
  const { idea, author } = comment;
  return {
    kind,
    space: comment.space,
    subject: `comment:${comment.id}`,
    payload: { idea, author, version, commentKind: comment.kind },
  };
}

/** The same of a note of a room. Who wrote it is not said: its author may have sealed the name. */
export type NoteAdopted = Happening<
  "idea.note_adopted" | "idea.note_adoption_undone",
  { note: string; room: string; version: number }
>;

export function noteAdopted(
  kind: NoteAdopted["kind"],
  note: { note: string; room: string; idea: string; version: number },
  space: string,
): NoteAdopted {
  const { note: id, room, version } = note;
  return { kind, space, subject: `idea:${note.idea}`, payload: { note: id, room, version } };
}

/** Words of `count` comments and notes were found in a version of a text, and somebody has to say whether they came from there. */
export type AdoptionsProposed = Happening<"adoption.proposed", { version: number; count: number }>;

export function adoptionsProposed(
  idea: { id: string; space: string },
  found: AdoptionsProposed["payload"],
): AdoptionsProposed {
  return { kind: "adoption.proposed", space: idea.space, subject: `idea:${idea.id}`, payload: found };
}

/** Somebody said that words of a text did not come from a comment or a note. */
export type AdoptionDismissed = Happening<"adoption.dismissed", { source: string; input: InputKind; version: number }>;

export function adoptionDismissed(
  idea: { id: string; space: string },
  proposal: { source: string; kind: InputKind; version: number },
): AdoptionDismissed {
  const { source, kind, version } = proposal;
  const payload = { source, input: kind, version };
  return { kind: "adoption.dismissed", space: idea.space, subject: `idea:${idea.id}`, payload };
}
