import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { events } from "../../db/schema/log.ts";
import { ideas } from "../../db/schema/ideas.ts";
import { reputationLines } from "../../db/schema/reputation.ts";
import { exposures, signals } from "../../db/schema/signals.ts";
import { spaces } from "../../db/schema/spaces.ts";
import { adoptComment, undoAdoption } from "../../app/features/adopting/commands.server.ts";
import { deleteComment, restoreComment } from "../../app/features/discussion/commands.server.ts";
import { mergeIdea, unmergeIdea } from "../../app/features/merging/commands.server.ts";
import { hideItem, reportItem, restoreItem } from "../../app/features/moderation/commands.server.ts";
import { moveIdea, undoMove } from "../../app/features/piloting/commands.server.ts";
import { eraseMember } from "../../app/features/privacy/erasing.server.ts";
import { ownUnderNext, reputationOf, reputationPage } from "../../app/features/reputation/queries.server.ts";
import { rebuildReputation } from "../../app/features/reputation/refolding.server.ts";
import { r1, ruleSets } from "../../app/features/reputation/rules.ts";
import { castSignal } from "../../app/features/signals/commands.server.ts";
import { returnIdea, withdrawIdea } from "../../app/features/writing/withdrawal.server.ts";
import { editIdea } from "../../app/features/writing/commands.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { Problem } from "../../app/platform/errors.ts";
import { newId } from "../../app/platform/ids.ts";
import { spokenOf } from "../adopting/support.ts";

import { mergeInto, proposed } from "../merging/support.ts";
import { member, person, space, start, visiting } from "../support/database.ts";
import { texts } from "../writing/support.ts";

const day = 86_400_000;

let made: Awaited<ReturnType<typeof spokenOf>>;
let pro: SignedIn;
let ten: string[];

beforeEach(async () => {
  made = await spokenOf();
  pro = await member(made.rig, await person(made.rig, "pro", { affiliation: "employee" }), made.place.id, {
    product: true,
  });
  ten = [];
  for (let at = 0; at < 10; at++) ten.push(await proposed(made.rig, made.place.id, made.pia, `Another ${at}`));
  made.clock.now = start + 4 * day;
  await made.rig.db.transaction((tx) => tx.update(spaces).set({ leanShown: "always" }));
  await fiveSay(made.id);
});

let newcomers = 0;

/** Five who are new here say no, which brings nobody anything: so many that it may be shown which way people lean. */
async function fiveSay(idea: string): Promise<void> {
  for (let at = 0; at < 5; at++) {
    const who = await member(made.rig, await person(made.rig, `newcomer${++newcomers}`), made.place.id);
    await castSignal(await made.as(who), { idea, kind: "not_for_me" });
  }
}

const reads = (who: SignedIn) =>
  made.rig.db.transaction((tx) =>
    tx.insert(exposures).values(ten.map((idea) => ({ member: who.id, idea, firstAt: start }))),
  );

/** What a reader sees of somebody: lifetime points by facet. The log gives the same. */
async function seen(of: SignedIn, by?: SignedIn): Promise<Record<string, number>> {
  const { missing, surplus, different } = await rebuildReputation(made.rig.db, ruleSets);
  expect([...missing, ...surplus, ...different]).toEqual([]);
  const ctx = by ? await made.as(by) : visiting(made.rig, { now: made.clock.now });
  const [here] = await reputationOf(ctx, of.id);
  return Object.fromEntries((here?.facets ?? []).map(({ facet, lifetime }) => [facet, lifetime / 1_000]));
}

async function move(who: SignedIn, from: string, to: string): Promise<string> {
  const ctx = await made.as(who);
  const id = newId(ctx.now);
  return moveIdea(ctx, made.id, { id, from, to, message: "So be it.", reasonKind: null, reviewOn: null });
}

describe("signals", () => {
  it("count once their giver is known here, those from before with them", async () => {
    const { ann, bob, as, id } = made;
    await castSignal(await as(bob), { idea: id, kind: "support" });
    expect(await seen(ann)).toEqual({});
    await reads(bob);
    await fiveSay(ten[0] ?? "");
    await castSignal(await as(bob), { idea: ten[0] ?? "", kind: "support" });
    expect(await seen(ann)).toEqual({ ideas: 2 });
    expect(await seen(made.pia)).toEqual({ ideas: 2 });
    const own = await made.rig.db.read.select().from(signals).where(eq(signals.member, bob.id));
    expect(own.map(({ eligible }) => eligible)).toEqual([true, true]);
    const kinds = (await made.rig.db.read.select().from(events)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "signal.matured" || kind === "member.first_level_reached")).toEqual([
      "member.first_level_reached",
      "signal.matured",
    ]);
  });

  it("are added up one after the other when many are given at once, while their ideas go and come back", async () => {
    const { rig, place, pia, as } = made;
    const givers = await Promise.all(
      Array.from({ length: 6 }, async (_, at) => member(rig, await person(rig, `giver${at}`), place.id)),
    );
    for (const who of givers) await reads(who);
    const acts = [
      ...givers.flatMap((who) =>
        ten.slice(0, 3).map(async (idea) => castSignal(await as(who), { idea, kind: "support" })),
      ),
      ...ten.slice(0, 2).map(async (idea) => withdrawIdea(await as(pia), idea, "")),
    ];
    for (const act of await Promise.allSettled(acts)) {
      if (act.status === "rejected") expect(act.reason).toBeInstanceOf(Problem);
    }
    await seen(pia);
    await returnIdea(await as(pia), ten[0] ?? "");
    await seen(pia);
    const lines = await rig.db.read.select().from(reputationLines).where(eq(reputationLines.member, pia.id));
    expect(lines.length).toBeGreaterThan(0);
  });

  it("are worth less from the same person, and their full worth again when the first is taken back", async () => {
    const { bob, pia, as } = made;
    await reads(bob);
    for (const idea of ten.slice(0, 3)) {
      await fiveSay(idea);
      await castSignal(await as(bob), { idea, kind: "support" });
    }
    expect(await seen(pia)).toEqual({ ideas: 3.5 });
    await castSignal(await as(bob), { idea: ten[0] ?? "", kind: "none" });
    expect(await seen(pia)).toEqual({ ideas: 3 });
    await castSignal(await as(bob), { idea: ten[1] ?? "", kind: "not_for_me" });
    expect(await seen(pia)).toEqual({ ideas: 2 });
  });
});

describe("what is adopted", () => {
  it("counts for who said it, as long as it stands and can be read", async () => {
    const { ann, bob, pia, as, say, id } = made;
    const comment = await say(bob, "a bell that rings by itself");
    await adoptComment(await as(ann), comment);
    expect(await seen(bob)).toEqual({ building: 5 });
    const subject = { idea: id, comment };
    await hideItem(await as(pia), subject, { act: "hide", reason: "spam", words: "" });
    expect(await seen(bob)).toEqual({});
    await restoreItem(await as(pia), subject, "Right after all.");
    await deleteComment(await as(bob), comment);
    expect(await seen(bob)).toEqual({});
    await restoreComment(await as(bob), comment);
    expect(await seen(bob)).toEqual({ building: 5 });
    await undoAdoption(await as(ann), comment);
    expect(await seen(bob)).toEqual({});
  });

  it("brings each its share, settled when the idea is adopted, and undoing the move undoes all of it", async () => {
    const { ann, bob, pia, as, say } = made;
    await move(pia, "new", "evaluating");
    expect(await seen(ann)).toEqual({ ideas: 20 });
    const comment = await say(bob, "a bell that rings by itself");
    await adoptComment(await as(ann), comment);
    const adopted = await move(pro, "evaluating", "adopted");
    // Origin 30, text 35 and adopted inputs 20 of 85: bob has 23.53 %.
    expect(await seen(bob)).toEqual({ building: 5, ideas: (20 + 50) * 0.2353 });
    expect(await seen(ann)).toEqual({ building: 30, ideas: (20 + 50) * 0.7647 });
    await undoMove(await as(pro), made.id, adopted);
    expect(await seen(bob)).toEqual({ building: 5 });
    expect(await seen(ann)).toEqual({ ideas: 20 });
  });

  it("stays when somebody leaves for good", async () => {
    const { ann, bob, as, say, rig } = made;
    await adoptComment(await as(ann), await say(bob, "a bell that rings by itself"));
    const before = await rig.db.read.select().from(reputationLines);
    await eraseMember(rig.db, rig.dir, bob.id, made.clock.now);
    expect(await rig.db.read.select().from(reputationLines)).toEqual(before);
    expect(await seen(bob)).toEqual({ building: 5 });
  });
});

describe("what only the person may know", () => {
  it("is in no figure that others read: a report that was right", async () => {
    const { bob, pia, eve, as, say, id } = made;
    const subject = { idea: id, comment: await say(eve, "Buy cheap pumps.") };
    await reportItem(await as(bob), subject, { reason: "spam", words: "" });
    expect(await seen(bob, bob)).toEqual({});
    await hideItem(await as(pia), subject, { act: "hide", reason: "spam", words: "" });
    expect(await seen(bob, bob)).toEqual({ care: 2 });
    expect(await seen(bob, pia)).toEqual({});
    expect(await seen(bob)).toEqual({});
    const page = await reputationPage(await as(pia), bob.id, {});
    expect(page).toEqual({ everywhere: [], places: [], shown: null });
    await restoreItem(await as(pia), subject, "Right after all.");
    expect(await seen(bob, bob)).toEqual({});
  });
});

describe("the page that explains a figure", () => {
  it("sums to it, and says that a merge was taken back when it falls", async () => {
    const { ann, bob, pia, eve, as, rig } = made;
    for (const who of [eve, pro]) await reads(who);
    const other = await proposed(rig, made.place.id, eve, "A bell", made.clock.now);
    await fiveSay(other);
    const ctx = await as(pia);
    const merge = await mergeIdea(ctx, made.id, mergeInto(other, { id: newId(ctx.now) }));
    const joint = { ...texts, solution: "Each workshop keeps a bike to lend, with a bell.", language: "en" as const };
    await editIdea(await as(ann), other, { ...joint, version: 1 });
    await castSignal(await as(pro), { idea: other, kind: "support" });
    const got = (await seen(ann)).ideas ?? 0;
    expect(got).toBeGreaterThan(0);
    expect(got + ((await seen(eve)).ideas ?? 0)).toBeCloseTo(2, 2);

    const from = new Date(made.clock.now).toISOString().slice(0, 10);
    made.clock.now += 3 * day;
    await unmergeIdea(await as(pia), { merge, message: "They differ." });
    expect(await seen(ann)).toEqual({});
    made.clock.now += day;
    const after = new Date(made.clock.now - 2 * day).toISOString().slice(0, 10);
    const { shown } = await reputationPage(await as(bob), ann.id, { facet: "ideas", from: after });
    expect(shown?.entries).toEqual([]);
    expect(shown?.gone).toMatchObject([{ why: "unmerged", count: 1, points: 0 }]);
    expect(shown?.moved).toMatchObject({ before: Math.round(got * 1_000), after: 0 });
    expect(shown?.moved.changes).toMatchObject([
      { how: "left", why: "unmerged", count: 1, points: -Math.round(got * 1_000) },
    ]);
    const whole = await reputationPage(await as(bob), ann.id, { facet: "ideas", from });
    expect(whole.shown?.moved.changes).toEqual([]);
    // At the end of that week it stood higher than now.
    expect(whole.shown?.weeks.slice(-2).map(({ figure }) => figure)).toEqual([Math.round(got * 1_000), 0]);
  });

  it("leads to the very comment, and groups signals by idea and week without names", async () => {
    const { ann, bob, pia, as, say, rig } = made;
    const comment = await say(bob, "a bell that rings by itself");
    await adoptComment(await as(ann), comment);
    const building = await reputationPage(await as(pia), bob.id, { facet: "building" });
    expect(building.shown?.entries).toMatchObject([
      { rule: "comment_adopted", rules: "R1", points: 5_000, path: expect.stringContaining(`#comment-${comment}`) },
    ]);
    await reads(bob);
    await reads(pro);
    for (const who of [bob, pro]) await castSignal(await as(who), { idea: made.id, kind: "support" });
    const page = await reputationPage(visiting(rig, { now: made.clock.now }), ann.id, { facet: "ideas" });
    expect(page.shown?.entries).toMatchObject([{ rule: "signal_received", count: 2, points: 4_000, isWeek: true }]);
    expect(JSON.stringify(page)).not.toContain(bob.id);
    expect(page.shown?.entries.reduce((sum, { points }) => sum + points, 0)).toBe(page.shown?.total);
    expect(page.shown?.level).toMatchObject({ level: 0 });
  });

  it("opens to all of its entries, page by page, and each page with the sums of the others is the figure", async () => {
    const { ann, bob, pia, as, say } = made;
    for (let time = 0; time < 107; time++) await adoptComment(await as(ann), await say(bob, `a bell, number ${time}`));
    const ctx = await as(pia);
    const seen: string[] = [];
    for (const page of [1, 2, 3]) {
      const { shown } = await reputationPage(ctx, bob.id, { facet: "building", page, changes: page });
      if (!shown) throw new Error("There is nothing.");
      expect(shown.total).toBe(107 * 5_000);
      for (const [entries, pages] of [
        [shown.entries, shown.pages],
        [shown.moved.changes, shown.moved.pages],
      ] as const) {
        expect(pages.page).toBe(page);
        expect([pages.newer.count, entries.length, pages.older.count]).toEqual(
          [
            [0, 50, 57],
            [50, 50, 7],
            [100, 7, 0],
          ][page - 1],
        );
        const here = entries.reduce((sum, { points }) => sum + points, 0);
        expect(pages.newer.points + here + pages.older.points).toBe(shown.total);
      }
      seen.push(...shown.entries.map(({ path }) => path ?? ""));
    }
    expect(new Set(seen).size).toBe(107);
    const { shown: beyond } = await reputationPage(ctx, bob.id, { facet: "building", page: 9_999 });
    expect(beyond?.pages.page).toBe(3);
  });

  it("counts signals that bring nothing with the others, also after one of them is taken back", async () => {
    const { bob, pia, as } = made;
    await reads(bob);
    for (const idea of ten.slice(0, 6)) {
      await fiveSay(idea);
      await castSignal(await as(bob), { idea, kind: "support" });
      made.clock.now += 1_000;
    }
    const before = await reputationPage(await as(pia), pia.id, {});
    expect(before.shown?.total).toBe(3_750);
    const ofEach = (page: typeof before) => page.shown?.entries.map(({ points, count }) => [points, count]);
    expect(ofEach(before)?.toSorted()).toEqual([
      [0, 1],
      [0, 1],
      [1_000, 1],
      [2_000, 1],
      [250, 1],
      [500, 1],
    ]);
    const from = new Date(made.clock.now).toISOString().slice(0, 10);
    made.clock.now += day;
    await castSignal(await as(bob), { idea: ten[0] ?? "", kind: "none" });
    const after = await reputationPage(await as(pia), pia.id, { from });
    // What was one too many counts now; so the sum is what it was.
    expect(after.shown?.total).toBe(3_750);
    expect(after.shown?.moved).toMatchObject({ before: 0, after: 3_750 });
    const later = await reputationPage(await as(pia), pia.id, {
      from: new Date(made.clock.now).toISOString().slice(0, 10),
    });
    expect(later.shown?.moved).toMatchObject({ before: 3_750, after: 3_750 });
    expect(later.shown?.moved.changes.map(({ how, points }) => [how, points]).toSorted()).toEqual(
      [
        ["changed", 1_000],
        ["changed", 250],
        ["changed", 250],
        ["changed", 500],
        ["left", -2_000],
      ].toSorted(),
    );
  });

  it("shows the person what rules that are announced would make of it, and leaves it as it is", async () => {
    const { ann, bob, as, id, rig } = made;
    for (const who of [bob, pro]) await reads(who);
    for (const who of [bob, pro]) await castSignal(await as(who), { idea: id, kind: "support" });
    const rules = {
      ...r1,
      name: "R2",
      rules: { ...r1.rules, signal_received: { ...r1.rules.signal_received, points: 3_000 } },
    };
    const sets = [...ruleSets, { from: made.clock.now + 40 * day, rules }];
    expect(await ownUnderNext(await as(ann), sets)).toMatchObject({
      name: "R2",
      spaces: [{ facets: [{ facet: "ideas", before: 4_000, after: 6_000 }] }],
    });
    expect(await ownUnderNext(await as(ann), ruleSets)).toBeNull();
    expect(await ownUnderNext(visiting(rig, { now: made.clock.now }), sets)).toBeNull();
    made.clock.now += 41 * day;
    expect(await ownUnderNext(await as(ann), sets)).toBeNull();
    expect((await rebuildReputation(rig.db, sets)).different).toEqual([]);
    expect(await seen(ann)).toEqual({ ideas: 4 });
  });

  it("keeps signals to itself until everybody may see which way people lean", async () => {
    const { ann, as, pia, rig, place } = made;
    await reads(pro);
    const idea = await proposed(rig, place.id, ann, "A bell", made.clock.now);
    await castSignal(await as(pro), { idea, kind: "support" });
    for (const by of [undefined, ann, pia, pro]) expect(await seen(ann, by)).toEqual({});
    await fiveSay(idea);
    expect(await seen(ann)).toEqual({ ideas: 2 });
    await rig.db.transaction((tx) => tx.update(spaces).set({ leanShown: "after_own" }));
    for (const by of [undefined, ann, pia, pro]) expect(await seen(ann, by)).toEqual({});
  });

  it("tells others neither that something was hidden nor when, nor what somebody new has read", async () => {
    const { ann, bob, eve, pia, as, say, id } = made;
    const comment = await say(bob, "a bell that rings by itself");
    await adoptComment(await as(ann), comment);
    made.clock.now += 2 * day;
    await hideItem(await as(pia), { idea: id, comment }, { act: "hide", reason: "spam", words: "" });
    made.clock.now += day;
    const from = new Date(made.clock.now - 2 * day).toISOString().slice(0, 10);
    const [own, others] = [
      await reputationPage(await as(bob), bob.id, { facet: "building", from }),
      await reputationPage(await as(eve), bob.id, { facet: "building", from }),
    ];
    expect(own.shown?.gone).toMatchObject([{ why: "hidden" }]);
    expect(own.shown?.level.next).not.toEqual([]);
    expect(others.shown?.gone).toEqual([]);
    expect(others.shown?.moved).toMatchObject({ before: 5_000, after: 0 });
    expect(others.shown?.moved.changes).toMatchObject([{ how: "left", why: null, title: null, points: -5_000 }]);
    expect(others.shown?.moved.changes[0]?.at).toBeLessThan(made.clock.now - 2 * day);
    expect(others.shown?.level).toEqual({ level: 0, next: [] });
  });

  it("says nothing of an idea that went to a space which the reader may not see", async () => {
    const { ann, bob, as, say, rig, id } = made;
    const comment = await say(bob, "a bell that rings by itself");
    await adoptComment(await as(ann), comment);
    const inside = await space(rig, { name: "Closed circle", visibility: "private" });
    await rig.db.transaction((tx) =>
      tx.update(ideas).set({ space: inside.id, title: "A secret bell" }).where(eq(ideas.id, id)),
    );
    const page = await reputationPage(visiting(rig, { now: made.clock.now }), bob.id, { facet: "building" });
    expect(page.shown?.entries).toMatchObject([{ points: 5_000, title: null, path: null }]);
    expect(JSON.stringify(page)).not.toContain("secret");
    expect(JSON.stringify(page)).not.toContain(id);
  });
});
