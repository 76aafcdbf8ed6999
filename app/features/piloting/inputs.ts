import { z } from "zod";
import { idPattern } from "../../platform/ids.ts";
import {
  asksReason,
  asksReview,
  isDay,
  longestMessage,
  longestPromise,
  mostHolidays,
  reasonKinds,
  weekdays,
} from "./rules.ts";

/**
 * A move of an idea and its answer. `id` is made by the page, so that a form sent twice moves
 * once; `from` is the stage the page showed. Without script every field comes: those that the
 * chosen stage does not ask for are left out.
 */
export const moveInput = z
  .strictObject({
    id: z.string().regex(idPattern),
    from: z.string().max(20),
    to: z.string().max(20),
    message: z.string().trim().max(longestMessage, "field_too_long"),
    reasonKind: z.string().max(20).optional(),
    reviewOn: z.string().max(20).optional(),
  })
  .transform(({ reasonKind, reviewOn, ...move }, at) => {
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
    };
  });

function wrong(at: z.RefinementCtx, field: string, message: string): void {
  at.addIssue({ code: "custom", path: [field], message });
}

export const undoInput = z.strictObject({ move: z.string().regex(idPattern) });

const days = (most: number) =>
  z.coerce.number().int().min(1, "calendar_days_unusable").max(most, "calendar_days_unusable");

/** When a space's pilots work and what they promise. Each day of the week is a field of its own; `version` is the one the form showed. */
export const calendarInput = z
  .strictObject({
    acknowledgeDays: days(longestPromise.acknowledge),
    decideDays: days(longestPromise.decide),
    ...(Object.fromEntries(weekdays.map((day) => [`day${day}`, z.literal("yes").optional()])) as Record<
      `day${(typeof weekdays)[number]}`,
      z.ZodOptional<z.ZodLiteral<"yes">>
    >),
    holidays: z.string().max(20_000, "field_too_long"),
    version: z.coerce.number().int().min(1),
  })
  .transform(({ acknowledgeDays, decideDays, holidays: typed, version, ...week }, at) => {
    const workingDays = weekdays.filter((day) => week[`day${day}`] === "yes");
    if (workingDays.length === 0) wrong(at, "day1", "calendar_no_day");
    const holidays = [...new Set(typed.split(/[\s,;]+/).filter((day) => day !== ""))].toSorted();
    if (!holidays.every(isDay)) wrong(at, "holidays", "calendar_holiday_unusable");
    if (holidays.length > mostHolidays) wrong(at, "holidays", "field_too_long");
    return { acknowledgeDays, decideDays, workingDays, holidays, version };
  });

export type CalendarInput = z.infer<typeof calendarInput>;
export type MoveInput = z.infer<typeof moveInput>;
