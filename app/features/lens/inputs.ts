import { z } from "zod";
import { idPattern } from "../../platform/ids.ts";
import { isOneLine } from "../../platform/one-line.ts";
import { confidences, effortOf, impacts, kanoCategories, mostRounds, reachOf } from "./rice.ts";
import { criterionStates, importances, limits, mostCriteria } from "./rules.ts";

const id = z.string().regex(idPattern);
const address = z.string().trim().max(limits.email, "field_too_long");

const said = {
  words: z.string().trim().min(1, "quote_missing").max(limits.words, "field_too_long"),
  source: z
    .string()
    .trim()
    .min(1, "quote_source_missing")
    .max(limits.source, "field_too_long")
    .refine(isOneLine, "field_unusable"),
  importance: z.enum(importances.map(String), "importance_missing").transform((text) => Number(text)),
  customer: address,
};

/** A quote of a customer. `id` is made by the page: sent twice, it is one. `customer` is an address, or empty. */
export const newQuoteInput = z.strictObject({ id, ...said });

/** Other words for a quote; `version` is the one that the form showed. */
export const quoteInput = z.strictObject({ quote: id, version: z.coerce.number().int().min(1), ...said });

export const quoteRemoval = z.strictObject({ quote: id });

/** What a customer needs, noted for him or her. `id` is made by the page: sent twice, it is one. */
export const wishInput = z.strictObject({
  id,
  email: address.min(1, "email_missing"),
  words: z.string().trim().min(1, "wish_missing").max(limits.words, "field_too_long"),
});

export const answerInput = z.strictObject({ act: z.enum(["confirmed", "refused"]) });

const round = z.coerce.number().int().min(1).max(mostRounds);

/** What somebody estimates in the round of this number: the one that the page showed. */
export const estimateInput = z.strictObject({
  round,
  reach: z
    .string()
    .trim()
    .refine((text) => reachOf(text) !== null, "reach_unusable")
    .transform((text) => reachOf(text) ?? 0),
  impact: z.enum(impacts.map(String), "impact_missing").transform(Number),
  confidence: z.enum(confidences.map(String), "confidence_missing").transform(Number),
  effort: z
    .string()
    .trim()
    .refine((text) => effortOf(text) !== null, "effort_unusable")
    .transform((text) => effortOf(text) ?? 0),
  kano: z.enum(kanoCategories, "kano_missing"),
});

export const revealInput = z.strictObject({ round });

const rows = Array.from({ length: mostCriteria }, (_, n) => n);

const criterion = z
  .string()
  .trim()
  .max(limits.criterion, "field_too_long")
  .refine(isOneLine, "field_unusable")
  .optional();

/**
 * What was decided, and by what: `criterion0` with `state0`, `criterion1` with `state1` … Empty lines are left out. `id` is
 * made by the page: sent twice, it is one.
 */
export const decisionInput = z
  .strictObject({
    id,
    words: z.string().trim().min(1, "decision_missing").max(limits.words, "field_too_long"),
    ...Object.fromEntries(rows.map((n) => [`criterion${n}`, criterion])),
    ...Object.fromEntries(rows.map((n) => [`state${n}`, z.enum(criterionStates).optional()])),
  })
  .transform(({ id: own, words, ...typed }) => {
    const lines: Readonly<Record<string, string | undefined>> = typed;
    const criteria = rows.flatMap((n) => {
      const line = lines[`criterion${n}`] ?? "";
      const state = criterionStates.find((each) => each === lines[`state${n}`]) ?? "open";
      return line === "" ? [] : [{ words: line, state }];
    });
    return { id: own, words, criteria };
  });

export type DecisionInput = z.infer<typeof decisionInput>;
export type EstimateInput = z.infer<typeof estimateInput>;
export type NewQuoteInput = z.infer<typeof newQuoteInput>;
export type QuoteInput = z.infer<typeof quoteInput>;
export type WishInput = z.infer<typeof wishInput>;
