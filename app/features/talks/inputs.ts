import { z } from "zod";
import { idPattern } from "../../platform/ids.ts";
import { isDay } from "../piloting/rules.ts";
import { asksKinds, longestWords, needsWords } from "./rules.ts";

const id = z.string().regex(idPattern);
const words = z.string().trim().max(longestWords, "field_too_long");

/** A question to an idea's authors. `id` is made by the page, so that a form sent twice asks once. */
export const askInput = z.strictObject({
  id,
  asks: z.enum(asksKinds, "talk_asks_missing"),
  body: words.min(1, "message_missing"),
  /** Without the box the talk is public. */
  private: z.literal("yes").optional(),
  answerBy: z
    .string()
    .max(20)
    .refine((day) => day === "" || isDay(day), "review_missing")
    .optional()
    .transform((day) => (day === undefined || day === "" ? null : day)),
});

/** A word in a talk. `id` is made by the page. */
export const speakInput = z
  .strictObject({
    id,
    talk: id,
    act: z.enum(["said", "closed", "answered", "differs", "not_now", "second_look", "reopened"], "talk_act_missing"),
    body: words,
  })
  .superRefine(({ act, body }, at) => {
    if (needsWords(act) && body === "") at.addIssue({ code: "custom", path: ["body"], message: "message_missing" });
  });

export type AskInput = z.infer<typeof askInput>;
export type SpeakInput = z.infer<typeof speakInput>;
