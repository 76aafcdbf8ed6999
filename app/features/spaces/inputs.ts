import { z } from "zod";
import { idPattern } from "../../platform/ids.ts";
import { holdChoices, isTimeZone, limits } from "./rules.ts";

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
  /** Left out, these stay as they are. */
  roomsBy: z.enum(["steering", "known"]).optional(),
  holdFirst: z.enum(holdChoices).transform(Number).optional(),
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

const id = z.string().regex(idPattern);

export const roleInput = z.strictObject({ member: id, role: z.enum(["pilot", "product", "lead"]) });

export const removalInput = z.strictObject({ member: id, reason: words(limits.reason).min(1, "reason_missing") });

/** Why somebody wants to come in. */
export const requestInput = z.strictObject({ message: words(limits.message).min(1, "message_missing") });

/** What a pilot says to it; a no needs a reason. */
export const decisionInput = z.strictObject({ member: id, reason: words(limits.reason) });

export const invitationInput = z.strictObject({
  /** One address, or empty for a link that several people may use. */
  email: z.string().trim().max(limits.email, "email_unusable"),
  role: z.enum(["member", "product", "pilot"]),
  affiliation: z.enum(["as_is", "partner"]),
  /** How many people may come in by it. */
  mostUses: z.coerce.number().int().min(1, "uses_unusable").max(limits.uses, "uses_unusable"),
  /** For how many days it holds. */
  days: z.coerce.number().int().min(1, "days_unusable").max(limits.days, "days_unusable"),
});

export const revokeInput = z.strictObject({ invitation: id });

export type SpaceInput = z.infer<typeof spaceInput>;
export type SpaceEdit = z.infer<typeof spaceEdit>;
export type CharterInput = z.infer<typeof charterInput>;
export type RoleInput = z.infer<typeof roleInput>;
export type RemovalInput = z.infer<typeof removalInput>;
export type RequestInput = z.infer<typeof requestInput>;
export type DecisionInput = z.infer<typeof decisionInput>;
export type InvitationInput = z.infer<typeof invitationInput>;
