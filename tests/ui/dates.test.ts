import { describe, expect, it } from "vitest";
import { exact, longDay, relative, shortDay } from "../../app/ui/dates.ts";

const now = Date.UTC(2026, 2, 17, 12);
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe("dates", () => {
  it.each([
    [now - 30_000, undefined, undefined],
    [now - 5 * minute, "5 minutes ago", "il y a 5 minutes"],
    [now - 5 * hour, "5 hours ago", "il y a 5 heures"],
    [now - 12 * day, "12 days ago", "il y a 12 jours"],
    [now - 21 * day, "3 weeks ago", "il y a 3 semaines"],
    [now - 70 * day, "2 months ago", "il y a 2 mois"],
    [now - 400 * day, "1 year ago", "il y a 1 an"],
    [now + 3 * day, "in 3 days", "dans 3 jours"],
  ])("says how far %i is from now in both languages", (at, english, french) => {
    expect(relative(at, { now, locale: "en" })).toBe(english);
    expect(relative(at, { now, locale: "fr" })).toBe(french);
  });

  it("names a day in the reader's time zone, with the year only when it is another", () => {
    const late = Date.UTC(2026, 1, 28, 23, 30);
    expect(shortDay(late, { now, locale: "fr", timeZone: "Europe/Paris" })).toBe("1er mars");
    expect(shortDay(late, { now, locale: "en", timeZone: "UTC" })).toBe("28 Feb");
    expect(shortDay(Date.UTC(2025, 1, 28), { now, locale: "en", timeZone: "UTC" })).toBe("28 Feb 2025");
  });

  it("names a promised day with its weekday", () => {
    expect(longDay(Date.UTC(2026, 2, 26), { locale: "en", timeZone: "UTC" })).toBe("Thursday 26 March");
    expect(longDay(Date.UTC(2026, 2, 1), { locale: "fr", timeZone: "UTC" })).toBe("dimanche 1er mars");
  });

  it("gives the exact time for those who ask", () => {
    expect(exact(now, { locale: "fr", timeZone: "Europe/Paris" })).toMatch(/mardi 17 mars 2026.*13:00/);
  });
});
