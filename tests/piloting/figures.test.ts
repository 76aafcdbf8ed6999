import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { duties } from "../../db/schema/piloting.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { hideItem } from "../../app/features/moderation/commands.server.ts";
import { weekStarts } from "../../app/features/piloting/calendar.server.ts";
import { answerRate, longestWaiting, medianTimes, weeksOfAnswers } from "../../app/features/piloting/figures.server.ts";
import { rateChart } from "../../app/features/piloting/rate-chart.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { contextFor, freshDatabase, people, type Rig, space } from "../support/database.ts";

const hour = 3_600_000;
const day = 24 * hour;
const timeZone = "Europe/Paris";
/** A Thursday, two weeks after the clocks went forward. */
const now = Date.parse("2026-04-09T15:00+02:00");

let rig: Rig;
let where: { id: string; timeZone: string };
let who: Awaited<ReturnType<typeof people>>;

beforeEach(async () => {
  rig = await freshDatabase();
  where = { id: (await space(rig)).id, timeZone };
  who = await people(rig, where.id);
});

async function proposed(author: SignedIn, title: string, at: number): Promise<string> {
  const id = newId(at);
  const words = { title, problem: "Flat.", forWhom: "Riders.", solution: "A pump." };
  await submitIdea(contextFor(rig, author, { now: at }), where.id, { id, ...words });
  return id;
}

type Owed = { kind: "acknowledge" | "decide"; dueAt: number; took: number | null };

/** Writes what was owed to one idea; `took` from three days before it was due, null: still open. */
async function owed(idea: string, rows: readonly Owed[]): Promise<void> {
  const values = rows.map(({ kind, dueAt, took }, at) => ({
    id: `d${at}`,
    space: where.id,
    idea,
    subject: `test:${at}`,
    kind,
    startedAt: dueAt - 3 * day,
    dueAt,
    shownFrom: dueAt - 3 * day,
    startedBy: "test",
    end: took === null ? null : ("done" as const),
    endedAt: took === null ? null : dueAt - 3 * day + took,
    endedBy: took === null ? null : "test",
  }));
  await rig.db.transaction((tx) => tx.insert(duties).values(values));
}

describe("weeks of answers", () => {
  it("begin on Monday by the space's clock, also when an hour is missing", () => {
    expect(weekStarts(now, 3, timeZone).map((at) => new Date(at).toISOString())).toEqual([
      "2026-03-22T23:00:00.000Z",
      "2026-03-29T22:00:00.000Z",
      "2026-04-05T22:00:00.000Z",
    ]);
  });

  it("count what was due in each, in time or not; what ends with Sunday belongs to that week", async () => {
    const idea = await proposed(who.ann, "A", now - 60 * day);
    await rig.db.transaction((tx) => tx.delete(duties));
    const monday = Date.parse("2026-04-06T00:00+02:00");
    await owed(idea, [
      { kind: "decide", dueAt: monday, took: day },
      { kind: "acknowledge", dueAt: monday + 1, took: 4 * day },
      { kind: "acknowledge", dueAt: monday + day, took: null },
      // It was given early, and counts when its time comes.
      { kind: "acknowledge", dueAt: now + day, took: hour },
    ]);
    const weeks = await weeksOfAnswers(rig.db.read, where, now);
    expect(weeks).toHaveLength(26);
    expect(weeks.slice(-2)).toMatchObject([
      { to: monday, due: 1, met: 1 },
      { from: monday, to: now, due: 2, met: 0, rate: { due: 3, met: 1, share: null } },
    ]);
  });

  it("end with the very rate that stands beside them, and each is what was published then", async () => {
    const idea = await proposed(who.ann, "A", now - 60 * day);
    const aDuty = fc.record({
      kind: fc.constantFrom("acknowledge" as const, "decide" as const),
      dueAt: fc.integer({ min: now - 300 * day, max: now + 5 * day }),
      took: fc.option(fc.integer({ min: 0, max: 6 * day })),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(aDuty, { maxLength: 60 }), async (rows) => {
        await rig.db.transaction((tx) => tx.delete(duties));
        if (rows.length > 0) await owed(idea, rows);
        const weeks = await weeksOfAnswers(rig.db.read, where, now);
        expect(weeks.at(-1)?.rate).toEqual(await answerRate(rig.db.read, [where.id], now));
        const [earlier] = weeks;
        expect(earlier?.rate).toEqual(await answerRate(rig.db.read, [where.id], earlier?.to ?? 0));
        for (const { from, to, due } of weeks) {
          expect(due).toBe(rows.filter(({ dueAt }) => dueAt > from && dueAt <= to).length);
        }
      }),
      { numRuns: 25 },
    );
  });

  it("are drawn inside their frame, with a gap where there is too little to tell", () => {
    const rate = (met: number, due: number) => ({
      met,
      due,
      share: due < 5 ? null : Math.floor((100 * met) / due),
      acknowledge: { met, due },
      decide: { met: 0, due: 0 },
    });
    const weeks = [rate(1, 2), rate(5, 10), rate(10, 10)].map((each, at) => ({
      from: at * 7 * day,
      to: (at + 1) * 7 * day,
      due: each.due,
      met: each.met,
      rate: each,
    }));
    const chart = rateChart(weeks);
    expect(chart.line.match(/M/g)).toHaveLength(1);
    expect(chart.end).toMatchObject({ share: 100, y: chart.levels.find(({ share }) => share === 100)?.y });
    for (const { x, width, met, late } of chart.bars) {
      expect(x + width).toBeLessThanOrEqual(chart.width);
      expect(late.y + late.height).toBeCloseTo(met.y);
      expect(met.y + met.height).toBeLessThanOrEqual(chart.height);
    }
  });
});

describe("how long answers took", () => {
  it("is the time within which half of them came", async () => {
    const idea = await proposed(who.ann, "A", now - 60 * day);
    await rig.db.transaction((tx) => tx.delete(duties));
    const dueAt = now - 10 * day;
    await owed(idea, [
      { kind: "acknowledge", dueAt, took: 5 * hour },
      { kind: "acknowledge", dueAt, took: 1 * hour },
      { kind: "acknowledge", dueAt, took: 3 * hour },
      { kind: "acknowledge", dueAt, took: 9 * hour },
      { kind: "acknowledge", dueAt, took: null },
      { kind: "acknowledge", dueAt: dueAt - 90 * day, took: hour },
    ]);
    expect(await medianTimes(rig.db.read, where.id, now)).toEqual({
      acknowledge: { time: 3 * hour, of: 4 },
      decide: null,
    });
  });
});

describe("who waits longest", () => {
  it("names five ideas that everybody here sees, the longest first", async () => {
    const ids: string[] = [];
    for (let each = 0; each < 7; each++) ids.push(await proposed(who.ann, `Idea ${each}`, now - (20 - each) * day));
    await hideItem(
      contextFor(rig, who.pia, { now }),
      { idea: ids[0] ?? "", comment: null },
      { act: "hide", reason: "spam", words: "Spam." },
    );
    const waiting = await longestWaiting(rig.db.read, where.id);
    expect(waiting.map(({ title }) => title)).toEqual(["Idea 1", "Idea 2", "Idea 3", "Idea 4", "Idea 5"]);
    expect(waiting[0]).toMatchObject({ kind: "acknowledge", since: now - 19 * day });
  });
});
