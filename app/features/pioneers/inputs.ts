import { z } from "zod";
import { idPattern } from "../../platform/ids.ts";
import { limits, targetIn } from "./rules.ts";

const id = z.string().regex(idPattern);

/** Asking somebody. `id`: made by the form, so that it is one call however often it is sent. */
export const callInput = z.strictObject({
  id,
  target: z.string().transform((text, at) => {
    const target = targetIn(text);
    if (target === null) at.addIssue({ code: "custom", message: "call_target_missing" });
    return target ?? z.NEVER;
  }),
  message: z.string().trim().min(1, "call_message_missing").max(limits.message, "field_too_long"),
});

export type CallInput = z.infer<typeof callInput>;

export const answerInput = z.strictObject({ call: id, answer: z.enum(["accepted", "declined"]) });
