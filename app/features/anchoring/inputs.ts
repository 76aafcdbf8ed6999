import { z } from "zod";
import { idPattern } from "../../platform/ids.ts";
import { passages } from "../cowriting/rules.ts";
import { commentKinds, longestComment } from "../discussion/rules.ts";
import { longestQuote } from "./rules.ts";

/**
 * A comment on words of a text. `at`: where in the passage they were seen, in characters; empty where nobody knows. `id`
 * is made by the page, so that a form sent twice writes one comment.
 */
export const anchoredInput = z.strictObject({
  id: z.string().regex(idPattern),
  kind: z.enum(commentKinds),
  body: z.string().trim().min(1, "comment_missing").max(longestComment, "field_too_long"),
  passage: z.enum(passages),
  quote: z.string().trim().min(1, "quote_missing").max(longestQuote, "field_too_long"),
  at: z.preprocess((value) => (value === "" ? undefined : value), z.coerce.number().int().min(0).optional()),
});

export type AnchoredInput = z.infer<typeof anchoredInput>;
