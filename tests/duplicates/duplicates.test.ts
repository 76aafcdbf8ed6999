import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { duplicateAnswers, duplicates } from "../../db/schema/duplicates.ts";
import { events } from "../../db/schema/log.ts";
import { duties } from "../../db/schema/piloting.ts";
import { reputationLines } from "../../db/schema/reputation.ts";
import { exposures } from "../../db/schema/signals.ts";
import { answerAlike, declineAlike, sayAlike, withdrawAlike } from "../../app/features/duplicates/commands.server.ts";
import { duplicatesOn, duplicatesPage } from "../../app/features/duplicates/queries.server.ts";
import { moveIdea, undoMove } from "../../app/features/piloting/commands.server.ts";
import { acceptInvitation, inviteAuthor, leaveAuthors } from "../../app/features/writing/authors.server.ts";
import { unmergeIdea } from "../../app/features/merging/commands.server.ts";
import { hideItem } from "../../app/features/moderation/commands.server.ts";
import { deskOf } from "../../app/features/piloting/desk.server.ts";
import { rebuildReputation } from "../../app/features/reputation/refolding.server.ts";
import { reputationPage } from "../../app/features/reputation/queries.server.ts";
import { ruleSets } from "../../app/features/reputation/rules.ts";
import { type Actor, type SignedIn, visitor } from "../../app/platform/actor.ts";
import { Forbidden, NotFound } from "../../app/platform/errors.ts";
import { newId } from "../../app/platform/ids.ts";
import { merge, proposed } from "../merging/support.ts";
import { kindsToldTo, tellAll } from "../notices/support.ts";
import {
  contextFor,
  freshDatabase,
  member,
  people,
  person,
  type Rig,
  space,
  start,
  visiting,
} from "../support/database.ts";

const day = 86_400_000;
/** Late enough for the first level. */
const now = start + 4 * day;

let rig: Rig;
let where: { id: string; slug: string };
let who: Awaited<ReturnType<typeof people>>;
/** Of the first level there, as the three others. */
let ida: SignedIn;
let crowd: SignedIn[];
/** By ann, and by bob. */
let pump: string;
let bench: string;

beforeEach(async () => {
  rig = await freshDatabase();
  where = await space(rig);
  who = await people(rig, where.id);
  pump = await proposed(rig, where.id, who.ann, "A pump at each stop");
  bench = await proposed(rig, where.id, who.bob, "A bench with a pump");
  const read: string[] = [pump, bench];
  for (let n = 0; n < 8; n++) read.push(await proposed(rig, where.id, who.pia, `Idea ${n}`));
  ida = await member(rig, await person(rig, "ida"), where.id);
  crowd = [];
  for (const name of ["fay", "gil", "hal"]) crowd.push(await member(rig, await person(rig, name), where.id));
  await rig.db.transaction((tx) =>
    tx
      .insert(exposures)
      .values([ida, ...crowd, who.ann].flatMap(({ id }) => read.map((idea) => ({ member: id, idea, firstAt: start })))),
  );
});

const as = (actor: Actor, at = now) => ({ ...visiting(rig), actor, now: at });

async function say(actor = ida, at = now, id = newId(at)): Promise<string> {
  await sayAlike(contextFor(rig, actor, { now: at }), pump, { id, other: bench, words: "Both want a *pump*." });
  return id;
}

const answer = (actor: SignedIn, duplicate: string, same: boolean, on = pump) =>
  answerAlike(contextFor(rig, actor, { now }), on, { duplicate, same });

const decline = (actor: SignedIn, duplicate: string) =>
  declineAlike(contextFor(rig, actor, { now: now + day }), pump, { duplicate, message: "One is for tyres." });

async function stateOf(id: string) {
  const [row] = await rig.db.read.select().from(duplicates).where(eq(duplicates.id, id));
  return row?.state;
}

const running = () =>
  rig.db.read
    .select()
    .from(duties)
    .where(and(eq(duties.kind, "judge")));

async function pointsOf(actor: SignedIn): Promise<number> {
  const lines = await rig.db.read.select().from(reputationLines).where(eq(reputationLines.member, actor.id));
  return lines.filter(({ rule }) => rule === "duplicate_confirmed").reduce((sum, { points }) => sum + points, 0);
}

async function ledgerHolds(): Promise<void> {
  const { missing, surplus, different } = await rebuildReputation(rig.db, ruleSets);
  expect({ missing, surplus, different }).toEqual({ missing: [], surplus: [], different: [] });
}

describe("saying that two ideas are one", () => {
  it("takes the first level, or a part in steering", async () => {
    await expect(say(await member(rig, await person(rig, "new"), where.id))).rejects.toThrow(
      new Forbidden("duplicates_by_level"),
    );
    // The same person a day too early.
    await expect(say(ida, start + 2 * day)).rejects.toThrow(new Forbidden("duplicates_by_level"));
    await say(who.pia);
  });

  it("stands on both ideas, with the name, once however often it was sent", async () => {
    const id = newId(now);
    await say(ida, now, id);
    await say(ida, now, id);
    expect(await duplicatesOn(as(who.ann), pump)).toMatchObject([{ id, by: "Ida", other: { id: bench } }]);
    expect(await duplicatesOn(visiting(rig), bench)).toMatchObject([{ id, by: "Ida", other: { id: pump } }]);
    await expect(say(crowd[0])).rejects.toMatchObject({ code: "duplicate_waiting" });
    await tellAll(rig);
    expect(await kindsToldTo(rig, who.ann)).toContain("duplicate_said");
    expect(await kindsToldTo(rig, who.bob)).toContain("duplicate_said");
    expect(await kindsToldTo(rig, ida)).not.toContain("duplicate_said");
  });

  it("is closed to whoever does not see one of them", async () => {
    const hidden = await proposed(rig, where.id, who.bob, "Something rude");
    await hideItem(
      contextFor(rig, who.pia),
      { idea: hidden, comment: null },
      { act: "hide", reason: "spam", words: "" },
    );
    const saying = { id: newId(now), other: hidden, words: "Both." };
    await expect(sayAlike(contextFor(rig, ida, { now }), pump, saying)).rejects.toThrow(NotFound);
    await expect(sayAlike(contextFor(rig, ida, { now }), hidden, { ...saying, other: pump })).rejects.toThrow(NotFound);
  });

  it("keeps what others think from those who have not answered", async () => {
    const id = await say();
    await answer(crowd[0] ?? ida, id, true);
    const seenBy = async (actor: Actor) =>
      (await duplicatesPage(as(actor), pump, { words: "", into: null })).sayings[0];
    expect(await seenBy(crowd[1] ?? ida)).toMatchObject({ people: 2, same: null, mine: null, acts: { answer: true } });
    expect(await seenBy(ida)).toMatchObject({ people: 2, same: 2, mine: "first", acts: { answer: false } });
    expect(await seenBy(visitor)).toMatchObject({
      same: null,
      acts: { answer: false, merge: [] },
    });
    expect(await seenBy(who.pia)).toMatchObject({ same: 2, acts: { decline: true } });
    await answer(crowd[1] ?? ida, id, false);
    expect(await seenBy(crowd[1] ?? ida)).toMatchObject({ people: 3, same: 2, mine: "no" });
    await answer(crowd[1] ?? ida, id, true);
    expect(await seenBy(crowd[2] ?? ida)).toMatchObject({ people: 3, same: null, isAgreed: false });
    expect(await seenBy(ida)).toMatchObject({ isAgreed: true });
    // The authors of either do not decide, and whoever said it does not answer.
    expect((await seenBy(who.bob))?.acts.merge).toEqual([]);
    await expect(answer(ida, id, false)).rejects.toThrow(new Forbidden("own_duplicate"));
  });
});

describe("three of four", () => {
  it("put it on the desk of a pilot, once; the last answer of each holds", async () => {
    const id = await say();
    const [fay = ida, gil = ida, hal = ida] = crowd;
    await answer(fay, id, true);
    expect(await running()).toHaveLength(0);
    await answer(gil, id, false);
    await answer(hal, id, true, bench);
    const [duty] = await running();
    expect(duty).toMatchObject({ subject: `duplicate:${id}`, idea: pump, end: null });
    await answer(gil, id, true);
    await answer(gil, id, true);
    expect(await running()).toHaveLength(1);
    expect(await rig.db.read.select().from(duplicateAnswers)).toHaveLength(3);
    const answered = await rig.db.read.select().from(events).where(eq(events.kind, "duplicate.answered"));
    expect(answered).toHaveLength(4);
    await tellAll(rig);
    expect(await kindsToldTo(rig, who.pia)).toContain("duplicate_agreed");
    expect(await kindsToldTo(rig, who.bob)).not.toContain("duplicate_agreed");
    const desk = await deskOf(as(who.pia), null);
    expect(JSON.stringify(desk.owed)).toContain("duplicates");
  });
});

describe("a pilot", () => {
  it("answers that they are two, with a reason that everybody reads; then it rests", async () => {
    const id = await say();
    for (const each of crowd) await answer(each, id, true);
    await expect(decline(ida, id)).rejects.toThrow(Forbidden);
    await expect(decline(who.bob, id)).rejects.toThrow(new Forbidden("own_idea"));
    await decline(who.pia, id);
    await decline(who.pia, id);
    expect(await stateOf(id)).toBe("declined");
    expect((await running())[0]).toMatchObject({ end: "done" });
    const { sayings } = await duplicatesPage(visiting(rig), bench, { words: "", into: null });
    expect(sayings).toMatchObject([
      { state: "declined", same: 4, decided: { by: "Pia", reasons: "One is for tyres." } },
    ]);
    expect(await duplicatesOn(visiting(rig), pump)).toEqual([]);
    await expect(answer(crowd[0] ?? ida, id, false)).rejects.toMatchObject({ code: "duplicate_decided" });
    await expect(say(crowd[0], now + 2 * day)).rejects.toMatchObject({ code: "duplicate_answered" });
    await say(crowd[0], now + 100 * day);
    await tellAll(rig);
    expect(await kindsToldTo(rig, ida)).toContain("duplicate_declined");
    expect(await pointsOf(ida)).toBe(0);
  });

  it.each(["out", "in"])("merges them (%s), and whoever found it has two points that open to it", async (way) => {
    const id = await say();
    for (const each of crowd) await answer(each, id, true);
    const [source, into] = way === "out" ? [pump, bench] : [bench, pump];
    const made = await merge(rig, who.pia, source, into, now + day);
    expect(await stateOf(id)).toBe("confirmed");
    expect((await running())[0]).toMatchObject({ end: "done" });
    expect(await pointsOf(ida)).toBe(2_000);
    await ledgerHolds();
    await tellAll(rig);
    expect(await kindsToldTo(rig, ida)).toContain("duplicate_confirmed");
    const page = await reputationPage(as(who.ann, now + 2 * day), ida.id, {
      space: where.slug,
      facet: "care",
    } as never);
    expect(JSON.stringify(page)).toContain("duplicate_confirmed");

    const apart = { merge: made, message: "They differ after all." };
    await unmergeIdea(contextFor(rig, who.pia, { now: now + 2 * day }), apart);
    expect(await stateOf(id)).toBe("parted");
    expect(await pointsOf(ida)).toBe(0);
    await ledgerHolds();
    await tellAll(rig);
    expect(await kindsToldTo(rig, ida)).not.toContain("duplicate_confirmed");
  });

  it("who merges without an answer of anybody confirms it too; what one wrote or merges oneself brings nothing", async () => {
    const mine = await say(who.ann);
    await merge(rig, who.pia, pump, bench, now + day);
    expect(await stateOf(mine)).toBe("confirmed");
    expect(await pointsOf(who.ann)).toBe(0);
    const [one, two] = [
      await proposed(rig, where.id, who.ann, "A hose", now),
      await proposed(rig, where.id, who.bob, "A hose too", now),
    ];
    const id = newId(now);
    await sayAlike(contextFor(rig, who.pia, { now }), one, { id, other: two, words: "Both." });
    await merge(rig, who.pia, one, two, now + day);
    expect(await stateOf(id)).toBe("confirmed");
    expect(await pointsOf(who.pia)).toBe(0);
    await ledgerHolds();
  });
});

it("leaves the desk when they are three in four no more, and comes back when they are again", async () => {
  const id = await say();
  const [fay = ida, gil = ida, hal = ida] = crowd;
  for (const each of [fay, gil]) await answer(each, id, true);
  await answer(hal, id, false);
  expect(await running()).toMatchObject([{ end: null }]);
  await answer(gil, id, false);
  expect(await running()).toMatchObject([{ end: "cancelled" }]);
  await answer(gil, id, true);
  expect((await running()).filter(({ end }) => end === null)).toHaveLength(1);
});

it("brings nothing to whoever wrote one of them once, although no more when they are merged", async () => {
  await inviteAuthor(contextFor(rig, who.bob, { now }), bench, { who: "ida" }, "http://x");
  await acceptInvitation(contextFor(rig, ida, { now }), bench);
  const id = await say();
  await leaveAuthors(contextFor(rig, ida, { now }), bench);
  await merge(rig, who.pia, pump, bench, now + day);
  expect(await stateOf(id)).toBe("confirmed");
  expect(await pointsOf(ida)).toBe(0);
  await ledgerHolds();
});

it("is confirmed by a third idea that both become part of, and parted when one of them leaves it", async () => {
  const third = await proposed(rig, where.id, who.ann, "A third", now);
  const id = await say();
  const first = await merge(rig, who.pia, pump, third, now + day);
  expect(await stateOf(id)).toBe("overtaken");
  await merge(rig, who.pia, bench, third, now + day);
  expect(await stateOf(id)).toBe("confirmed");
  expect(await pointsOf(ida)).toBe(2_000);
  await ledgerHolds();
  const apart = { merge: first, message: "They differ after all." };
  await unmergeIdea(contextFor(rig, who.pia, { now: now + 2 * day }), apart);
  expect(await stateOf(id)).toBe("parted");
  expect(await pointsOf(ida)).toBe(0);
  await ledgerHolds();
});

it("waits again, with what was answered, when what kept them apart is taken back", async () => {
  const id = await say();
  for (const each of crowd) await answer(each, id, true);
  const move = {
    id: newId(now),
    from: "new",
    to: "declined",
    message: "No.",
    reasonKind: "too_costly",
    reviewOn: null,
  } as const;
  await moveIdea(contextFor(rig, who.pia, { now }), bench, move);
  expect(await stateOf(id)).toBe("overtaken");
  expect(await running()).toMatchObject([{ end: "cancelled" }]);
  await undoMove(contextFor(rig, who.pia, { now: now + 60_000 }), bench, move.id);
  expect(await stateOf(id)).toBe("open");
  expect((await running()).filter(({ end }) => end === null)).toHaveLength(1);
  const { sayings } = await duplicatesPage(as(ida), pump, { words: "", into: null });
  expect(sayings).toMatchObject([{ people: 4, same: 4, words: "Both want a *pump*." }]);
});

describe("it falls away", () => {
  it("when it is taken back, once, by whoever said it", async () => {
    const id = await say();
    for (const each of crowd) await answer(each, id, true);
    await expect(withdrawAlike(contextFor(rig, who.ann, { now }), pump, id)).rejects.toThrow(NotFound);
    await withdrawAlike(contextFor(rig, ida, { now }), pump, id);
    await withdrawAlike(contextFor(rig, ida, { now }), pump, id);
    expect(await stateOf(id)).toBe("withdrawn");
    expect((await running())[0]).toMatchObject({ end: "cancelled" });
    const { sayings } = await duplicatesPage(visiting(rig), pump, { words: "", into: null });
    expect(sayings).toMatchObject([{ state: "withdrawn", words: null }]);
    await expect(say(ida, now + day)).rejects.toMatchObject({ code: "duplicate_withdrawn" });
    await say(crowd[0]);
  });

  it("when one of them becomes part of a third, or is hidden", async () => {
    const third = await proposed(rig, where.id, who.ann, "A third", now);
    const id = await say();
    await merge(rig, who.pia, bench, third, now + day);
    expect(await stateOf(id)).toBe("overtaken");
    expect(await pointsOf(ida)).toBe(0);
    const other = newId(now);
    await sayAlike(contextFor(rig, ida, { now: now + day }), pump, { id: other, other: third, words: "Both." });
    for (const each of crowd)
      await answerAlike(contextFor(rig, each, { now: now + day }), pump, { duplicate: other, same: true });
    const hide = { act: "hide" as const, reason: "spam" as const, words: "" };
    await hideItem(contextFor(rig, who.pia, { now: now + day }), { idea: third, comment: null }, hide);
    expect(await stateOf(other)).toBe("overtaken");
    expect(await running()).toMatchObject([{ end: "cancelled" }]);
  });
});

it("of many who say it at once, one is the first", async () => {
  const all = await Promise.allSettled([ida, ...crowd].map((each) => say(each)));
  expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const refused = all.flatMap((each) => (each.status === "rejected" ? [(each.reason as { code: string }).code] : []));
  expect(refused).toEqual(["duplicate_waiting", "duplicate_waiting", "duplicate_waiting"]);
});
