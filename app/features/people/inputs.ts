import { z } from "zod";
import { limits, personName, typedHandle } from "../accounts/rules.ts";

const name = z
  .string()
  .max(limits.name, "field_too_long")
  .transform((typed, at) => {
    const read = personName(typed);
    if (read === null) at.addIssue({ code: "custom", message: typed.trim() === "" ? "name_missing" : "name_unusable" });
    return read ?? z.NEVER;
  });

const handle = z.string().transform((typed, at) => {
  const read = typedHandle(typed);
  if (read === null) at.addIssue({ code: "custom", message: "handle_unusable" });
  return read ?? z.NEVER;
});

/** How others find a member and what they read about him or her. */
export const profileInput = z.strictObject({
  name,
  handle,
  bio: z.string().trim().max(limits.bio, "field_too_long"),
});

export type ProfileInput = z.infer<typeof profileInput>;

/** How others find somebody: what is not ticked is not sent. */
export const foundInput = z.strictObject({
  mayBeFound: z.literal("yes").optional().transform(Boolean),
  showsCard: z.literal("yes").optional().transform(Boolean),
});

export type FoundInput = z.infer<typeof foundInput>;
