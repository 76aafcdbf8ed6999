import { z } from "zod";
import { limits } from "../ideas/rules.ts";
import { languages, longestReason } from "./rules.ts";

const words = (longest: number) => z.string().trim().max(longest, "field_too_long");

/** An edited idea; `version` is the one that stood when the writing began. What imported ideas lack may stay empty. */
export const editInput = z.strictObject({
  title: words(limits.title).min(1, "title_missing"),
  problem: words(limits.problem).min(1, "problem_missing"),
  forWhom: words(limits.forWhom),
  solution: words(limits.solution),
  language: z.enum(languages),
  version: z.coerce.number().int().min(1),
});

/** Bringing an earlier version back; `version` is the one that stands. */
export const restoreInput = z.strictObject({ version: z.coerce.number().int().min(1) });

/** Whom to invite: a handle, with or without @, or an e-mail address. */
export const inviteInput = z.strictObject({ who: words(254).min(1, "who_missing") });

export const uninviteInput = z.strictObject({ member: z.string().max(32) });

export const withdrawInput = z.strictObject({ why: words(longestReason) });

export type EditInput = z.infer<typeof editInput>;
export type InviteInput = z.infer<typeof inviteInput>;
