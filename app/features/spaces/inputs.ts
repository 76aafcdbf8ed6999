import { z } from "zod";
import { isTimeZone, limits } from "./rules.ts";

const words = (longest: number) => z.string().trim().max(longest, "field_too_long");

/** What a space is, for making one. */
export const spaceInput = z.strictObject({
  spaceName: words(limits.name).min(1, "space_name_missing"),
  purpose: words(limits.purpose).min(1, "purpose_missing"),
  criteria: words(limits.criteria),
  visibility: z.enum(["public", "private"]),
  language: z.enum(["en", "fr"]),
  timeZone: z.string().max(80).refine(isTimeZone),
  accent: z.enum(["teal", "blue", "violet", "plum", "forest"]),
  leanShown: z.enum(["after_own", "always"]),
});

/** The same for changing one. `version` is the one that the form showed. */
export const spaceEdit = spaceInput.extend({
  version: z.coerce.number().int().min(1),
  /** That everything in a private space may be read by everybody from now on. */
  opening: z.literal("yes").optional(),
});

/** A new text of the charter; empty ends it. `version` is the newest that the form knew of. */
export const charterInput = z.strictObject({
  charter: words(limits.charter),
  version: z.coerce.number().int().min(0),
});

export type SpaceInput = z.infer<typeof spaceInput>;
export type SpaceEdit = z.infer<typeof spaceEdit>;
export type CharterInput = z.infer<typeof charterInput>;
