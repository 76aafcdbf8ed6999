import { z } from "zod";
import { longestText } from "./rules.ts";

const words = z.string().trim().min(1, "legal_missing").max(longestText, "field_too_long");

/** A new text of a legal page in both languages. `version` is the newest that the form knew of. */
export const legalInput = z.strictObject({
  en: words,
  fr: words,
  version: z.coerce.number().int().min(0),
  asksAgain: z.literal("yes").optional(),
});

/** A yes to the texts in force, and where to go on. */
export const consentInput = z.strictObject({ consent: z.string().max(40), next: z.string().max(2_000).optional() });

export type LegalInput = z.infer<typeof legalInput>;
