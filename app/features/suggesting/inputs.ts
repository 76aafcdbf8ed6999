import { z } from "zod";
import { idPattern } from "../../platform/ids.ts";
import { limits } from "../ideas/rules.ts";
import { passages } from "../cowriting/rules.ts";
import { longestAnswer, longestReason } from "./rules.ts";

const id = z.string().regex(idPattern);
/** Not trimmed: it is compared with what was seen. No passage is longer. */
const passageText = z.string().max(limits.solution, "field_too_long");

/**
 * A suggestion. `seen`: the passage as it stood when its author began; `text`: as it should read. `id` is made by the
 * page, so that a form sent twice makes one suggestion.
 */
export const suggestionInput = z.strictObject({
  id,
  passage: z.enum(passages),
  seen: passageText,
  text: passageText,
  reason: z.string().trim().max(longestReason, "field_too_long"),
});

/** What is decided on a suggestion, with words for its author or without. */
export const decisionInput = z.strictObject({
  suggestion: id,
  answer: z.string().trim().max(longestAnswer, "field_too_long").default(""),
});

export type SuggestionInput = z.infer<typeof suggestionInput>;
