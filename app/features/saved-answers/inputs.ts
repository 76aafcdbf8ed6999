import { z } from "zod";
import { idPattern } from "../../platform/ids.ts";
import { longestName, longestText, unknownPlaceholder } from "./rules.ts";

const words = z
  .string()
  .trim()
  .max(longestText, "field_too_long")
  .refine((text) => unknownPlaceholder(text) === null, "placeholder_unknown");

/** An answer to keep ready, in one language or both. `id` is made by the page; `updatedAt` is what the form showed, in ms. */
export const savedAnswerInput = z
  .strictObject({
    id: z.string().regex(idPattern),
    name: z.string().trim().min(1, "field_missing").max(longestName, "field_too_long"),
    en: words,
    fr: words,
    updatedAt: z.coerce.number().int().optional(),
  })
  .refine(({ en, fr }) => en !== "" || fr !== "", { path: ["en"], message: "saved_answer_empty" });

export type SavedAnswerInput = z.infer<typeof savedAnswerInput>;

export const removeInput = z.strictObject({ id: z.string().regex(idPattern) });
