import { z } from "zod";
import { idPattern } from "../../platform/ids.ts";
import { isOneLine } from "../../platform/one-line.ts";
import { limits, outcomes } from "./rules.ts";

const id = z.string().regex(idPattern);
const day = z.string().trim().max(20);

/** A question. `id` is made by the page: sent twice, it is one. The days are those of the space's calendar. */
export const askInput = z.strictObject({
  id,
  question: z
    .string()
    .trim()
    .min(1, "forecast_question_missing")
    .max(limits.question, "field_too_long")
    .refine(isOneLine, "field_unusable"),
  closesOn: day,
  knownOn: day,
});

/** How likely somebody says it is, in whole per cent. */
export const answerInput = z.strictObject({
  forecast: id,
  probability: z
    .string()
    .trim()
    .regex(/^(\d{1,2}|100)$/, "percent_unusable")
    .transform(Number),
});

/**
 * What became of it. `id` is made by the page: sent twice, it is said once; `instead`: the outcome that the page showed,
 * which this one corrects.
 */
export const resolveInput = z.strictObject({
  id,
  forecast: id,
  instead: z.union([z.literal("").transform(() => null), id]),
  happened: z.enum(outcomes, "forecast_outcome_missing"),
  words: z.string().trim().min(1, "forecast_evidence_missing").max(limits.words, "field_too_long"),
  link: z
    .string()
    .trim()
    .max(limits.link, "field_too_long")
    .refine((text) => text === "" || isWebAddress(text), "forecast_link_unusable")
    .transform((text) => (text === "" ? null : text)),
});

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text) && isOneLine(text);
}

export type AskInput = z.infer<typeof askInput>;
export type AnswerInput = z.infer<typeof answerInput>;
export type ResolveInput = z.infer<typeof resolveInput>;
