import type { Happening } from "../../platform/events.server.ts";

type Placed = { id: string; idea: string; space: string };

/** Ids alone: who else may learn of it is decided where it is told. */
export type NoteWritten = Happening<
  "note.written" | "note.edited",
  {
    idea: string;
    /** Ids of those it calls by their handles, who may all read it. */
    mentioned: string[];
  }
>;
export type NoteDeleted = Happening<"note.deleted", { idea: string }>;

export function noteWritten(kind: NoteWritten["kind"], { id, idea, space }: Placed, mentioned: string[]): NoteWritten {
  return { kind, space, subject: `note:${id}`, payload: { idea, mentioned } };
}

export function noteDeleted({ id, idea, space }: Placed): NoteDeleted {
  return { kind: "note.deleted", space, subject: `note:${id}`, payload: { idea } };
}
