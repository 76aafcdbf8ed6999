import { z } from "zod";
import type { ReportReason } from "../../../db/schema/moderation.ts";
import { idPattern } from "../../platform/ids.ts";
import { longestWords, type MuteDays, muteDays, needsWords, reportReasons } from "./rules.ts";

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
export const releaseInput = z.strictObject({ act: z.literal("release"), words });
export const restoreInput = z.strictObject({ act: z.literal("restore"), words: words.min(1, "restore_words_missing") });

const message = words.min(1, "sanction_words_missing");

export const warnInput = z.strictObject({ id: z.string().regex(idPattern), reason, words: message });
export const muteInput = z.strictObject({
  id: z.string().regex(idPattern),
  reason,
  words: message,
  days: z
    .string()
    .optional()
    .transform((typed, at): MuteDays => {
      const known = muteDays.find((days) => String(days) === typed);
      if (!known) at.addIssue({ code: "custom", message: "mute_days_missing" });
      return known ?? z.NEVER;
    }),
});
export const unmuteInput = z.strictObject({ words: words.min(1, "restore_words_missing") });
export const readInput = z.strictObject({ warning: z.string().regex(idPattern) });

const id = z.string().regex(idPattern);

/** Against which decision, and why; `id` is made by the page, so that a form sent twice appeals once. */
export const appealInput = z.strictObject({
  id,
  decision: z.string().regex(/^(act|move):[0-9a-z]{16}$/),
  words: words.min(1, "appeal_words_missing"),
});
/** `move` is the id of the move that may follow: sent twice, it is one. */
export const verdictInput = z.strictObject({
  act: z.enum(["uphold", "dismiss"]),
  move: id,
  words: words.min(1, "verdict_words_missing"),
});

/** Why somebody is kept out, or let in again. */
export const banInput = z.strictObject({ reason: words.min(1, "ban_reason_missing") });

export type ReportInput = z.infer<typeof reportInput>;
export type HideInput = z.infer<typeof hideInput>;
export type AppealInput = z.infer<typeof appealInput>;
export type VerdictInput = z.infer<typeof verdictInput>;
export type WarnInput = z.infer<typeof warnInput>;
export type MuteInput = z.infer<typeof muteInput>;
