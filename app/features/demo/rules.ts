import type { Part } from "../../../db/demo/shape.ts";
import { newId } from "../../platform/ids.ts";

/** Numbers from 0 to 1 that look drawn and are the same for the same seed. */
export type Chance = () => number;

/** A stream of numbers for a seed (mulberry32: small, and good enough to spread examples). */
export function chanceOf(seed: string): Chance {
  let state = 0x9e3779b9;
  for (const sign of seed) state = Math.imul(state ^ (sign.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The same things in another order, by chance. */
export function shuffled<Thing>(things: readonly Thing[], chance: Chance): Thing[] {
  const mixed = [...things];
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = Math.floor(chance() * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other] as Thing, mixed[last] as Thing];
  }
  return mixed;
}

/** An id for something that begins at `now`, the same for the same chance. */
export function drawnId(now: number, chance: Chance): string {
  const digits = Array.from({ length: 7 }, () => Math.floor(chance() * 32).toString(32)).join("");
  // Base 32 as JavaScript writes it has letters that ids leave out.
  return (
    newId(now).slice(0, 9) + digits.replace(/[ilou]/g, (letter) => ({ i: "w", l: "x", o: "y", u: "z" })[letter] ?? "")
  );
}

export const day = 86_400_000;
const hour = 3_600_000;

/**
 * The next moment at which somebody would do such a thing: not at night, and at work only on working
 * days. `at` is in milliseconds since 1970 UTC; hours are those of UTC, which is near enough.
 */
export function wakingHour(at: number, atWork: boolean, chance: Chance): number {
  let moment = at;
  const [from, to] = atWork ? [7.5, 16.5] : [6, 20.5];
  const hourOf = () => (moment % day) / hour;
  const startOfDay = () => moment - (moment % day);
  if (hourOf() < from) moment = startOfDay() + (from + chance() * 2) * hour;
  else if (hourOf() > to) moment = startOfDay() + day + (from + chance() * 2) * hour;
  if (atWork) {
    const weekday = new Date(moment).getUTCDay();
    if (weekday === 6) moment += 2 * day;
    if (weekday === 0) moment += day;
  }
  return Math.round(moment);
}

/** Where links in the demo's mails lead. */
export const demoOrigin = "http://localhost:3000";

/** The address of somebody in the demo: a name that no mail reaches. */
export function addressOf(key: string): string {
  return `${key}@example.org`;
}

/** Whom a visitor of the demo may be, in the order in which they are offered. */
export const parts: readonly Part[] = ["customer", "employee", "pilot", "product", "admin"];

/** How long it is until four in the morning (UTC), in milliseconds; at least a minute. */
export function untilTheNight(now: number): number {
  const night = now - (now % day) + 4 * hour;
  return night - now > 60_000 ? night - now : night + day - now;
}
