import { z } from "zod";
import { idPattern } from "../../platform/ids.ts";
import { isOneLine } from "../../platform/one-line.ts";
import { longestViewName } from "./rules.ts";

export const keptViewInput = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, "view_name_missing")
    .max(longestViewName, "field_too_long")
    .refine(isOneLine, "field_unusable"),
  query: z.string().max(500),
});

export const forgottenViewInput = z.strictObject({ id: z.string().regex(idPattern) });
