import { z } from "zod";
import { affiliations } from "../../platform/actor.ts";
import { idPattern } from "../../platform/ids.ts";
import { isDay } from "../piloting/rules.ts";
import { limits, mostMinutes, mostSeats, workedAnswers } from "./rules.ts";

const id = z.string().regex(idPattern);
const number = (most: number, wrong: string) =>
  z
    .string()
    .trim()
    .regex(/^[1-9]\d{0,3}$/, wrong)
    .transform(Number)
    .refine((value) => value <= most, wrong);

/** A call for people to test. `id` is made by the page: sent twice, it is one; `closesOn` is the last day to volunteer. */
export const trialInput = z.strictObject({
  id,
  what: z.string().trim().min(1, "trial_what_missing").max(limits.what, "field_too_long"),
  gets: z.string().trim().max(limits.gets, "field_too_long"),
  minutes: number(mostMinutes, "trial_minutes"),
  seats: number(mostSeats, "trial_seats"),
  affiliation: z
    .string()
    .max(20)
    .transform((text) => affiliations.find((each) => each === text) ?? null),
  level: z
    .string()
    .regex(/^[0-3]$/)
    .transform(Number),
  closesOn: z.string().trim().refine(isDay, "day_unusable"),
});

export const ofTrial = z.strictObject({ trial: id });

/** How it went. `id` is of the comment that its words become. */
export const reportInput = z.strictObject({
  trial: id,
  id,
  worked: z.enum(workedAnswers, "trial_worked_missing"),
  effort: z
    .string("trial_effort_missing")
    .regex(/^[1-5]$/, "trial_effort_missing")
    .transform(Number),
  words: z.string().trim().min(1, "comment_missing").max(limits.words, "field_too_long"),
  missing: z.string().trim().max(limits.missing, "field_too_long"),
});

export type TrialInput = z.infer<typeof trialInput>;
export type ReportInput = z.infer<typeof reportInput>;
