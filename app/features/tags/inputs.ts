import { z } from "zod";
import { limits, tagsIn, wrongWith } from "./rules.ts";

/** Tags with commas between them, as one field of a form. Gives the list. */
export const tagsField = z
  .string()
  .max((limits.name + 2) * limits.perIdea * 2, "too_many_tags")
  .transform(tagsIn)
  .superRefine((names, ctx) => {
    const code = wrongWith(names);
    if (code) ctx.addIssue({ code: "custom", message: code });
  });

export const tagsInput = z.strictObject({ tags: tagsField });
