import { z } from "zod";
import { idPattern } from "../../platform/ids.ts";
import { momentOrNone } from "../../platform/schemas.ts";
import { longestNote } from "./rules.ts";

const id = z.string().regex(idPattern);
const body = z.string().trim().min(1, "comment_missing").max(longestNote, "field_too_long");

/** A new note. `id` is made by the page, so that a form sent twice writes one note. */
export const noteInput = z.strictObject({ id, body });

/** A note changed. `editedAt` is what the form began from: when it was last edited; empty for never. */
export const noteEdit = z.strictObject({ note: id, body, editedAt: momentOrNone });

export const noteDeletion = z.strictObject({ note: id });

export type NoteInput = z.infer<typeof noteInput>;
export type NoteEdit = z.infer<typeof noteEdit>;
