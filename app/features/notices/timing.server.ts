/** When mails with notices come: by what a person chose, on the clocks of his or her own time zone. */
import { Temporal } from "temporal-polyfill";
import { undoMilliseconds } from "../piloting/rules.ts";
import { localTime, momentOf } from "../piloting/calendar.server.ts";
import type { MailTimes } from "./rules.ts";

const minute = 60_000;

/** Mails that come at once come at full ten minutes, so that what happens together stands in one. */
const grid = { at_once: 10 * minute, hourly: 60 * minute };

/** On which day, counted from 1 for Monday, and at which full hour the weekly mail comes. */
const weekly = { day: 1, hour: 8 };

/** The full hour at which pilots are reminded. */
const reminderHour = 8;

/** How long after its time a round of mails is still made up for, in milliseconds: a server may have been away. */
const madeUpFor = 24 * 60 * minute;

type Quiet = Pick<MailTimes, "quiet" | "timeZone">;

/**
 * When something that happened at `at` may be mailed at the earliest, both in milliseconds since 1970
 * UTC: as long as it can be taken back it waits, then until the next mail, then until the quiet hours end.
 */
export function mailMoment(at: number, times: MailTimes): number {
  const settled = at + undoMilliseconds;
  if (times.rhythm !== "daily") {
    const step = grid[times.rhythm];
    return afterQuiet(Math.ceil(settled / step) * step, times);
  }
  return afterQuiet(nextHour(settled, times.dailyHour, times.timeZone), times);
}

/** The moment itself, or the end of the quiet hours in which it lies. */
export function afterQuiet(at: number, { quiet, timeZone }: Quiet): number {
  if (quiet === null || quiet.from === quiet.until) return at;
  const local = localTime(at, timeZone);
  const { from, until } = quiet;
  const isOverMidnight = from > until;
  const isBefore = local.hour < until;
  const isQuiet = isOverMidnight ? local.hour >= from || isBefore : local.hour >= from && isBefore;
  if (!isQuiet) return at;
  const day = isOverMidnight && !isBefore ? local.toPlainDate().add({ days: 1 }) : local.toPlainDate();
  return momentOf(day.toPlainDateTime({ hour: until }), timeZone);
}

/** The first moment from `at` on at which the clocks show this full hour. */
function nextHour(at: number, hour: number, timeZone: string): number {
  const day = localTime(at, timeZone).toPlainDate();
  const today = momentOf(day.toPlainDateTime({ hour }), timeZone);
  return today >= at ? today : momentOf(day.add({ days: 1 }).toPlainDateTime({ hour }), timeZone);
}

/** The day (`2026-03-02`) of the weekly mail whose time it is for somebody at `now`, or null. */
export function weeklyDay(now: number, times: Quiet): string | null {
  const today = localTime(now, times.timeZone).toPlainDate();
  const day = today.subtract({ days: (today.dayOfWeek - weekly.day + 7) % 7 });
  return isTurn(now, day, weekly.hour, times);
}

/** The day of the reminder whose time it is for a pilot at `now`, or null; whether it is a working day is not asked. */
export function reminderDay(now: number, times: Quiet): string | null {
  return isTurn(now, localTime(now, times.timeZone).toPlainDate(), reminderHour, times);
}

function isTurn(now: number, day: Temporal.PlainDate, hour: number, times: Quiet): string | null {
  const due = afterQuiet(momentOf(day.toPlainDateTime({ hour }), times.timeZone), times);
  return due <= now && now < due + madeUpFor && afterQuiet(now, times) === now ? day.toString() : null;
}
