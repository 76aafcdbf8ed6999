import { z } from "zod";
import { idPattern } from "../../platform/ids.ts";
import { isOneLine } from "../../platform/one-line.ts";
import { isDay } from "../piloting/rules.ts";
import { helpAnswers, limits, longestWords } from "./rules.ts";

const id = z.string().regex(idPattern);
const words = (longest: number) => z.string().trim().max(longest, "field_too_long");
const version = z.coerce.number().int().min(1);

const said = {
  product: z.string().regex(idPattern, "product_missing"),
  title: words(limits.title).min(1, "release_title_missing").refine(isOneLine, "field_unusable"),
  notesEn: words(limits.notes),
  notesFr: words(limits.notes),
};

/** A new release. `id` is made by the page: sent twice, it is one. */
export const newReleaseInput = z.strictObject({ id, ...said });

/** Other words for a release; `version` is the one that the form showed. */
export const releaseInput = z.strictObject({ version, ...said });

/** The release as the form showed it. */
export const shownInput = z.strictObject({ version });

/** The day and the time, on the clocks of the space, at which a release is to be published. */
export const scheduleInput = z
  .strictObject({ version, day: z.string().max(10), time: z.string().max(5) })
  .superRefine(({ day, time }, refused) => {
    if (isDay(day) && /^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return;
    refused.addIssue({ code: "custom", path: ["day"], message: "release_day_missing" });
  });

/** Whether an idea of a release helped. `comment`: the id of what is said beside it, made by the page. */
export const helpInput = z.strictObject({
  idea: id,
  answer: z.enum(helpAnswers, "help_answer_missing"),
  comment: id,
  words: words(longestWords),
});

export type HelpInput = z.infer<typeof helpInput>;
export type NewReleaseInput = z.infer<typeof newReleaseInput>;
export type ReleaseInput = z.infer<typeof releaseInput>;
export type ScheduleInput = z.infer<typeof scheduleInput>;
