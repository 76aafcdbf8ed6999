import { z } from "zod";
import type { ReportReason } from "../../../db/schema/moderation.ts";
import { longestWords, needsWords, reportReasons } from "./rules.ts";

const words = z.string().trim().max(longestWords, "field_too_long");

const reason = z
  .string()
  .optional()
  .transform((typed, at): ReportReason => {
    const known = reportReasons.find((each) => each === typed);
    if (!known) at.addIssue({ code: "custom", message: "reason_missing" });
    return known ?? z.NEVER;
  });

type Given = { reason: ReportReason; words: string };

function wordsWhereNeeded({ reason, words }: Given, at: z.RefinementCtx): void {
  if (needsWords(reason) && words === "") at.addIssue({ code: "custom", path: ["words"], message: "words_missing" });
}

export const reportInput = z.strictObject({ reason, words }).superRefine(wordsWhereNeeded);

/** A pilot's decision; the words go to the author of what is hidden. */
export const hideInput = z.strictObject({ act: z.literal("hide"), reason, words }).superRefine(wordsWhereNeeded);
export const dismissInput = z.strictObject({ act: z.literal("dismiss"), words });
export const restoreInput = z.strictObject({ act: z.literal("restore"), words: words.min(1, "restore_words_missing") });

/** Why somebody is kept out, or let in again. */
export const banInput = z.strictObject({ reason: words.min(1, "ban_reason_missing") });

export type ReportInput = z.infer<typeof reportInput>;
export type HideInput = z.infer<typeof hideInput>;
