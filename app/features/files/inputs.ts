import { z } from "zod";
import { randomIdPattern } from "../../platform/ids.ts";
import { limits } from "./rules.ts";

const file = z.string().regex(randomIdPattern);
const alt = z
  .string()
  .trim()
  .max(limits.alt, "field_too_long")
  .transform((text) => text.replace(/\s+/g, " "));

export const describeInput = z.strictObject({ file, alt });

export const removeInput = z.strictObject({ file });
