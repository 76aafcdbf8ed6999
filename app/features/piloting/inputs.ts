import { z } from "zod";
import { locales } from "../../platform/actor.ts";
import { idPattern } from "../../platform/ids.ts";
import { longestOverride } from "../stages/rules.ts";
import {
  asksReason,
  asksReview,
  isDay,
  longestMessage,
  longestNote,
  longestReason,
  longestPromise,
  mostHolidays,
  reasonKinds,
  weekdays,
} from "./rules.ts";

/**
 * A move of an idea and its answer. `id` is made by the page, so that a form sent twice moves
 * once; `from` is where the page showed it, as `standText` writes it, and so is `to`. `override` is why a lead
 * passes over what is missing. Without script every field comes: those that the
 * chosen stage does not ask for are left out.
 */
export const moveInput = z
  .strictObject({
    id: z.string().regex(idPattern),
    from: z.string().max(40),
    to: z.string().max(40),
    message: z.string().trim().max(longestMessage, "field_too_long"),
    reasonKind: z.string().max(20).optional(),
    reviewOn: z.string().max(20).optional(),
    override: z.string().trim().max(longestOverride, "field_too_long").optional(),
  })
  .transform(({ reasonKind, reviewOn, override, ...move }, at) => {
    const reason = reasonKinds.find((kind) => kind === reasonKind);
    const day = reviewOn !== undefined && isDay(reviewOn) ? reviewOn : undefined;
    // Asked here, and not one by one above, so that everything missing is said at once.
    if (move.to === "") wrong(at, "to", "stage_missing");
    if (move.message === "") wrong(at, "message", "message_missing");
    if (asksReason(move.to) && !reason) wrong(at, "reasonKind", "reason_missing");
    if (asksReview(move.to) && !day) wrong(at, "reviewOn", "review_missing");
    return {
      ...move,
      reasonKind: asksReason(move.to) ? (reason ?? null) : null,
      reviewOn: asksReview(move.to) ? (day ?? null) : null,
      ...(override && { override }),
    };
  });

/** A message that moves nothing. */
export const wordInput = z.object({
  message: z.string().trim().min(1, "message_missing").max(longestMessage, "field_too_long"),
});

function wrong(at: z.RefinementCtx, field: string, message: string): void {
  at.addIssue({ code: "custom", path: [field], message });
}

export const undoInput = z.strictObject({ move: z.string().regex(idPattern) });

/** Who answers an idea from now on, and what he or she should know. `id` is made by the page. */
export const handoverInput = z.strictObject({
  id: z.string().regex(idPattern),
  to: z.string().regex(idPattern, "colleague_missing"),
  note: z.string().trim().min(1, "note_missing").max(longestNote, "field_too_long"),
});

export type HandoverInput = z.infer<typeof handoverInput>;

/** A day by which somebody comes back to an idea, and what everybody reads about it. `id` is made by the page. */
export const promiseInput = z.strictObject({
  id: z.string().regex(idPattern),
  message: z.string().trim().min(1, "message_missing").max(longestMessage, "field_too_long"),
  day: z.string().refine(isDay, "day_unusable"),
});

export type PromiseInput = z.infer<typeof promiseInput>;

/** Why the clock of an idea stands still, and the day on which it goes on; without one it is the last day that can be. `id` is made by the page. */
export const pauseInput = z.strictObject({
  id: z.string().regex(idPattern),
  reason: z.string().trim().min(1, "pause_reason_missing").max(longestReason, "field_too_long"),
  goesOn: z
    .string()
    .refine((day) => day === "" || isDay(day), "day_unusable")
    .transform((day) => (day === "" ? null : day)),
});

export type PauseInput = z.infer<typeof pauseInput>;

export const resumeInput = z.strictObject({ pause: z.string().regex(idPattern) });

/** What a pilot reads and covers. Each language and each tag is a field of its own. */
export const pilotInput = z
  .record(z.string().regex(/^(member|language_(en|fr)|topic_[0-9a-z]{1,40})$/), z.string().max(40))
  .transform((fields, at) => {
    const languages = locales.filter((locale) => fields[`language_${locale}`] === "yes");
    if (!idPattern.test(fields.member ?? "")) wrong(at, "member", "field_missing");
    if (languages.length === 0) wrong(at, "language_en", "pilot_no_language");
    const topics = Object.keys(fields).flatMap((name) =>
      name.startsWith("topic_") ? [name.slice("topic_".length)] : [],
    );
    return { member: fields.member ?? "", languages, topics };
  });

/** Days on which a pilot is away, the first and the last. `id` is made by the page. */
export const absenceInput = z
  .strictObject({
    id: z.string().regex(idPattern),
    member: z.string().regex(idPattern),
    firstDay: z.string().refine(isDay, "day_unusable"),
    lastDay: z.string().refine(isDay, "day_unusable"),
  })
  .refine(({ firstDay, lastDay }) => firstDay <= lastDay, { path: ["lastDay"], message: "absence_backwards" });

export const absenceEndInput = z.strictObject({ id: z.string().regex(idPattern), member: z.string().regex(idPattern) });

/**
 * A mandate for a member: for all ideas of the space, or for those under some of its tags, each of which is a field of
 * its own. `id` is made by the page.
 */
export const mandateInput = z
  .record(z.string().regex(/^(id|handle|lastDay|scope|tag_[0-9a-z]{1,40})$/), z.string().max(100))
  .transform((fields, at) => {
    const { id = "", handle = "", lastDay = "", scope } = fields;
    const name = handle.trim().replace(/^@/, "").toLowerCase();
    if (!idPattern.test(id)) wrong(at, "id", "field_missing");
    if (name === "") wrong(at, "handle", "mandate_nobody");
    if (!isDay(lastDay)) wrong(at, "lastDay", "day_unusable");
    if (scope !== "space" && scope !== "tags") wrong(at, "scope", "mandate_no_scope");
    const chosen = Object.keys(fields).flatMap((field) =>
      field.startsWith("tag_") ? [field.slice("tag_".length)] : [],
    );
    if (scope === "tags" && chosen.length === 0) wrong(at, "scope", "mandate_no_tag");
    return { id, handle: name, lastDay, tags: scope === "tags" ? chosen : null };
  });

export const mandateEndInput = z.strictObject({ id: z.string().regex(idPattern) });

export type MandateInput = z.infer<typeof mandateInput>;

export type PilotInput = z.infer<typeof pilotInput>;
export type AbsenceInput = z.infer<typeof absenceInput>;

const days = (most: number) =>
  z.coerce.number().int().min(1, "calendar_days_unusable").max(most, "calendar_days_unusable");

/** When a space's pilots work and what they promise. Each day of the week is a field of its own; `version` is the one the form showed. */
export const calendarInput = z
  .strictObject({
    acknowledgeDays: days(longestPromise.acknowledge),
    decideDays: days(longestPromise.decide),
    judgeDays: days(longestPromise.judge),
    staleDays: days(longestPromise.stale),
    ...(Object.fromEntries(weekdays.map((day) => [`day${day}`, z.literal("yes").optional()])) as Record<
      `day${(typeof weekdays)[number]}`,
      z.ZodOptional<z.ZodLiteral<"yes">>
    >),
    holidays: z.string().max(20_000, "field_too_long"),
    version: z.coerce.number().int().min(1),
  })
  .transform(({ acknowledgeDays, decideDays, judgeDays, staleDays, holidays: typed, version, ...week }, at) => {
    const workingDays = weekdays.filter((day) => week[`day${day}`] === "yes");
    if (workingDays.length === 0) wrong(at, "day1", "calendar_no_day");
    const holidays = [...new Set(typed.split(/[\s,;]+/).filter((day) => day !== ""))].toSorted();
    if (!holidays.every(isDay)) wrong(at, "holidays", "calendar_holiday_unusable");
    if (holidays.length > mostHolidays) wrong(at, "holidays", "field_too_long");
    return { acknowledgeDays, decideDays, judgeDays, staleDays, workingDays, holidays, version };
  });

export type CalendarInput = z.infer<typeof calendarInput>;
export type MoveInput = z.infer<typeof moveInput>;
