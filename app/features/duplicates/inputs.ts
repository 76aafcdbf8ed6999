import { z } from "zod";
import { idPattern } from "../../platform/ids.ts";
import { longestAnswer, longestReason } from "./rules.ts";

const id = z.string().regex(idPattern);

/** That an idea is the same as another one. `id` is made by the page, so that a form sent twice says it once. */
export const sayingInput = z.strictObject({
  id,
  other: z.string().regex(idPattern, "duplicate_missing"),
  words: z.string().trim().min(1, "duplicate_words_missing").max(longestReason, "field_too_long"),
});

export const answerInput = z.strictObject({
  duplicate: id,
  same: z.enum(["yes", "no"]).transform((value) => value === "yes"),
});

export const withdrawalInput = z.strictObject({ duplicate: id });

export const declineInput = z.strictObject({
  duplicate: id,
  message: z.string().trim().min(1, "message_missing").max(longestAnswer, "field_too_long"),
});

export type SayingInput = z.infer<typeof sayingInput>;
export type AnswerInput = z.infer<typeof answerInput>;
export type DeclineInput = z.infer<typeof declineInput>;
