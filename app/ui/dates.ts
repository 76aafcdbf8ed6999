import { dateFormat, madeOnce } from "../platform/formats.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Largest unit that is not misleading: weeks from a fortnight on, months from two. */
const units: readonly { unit: Intl.RelativeTimeFormatUnit; length: number; from: number }[] = [
  { unit: "year", length: 365.25 * day, from: 365 * day },
  { unit: "month", length: 30.44 * day, from: 61 * day },
  { unit: "week", length: 7 * day, from: 14 * day },
  { unit: "day", length: day, from: day },
  { unit: "hour", length: hour, from: hour },
  { unit: "minute", length: minute, from: minute },
];

/** "12 days ago", "il y a 3 semaines", "in 2 hours"; undefined within a minute of now. Times in ms since 1970 UTC. */
export function relative(at: number, { now, locale }: { now: number; locale: string }): string | undefined {
  const distance = Math.abs(at - now);
  const fit = units.find(({ from }) => distance >= from);
  if (!fit) return undefined;
  const amount = Math.floor(distance / fit.length) || 1;
  const numeric = fit.unit === "day" ? "auto" : "always";
  const format = madeOnce(`relative ${locale} ${numeric}`, () => new Intl.RelativeTimeFormat(locale, { numeric }));
  return format.format(at < now ? -amount : amount, fit.unit);
}

/** "24 Feb", "1er mars", and with the year when it is not this one. Times in ms since 1970 UTC. */
export function shortDay(
  at: number,
  { now, locale, timeZone }: { now: number; locale: string; timeZone: string },
): string {
  const yearOf = dateFormat("en", timeZone, { year: "numeric" });
  const sameYear = yearOf.format(at) === yearOf.format(now);
  const written = dateFormat(locale, timeZone, {
    day: "numeric",
    month: "short",
    ...(sameYear ? {} : { year: "numeric" }),
  }).format(at);
  return ordinal(written, locale);
}

/** "Thursday 26 March", "jeudi 26 mars". Time in ms since 1970 UTC. */
export function longDay(at: number, { locale, timeZone }: { locale: string; timeZone: string }): string {
  const format = dateFormat(locale, timeZone, { weekday: "long", day: "numeric", month: "long" });
  return ordinal(format.format(at).replace(",", ""), locale);
}

/** "Tue 17", "mar. 17". Time in ms since 1970 UTC. */
export function weekDay(at: number, { locale, timeZone }: { locale: string; timeZone: string }): string {
  return dateFormat(locale, timeZone, { weekday: "short", day: "numeric" }).format(at);
}

/** A plain day such as `2026-09-01`, which no time zone moves: "1 September", and the year when it is not this one. */
export function plainDay(day: string, { now, locale }: { now: number; locale: string }): string {
  const isThisYear = day.startsWith(`${new Date(now).getUTCFullYear()}-`);
  const format = dateFormat(locale, "UTC", {
    day: "numeric",
    month: "long",
    ...(isThisYear ? {} : { year: "numeric" }),
  });
  return ordinal(format.format(Date.parse(`${day}T00:00:00Z`)), locale);
}

/** "Thursday 5 March 2026 at 10:12". Time in ms since 1970 UTC. */
export function exact(at: number, { locale, timeZone }: { locale: string; timeZone: string }): string {
  const format = dateFormat(locale, timeZone, { dateStyle: "full", timeStyle: "short" });
  return ordinal(format.format(at), locale);
}

/** "14:02". Time in ms since 1970 UTC. */
export function timeOfDay(at: number, { locale, timeZone }: { locale: string; timeZone: string }): string {
  return dateFormat(locale, timeZone, { hour: "2-digit", minute: "2-digit" }).format(at);
}

/** French writes the first of a month as an ordinal, which `Intl` does not. */
function ordinal(written: string, locale: string): string {
  return locale === "fr" ? written.replace(/(^|\s)1(?=\s)/u, "$11er") : written;
}
