import { z } from "zod";
import { idPattern } from "../../platform/ids.ts";
import { isDay } from "../piloting/rules.ts";
import { confidences, longestReason } from "./rules.ts";

const id = z.string().regex(idPattern);

/**
 * Where a card is put: after another one (an idea's id), or at the head of its column. `place` is the column and `turn`
 * the card's count as the page showed them.
 */
export const placeInput = z.strictObject({
  place: z.string().max(40),
  turn: z.coerce.number().int().min(1),
  after: z.union([z.literal("").transform(() => null), id]),
});

/** What a card says beside its idea. `id` is made by the page: sent twice, it is one change; `version` is the one it showed. */
export const planInput = z
  .strictObject({
    id,
    version: z.coerce.number().int().min(1),
    owner: z.union([z.literal("").transform(() => null), id]),
    percent: z
      .string()
      .trim()
      .regex(/^(\d{1,2}|100)$/, "percent_unusable")
      .transform(Number),
    targetOn: z.string().trim().max(20),
    confidence: z.string().max(10),
    reason: z.string().trim().max(longestReason, "field_too_long").optional(),
  })
  .transform(({ targetOn, confidence, reason, ...plan }, at) => {
    if (targetOn !== "" && !isDay(targetOn)) {
      at.addIssue({ code: "custom", path: ["targetOn"], message: "day_unusable" });
    }
    return {
      ...plan,
      targetOn: targetOn === "" ? null : targetOn,
      confidence: confidences.find((each) => each === confidence) ?? null,
      reason: reason || null,
    };
  });

export type PlaceInput = z.infer<typeof placeInput>;
export type PlanInput = z.infer<typeof planInput>;
