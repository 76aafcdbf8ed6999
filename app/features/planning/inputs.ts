import { z } from "zod";
import type { RoomAudience, RoomTemplate } from "../../../db/schema/rooms.ts";
import { type FieldErrors, Invalid, Malformed } from "../../platform/errors.ts";
import { idPattern } from "../../platform/ids.ts";
import { isDay } from "../piloting/rules.ts";
import type { Phase } from "../rooms/board.ts";
import { audiences, highestMost, longest, mostPhases, templateCodes } from "../rooms/rules.ts";
import { isTimeZone } from "../spaces/rules.ts";
import { fewestMinutes, fitting, mostMinutes, mostVotes, phaseKinds } from "./rules.ts";

const id = z.string().regex(idPattern);

/** What a form says of when a room begins: at once, or at a time on the clocks of a zone. */
export type WhenInput = { when: "now" | "later"; day: string; time: string; zone: string };

const when = {
  when: z.enum(["now", "later"]),
  day: z.string().max(10),
  time: z.string().max(5),
  /** The time zone on whose clocks that is, by its IANA name. */
  zone: z.string().max(80).refine(isTimeZone),
};

function hasMoment({ when: at, day, time }: WhenInput, refused: z.core.$RefinementCtx<WhenInput>): void {
  if (at === "now" || (isDay(day) && /^([01]\d|2[0-3]):[0-5]\d$/.test(time))) return;
  refused.addIssue({ code: "custom", path: ["day"], message: "room_day_missing" });
}

/** Handles, with or without @, between anything that is no part of one. */
const invited = z
  .string()
  .max(4_000, "field_too_long")
  .transform((text) =>
    [...new Set(text.toLowerCase().split(/[\s,;]+/))].flatMap((each) => each.replace(/^@/, "") || []),
  );

const title = z.string().trim().min(1, "room_title_missing").max(longest.title, "field_too_long");
const question = z.string().trim().min(1, "room_question_missing").max(longest.question, "field_too_long");

/** What the form of a new room says. `id` is made by the page, so that a form sent twice opens one room. */
export const openInput = z
  .strictObject({
    id,
    idea: z.union([z.literal(""), id]).transform((idea) => idea || null),
    title,
    question,
    template: z.enum(templateCodes as [RoomTemplate, ...RoomTemplate[]]),
    ...when,
    /** Who leads it: whoever opens it, or whose turn it is. */
    host: z.enum(["me", "rota"]).default("me"),
    audience: z.enum(audiences as [RoomAudience, ...RoomAudience[]]),
    invited,
    most: z.coerce
      .number("room_places_unusable")
      .int("room_places_unusable")
      .min(2, "room_places_unusable")
      .max(highestMost, "room_places_unusable"),
  })
  .superRefine((form, refused) => {
    hasMoment(form, refused);
    if (form.host === "rota" && form.when === "now") {
      refused.addIssue({ code: "custom", path: ["host"], message: "rota_needs_day" });
    }
    if (form.audience === "invited" && form.invited.length === 0) {
      refused.addIssue({ code: "custom", path: ["invited"], message: "invited_missing" });
    }
  });

/** What is changed of a room before it begins. `was` is the mark of what the form showed. */
export const roomEdit = z.strictObject({ title, question, ...when, was: z.string().max(64) }).superRefine(hasMoment);

export const inviteInput = z
  .strictObject({ invited })
  .refine((form) => form.invited.length > 0, { path: ["invited"], message: "invited_missing" });

/** `host`: who led the room as the form showed it, so that a form sent twice asks one person. */
export const passInput = z.strictObject({ host: id });

export type OpenInput = z.infer<typeof openInput>;
export type RoomEdit = z.infer<typeof roomEdit>;

const minutes = z.coerce
  .number("room_minutes_unusable")
  .min(fewestMinutes, "room_minutes_unusable")
  .max(mostMinutes, "room_minutes_unusable");
const phaseInput = z.strictObject({
  kind: z.enum(phaseKinds as [Phase["kind"], ...Phase["kind"][]]),
  minutes,
  visibility: z.enum(["named", "private", "anonymous"]),
  advance: z.enum(["timer", "host", "all_ready"]),
  ballot: z.enum(["dots", "quadratic", "consent"]),
  votes: z.coerce
    .number("room_votes_unusable")
    .int("room_votes_unusable")
    .min(0, "room_votes_unusable")
    .max(mostVotes, "room_votes_unusable"),
  grouping: z.enum(["alone", "pairs", "fours", "all", "sheets"]),
  prompt: z
    .string()
    .max(40)
    .regex(/^([a-z_]+\.[a-z_]+)?$/),
  words: z.string().trim().max(longest.words, "field_too_long"),
});

/**
 * The plan that a form says: its fields are those of a phase and its place, such as `minutes.2`. Throws `Invalid` with
 * the wrong fields by these names, and `Malformed` for fields of no phase.
 */
export function planOfForm(form: FormData): Phase[] {
  const phases: Record<string, string>[] = [];
  for (const [name, value] of form) {
    const [, field, place] = /^([a-z]+)\.(\d{1,2})$/.exec(name) ?? [];
    if (field === undefined || typeof value !== "string" || value.includes("\0") || Number(place) >= mostPhases)
      throw new Malformed();
    (phases[Number(place)] ??= {})[field] = value;
  }
  const wrong: FieldErrors = {};
  const plan = phases.map((fields, place) => {
    const parsed = phaseInput.safeParse(fields);
    for (const issue of parsed.error?.issues ?? []) {
      wrong[`${String(issue.path[0])}.${place}`] ??= /^[a-z_]+$/.test(issue.message) ? issue.message : "field_unusable";
    }
    if (!parsed.success) return null;
    const { minutes: long, prompt, words: own, ...phase } = parsed.data;
    return fitting({ ...phase, seconds: Math.round(long * 60), prompt: prompt || null, words: own || null });
  });
  if (Object.keys(wrong).length > 0) throw new Invalid(wrong);
  return plan.flatMap((phase) => phase ?? []);
}

const changeInput = z.strictObject({
  was: z.string().max(64),
  add: z.enum(phaseKinds as [Phase["kind"], ...Phase["kind"][]]).optional(),
});

/** Of the form of a plan: the mark of what it showed, the kind of phase that would be added, and the fields of its phases. */
export function planInput(form: FormData) {
  const parsed = changeInput.safeParse(
    Object.fromEntries([...form].filter(([name]) => name === "was" || name === "add")),
  );
  if (!parsed.success) throw new Malformed();
  const phases = new FormData();
  for (const [name, value] of form) if (name !== "was" && name !== "add") phases.append(name, value);
  return { was: parsed.data.was, added: parsed.data.add ?? "discuss", phases };
}
