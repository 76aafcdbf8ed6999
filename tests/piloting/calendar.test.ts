import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  afterPlainDays,
  afterWorkingDays,
  afterWorkingTime,
  endOfDay,
  type WorkingCalendar,
  workingTime,
} from "../../app/features/piloting/calendar.server.ts";

const week = [1, 2, 3, 4, 5];
const paris: WorkingCalendar = { timeZone: "Europe/Paris", weekdays: week, holidays: new Set() };
const at = (text: string) => Date.parse(text);
const hour = 3_600_000;

describe("working days", () => {
  it.each([
    ["posted on a Friday at 17:00", "2026-03-06T17:00+01:00", 3, "2026-03-11T17:00+01:00"],
    ["posted on a Saturday", "2026-03-07T12:34+01:00", 3, "2026-03-12T00:00+01:00"],
    ["posted on a Sunday at 23:59:59", "2026-03-08T23:59:59+01:00", 1, "2026-03-10T00:00+01:00"],
    ["posted on a Monday at midnight", "2026-03-09T00:00+01:00", 1, "2026-03-10T00:00+01:00"],
    ["over the night when clocks go forward", "2026-03-27T09:30+01:00", 1, "2026-03-30T09:30+02:00"],
    ["over the night when clocks go back", "2026-10-23T09:30+02:00", 1, "2026-10-26T09:30+01:00"],
    ["no days at all", "2026-03-06T17:00+01:00", 0, "2026-03-06T17:00+01:00"],
  ])("%s", (_, from, days, due) => {
    expect(new Date(afterWorkingDays(at(from), days, paris))).toEqual(new Date(due));
  });

  it("leave out holidays, also several in a row", () => {
    const christmas = { ...paris, holidays: new Set(["2026-12-24", "2026-12-25", "2027-01-01"]) };
    expect(new Date(afterWorkingDays(at("2026-12-23T10:00+01:00"), 1, christmas))).toEqual(
      new Date("2026-12-28T10:00+01:00"),
    );
    expect(new Date(afterWorkingDays(at("2026-12-25T10:00+01:00"), 4, christmas))).toEqual(
      new Date("2027-01-04T00:00+01:00"),
    );
  });

  it("follow another week where people work from Sunday to Thursday", () => {
    const cairo = { timeZone: "Africa/Cairo", weekdays: [7, 1, 2, 3, 4], holidays: new Set<string>() };
    expect(new Date(afterWorkingDays(at("2026-01-08T15:00+02:00"), 1, cairo))).toEqual(
      new Date("2026-01-11T15:00+02:00"),
    );
  });

  it("end at the first moment after a gap when the clocks skip the time of day", () => {
    const everyDay = { ...paris, weekdays: [1, 2, 3, 4, 5, 6, 7] };
    expect(new Date(afterWorkingDays(at("2026-03-28T02:30+01:00"), 1, everyDay))).toEqual(
      new Date("2026-03-29T03:00+02:00"),
    );
    const lebanon = { ...everyDay, timeZone: "Asia/Beirut" };
    // There the clocks go forward at midnight: the day begins at one.
    expect(new Date(afterWorkingDays(at("2026-03-28T00:00+02:00"), 1, lebanon))).toEqual(
      new Date("2026-03-29T01:00+03:00"),
    );
  });

  it("end at the first of two moments when the clocks show the time of day twice", () => {
    const everyDay = { ...paris, weekdays: [1, 2, 3, 4, 5, 6, 7] };
    expect(new Date(afterWorkingDays(at("2026-10-24T02:30+02:00"), 1, everyDay))).toEqual(
      new Date("2026-10-25T02:30+02:00"),
    );
  });
});

describe("plain days", () => {
  it("end at midnight of the last one, on the clocks of the space", () => {
    expect(new Date(afterPlainDays(at("2026-03-20T10:00+01:00"), 21, "Europe/Paris"))).toEqual(
      new Date("2026-04-11T00:00+02:00"),
    );
    expect(new Date(endOfDay("2026-05-31", "America/Montreal"))).toEqual(new Date("2026-06-01T00:00-04:00"));
    expect(() => endOfDay("2026-02-30", "UTC")).toThrow(RangeError);
  });
});

describe("working time", () => {
  it("leaves out nights of the weekend, and nothing of a working day", () => {
    expect(workingTime(at("2026-03-06T17:00+01:00"), at("2026-03-09T09:00+01:00"), paris)).toBe(16 * hour);
    expect(workingTime(at("2026-03-07T00:00+01:00"), at("2026-03-09T00:00+01:00"), paris)).toBe(0);
    expect(workingTime(at("2026-03-09T00:00+01:00"), at("2026-03-09T00:00+01:00"), paris)).toBe(0);
  });

  const moments = fc.integer({ min: at("2025-01-01T00:00Z"), max: at("2027-12-31T00:00Z") });
  const calendars = fc.record({
    timeZone: fc.constantFrom("Europe/Paris", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Asia/Beirut"),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    holidays: fc
      .array(fc.integer({ min: 0, max: 1_000 }), { maxLength: 20 })
      .map(
        (days) => new Set(days.map((day) => new Date(at("2025-01-01") + day * 24 * hour).toISOString().slice(0, 10))),
      ),
  });

  it("gone by since a moment leads back to the moment where it ended", () => {
    fc.assert(
      fc.property(calendars, moments, fc.integer({ min: 0, max: 40 * 24 * hour }), (calendar, from, worked) => {
        const end = afterWorkingTime(from, worked, calendar);
        expect(workingTime(from, end, calendar)).toBe(worked);
        expect(end).toBeGreaterThanOrEqual(from);
      }),
      { numRuns: 200 },
    );
  });

  it("adds up over any moment between", () => {
    fc.assert(
      fc.property(calendars, fc.tuple(moments, moments, moments), (calendar, three) => {
        const [a = 0, b = 0, c = 0] = three
          .map((each) => at("2025-06-01") + (each % (60 * 24 * hour)))
          .toSorted((one, other) => one - other);
        expect(workingTime(a, b, calendar) + workingTime(b, c, calendar)).toBe(workingTime(a, c, calendar));
      }),
      { numRuns: 200 },
    );
  });
});
