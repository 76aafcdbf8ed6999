import { z } from "zod";
import { idPattern } from "../../platform/ids.ts";
import { longestAnswer, longestArgument } from "./rules.ts";

const id = z.string().regex(idPattern);

/** A new argument. `id` is made by the page, so that a form sent twice brings it once. */
export const revivalInput = z.strictObject({
  id,
  argument: z.string().trim().min(1, "argument_missing").max(longestArgument, "field_too_long"),
});

/** What a pilot decides on an argument; `move` is the id of the move if it reopens the idea. */
export const verdictInput = z.strictObject({
  revival: id,
  move: id,
  decision: z.enum(["accepted", "declined"], "revival_decision_missing"),
  message: z.string().trim().min(1, "message_missing").max(longestAnswer, "field_too_long"),
});

export type RevivalInput = z.infer<typeof revivalInput>;
export type VerdictInput = z.infer<typeof verdictInput>;
