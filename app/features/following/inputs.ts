import { z } from "zod";

/** The form by which one follows an idea or stops; `back` is where a plain form goes afterwards. */
export const followForm = z.strictObject({
  follow: z.enum(["yes", "no"]),
  back: z.string().max(2_000).optional(),
});
