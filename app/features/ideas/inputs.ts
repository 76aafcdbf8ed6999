import { z } from "zod";
import { idPattern } from "../../platform/ids.ts";
import { momentOrNone } from "../../platform/schemas.ts";
import { isOneLine } from "../../platform/one-line.ts";
import { limits } from "./rules.ts";

const words = (longest: number) => z.string().trim().max(longest, "field_too_long");

/** The version of the space's charter whose box is ticked; without a tick there is no such field. */
const charter = z.string().regex(/^[1-9]\d{0,8}$/);

/** When the draft was saved that a form began from; empty for never. */
const updatedAt = momentOrNone.optional();

/** What a draft may hold: anything short enough, also nothing. `id` is made by the page that shows the form. */
export const draftInput = z.strictObject({
  id: z.string().regex(idPattern),
  updatedAt,
  title: words(limits.title),
  problem: words(limits.problem),
  forWhom: words(limits.forWhom),
  solution: words(limits.solution),
  charter: charter.optional(),
});

/** What a submitted idea must say. */
export const ideaInput = z.strictObject({
  id: z.string().regex(idPattern),
  updatedAt,
  title: words(limits.title).min(1, "title_missing").refine(isOneLine, "field_unusable"),
  problem: words(limits.problem).min(1, "problem_missing"),
  forWhom: words(limits.forWhom).min(1, "for_whom_missing"),
  solution: words(limits.solution).min(1, "solution_missing"),
  charter: charter.transform(Number).optional(),
});

export type DraftInput = z.infer<typeof draftInput>;
export type IdeaInput = z.infer<typeof ideaInput>;
