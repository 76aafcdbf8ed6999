import { z } from "zod";
import { idPattern } from "../../platform/ids.ts";
import { longestElements, longestMessage } from "./rules.ts";

const id = z.string().regex(idPattern);
const message = z.string().trim().min(1, "message_missing").max(longestMessage, "field_too_long");
const elements = z.string().trim().min(1, "elements_missing").max(longestElements, "field_too_long");

/** A merge and its answer. `id` is made by the page, so that a form sent twice merges once. */
export const mergeInput = z.strictObject({
  id,
  into: z.string().regex(idPattern, "merge_target_missing"),
  message,
  sourceElements: elements,
  targetElements: elements,
});

export const unmergeInput = z.strictObject({ merge: id, message });

/** An objection to a merge. `id` is made by the page. */
export const objectionInput = z.strictObject({ id, merge: id, message });

export const decisionInput = z.strictObject({ merge: id, decision: z.enum(["upheld", "dismissed"]), message });

export type MergeInput = z.infer<typeof mergeInput>;
export type UnmergeInput = z.infer<typeof unmergeInput>;
export type ObjectionInput = z.infer<typeof objectionInput>;
export type DecisionInput = z.infer<typeof decisionInput>;
