import { z } from "zod";
import { idPattern } from "../../platform/ids.ts";
import { signalKinds } from "./rules.ts";

/** `none` takes the signal back. */
export const signalInput = z.strictObject({
  idea: z.string().regex(idPattern),
  kind: z.enum([...signalKinds, "none"]),
});

export type SignalInput = z.infer<typeof signalInput>;

/** The form of a signal; `back` is where a plain form goes afterwards. */
export const signalForm = z.strictObject({
  kind: signalInput.shape.kind,
  back: z.string().max(2_000).optional(),
});
