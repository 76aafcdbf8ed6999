import { z } from "zod";
import { idPattern } from "../../platform/ids.ts";
import { longestMessage } from "./rules.ts";

const id = z.string().regex(idPattern);

/** A proposal and its reason. `id` is made by the page, so that a form sent twice proposes once. */
export const proposalInput = z.strictObject({
  id,
  to: z.string().regex(idPattern, "transfer_target_missing"),
  message: z.string().trim().min(1, "transfer_reason_missing").max(longestMessage, "field_too_long"),
});

/** What a pilot of the other space decides, with words. */
export const decisionInput = z.strictObject({
  transfer: id,
  decision: z.enum(["accepted", "declined"], "transfer_decision_missing"),
  message: z.string().trim().min(1, "message_missing").max(longestMessage, "field_too_long"),
});

export const withdrawalInput = z.strictObject({ transfer: id });

export type ProposalInput = z.infer<typeof proposalInput>;
export type DecisionInput = z.infer<typeof decisionInput>;
