import { z } from "zod";

/** A moment that a form carries, in milliseconds since 1970 UTC; empty is null. */
export const momentOrNone = z
  .string()
  .regex(/^\d{0,15}$/)
  .transform((text) => (text === "" ? null : Number(text)));
