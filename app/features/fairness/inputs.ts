import { z } from "zod";
import { longestWords } from "../moderation/rules.ts";

/** What a pilot decides on a case, and why: whose signals they are reads it. */
export const caseInput = z.strictObject({
  act: z.enum(["release", "discard", "restore"]),
  words: z.string().trim().min(1, "case_words_missing").max(longestWords, "field_too_long"),
});

export type CaseInput = z.infer<typeof caseInput>;
