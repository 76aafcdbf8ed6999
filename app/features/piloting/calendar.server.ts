/**
 * The working calendar of a space: what "three working days" is as a moment. Days are whole days on
 * the clocks of the space's time zone, so that a day of 23 or 25 hours is one day like any other.
 */
import { Temporal } from "temporal-polyfill";

export type WorkingCalendar = {
  /** An IANA name, such as `Europe/Paris`. */
  timeZone: string;
  /** The days of the week on which people work: 1 is Monday, 7 Sunday. At least one. */
  weekdays: readonly number[];
  /** Days on which nobody works, as `2026-12-25`. */
  holidays: ReadonlySet<string>;
};

/**
 * The moment `days` working days after `from`, both in milliseconds since 1970 UTC: at the same time
 * of day, that many working days later. What begins when nobody works begins at 00:00 of the next
 * working day.
 */
export function afterWorkingDays(from: number, days: number, calendar: WorkingCalendar): number {
  const began = localTime(from, calendar.timeZone);
  let day = began.toPlainDate();
  let time = began.toPlainTime();
  if (!isWorkingDay(day, calendar)) {
    day = nextWorkingDay(day, calendar);
    time = new Temporal.PlainTime();
  }
  for (let left = days; left > 0; left--) day = nextWorkingDay(day, calendar);
  return momentOf(day.toPlainDateTime(time), calendar.timeZone);
}

/** The end (24:00) of the day that lies `days` days after that of `from`, in milliseconds since 1970 UTC. */
export function afterPlainDays(from: number, days: number, timeZone: string): number {
  return startOf(
    localTime(from, timeZone)
      .toPlainDate()
      .add({ days: days + 1 }),
    timeZone,
  );
}

/** The first moment of a day such as `2026-05-31`, in milliseconds since 1970 UTC. Throws `RangeError` for no day. */
export function startOfDay(day: string, timeZone: string): number {
  return startOf(Temporal.PlainDate.from(day), timeZone);
}

/** The end (24:00) of a day such as `2026-05-31`, in milliseconds since 1970 UTC. Throws `RangeError` for no day. */
export function endOfDay(day: string, timeZone: string): number {
  return startOf(Temporal.PlainDate.from(day).add({ days: 1 }), timeZone);
}

/**
 * The moment of a day and a time of day such as `2026-05-31` and `18:30`, in milliseconds since 1970 UTC. Throws
 * `RangeError` for what is neither.
 */
export function momentAt(day: string, time: string, timeZone: string): number {
  return momentOf(Temporal.PlainDate.from(day).toPlainDateTime(Temporal.PlainTime.from(time)), timeZone);
}

/** The first moments (milliseconds since 1970 UTC) of the last `count` weeks, oldest first; that of `now` is the last. Weeks begin on Monday. */
export function weekStarts(now: number, count: number, timeZone: string): number[] {
  const today = localTime(now, timeZone).toPlainDate();
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  return Array.from({ length: count }, (_, at) => startOf(monday.subtract({ weeks: count - 1 - at }), timeZone));
}

/** The moments at which the next `count` days begin and the last of them ends, from that of `now` on, in milliseconds since 1970 UTC. */
export function dayStarts(now: number, count: number, timeZone: string): number[] {
  const today = localTime(now, timeZone).toPlainDate();
  return Array.from({ length: count + 1 }, (_, day) => startOf(today.add({ days: day }), timeZone));
}

/** How much of the time from one moment to another lies in working days, in milliseconds. */
export function workingTime(from: number, to: number, calendar: WorkingCalendar): number {
  let sum = 0;
  for (const [start, end] of workingDays(from, calendar)) {
    if (start >= to) break;
    sum += Math.max(0, Math.min(end, to) - Math.max(start, from));
  }
  return sum;
}

/** The moment at which this much working time (milliseconds) has gone by since `from`. */
export function afterWorkingTime(from: number, milliseconds: number, calendar: WorkingCalendar): number {
  let left = milliseconds;
  let at = from;
  for (const [start, end] of workingDays(from, calendar)) {
    at = Math.max(start, from);
    if (at + left <= end) break;
    left -= end - at;
  }
  return at + left;
}

/**
 * When something is due whose clock stood still from one moment to another: later by the working time between them, or
 * by all of it where plain days are counted (no calendar). All in milliseconds since 1970 UTC.
 */
export function dueAfterPause(due: number, from: number, to: number, calendar: WorkingCalendar | null): number {
  if (calendar === null) return due + to - from;
  const stood = workingTime(from, to, calendar);
  return stood === 0 ? due : afterWorkingTime(due, stood, calendar);
}

/** The working days from that of a moment on, each as its first moment and the first one after it. */
function* workingDays(from: number, calendar: WorkingCalendar): Generator<[number, number]> {
  let day = localTime(from, calendar.timeZone).toPlainDate();
  if (!isWorkingDay(day, calendar)) day = nextWorkingDay(day, calendar);
  for (; ; day = nextWorkingDay(day, calendar)) {
    yield [startOf(day, calendar.timeZone), startOf(day.add({ days: 1 }), calendar.timeZone)];
  }
}

function isWorkingDay(day: Temporal.PlainDate, { weekdays, holidays }: WorkingCalendar): boolean {
  return weekdays.includes(day.dayOfWeek) && !holidays.has(day.toString());
}

function nextWorkingDay(day: Temporal.PlainDate, calendar: WorkingCalendar): Temporal.PlainDate {
  if (calendar.weekdays.length === 0) throw new RangeError("A working calendar needs a working day.");
  let next = day.add({ days: 1 });
  while (!isWorkingDay(next, calendar)) next = next.add({ days: 1 });
  return next;
}

/** What the clocks of a time zone show at a moment (milliseconds since 1970 UTC). */
export function localTime(at: number, timeZone: string): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDateTime();
}

function startOf(day: Temporal.PlainDate, timeZone: string): number {
  return day.toZonedDateTime(timeZone).epochMilliseconds;
}

/**
 * The moment at which the clocks of a time zone show this, in milliseconds since 1970 UTC. A time that
 * they skip becomes the first one after the gap; of one that they show twice, the first counts.
 */
export function momentOf(local: Temporal.PlainDateTime, timeZone: string): number {
  const moment = local.toZonedDateTime(timeZone, { disambiguation: "earlier" });
  if (moment.toPlainDateTime().equals(local)) return moment.epochMilliseconds;
  return (moment.getTimeZoneTransition("next") ?? moment).epochMilliseconds;
}
