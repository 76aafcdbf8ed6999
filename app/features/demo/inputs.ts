import { z } from "zod";

/** Whom to be, and where to go then. */
export const personaInput = z.strictObject({
  part: z.enum(["customer", "employee", "pilot", "product", "admin"]),
  next: z.string().max(2_000).optional(),
});
