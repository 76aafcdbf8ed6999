import { createHash } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { creditAppeals, creditJudges } from "../../db/schema/confirming.ts";
import { jobs } from "../../db/schema/log.ts";
import { duties } from "../../db/schema/piloting.ts";
import { firstLevels, reputationLines } from "../../db/schema/reputation.ts";
import { basisPoints, outcomeOf, type Verdict } from "../../app/features/confirming/appeals.ts";
import {
  appealJob,
  declineAppeal,
  drawOrder,
  endAppeal,
  judgeAppeal,
  objectToShares,
} from "../../app/features/confirming/appealing.server.ts";
import { appealPage } from "../../app/features/confirming/queries.server.ts";
import { rebuildReputation } from "../../app/features/reputation/refolding.server.ts";
import { ruleSets } from "../../app/features/reputation/rules.ts";
import { castSignal } from "../../app/features/signals/commands.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { kindsToldTo, tellAll } from "../notices/support.ts";
import { member, person } from "../support/database.ts";
import { builtIdea, day } from "./support.ts";

const stood = [
  { id: "a", share: 6_000 },
  { id: "b", share: 3_000 },
  { id: "c", share: 999 },
];

const says = (part: Verdict["part"], shares?: readonly number[]): Verdict => ({
  part,
  decision: shares ? "change" : "keep",
  shares: new Map(shares?.map((share, at) => [stood[at]?.id ?? "", share])),
});

const after = (...verdicts: Verdict[]) => {
  const { isChanged, people } = outcomeOf(stood, verdicts);
  expect(people.reduce((sum, { share }) => sum + share, 0)).toBe(9_999);
  return { isChanged, shares: people.map(({ share }) => share) };
};

const asStood = { isChanged: false, shares: [6_000, 3_000, 999] };

describe("what comes of an appeal", () => {
  it("is that shares stand where nobody says anything, on a tie, and by a majority", () => {
    expect(after()).toEqual(asStood);
    expect(after(says("pilot", [0, 0, 9_999]), says("drawn"))).toEqual(asStood);
    expect(after(says("pilot", [0, 0, 9_999]), says("drawn"), says("drawn"))).toEqual(asStood);
  });

  it("is the pilot's change where the pilot is for one, else the middle of the others', brought back to the sum", () => {
    const drawn = [says("drawn", [5_000, 4_000, 999]), says("drawn", [5_001, 3_000, 1_998])];
    expect(after(says("pilot", [4_000, 5_000, 999]), ...drawn.slice(0, 1), says("drawn")).shares).toEqual([
      4_000, 5_000, 999,
    ]);
    // The means are 5 000.5, 3 500 and 1 498.5; of equal remainders the first one is rounded up.
    expect(after(says("pilot"), ...drawn)).toEqual({ isChanged: true, shares: [5_001, 3_500, 1_498] });
    expect(after(says("drawn", [9_999, 0, 0])).shares).toEqual([9_999, 0, 0]);
  });

  it("reads percent with a point or a comma, and nothing else", () => {
    expect(["76.47", "7,8", "100", " 0 "].map(basisPoints)).toEqual([7_647, 780, 10_000, 0]);
    expect(["", "1.234", "-1", "100.01", "1e2", "ten"].map(basisPoints)).toEqual([null, null, null, null, null, null]);
  });

  it("is decided by people drawn in an order that everybody can compute", () => {
    const ids = ["m1", "m2", "m3", "m4", "m5"];
    const hash = (id: string) => createHash("sha256").update(`appeal ${id}`).digest("hex");
    const found = drawOrder("appeal", ids);
    expect(found.map(hash)).toEqual(ids.map(hash).toSorted());
    expect(drawOrder("appeal", ids.toReversed())).toEqual(found);
    expect(drawOrder("another", ids)).not.toEqual(found);
  });
});

let made: Awaited<ReturnType<typeof builtIdea>>;
let freeze: string;

beforeEach(async () => {
  made = await builtIdea();
});

/** Some members of level 1 in the space. */
async function leveled(names: readonly string[]): Promise<SignedIn[]> {
  const { rig, place } = made;
  const found = [];
  for (const name of names) {
    const who = await member(rig, await person(rig, name), place.id);
    await rig.db.transaction((tx) => tx.insert(firstLevels).values({ member: who.id, at: made.clock.now }));
    found.push(who);
  }
  return found;
}

async function settled(): Promise<void> {
  freeze = await made.adopt();
  await made.pass(freeze);
}

const object = async (who = made.bob, words = "The lock was my work.") =>
  objectToShares(await made.as(who), made.id, { freeze, words });

async function latest() {
  const rows = await made.rig.db.read.select().from(creditAppeals);
  const appeal = rows.toSorted((one, other) => (one.id < other.id ? 1 : -1))[0];
  if (!appeal) throw new Error("Nobody objected.");
  const judges = await made.rig.db.read
    .select()
    .from(creditJudges)
    .where(and(eq(creditJudges.appeal, appeal.id), eq(creditJudges.part, "drawn")));
  return { appeal, drawn: judges.filter(({ declinedAt }) => declinedAt === null).map((judge) => judge.member) };
}

/** Says what holds; as shares of ann, bob and cleo in basis points, or that they stand. */
async function say(who: SignedIn, shares?: readonly [number, number, number]) {
  const { ann, bob, cleo } = made;
  const given = new Map([ann, bob, cleo].map(({ id }, at) => [id, shares?.[at] ?? 0]));
  const verdict = { appeal: (await latest()).appeal.id, words: `${who.name} says so.` };
  await judgeAppeal(await made.as(who), made.id, { ...verdict, decision: shares ? "change" : "keep" }, given);
}

async function points() {
  const rows = await made.rig.db.read.select().from(reputationLines).where(eq(reputationLines.reversals, 0));
  const sum = (who: SignedIn) =>
    rows.reduce((of, row) => of + (row.rule === "adopted" && row.member === who.id ? row.points : 0), 0);
  return [made.ann, made.bob, made.cleo].map(sum);
}

async function ledgerIsRight() {
  const { missing, surplus, different } = await rebuildReputation(made.rig.db, ruleSets);
  expect({ missing, surplus, different }).toEqual({ missing: [], surplus: [], different: [] });
}

const appealsShown = async (who: SignedIn = made.dora) => (await made.shown(who))?.appeals;

describe("an objection", () => {
  it("is a contributor's to make, once shares stand, and leaves them meanwhile", async () => {
    freeze = await made.adopt();
    await expect(object()).rejects.toMatchObject({ code: "appeal_early" });
    await made.pass(freeze);
    const before = await made.standing();
    await expect(object(made.dora)).rejects.toMatchObject({ code: "not_found" });
    await expect(objectToShares(await made.as(made.bob), made.id, { freeze: "0".repeat(16), words: "So." }))
      .rejects //
      .toMatchObject({ code: "confirmation_anew" });
    expect((await appealsShown(made.bob))?.object).toMatchObject({ freeze, round: 1 });
    expect((await appealsShown())?.object).toBeNull();
    await object();
    await expect(object(made.ann)).rejects.toMatchObject({ code: "appeal_waiting" });
    expect(await made.standing()).toEqual(before);
    expect(await appealsShown()).toMatchObject({
      isContested: true,
      shown: [{ by: "Bob", words: "The lock was my work.", drawn: 0, state: "open", verdicts: [] }],
    });
    expect((await made.shown())?.history.at(-1)?.what).toBe("appealed");
  });

  it("comes within two weeks, or not at all", async () => {
    await settled();
    made.clock.now += 15 * day;
    expect((await appealsShown(made.bob))?.object).toBeNull();
    await expect(object()).rejects.toMatchObject({ code: "appeal_over" });
  });

  it("keeps the move from being undone, where two people built the idea", async () => {
    made = await builtIdea({ alone: true });
    freeze = await made.adopt();
    await object();
    await expect(made.undo(freeze)).rejects.toMatchObject({ code: "move_overtaken" });
    await say(made.pia, [5_000, 5_000, 0]);
    expect(await made.standing()).toEqual({ Ann: 5_000, Bob: 5_000 });
    await ledgerIsRight();
  });

  it("is a pilot's duty for a week, and told to those whom it concerns", async () => {
    const drawable = await leveled(["lea", "leo"]);
    await settled();
    await object();
    const { appeal } = await latest();
    const judging = async () =>
      made.rig.db.read
        .select()
        .from(duties)
        .where(eq(duties.subject, `shares_appeal:${appeal.id}`));
    expect(await judging()).toMatchObject([{ kind: "judge", idea: made.id, dueAt: appeal.until, end: null }]);
    const [job] = await made.rig.db.read.select().from(jobs).where(eq(jobs.kind, appealJob));
    expect(job).toMatchObject({ payload: { appeal: appeal.id }, runAt: appeal.until });
    await tellAll(made.rig);
    expect(await kindsToldTo(made.rig, made.pia)).toContain("credit_appeal_pilot");
    expect(await kindsToldTo(made.rig, made.ann)).toContain("credit_appealed");
    for (const who of drawable) expect(await kindsToldTo(made.rig, who)).toContain("credit_appeal_drawn");
    await say(made.pia);
    expect(await judging()).toMatchObject([{ end: "done" }]);
    for (const who of drawable) await say(who);
    await tellAll(made.rig);
    expect(await kindsToldTo(made.rig, made.pia)).not.toContain("credit_appeal_pilot");
    for (const who of drawable) expect(await kindsToldTo(made.rig, who)).not.toContain("credit_appeal_drawn");
    expect(await kindsToldTo(made.rig, made.bob)).toContain("credit_appeal_decided");
  });
});

describe("those who decide", () => {
  it("are members with the level, no part of the idea and no signal on it, and a pilot", async () => {
    const [lea, leo, lou] = await leveled(["lea", "leo", "lou"]);
    if (!lea || !leo || !lou) throw new Error("They are three.");
    await castSignal(await made.as(lou), { idea: made.id, kind: "not_for_me" });
    await settled();
    await object();
    const { appeal, drawn } = await latest();
    expect(appeal).toMatchObject({ candidates: 2, level: 1 });
    expect(drawn.toSorted()).toEqual([lea.id, leo.id].toSorted());
    expect(await made.happened("credit.appealed")).toMatchObject([
      { appeal: appeal.id, candidates: 2, level: 1, drawn: drawOrder(appeal.id, [lea.id, leo.id]) },
    ]);
    for (const who of [lou, made.dora, made.ann, made.bob]) {
      await expect(appealPage(await made.as(who), made.id)).rejects.toMatchObject({ code: "not_found" });
      await expect(say(who)).rejects.toMatchObject({ code: "not_found" });
    }
    expect(await appealPage(await made.as(lea), made.id)).toMatchObject({ part: "drawn", drawn: 2, state: "open" });
    expect(await appealPage(await made.as(made.pia), made.id)).toMatchObject({ part: "pilot", all: 10_000 });
  });

  it("may stay out of it, and the next one is drawn", async () => {
    const all = await leveled(["lea", "leo", "lou"]);
    await settled();
    await object();
    const { appeal, drawn } = await latest();
    expect(drawn.toSorted()).toEqual(
      drawOrder(
        appeal.id,
        all.map(({ id }) => id),
      )
        .slice(0, 2)
        .toSorted(),
    );
    const first = all.find(({ id }) => id === drawn[0]);
    const third = all.find(({ id }) => !drawn.includes(id));
    if (!first || !third) throw new Error("They are three.");
    const decline = async (who: SignedIn) => declineAppeal(await made.as(who), made.id, appeal.id);
    await expect(decline(made.pia)).rejects.toMatchObject({ code: "not_found" });
    await decline(first);
    await expect(decline(first)).rejects.toMatchObject({ code: "not_found" });
    await expect(say(first)).rejects.toMatchObject({ code: "not_found" });
    expect((await latest()).drawn).toContain(third.id);
    await decline(third);
    expect((await latest()).drawn).toEqual([drawn[1]]);
    expect((await made.happened("credit.judge_declined")).map((each) => each.drawn)).toEqual([[third.id], []]);
  });

  it("say it once, with shares that sum to what there is, and decide as soon as all have said it", async () => {
    const [lea, leo] = await leveled(["lea", "leo"]);
    if (!lea || !leo) throw new Error("They are two.");
    await settled();
    await object();
    await expect(say(made.pia, [5_000, 4_000, 999])).rejects.toMatchObject({ fields: { total: "shares_not_all" } });
    await say(made.pia);
    await expect(say(made.pia)).rejects.toMatchObject({ code: "appeal_said" });
    await say(lea, [7_000, 2_000, 1_000]);
    await expect(say(lea)).rejects.toMatchObject({ code: "appeal_said" });
    expect(await appealsShown()).toMatchObject({ isContested: true, shown: [{ verdicts: [] }] });
    await say(leo, [6_000, 3_000, 1_000]);
    expect(await made.standing()).toEqual({ Ann: 6_500, Bob: 2_500, Cleo: 1_000 });
    const shown = await appealsShown();
    expect(shown).toMatchObject({ isContested: false, isChanged: true, shown: [{ state: "changed" }] });
    expect(shown?.shown[0]?.verdicts.map(({ name, words }) => [name, words])).toEqual(
      expect.arrayContaining([
        ["Pia", "Pia says so."],
        [null, "Lea says so."],
        [null, "Leo says so."],
      ]),
    );
    expect(JSON.stringify(shown)).not.toContain(lea.id);
    expect(await points()).toEqual([32_500, 12_500, 5_000]);
    expect((await made.happened("credit.confirmed")).at(-1)).toMatchObject({ how: "appeal", changed: true });
    expect((await made.shown())?.history.map(({ what }) => what).slice(-5)).toEqual([
      "appealed",
      "pilot_judged",
      "member_judged",
      "member_judged",
      "appeal_changed",
    ]);
    await ledgerIsRight();
  });

  it("are not counted where they say nothing within a week", async () => {
    const [lea] = await leveled(["lea", "leo"]);
    if (!lea) throw new Error("She is there.");
    await settled();
    const before = await made.standing();
    await object();
    const { appeal } = await latest();
    await say(lea, [5_000, 4_000, 1_000]);
    await endAppeal(made.rig.db, appeal.id, appeal.until - 1);
    expect((await latest()).appeal.state).toBe("open");
    await endAppeal(made.rig.db, appeal.id, appeal.until);
    await endAppeal(made.rig.db, appeal.id, appeal.until);
    expect(await made.standing()).toEqual({ Ann: 5_000, Bob: 4_000, Cleo: 1_000 });
    expect(await made.standing()).not.toEqual(before);
    made.clock.now = appeal.until;
    await expect(say(made.pia)).rejects.toMatchObject({ code: "appeal_closed" });
    expect(await made.happened("credit.appeal_decided")).toHaveLength(1);
    await ledgerIsRight();
  });
});

describe("a second appeal", () => {
  it("is decided by others, and final", async () => {
    const all = await leveled(["lea", "leo", "lou", "liv"]);
    const paul = await member(made.rig, await person(made.rig, "paul"), made.place.id, { pilot: true });
    await settled();
    await object();
    const first = await latest();
    await say(made.pia, [5_000, 4_000, 1_000]);
    for (const who of all.filter(({ id }) => first.drawn.includes(id))) await say(who, [5_000, 4_000, 1_000]);
    expect((await appealsShown(made.ann))?.object).toMatchObject({ round: 2 });
    await object(made.ann, "The text was mine.");
    const second = await latest();
    expect(second.appeal.round).toBe(2);
    expect([...first.drawn, ...second.drawn].toSorted()).toEqual(all.map(({ id }) => id).toSorted());
    await expect(say(made.pia)).rejects.toMatchObject({ code: "not_found" });
    await say(paul);
    for (const who of all.filter(({ id }) => second.drawn.includes(id))) await say(who);
    expect(await appealsShown(made.bob)).toMatchObject({ isFinal: true, object: null });
    await expect(object()).rejects.toMatchObject({ code: "appeal_final" });
    expect(await made.standing()).toEqual({ Ann: 5_000, Bob: 4_000, Cleo: 1_000 });
    await ledgerIsRight();
  });

  it("is the same pilot's where there is no other", async () => {
    await settled();
    await object();
    await say(made.pia);
    await object();
    await say(made.pia, [5_000, 4_000, 1_000]);
    expect(await made.standing()).toEqual({ Ann: 5_000, Bob: 4_000, Cleo: 1_000 });
    expect((await appealsShown())?.isFinal).toBe(true);
  });
});

it("falls when the idea is frozen anew", async () => {
  await settled();
  await object();
  const { appeal } = await latest();
  await made.move(made.pro, "adopted", "evaluating");
  await made.move(made.pro, "evaluating", "adopted");
  expect((await latest()).appeal.state).toBe("overtaken");
  await expect(say(made.pia)).rejects.toMatchObject({ code: expect.any(String) });
  await endAppeal(made.rig.db, appeal.id, appeal.until);
  expect((await latest()).appeal.state).toBe("overtaken");
  const [duty] = await made.rig.db.read
    .select()
    .from(duties)
    .where(eq(duties.subject, `shares_appeal:${appeal.id}`));
  expect(duty?.end).toBe("cancelled");
  await ledgerIsRight();
});
