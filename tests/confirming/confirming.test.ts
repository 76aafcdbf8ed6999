import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { creditAnswers, creditConfirmations, creditContributors } from "../../db/schema/confirming.ts";
import { jobs } from "../../db/schema/log.ts";
import { duties } from "../../db/schema/piloting.ts";
import { reputationLines } from "../../db/schema/reputation.ts";
import { confirmJob, endConfirmation, settleShares } from "../../app/features/confirming/commands.server.ts";
import { confirmPage, judgePage } from "../../app/features/confirming/queries.server.ts";
import { contributorsIn } from "../../app/features/confirming/shares.server.ts";
import { decideProposal } from "../../app/features/adopting/commands.server.ts";
import { creditSummary } from "../../app/features/crediting/queries.server.ts";
import { hideItem, restoreItem } from "../../app/features/moderation/commands.server.ts";
import { usualPhase } from "../../app/features/planning/rules.ts";
import { eraseMember } from "../../app/features/privacy/erasing.server.ts";
import { rebuildReputation } from "../../app/features/reputation/refolding.server.ts";
import { ruleSets } from "../../app/features/reputation/rules.ts";
import { kindsToldTo, tellAll } from "../notices/support.ts";
import { roomOn } from "../rooms/support.ts";
import { visiting } from "../support/database.ts";
import { builtIdea, day } from "./support.ts";

let made: Awaited<ReturnType<typeof builtIdea>>;

beforeEach(async () => {
  made = await builtIdea();
});

/** What is computed of the idea as `builtIdea` makes it. */
const computed = { Ann: 7_647, Bob: 784, Cleo: 1_569 };

/** Ann and Cleo find that Bob did more, each a little; the others as computed. */
async function moreForBob(freeze: string) {
  await made.answer(made.ann, freeze, { bob: 40, cleo: 60 });
  await made.answer(made.cleo, freeze, { bob: 11, ann: 89 });
}

async function ledgerIsRight() {
  const { missing, surplus, different } = await rebuildReputation(made.rig.db, ruleSets);
  expect({ missing, surplus, different }).toEqual({ missing: [], surplus: [], different: [] });
}

/** What the idea's stages brought each of them that stands, in milli-points. */
async function points() {
  const rows = await made.rig.db.read.select().from(reputationLines).where(eq(reputationLines.reversals, 0));
  const name = new Map([made.ann, made.bob, made.cleo].map((who) => [who.id, who.name]));
  const sums: Record<string, Record<string, number>> = {};
  for (const { rule, member, points: each } of rows) {
    if (!["shortlisted", "adopted", "shipped"].includes(rule)) continue;
    const of = (sums[rule] ??= {});
    const who = name.get(member) ?? "";
    of[who] = (of[who] ?? 0) + each;
  }
  return sums;
}

describe("a confirmation", () => {
  it("opens when the credits are frozen, until the end of a day two weeks later on the clocks of the space", async () => {
    const freeze = await made.adopt();
    const [row] = await made.rig.db.read.select().from(creditConfirmations);
    expect(row).toMatchObject({ freeze, idea: made.id, state: "open", settledAt: null });
    // Paris is an hour ahead of UTC in March, before clocks change.
    expect(row?.until).toBe(Date.UTC(2026, 2, 16, 23));
    const [job] = await made.rig.db.read.select().from(jobs).where(eq(jobs.kind, confirmJob));
    expect(job).toMatchObject({ payload: { freeze }, runAt: row?.until });
    expect(await made.happened("credit.confirmation_opened")).toEqual([{ freeze, until: row?.until, people: 3 }]);
  });

  it("asks contributors alone, who begin with today's shares", async () => {
    await made.adopt();
    const { people, isOpen, hasAnswered, isFew } = await confirmPage(await made.as(made.bob), made.id);
    expect({ isOpen, hasAnswered, isFew }).toEqual({ isOpen: true, hasAnswered: false, isFew: true });
    expect(people.map(({ name, share, points: begin }) => [name, share, begin])).toEqual([
      ["Ann", computed.Ann, 83],
      ["Cleo", computed.Cleo, 17],
    ]);
    for (const who of [made.dora, made.pia]) {
      await expect(confirmPage(await made.as(who), made.id)).rejects.toMatchObject({ code: "not_found" });
    }
    await expect(confirmPage(visiting(made.rig), made.id)).rejects.toMatchObject({ code: "sign_in_first" });
  });

  it("keeps the last answer of each, and shows nothing of it before the end but to its author", async () => {
    const freeze = await made.adopt();
    await made.answer(made.ann, freeze, { bob: 90, cleo: 10 });
    await moreForBob(freeze);
    const { people } = await confirmPage(await made.as(made.ann), made.id);
    expect(people.map(({ name, points: given }) => [name, given])).toEqual([
      ["Cleo", 60],
      ["Bob", 40],
    ]);
    expect(await made.rig.db.read.$count(creditAnswers)).toBe(4);
    for (const who of [made.bob, made.dora, made.pia]) {
      expect(await made.shown(who)).toMatchObject({ asked: { state: "open", answers: 0 }, people: [] });
    }
    expect(await made.shown(made.ann)).toMatchObject({ asked: { mayAnswer: true, hasAnswered: true } });
    expect(await made.shown(made.bob)).toMatchObject({ asked: { mayAnswer: true, hasAnswered: false } });
    expect(await made.shown(made.dora)).toMatchObject({ asked: { mayAnswer: false } });
  });

  it("refuses what is not all points, comes too late, or is about an earlier freeze", async () => {
    const freeze = await made.adopt();
    await expect(made.answer(made.ann, freeze, { bob: 50, cleo: 49 })).rejects.toMatchObject({
      fields: { total: "points_not_all" },
    });
    await expect(made.answer(made.dora, freeze, { bob: 50, cleo: 50 })).rejects.toMatchObject({ code: "not_found" });
    await expect(made.answer(made.ann, "0".repeat(16), { bob: 50, cleo: 50 })).rejects.toMatchObject({
      code: "confirmation_anew",
    });
    const [row] = await made.rig.db.read.select().from(creditConfirmations);
    made.clock.now = (row?.until ?? 0) - 1_001;
    await made.answer(made.ann, freeze, { bob: 33, cleo: 67 });
    await expect(made.answer(made.cleo, freeze, { bob: 9, ann: 91 })).rejects.toMatchObject({
      code: "confirmation_over",
    });
    expect(await made.rig.db.read.$count(creditAnswers)).toBe(2);
  });

  it("takes the answers of two people at once", async () => {
    const freeze = await made.adopt();
    await Promise.all([
      made.answer(made.ann, freeze, { bob: 40, cleo: 60 }),
      made.answer(made.cleo, freeze, { bob: 11, ann: 89 }),
      made.answer(made.cleo, freeze, { bob: 11, ann: 89 }),
    ]);
    expect(await made.rig.db.read.$count(creditAnswers)).toBe(4);
  });

  it("lets what was said hold from its end on, once, with the factors and how many answered", async () => {
    const freeze = await made.adopt();
    await moreForBob(freeze);
    await endConfirmation(made.rig.db, freeze, made.clock.now + day);
    expect(await made.shown()).toMatchObject({ asked: { state: "open" } });
    await made.pass(freeze);
    await endConfirmation(made.rig.db, freeze, made.clock.now + day);
    const shown = await made.shown();
    expect(shown?.asked).toMatchObject({ state: "confirmed", answers: 2, asked: 3, mayAnswer: false });
    expect(shown?.people.map(({ name, share, stands, factor }) => [name, share, stands, factor])).toEqual([
      ["Ann", 7_647, 7_539, 10_000],
      ["Cleo", 1_569, 1_547, 10_000],
      ["Bob", 784, 914, 11_829],
    ]);
    expect(await made.happened("credit.confirmed")).toEqual([
      { freeze, how: "answers", answers: 2, people: 3, changed: true },
    ]);
    expect(shown?.history.map(({ what }) => what)).toEqual(["opened", "answers"]);
  });

  it("changes nothing where nobody answers", async () => {
    const freeze = await made.adopt();
    await made.pass(freeze);
    expect(await made.standing()).toEqual(computed);
    expect((await made.shown())?.history.map(({ what }) => what)).toEqual(["opened", "answers_same"]);
  });

  it("does not open for two people, who have no choice", async () => {
    made = await builtIdea({ alone: true });
    await made.adopt();
    expect((await made.shown())?.asked).toMatchObject({ state: "too_few" });
    await expect(confirmPage(await made.as(made.ann), made.id)).rejects.toMatchObject({ code: "not_found" });
    expect(await made.rig.db.read.$count(jobs, eq(jobs.kind, confirmJob))).toBe(0);
  });

  it("keeps its whole when a contributor is erased, whose answer still counts", async () => {
    const freeze = await made.adopt();
    await moreForBob(freeze);
    await eraseMember(made.rig.db, made.rig.dir, made.cleo.id, made.clock.now);
    await made.pass(freeze);
    expect(await made.standing()).toEqual({ Ann: 7_539, "": 1_547, Bob: 914 });
    await ledgerIsRight();
  });
});

describe("a later freeze", () => {
  it("starts anew, and gives back what stood when it is undone", async () => {
    const first = await made.adopt();
    await moreForBob(first);
    await made.move(made.pro, "adopted", "evaluating");
    await made.helps(made.bob, "And a basket.");
    const second = await made.move(made.pro, "evaluating", "adopted");
    expect((await made.shown())?.history.map(({ what }) => what)).toEqual(["opened", "overtaken", "opened"]);
    await expect(made.answer(made.ann, first, { bob: 50, cleo: 50 })).rejects.toMatchObject({
      code: "confirmation_anew",
    });
    expect((await confirmPage(await made.as(made.ann), made.id)).hasAnswered).toBe(false);
    await made.pass(first);
    expect(await made.happened("credit.confirmed")).toEqual([]);
    made.clock.now -= 15 * day;
    await made.undo(second);
    expect((await confirmPage(await made.as(made.ann), made.id)).hasAnswered).toBe(true);
    await made.pass(first);
    expect(await made.standing()).toEqual({ Ann: 7_539, Cleo: 1_547, Bob: 914 });
    await ledgerIsRight();
  });

  it("leaves nothing to confirm when the only one is undone", async () => {
    const freeze = await made.adopt();
    await made.undo(freeze);
    await expect(confirmPage(await made.as(made.ann), made.id)).rejects.toMatchObject({ code: "not_found" });
    await made.pass(freeze);
    expect(await made.happened("credit.confirmed")).toEqual([]);
    expect((await made.shown())?.asked).toBeNull();
  });
});

describe("reputation", () => {
  it("is settled by the confirmed shares, and later stages bring by them", async () => {
    const freeze = await made.adopt();
    expect(await points()).toEqual({
      shortlisted: { Ann: 15_294, Bob: 1_568, Cleo: 3_138 },
      adopted: { Ann: 38_235, Bob: 3_920, Cleo: 7_845 },
    });
    await moreForBob(freeze);
    await made.pass(freeze);
    expect(await points()).toEqual({
      shortlisted: { Ann: 15_078, Bob: 1_828, Cleo: 3_094 },
      adopted: { Ann: 37_695, Bob: 4_570, Cleo: 7_735 },
    });
    await ledgerIsRight();
    await made.move(made.pro, "adopted", "building");
    const shipped = await made.move(made.pro, "building", "shipped");
    expect((await points()).shipped).toEqual({ Ann: 75_390, Bob: 9_140, Cleo: 15_470 });
    await ledgerIsRight();
    await made.undo(shipped);
    expect((await points()).shipped).toBeUndefined();
    await ledgerIsRight();
  });
});

describe("answers that contradict each other among few", () => {
  let freeze: string;

  beforeEach(async () => {
    freeze = await made.adopt();
    await made.answer(made.ann, freeze, { bob: 90, cleo: 10 });
    await made.answer(made.cleo, freeze, { bob: 11, ann: 89 });
    await made.pass(freeze);
  });

  const settle = async (who: typeof made.pia, decision: "apply" | "keep", words = "I asked both.") =>
    settleShares(await made.as(who), made.id, { freeze, decision, words });

  it("hold not yet, and wait for a pilot as a duty to judge", async () => {
    const shown = await made.shown();
    expect(shown).toMatchObject({ asked: { state: "opposed", answers: 2, mayJudge: false }, people: [] });
    expect(await made.rig.db.read.select().from(duties).where(eq(duties.kind, "judge"))).toMatchObject([
      { subject: `shares:${freeze}`, idea: made.id, end: null, unassigned: false },
    ]);
    expect((await points()).adopted).toEqual({ Ann: 38_235, Bob: 3_920, Cleo: 7_845 });
    await expect(judgePage(await made.as(made.dora), made.id)).rejects.toMatchObject({ code: "not_found" });
    const { people } = await judgePage(await made.as(made.pia), made.id);
    expect(people.map(({ name, factor }) => [name, factor])).toEqual([
      ["Ann", 10_000],
      ["Cleo", 10_000],
      ["Bob", 11_829],
    ]);
  });

  it("hold once a pilot says so who built nothing of it, with the reason for all to read", async () => {
    await expect(settle(made.ann, "apply")).rejects.toMatchObject({ code: "own_shares" });
    await settle(made.pia, "apply");
    await settle(made.pia, "apply");
    await expect(settle(made.pia, "keep")).rejects.toMatchObject({ code: "shares_decided" });
    const shown = await made.shown();
    expect(shown?.asked).toMatchObject({ state: "confirmed", by: "Pia", words: "I asked both." });
    expect(await made.standing()).toEqual({ Ann: 7_539, Cleo: 1_547, Bob: 914 });
    expect(shown?.history.map(({ what }) => what)).toEqual(["opened", "contradicted", "applied"]);
    expect(await made.rig.db.read.select().from(duties).where(eq(duties.kind, "judge"))).toMatchObject([
      { end: "done" },
    ]);
    expect((await points()).adopted).toEqual({ Ann: 37_695, Bob: 4_570, Cleo: 7_735 });
    await ledgerIsRight();
  });

  it("do not hold where the pilot leaves the shares as they were computed", async () => {
    await settle(made.pia, "keep");
    expect(await made.standing()).toEqual(computed);
    expect((await made.shown())?.history.at(-1)?.what).toBe("kept");
    await ledgerIsRight();
  });

  it("ask nobody any more when the idea is frozen anew", async () => {
    await made.move(made.pro, "adopted", "evaluating");
    const second = await made.move(made.pro, "evaluating", "adopted");
    await expect(settle(made.pia, "apply")).rejects.toMatchObject({ code: "confirmation_anew" });
    const judging = async () =>
      (await made.rig.db.read.select().from(duties).where(eq(duties.kind, "judge"))).map(({ end }) => end);
    expect(await judging()).toEqual(["cancelled"]);
    await made.undo(second);
    expect((await judging()).toSorted()).toEqual(["cancelled", null]);
    await settle(made.pia, "apply");
    await ledgerIsRight();
  });
});

it("sums the shares of a freeze to the whole whatever is said", async () => {
  const freeze = await made.adopt();
  await moreForBob(freeze);
  await made.pass(freeze);
  const rows = await made.rig.db.read.select().from(creditContributors);
  expect(rows.reduce((sum, { share }) => sum + share, 0)).toBe(10_000);
  expect(rows.reduce((sum, { confirmed }) => sum + (confirmed ?? 0), 0)).toBe(10_000);
});

describe("people are told", () => {
  it("that they are asked, that the shares stand, and pilots that they decide; each once, as long as it is true", async () => {
    const { rig, ann, bob, dora, pia } = made;
    const freeze = await made.adopt();
    await tellAll(rig);
    expect(await kindsToldTo(rig, bob)).toContain("credit_confirm");
    expect(await kindsToldTo(rig, dora)).not.toContain("credit_confirm");
    await made.answer(ann, freeze, { bob: 90, cleo: 10 });
    await made.answer(made.cleo, freeze, { bob: 11, ann: 89 });
    await made.pass(freeze);
    await tellAll(rig);
    expect(await kindsToldTo(rig, bob)).not.toContain("credit_confirm");
    expect(await kindsToldTo(rig, pia)).toContain("credit_judge");
    expect(await kindsToldTo(rig, bob)).not.toContain("credit_judge");
    await settleShares(await made.as(pia), made.id, { freeze, decision: "apply", words: "I asked both." });
    await tellAll(rig);
    expect(await kindsToldTo(rig, pia)).not.toContain("credit_judge");
    for (const who of [ann, bob, made.cleo]) expect(await kindsToldTo(rig, who)).toContain("credit_confirmed");
  });
});

describe("what came out of sight", () => {
  it("goes on while the idea is hidden, and brings nothing until it is back", async () => {
    const freeze = await made.adopt();
    await moreForBob(freeze);
    const idea = { idea: made.id, comment: null };
    await hideItem(await made.as(made.pia), idea, { act: "hide", reason: "spam", words: "" });
    await made.pass(freeze);
    expect(await points()).toEqual({});
    await ledgerIsRight();
    await restoreItem(await made.as(made.pia), idea, "Right after all.");
    expect((await points()).adopted).toEqual({ Ann: 37_695, Bob: 4_570, Cleo: 7_735 });
    await ledgerIsRight();
  });
});

describe("what is somebody's without a name", () => {
  it("stays outside: its author is not asked, and nothing tells of him", async () => {
    const { rig, id, place, ann, bob, cleo, dora, pia, clock } = made;
    const room = await roomOn(rig, place.id, pia, { idea: id, audience: "space", invited: [] });
    room.clock.now = clock.now + 1_000;
    await room.enter(pia, ann, dora, bob);
    await room.plan((["write", "cluster"] as const).map(usualPhase));
    await room.next();
    const note = await room.note(dora, "solar panels upon each roof", true);
    room.clock.now += 1_000;
    await room.act(pia, { do: "room.close" });
    clock.now = room.clock.now;
    await made.write(ann, { problem: "A repair takes nine days. Solar panels upon each roof." });
    await decideProposal(await made.as(ann), id, note, "confirm");
    const freeze = await made.adopt();
    const people = await contributorsIn(rig.db.read, freeze);
    expect(people.map((each) => each.id).toSorted()).toEqual([ann.id, bob.id, cleo.id].toSorted());
    await expect(confirmPage(await made.as(dora), id)).rejects.toMatchObject({ code: "not_found" });
    const all = people.reduce((sum, { share }) => sum + share, 0);
    expect(all).toBeLessThan(10_000);
    await moreForBob(freeze);
    await made.pass(freeze);
    const shown = await made.shown(ann);
    expect(shown?.people.reduce((sum, { stands }) => sum + stands, 0)).toBe(all);
    expect(JSON.stringify(shown)).not.toContain(dora.id);
    // Of its own part she reads what she read before; of his, bob reads what was confirmed.
    const own = async (who: typeof dora) => (await creditSummary(await made.as(who), id))?.mine;
    expect(await own(dora)).toBe(10_000 - all);
    expect(await own(bob)).toBe((await made.standing()).Bob);
    await ledgerIsRight();
  });
});
