import { z } from "zod";
import { idPattern } from "../../platform/ids.ts";
import { momentOrNone } from "../../platform/schemas.ts";
import { commentKinds, longestComment } from "./rules.ts";

const id = z.string().regex(idPattern);
const body = z.string().trim().min(1, "comment_missing").max(longestComment, "field_too_long");

/** A new comment. `id` is made by the page, so that a form sent twice writes one comment. */
export const commentInput = z.strictObject({
  id,
  parent: z.preprocess((value) => (value === "" ? undefined : value), id.optional()),
  kind: z.enum(commentKinds),
  body,
});

/** A comment changed. `editedAt` is what the form began from: when it was last edited; empty for never. */
export const commentEdit = z.strictObject({ body, kind: z.enum(commentKinds), editedAt: momentOrNone });

export const languageInput = z.strictObject({ language: z.enum(["en", "fr"]) });

export type CommentInput = z.infer<typeof commentInput>;
export type CommentEdit = z.infer<typeof commentEdit>;
