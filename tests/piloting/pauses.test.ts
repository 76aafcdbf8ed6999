import fc from "fast-check";
import { asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { events } from "../../db/schema/log.ts";
import { spaces } from "../../db/schema/spaces.ts";
import { deleteComment, postComment } from "../../app/features/discussion/commands.server.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { noticesPage } from "../../app/features/notices/queries.server.ts";
import { tellPeople } from "../../app/features/notices/readers.server.ts";
import { moveIdea, undoMove } from "../../app/features/piloting/commands.server.ts";
import { dueAfterPause, type WorkingCalendar } from "../../app/features/piloting/calendar.server.ts";
import { owedTo } from "../../app/features/piloting/desk-item.server.ts";
import { deskOf } from "../../app/features/piloting/desk.server.ts";
import { answerRate } from "../../app/features/piloting/figures.server.ts";
import { noteOverdue } from "../../app/features/piloting/overdue.server.ts";
import { pauseOf } from "../../app/features/piloting/pauses.server.ts";
import { pauseClock, resumeClock, resumeWhatIsOver } from "../../app/features/piloting/pausing.server.ts";
import { groupOf, wholeDesk } from "../../app/features/piloting/rules.ts";
import { withdrawIdea } from "../../app/features/writing/withdrawal.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { Forbidden, Invalid, Refused } from "../../app/platform/errors.ts";
import { newId } from "../../app/platform/ids.ts";
import { contextFor, freshDatabase, member, people, person, type Rig, space } from "../support/database.ts";

const hour = 3_600_000;
const day = 24 * hour;
/** A Thursday, 10:00 in the space's zone: a first word is due on Tuesday the 10th. */
const thursday = Date.parse("2026-03-05T10:00+01:00");
const tuesday = Date.parse("2026-03-10T10:00+01:00");

let rig: Rig;
let where: string;
let who: Awaited<ReturnType<typeof people>> & { pam: SignedIn };
let idea: string;

beforeEach(async () => {
  rig = await freshDatabase();
  where = (await space(rig)).id;
  const known = await people(rig, where);
  const pam = await member(rig, await person(rig, "pam", { affiliation: "employee" }), where, { pilot: true });
  who = { ...known, pam };
  idea = await proposed(who.ann);
});

const at = (actor: SignedIn, now: number) => contextFor(rig, actor, { now });

async function proposed(author: SignedIn, now = thursday): Promise<string> {
  const id = newId(now);
  const texts = { title: "A pump", problem: "Flat.", forWhom: "Riders.", solution: "A pump." };
  await submitIdea(at(author, now), where, { id, ...texts });
  return id;
}

async function pause(by: SignedIn, now: number, change: { id?: string; goesOn?: string; of?: string } = {}) {
  const id = change.id ?? newId(now);
  const reason = "The maker answers next week.";
  await pauseClock(at(by, now), change.of ?? idea, { id, reason, goesOn: change.goesOn ?? null });
  return id;
}

const resume = (by: SignedIn, now: number, id: string) => resumeClock(at(by, now), idea, { pause: id });

async function due() {
  return (await owedTo(rig.db.read, idea)).map(({ dueAt }) => new Date(dueAt));
}

async function move(to: "evaluating" | "open", now: number, from: "new" | "evaluating" = "new") {
  const id = newId(now);
  const said = { message: "Soon.", reasonKind: null, reviewOn: null };
  await moveIdea(at(who.pam, now), idea, { id, from, to, ...said });
  return id;
}

async function logged(kind: string) {
  const rows = await rig.db.read.select().from(events).where(eq(events.kind, kind));
  return rows.length;
}

async function told(actor: SignedIn, now: number) {
  const reader = tellPeople(rig.db, () => now);
  if (!("read" in reader)) throw new Error("It reads one event at a time.");
  const all = await rig.db.read.select().from(events).orderBy(asc(events.seq));
  for (const event of all) if (reader.kinds.includes(event.kind)) await reader.read(event);
  return (await noticesPage(at(actor, now), null)).notices.map(({ kind }) => kind);
}

describe("a first word", () => {
  it("is due later by the working time for which its clock stood still, over a weekend", async () => {
    const id = await pause(who.pia, thursday + 2 * hour);
    // Twelve hours of Thursday and all of Friday; Saturday and Sunday do not count.
    await resume(who.pia, Date.parse("2026-03-08T12:00+01:00"), id);
    expect(await due()).toEqual([new Date(tuesday + day + 12 * hour)]);
    expect(await pauseOf(rig.db.read, idea, thursday + 3 * day)).toBeNull();
  });

  it("leaves holidays and the hour that the clocks skip out", async () => {
    await rig.db.transaction((tx) =>
      tx.update(spaces).set({ workingDays: [1, 2, 3, 4, 5, 6, 7], holidays: ["2026-03-30"] }),
    );
    const saturday = Date.parse("2026-03-28T10:00+01:00");
    idea = await proposed(who.ann, saturday);
    // Three working days on: Sunday (of 23 hours), Tuesday, Wednesday.
    expect(await due()).toEqual([new Date("2026-04-01T10:00+02:00")]);
    await pause(who.pia, saturday, { goesOn: "2026-03-31" });
    // 14 hours of Saturday and 23 of Sunday.
    expect(await due()).toEqual([new Date("2026-04-02T23:00+02:00")]);
  });

  it("goes on by itself on its day, once, whoever looks how often", async () => {
    await pause(who.pia, thursday + hour, { goesOn: "2026-03-09" });
    const monday = Date.parse("2026-03-09T00:00+01:00");
    expect(await pauseOf(rig.db.read, idea, monday - 1)).toMatchObject({ by: "Pia", until: monday });
    await resumeWhatIsOver(rig.db, monday - 1);
    expect(await logged("clock.resumed")).toBe(0);
    const late = monday + 3 * day;
    await Promise.all([resumeWhatIsOver(rig.db, late), resumeWhatIsOver(rig.db, late)]);
    await resumeWhatIsOver(rig.db, late);
    expect(await logged("clock.resumed")).toBe(1);
    // However late it is noted: 13 hours of Thursday and Friday.
    expect(await due()).toEqual([new Date(tuesday + day + 13 * hour)]);
  });

  it("stands still more than once, each time for its own time", async () => {
    const first = await pause(who.pia, thursday + hour);
    await resume(who.pia, thursday + 2 * hour, first);
    const second = await pause(who.pam, thursday + 3 * hour);
    await resume(who.pia, thursday + 5 * hour, second);
    expect(await due()).toEqual([new Date(tuesday + 3 * hour)]);
  });

  it("is not late, and not in the rate, while its clock stands still; it is listed apart, at the end", async () => {
    await pause(who.pia, thursday + hour, { goesOn: "2026-05-04" });
    const now = tuesday + 10 * day;
    await noteOverdue(rig.db, now);
    expect(await logged("duty.overdue")).toBe(0);
    expect(await answerRate(rig.db.read, [where], now)).toMatchObject({ due: 0 });
    const desk = await deskOf(at(who.pia, now), null, { ...wholeDesk, whose: "all" });
    expect(desk.groups).toMatchObject({ overdue: 0, acknowledge: 0, paused: 1 });
    expect(desk.owed.map((each) => groupOf(each, now))).toEqual(["paused"]);
    // It goes on, and runs out.
    const after = Date.parse("2026-05-20T00:00+02:00");
    await resumeWhatIsOver(rig.db, after);
    await noteOverdue(rig.db, after);
    expect(await logged("duty.overdue")).toBe(1);
  });
});

it("an answer is due later by all of the time for which its clock stood still", async () => {
  await move("evaluating", thursday + hour);
  const [before] = await due();
  const id = await pause(who.pia, thursday + 2 * hour);
  await resume(who.pia, thursday + 2 * hour + 5 * day + 1234, id);
  expect(await due()).toEqual([new Date(Number(before) + 5 * day + 1234)]);
});

describe("what ends a pause", () => {
  it("an answer does, and counts as given in time; taken back, the pause goes on", async () => {
    await pause(who.pia, thursday + hour, { goesOn: "2026-03-16" });
    const [projected] = await due();
    const said = newId(thursday + 3 * hour);
    await postComment(at(who.pam, thursday + 3 * hour), idea, { id: said, kind: "remark", body: "Here." });
    expect(await pauseOf(rig.db.read, idea, thursday + 3 * hour)).toBeNull();
    expect(await answerRate(rig.db.read, [where], tuesday + 3 * hour)).toMatchObject({ met: 1, due: 1 });
    await deleteComment(at(who.pam, thursday + 4 * hour), said);
    expect(await pauseOf(rig.db.read, idea, thursday + 4 * hour)).not.toBeNull();
    expect(await due()).toEqual([projected]);
  });

  it("an answer taken back after its day leaves what is owed as if the clock had gone on by itself", async () => {
    await pause(who.pia, thursday + hour, { goesOn: "2026-03-09" });
    const [projected] = await due();
    const said = newId(thursday + 3 * hour);
    await postComment(at(who.pam, thursday + 3 * hour), idea, { id: said, kind: "remark", body: "Here." });
    await deleteComment(at(who.pam, tuesday), said);
    expect(await pauseOf(rig.db.read, idea, tuesday)).toBeNull();
    expect(await due()).toEqual([projected]);
  });

  it("a move does, and when it is undone what it began is paused no more and what it ended stands still again", async () => {
    await pause(who.pia, thursday + hour, { goesOn: "2026-03-16" });
    const [projected] = await due();
    const made = await move("evaluating", thursday + 2 * hour);
    expect(await pauseOf(rig.db.read, idea, thursday + 2 * hour)).toBeNull();
    await pause(who.pam, thursday + 2 * hour + 1);
    await undoMove(at(who.pam, thursday + 2 * hour + 2), idea, made);
    expect(await pauseOf(rig.db.read, idea, thursday + 3 * hour)).toMatchObject({ by: "Pia", kind: "acknowledge" });
    expect(await due()).toEqual([projected]);
  });

  it("withdrawing does: nothing goes on later", async () => {
    await pause(who.pia, thursday + hour, { goesOn: "2026-03-16" });
    await withdrawIdea(at(who.ann, thursday + 2 * hour), idea, "");
    await resumeWhatIsOver(rig.db, tuesday + 30 * day);
    expect(await logged("clock.resumed")).toBe(0);
    expect(await due()).toEqual([]);
  });
});

describe("pausing", () => {
  it("is a pilot's, never an author's", async () => {
    await expect(pause(who.bob, thursday + hour)).rejects.toThrow(Forbidden);
    const own = await proposed(who.pia, thursday);
    await expect(pause(who.pia, thursday + hour, { of: own })).rejects.toThrow(Forbidden);
    const id = await pause(who.pia, thursday + hour);
    await expect(resume(who.bob, thursday + 2 * hour, id)).rejects.toThrow(Forbidden);
  });

  it("sent twice is done once, and goes on once", async () => {
    const id = newId(thursday);
    for (let time = 0; time < 2; time++) await pause(who.pia, thursday + hour, { id });
    await expect(pause(who.pam, thursday + hour)).rejects.toMatchObject({ code: "already_paused" });
    for (let time = 0; time < 2; time++) await resume(who.pam, thursday + 2 * hour, id);
    expect(await logged("clock.paused")).toBe(1);
    expect(await logged("clock.resumed")).toBe(1);
    expect(await due()).toEqual([new Date(tuesday + hour)]);
  });

  it("is refused for a clock that has run out, and where none runs", async () => {
    await expect(pause(who.pia, tuesday + 1)).rejects.toMatchObject({ code: "clock_late" });
    await move("open", tuesday + 2);
    await expect(pause(who.pia, tuesday + 3)).rejects.toThrow(Refused);
  });

  it("is for 90 days at most", async () => {
    await expect(pause(who.pia, thursday, { goesOn: "2026-06-04" })).rejects.toThrow(Invalid);
    await expect(pause(who.pia, thursday, { goesOn: "2026-03-05" })).rejects.toThrow(Invalid);
    await pause(who.pia, thursday);
    const last = Date.parse("2026-06-03T00:00+02:00");
    expect(await pauseOf(rig.db.read, idea, thursday)).toMatchObject({ until: last });
  });

  it("is not done again within a week by whoever did it, unless he or she leads", async () => {
    const id = await pause(who.pam, thursday + hour);
    await resume(who.pam, thursday + 2 * hour, id);
    await expect(pause(who.pam, thursday + 3 * hour)).rejects.toMatchObject({ code: "paused_lately" });
    const again = await pause(who.pia, thursday + 3 * hour);
    await resume(who.pia, thursday + 4 * hour, again);
    await pause(who.pam, thursday + 5 * hour);
  });
});

it("those who follow are told that a clock stands still, and that it goes on", async () => {
  await pause(who.pia, thursday + hour, { goesOn: "2026-03-09" });
  expect(await told(who.ann, thursday + 2 * hour)).toEqual(["paused"]);
  const monday = Date.parse("2026-03-09T00:00+01:00");
  await resumeWhatIsOver(rig.db, monday);
  expect(await told(who.ann, monday + 1)).toEqual(["resumed"]);
});

const minute = 60_000;
const zones = ["Europe/Paris", "America/New_York", "Asia/Beirut", "Australia/Lord_Howe"] as const;

/** What the product computes by days, minute by minute. */
function walked(dueAt: number, from: number, to: number, calendar: WorkingCalendar): number {
  const clock = new Intl.DateTimeFormat("en-CA", { timeZone: calendar.timeZone, dateStyle: "short" });
  const known = new Map<number, boolean>();
  const works = (moment: number) => {
    // Zones differ from UTC by whole quarters of an hour.
    const quarter = Math.floor(moment / (15 * minute));
    const found = known.get(quarter);
    if (found !== undefined) return found;
    const date = clock.format(quarter * 15 * minute);
    const weekday = new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
    const answer = calendar.weekdays.includes(weekday) && !calendar.holidays.has(date);
    known.set(quarter, answer);
    return answer;
  };
  let left = 0;
  for (let moment = from; moment < to; moment += minute) if (works(moment)) left++;
  let moment = dueAt;
  for (; left > 0; moment += minute) if (works(moment)) left--;
  return moment;
}

it("the due time after any pause is what walking minute by minute gives", () => {
  const startOf2026 = Date.UTC(2026, 0, 1);
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      fc.uniqueArray(fc.integer({ min: 0, max: 364 }), { maxLength: 30 }),
      fc.integer({ min: 0, max: 500_000 }),
      fc.integer({ min: 0, max: 8_000 }),
      fc.integer({ min: 0, max: 20_000 }),
      (timeZone, weekdays, off, begin, untilDue, length) => {
        const holidays = new Set(off.map((each) => new Date(startOf2026 + each * day).toISOString().slice(0, 10)));
        const calendar = { timeZone, weekdays, holidays };
        const from = startOf2026 + begin * minute;
        const dueAt = from + untilDue * minute;
        const to = from + length * minute;
        expect(dueAfterPause(dueAt, from, to, calendar)).toBe(walked(dueAt, from, to, calendar));
      },
    ),
    { numRuns: 200 },
  );
});
