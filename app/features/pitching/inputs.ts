import { z } from "zod";
import { idPattern } from "../../platform/ids.ts";
import { longest } from "../rooms/rules.ts";
import { longestAlt, longestMany, longestSlide } from "./rules.ts";

const id = z.string().regex(idPattern);
const text = z.string().trim().min(1, "field_missing").max(longestSlide, "field_too_long");
/** What a picture shows: nobody is left out of a pitch who cannot see it. */
const alt = z
  .string()
  .trim()
  .min(1, "alt_missing")
  .max(longestAlt, "field_too_long")
  .transform((words) => words.replace(/\s+/g, " "));
/** When a slide was changed last, as its form shows it. */
const was = z.coerce.number().int();

/** New slides of text; `slide` is the first one's id. */
export const newTexts = z.strictObject({
  slide: id,
  texts: z.string().trim().min(1, "field_missing").max(longestMany, "field_too_long"),
});
export const newPicture = z.strictObject({ slide: id, alt });
export const changedText = z.strictObject({ slide: id, was, text });
export const changedAlt = z.strictObject({ slide: id, was, alt });
export const oneSlide = z.strictObject({ slide: id });
export const namedPresenter = z.strictObject({ presenter: id });
export const transcriptInput = z.strictObject({
  transcript: z.string().trim().min(1, "field_missing").max(longest.transcript, "field_too_long"),
  /** The id of the words that the form showed; empty for none. */
  was: z.string().max(64),
});
