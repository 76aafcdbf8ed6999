import { describe, expect, it } from "vitest";
import { afterQuiet, mailMoment, reminderDay, weeklyDay } from "../../app/features/notices/timing.server.ts";
import type { MailTimes } from "../../app/features/notices/rules.ts";

/** A moment by its ISO 8601 text, and back. */
const at = (iso: string) => Date.parse(iso);
const iso = (moment: number) => new Date(moment).toISOString().replace(".000Z", "Z");

const paris: MailTimes = {
  rhythm: "at_once",
  dailyHour: 8,
  quiet: { from: 20, until: 8 },
  timeZone: "Europe/Paris",
};

describe("what happened is mailed", () => {
  it.each([
    ["soon: at the full ten minutes after it can no longer be taken back", "at_once", "10:00:00", "10:10:00"],
    ["soon, together with what happens until then", "at_once", "10:00:01", "10:20:00"],
    ["hourly: at the full hour", "hourly", "10:30:00", "11:00:00"],
    ["hourly, and not while it can be taken back", "hourly", "10:50:01", "12:00:00"],
    ["daily: on the next morning", "daily", "10:00:00", "07:00:00+1"],
  ] as const)("%s", (_, rhythm, happened, mailed) => {
    const [time = "", later] = mailed.split("+");
    const day = later ? "2026-03-03" : "2026-03-02";
    const moment = mailMoment(at(`2026-03-02T${happened}Z`), { ...paris, rhythm });
    expect(iso(moment)).toBe(`${day}T${time}Z`);
  });

  it("daily on the same day when it happened ten minutes before that hour, and no later", () => {
    const daily = { ...paris, rhythm: "daily" as const };
    expect(iso(mailMoment(at("2026-03-02T06:50:00Z"), daily))).toBe("2026-03-02T07:00:00Z");
    expect(iso(mailMoment(at("2026-03-02T06:50:00.001Z"), daily))).toBe("2026-03-03T07:00:00Z");
  });
});

describe("in quiet hours nothing comes", () => {
  it.each([
    ["to the second before them a mail goes", "2026-03-02T18:59:59Z", "2026-03-02T18:59:59Z"],
    ["from their first second on it waits until the morning", "2026-03-02T19:00:00Z", "2026-03-03T07:00:00Z"],
    ["after midnight until the same morning", "2026-03-03T06:59:59Z", "2026-03-03T07:00:00Z"],
    ["at their end it goes", "2026-03-03T07:00:00Z", "2026-03-03T07:00:00Z"],
    ["over the night in which the clocks go forward", "2026-03-28T23:00:00Z", "2026-03-29T06:00:00Z"],
    ["over the night in which they go back", "2026-10-24T20:00:00Z", "2026-10-25T07:00:00Z"],
  ])("%s", (_, now, then) => {
    expect(iso(afterQuiet(at(now), paris))).toBe(then);
  });

  it("ends them at the first moment after the gap when their end is skipped", () => {
    const quiet = { ...paris, quiet: { from: 23, until: 2 } };
    expect(iso(afterQuiet(at("2026-03-28T23:30:00Z"), quiet))).toBe("2026-03-29T01:00:00Z");
  });

  it("counts the hours of one day, of a zone of its own, and none at all", () => {
    const noon = { quiet: { from: 12, until: 14 }, timeZone: "Asia/Kolkata" };
    expect(iso(afterQuiet(at("2026-03-02T06:30:00Z"), noon))).toBe("2026-03-02T08:30:00Z");
    expect(iso(afterQuiet(at("2026-03-02T06:29:59Z"), noon))).toBe("2026-03-02T06:29:59Z");
    for (const quiet of [null, { from: 8, until: 8 }]) {
      expect(iso(afterQuiet(at("2026-03-02T03:00:00Z"), { ...paris, quiet }))).toBe("2026-03-02T03:00:00Z");
    }
  });
});

describe("the weekly mail", () => {
  it.each([
    ["not yet on Monday before eight", "2026-03-30T05:59:59Z", null],
    ["on Monday at eight, in summer time", "2026-03-30T06:00:00Z", "2026-03-30"],
    ["made up for later that day", "2026-03-30T15:00:00Z", "2026-03-30"],
    ["but not in quiet hours", "2026-03-30T18:00:00Z", null],
    ["and not on the next day", "2026-03-31T06:00:00Z", null],
  ])("comes %s", (_, now, day) => {
    expect(weeklyDay(at(now), paris)).toBe(day);
  });

  it("waits for the end of quiet hours that last longer", () => {
    const late = { ...paris, quiet: { from: 20, until: 10 } };
    expect(weeklyDay(at("2026-03-30T07:59:59Z"), late)).toBeNull();
    expect(weeklyDay(at("2026-03-30T08:00:00Z"), late)).toBe("2026-03-30");
  });
});

it("a pilot is reminded from eight in the morning on, each day anew", () => {
  expect(reminderDay(at("2026-03-31T05:59:59Z"), paris)).toBeNull();
  expect(reminderDay(at("2026-03-31T06:00:00Z"), paris)).toBe("2026-03-31");
  expect(reminderDay(at("2026-04-01T06:00:00Z"), paris)).toBe("2026-04-01");
});
