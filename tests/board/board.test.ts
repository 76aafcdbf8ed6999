import fc from "fast-check";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { ideaCards, planChanges } from "../../db/schema/boards.ts";
import { follows } from "../../db/schema/following.ts";
import { noticeEvents } from "../../db/schema/notices.ts";
import { events } from "../../db/schema/log.ts";
import { placeCard, setPlan } from "../../app/features/board/commands.server.ts";
import { type PlanInput, planInput } from "../../app/features/board/inputs.ts";
import {
  boardOf,
  boardTouched,
  cardPanel,
  changesOf,
  planOf,
  slipsOf,
} from "../../app/features/board/queries.server.ts";
import { type BoardView, cardsPage, cardsShown } from "../../app/features/board/rules.ts";
import { hideItem } from "../../app/features/moderation/commands.server.ts";
import { followIdea, unfollowIdea } from "../../app/features/following/commands.server.ts";
import { noticesPage, targetOf } from "../../app/features/notices/queries.server.ts";
import { moveIdea, undoMove } from "../../app/features/piloting/commands.server.ts";
import { eraseMember } from "../../app/features/privacy/erasing.server.ts";
import { createProduct, linkIdea } from "../../app/features/products/commands.server.ts";
import { takeRole } from "../../app/features/spaces/membership.server.ts";
import { spaceSeenBy } from "../../app/features/spaces/queries.server.ts";
import { addStep, removeStep } from "../../app/features/stages/commands.server.ts";
import { type SignedIn, visitor } from "../../app/platform/actor.ts";
import { Conflict, Forbidden, NotFound, Refused } from "../../app/platform/errors.ts";
import { newId } from "../../app/platform/ids.ts";
import { start } from "../support/database.ts";
import { kindsToldTo, tellAll } from "../notices/support.ts";
import { buildingSpace } from "./support.ts";

let made: Awaited<ReturnType<typeof buildingSpace>>;

beforeEach(async () => {
  made = await buildingSpace();
});

const whole = { product: null, column: null, after: null };

async function columns(view: Partial<BoardView> = {}) {
  return boardOf(made.as(visitor), made.place.id, { ...whole, ...view });
}

/** The titles of each column, as everybody sees them. */
async function titles(view: Partial<BoardView> = {}): Promise<Record<string, string[]>> {
  const shown = await columns(view);
  return Object.fromEntries(shown.map(({ place, cards }) => [place, cards.map(({ title }) => title)]));
}

async function cardOf(idea: string) {
  const [card] = await made.rig.db.read.select().from(ideaCards).where(eq(ideaCards.idea, idea));
  if (!card) throw new Error("There is no card.");
  return card;
}

async function put(by: SignedIn, idea: string, after: string | null, change: { turn?: number; place?: string } = {}) {
  const { place, turn } = await cardOf(idea);
  await placeCard(made.as(by), idea, { place, turn, after, ...change });
}

async function plan(by: SignedIn, idea: string, change: Partial<PlanInput>) {
  const ctx = made.as(by);
  const { owner, percent, targetOn, confidence, version } = await cardOf(idea);
  const input = { id: newId(ctx.now), owner, percent, targetOn, confidence, version, reason: null, ...change };
  await setPlan(ctx, idea, input);
  return input;
}

const kinds = async (idea: string) =>
  (
    await made.rig.db.read
      .select()
      .from(events)
      .where(eq(events.subject, `idea:${idea}`))
  ).map(({ kind }) => kind);

describe("a card", () => {
  it("comes to the head of the column in which its idea stands, and goes along with it", async () => {
    expect(await titles()).toEqual({ adopted: [], building: [], shipped: [] });
    const pump = await made.idea("A pump");
    await made.idea("A bell");
    await made.idea("An early idea", "new");
    expect(await titles()).toEqual({ adopted: ["A bell", "A pump"], building: [], shipped: [] });
    await made.move(made.pro, pump, "adopted", "building");
    expect(await titles()).toEqual({ adopted: ["A bell"], building: ["A pump"], shipped: [] });
    await made.move(made.pro, pump, "building", "later");
    expect(await titles()).toEqual({ adopted: ["A bell"], building: [], shipped: [] });
  });

  it("lies where it lay when its move is taken back", async () => {
    const [pump] = [await made.idea("A pump"), await made.idea("A bell"), await made.idea("A lamp")];
    const move = await made.move(made.pro, pump, "adopted", "building");
    await made.idea("A horn");
    await undoMove(made.as(made.pro), pump, move);
    expect((await titles()).adopted).toEqual(["A horn", "A lamp", "A bell", "A pump"]);
  });

  it("lies in a step of the space's own, and in the stage again when that step is taken away", async () => {
    const ctx = made.as(made.pia);
    const step = newId(ctx.now);
    const names = { nameEn: "In test", nameFr: "En essai" };
    await addStep(ctx, made.place.id, { id: step, parent: "building", version: 1, ...names });
    const pump = await made.idea("A pump", "building");
    await made.move(made.pro, pump, "building", `building/${step}`);
    expect(await titles()).toEqual({ adopted: [], building: [], [`building/${step}`]: ["A pump"], shipped: [] });
    await removeStep(made.as(made.pia), made.place.id, { version: 2, step });
    expect(await titles()).toEqual({ adopted: [], building: ["A pump"], shipped: [] });
  });

  it("is not seen while its idea is hidden, not even by those who would arrange it", async () => {
    const pump = await made.idea("A pump");
    await hideItem(made.as(made.pia), { idea: pump, comment: null }, { act: "hide", reason: "spam", words: "Spam." });
    expect(await titles()).toEqual({ adopted: [], building: [], shipped: [] });
    expect((await columns()).map(({ count }) => count)).toEqual([0, 0, 0]);
    await expect(put(made.pro, pump, null)).rejects.toThrow();
  });

  it("is shown with what belongs to a product alone, and a column page by page", async () => {
    const [pump] = [await made.idea("A pump"), await made.idea("A bell")];
    const ctx = made.as(made.pro);
    const words = { name: "City bike", purposeEn: "", purposeFr: "" };
    const product = await createProduct(ctx, made.place.id, { id: newId(ctx.now), ...words });
    await linkIdea(made.as(made.pro), { idea: pump, product: product.id, isLinked: true });
    expect((await titles({ product: product.id })).adopted).toEqual(["A pump"]);
    expect((await columns({ product: product.id })).map(({ count }) => count)).toEqual([1, 0, 0]);
    expect((await columns()).flatMap(({ cards }) => cards)[1]?.products).toMatchObject([{ name: "City bike" }]);
    await expect(columns({ column: "later" })).rejects.toThrow(NotFound);
  });

  it("is found by a real link where more lie in a column than the board shows", async () => {
    const ids: string[] = [];
    for (let each = 0; each < cardsShown + 3; each++) ids.push(await made.idea(`Idea ${each}`));
    const [adopted] = await columns();
    expect(adopted).toMatchObject({ count: cardsShown + 3, next: ids[3] });
    expect(adopted?.cards).toHaveLength(cardsShown);
    const [rest] = await columns({ column: "adopted", after: adopted?.next ?? "" });
    expect(rest?.cards.map(({ title }) => title)).toEqual(["Idea 2", "Idea 1", "Idea 0"]);
    expect(cardsPage).toBeGreaterThan(cardsShown);
  });
});

describe("the order of a column", () => {
  it("is what was said last, wherever a card is put", async () => {
    const [a, b, c] = [await made.idea("A"), await made.idea("B"), await made.idea("C")];
    const adopted = async () => (await titles()).adopted;
    expect(await adopted()).toEqual(["C", "B", "A"]);
    await put(made.pro, a, null);
    expect(await adopted()).toEqual(["A", "C", "B"]);
    await put(made.kim, a, b);
    expect(await adopted()).toEqual(["C", "B", "A"]);
    await put(made.pro, b, a);
    expect(await adopted()).toEqual(["C", "A", "B"]);
    await put(made.pia, b, c);
    expect(await adopted()).toEqual(["C", "B", "A"]);
    await made.idea("D");
    expect(await adopted()).toEqual(["D", "C", "B", "A"]);
    expect((await kinds(b)).filter((kind) => kind === "card.placed")).toHaveLength(2);
  });

  it("holds however often cards are put between the same two", async () => {
    const ids = [await made.idea("A"), await made.idea("B"), await made.idea("C"), await made.idea("D")];
    const order = [3, 2, 1, 0].map((each) => ids[each] ?? "");
    const dice = fc.sample(fc.tuple(fc.nat(3), fc.integer({ min: -1, max: 3 })), { numRuns: 120, seed: 7 });
    // Always into the same gap first: the numbers there run out, and the column is counted anew.
    const narrow = Array.from({ length: 40 }, (_, each): [number, number] => [each % 2 === 0 ? 2 : 3, 0]);
    for (const [which, to] of [...narrow, ...dice]) {
      const idea = ids[which] ?? "";
      const after = to < 0 ? null : (ids[to] ?? "");
      if (after === idea) continue;
      await put(made.pro, idea, after);
      order.splice(order.indexOf(idea), 1);
      order.splice(after === null ? 0 : order.indexOf(after) + 1, 0, idea);
      const [adopted] = await columns();
      expect(adopted?.cards.map((card) => card.idea)).toEqual(order);
    }
  });

  it("is the first one's, and the second is told; what was done already is done once", async () => {
    const [a, b] = [await made.idea("A"), await made.idea("B"), await made.idea("C")];
    const { turn } = await cardOf(a);
    await put(made.pro, a, null, { turn });
    await expect(put(made.kim, a, b, { turn })).rejects.toThrow(new Conflict("card_moved_meanwhile"));
    await put(made.pro, a, null, { turn });
    expect((await titles()).adopted).toEqual(["A", "C", "B"]);
    expect((await kinds(a)).filter((kind) => kind === "card.placed")).toHaveLength(1);
  });

  it("takes no card that has left the column, and none after such a one", async () => {
    const [a, b] = [await made.idea("A"), await made.idea("B")];
    const { turn } = await cardOf(a);
    await made.move(made.pro, a, "adopted", "building");
    const late = { turn, place: "adopted" };
    await expect(put(made.kim, a, null, late)).rejects.toThrow(new Conflict("card_moved_meanwhile"));
    await expect(put(made.kim, b, a)).rejects.toThrow(new Conflict("card_moved_meanwhile"));
    await expect(put(made.kim, b, newId(start))).rejects.toThrow(Conflict);
    await expect(put(made.kim, b, b)).rejects.toThrow(Conflict);
    await made.move(made.pro, a, "building", "later");
    await expect(put(made.kim, a, null)).rejects.toThrow(new Refused("not_on_board"));
  });

  it("is arranged by product people and those who lead, and by nobody else", async () => {
    const a = await made.idea("A");
    for (const who of [made.ann, made.bob, made.eve]) await expect(put(who, a, null)).rejects.toThrow(Forbidden);
    const panel = async (who: SignedIn) => {
      const ctx = made.as(who);
      return cardPanel(ctx, await spaceSeenBy(ctx.db.read, who, made.place.id), a);
    };
    await expect(panel(made.bob)).rejects.toThrow(Forbidden);
    expect((await panel(made.pro)).steering?.stages).toContain("building");
    // Who leads arranges; the move is a product decision.
    expect((await panel(made.pia)).steering?.stages ?? []).not.toContain("building");
  });

  it("is told as the ways that are left for a card", async () => {
    const [a, b, c] = [await made.idea("A"), await made.idea("B"), await made.idea("C")];
    const ways = async (idea: string) => {
      const ctx = made.as(made.pro);
      return (await cardPanel(ctx, await spaceSeenBy(ctx.db.read, made.pro, made.place.id), idea)).ways;
    };
    expect(await ways(c)).toEqual({ first: null, up: null, down: b, last: a });
    expect(await ways(b)).toEqual({ first: "", up: "", down: a, last: a });
    expect(await ways(a)).toEqual({ first: "", up: c, down: null, last: null });
    await put(made.pro, a, (await ways(a)).up || null);
    expect((await titles()).adopted).toEqual(["C", "A", "B"]);
  });
});

describe("moving to another column", () => {
  it("is the move of piloting, with its answer, and can be taken back", async () => {
    const pump = await made.idea("A pump");
    const before = await boardTouched(made.rig.db.read, made.place.id);
    const ctx = made.as(made.pro);
    const input = { id: newId(ctx.now), from: "adopted", to: "building", reasonKind: null, reviewOn: null };
    await moveIdea(ctx, pump, { ...input, message: "We begin." });
    expect(await boardTouched(made.rig.db.read, made.place.id)).toBeGreaterThan(before ?? 0);
    const late = made.as(made.kim);
    const other = { ...input, id: newId(late.now), message: "Me too." };
    await expect(moveIdea(late, pump, other)).rejects.toThrow(new Conflict("moved_meanwhile"));
  });
});

describe("the plan of an idea", () => {
  it("says who sees to it, how far it is, by when and how sure, and each change stays to be read", async () => {
    const pump = await made.idea("A pump");
    await plan(made.pro, pump, { owner: made.kim.id, percent: 20, targetOn: "2026-05-01", confidence: "likely" });
    await plan(made.kim, pump, { percent: 40 });
    const [adopted] = await columns();
    expect(adopted?.cards[0]).toMatchObject({
      owner: { name: "Kim" },
      percent: 40,
      targetOn: "2026-05-01",
      confidence: "likely",
    });
    expect(await changesOf(made.rig.db.read, pump)).toMatchObject([
      { percentFrom: 20, percentTo: 40, isNewOwner: false, reason: null, by: { name: "Kim" } },
      { percentFrom: 0, percentTo: 20, isNewOwner: true, ownerTo: "Kim", targetFrom: null, targetTo: "2026-05-01" },
    ]);
    expect((await kinds(pump)).filter((kind) => kind === "plan.set")).toHaveLength(2);
    expect(await planOf(made.rig.db.read, { id: pump, space: made.place.id })).toMatchObject({ percent: 40 });
  });

  it("asks for a public reason when the day gets later, or goes, and for none when it comes sooner", async () => {
    const pump = await made.idea("A pump");
    await plan(made.pro, pump, { targetOn: "2026-05-01" });
    await plan(made.pro, pump, { targetOn: "2026-04-20" });
    for (const targetOn of ["2026-06-01", null]) {
      await expect(plan(made.pro, pump, { targetOn })).rejects.toMatchObject({
        fields: { reason: "slip_reason_missing" },
      });
    }
    expect((await cardOf(pump)).targetOn).toBe("2026-04-20");
    await plan(made.pro, pump, { targetOn: "2026-06-01", reason: "The mould is late." });
    await plan(made.pro, pump, { targetOn: null, reason: "It broke." });
    await plan(made.pro, pump, { targetOn: "2026-09-01", reason: "Not kept: no day was named before." });
    const slips = (await slipsOf(made.rig.db.read, [pump])).get(pump);
    expect(slips?.map(({ targetFrom, targetTo, reason }) => [targetFrom, targetTo, reason])).toEqual([
      ["2026-04-20", "2026-06-01", "The mould is late."],
      ["2026-06-01", null, "It broke."],
    ]);
    const told = await made.rig.db.read.select().from(events).where(eq(events.kind, "plan.set"));
    expect(told.map(({ payload }) => payload.isSlip)).toEqual([false, false, true, true, false]);
    expect(JSON.stringify(told)).not.toContain("mould");
  });

  it("takes no day that is over or out of reach, no owner who is no product person, and no odd per cent", async () => {
    const pump = await made.idea("A pump");
    const wrong = (change: Partial<PlanInput>, fields: Record<string, string>) =>
      expect(plan(made.pro, pump, change)).rejects.toMatchObject({ fields });
    await wrong({ targetOn: "2026-03-01" }, { targetOn: "target_passed" });
    await wrong({ targetOn: "2037-03-01" }, { targetOn: "target_too_far" });
    await wrong({ owner: made.bob.id }, { owner: "owner_not_product" });
    const form = { id: newId(start), version: "1", owner: "", targetOn: "", confidence: "", reason: "" };
    for (const percent of ["", "-1", "101", "4.5", "many", "1e1"]) {
      expect(planInput.safeParse({ ...form, percent }).success).toBe(false);
    }
    expect(planInput.parse({ ...form, percent: " 100 " })).toMatchObject({ percent: 100, targetOn: null });
    expect(planInput.safeParse({ ...form, percent: "1", targetOn: "2026-02-30" }).success).toBe(false);
  });

  it("is the first one's of two who say something at once, and is said once however often it is sent", async () => {
    const pump = await made.idea("A pump");
    const first = await plan(made.pro, pump, { percent: 10 });
    await setPlan(made.as(made.pro), pump, first);
    const late = plan(made.kim, pump, { percent: 30, version: 1 });
    await expect(late).rejects.toThrow(new Conflict("plan_changed"));
    await plan(made.kim, pump, { percent: 10 });
    expect(await made.rig.db.read.$count(planChanges)).toBe(1);
  });

  it("is not said by who wrote the idea, nor by members, nor of what has shipped", async () => {
    const own = await made.idea("A pump", "evaluating", made.pro);
    await made.move(made.kim, own, "evaluating", "adopted");
    await expect(plan(made.pro, own, { percent: 10 })).rejects.toThrow(new Forbidden("own_idea_plan"));
    await expect(plan(made.bob, own, { percent: 10 })).rejects.toThrow(Forbidden);
    await plan(made.kim, own, { percent: 10 });
    const shipped = await made.idea("A bell", "shipped");
    await expect(plan(made.kim, shipped, { percent: 10 })).rejects.toThrow(new Refused("not_on_board"));
  });

  it("names nobody who is no product person any more; an erased account leaves the history", async () => {
    const pump = await made.idea("A pump");
    await plan(made.pro, pump, { owner: made.kim.id, targetOn: "2026-05-01" });
    await plan(made.kim, pump, { targetOn: "2026-06-01", reason: "The mould is late." });
    await takeRole(made.as(made.pia), made.place.id, { member: made.kim.id, role: "product" });
    expect((await columns())[0]?.cards[0]?.owner).toBeNull();
    await eraseMember(made.rig.db, made.rig.dir, made.kim.id, made.as(made.pro).now);
    const [slip] = await changesOf(made.rig.db.read, pump);
    expect(slip).toMatchObject({ reason: "The mould is late.", by: { name: "" } });
  });
});

describe("a slip", () => {
  it("is told once to those who follow the idea or built it, with the reason; other changes are not", async () => {
    const pump = await made.idea("A pump");
    await followIdea(made.as(made.bob), pump);
    await followIdea(made.as(made.eve), pump);
    await unfollowIdea(made.as(made.eve), pump);
    // Who built it hears of it without following.
    await made.rig.db.transaction((tx) => tx.delete(follows).where(eq(follows.member, made.ann.id)));
    await plan(made.pro, pump, { targetOn: "2026-06-01" });
    const first = await kindsFor(made.bob);
    expect(first).not.toContain("plan_slipped");
    const { id } = await plan(made.pro, pump, { targetOn: "2026-07-01", reason: "The mould broke." });
    await tellAll(made.rig);
    for (const who of [made.bob, made.ann]) {
      const [line] = (await noticesPage(made.as(who), null)).notices;
      expect(line).toMatchObject({ kind: "plan_slipped", code: "later", words: "The mould broke.", times: 1 });
      expect(await targetOf(made.as(who), line?.id ?? "")).toContain("#plan-heading");
    }
    for (const who of [made.eve, made.kim, made.pro]) expect(await kindsFor(who)).not.toContain("plan_slipped");
    await plan(made.kim, pump, { targetOn: null, reason: "We do not know any more." });
    await tellAll(made.rig);
    const lines = (await noticesPage(made.as(made.bob), null)).notices.filter(({ kind }) => kind === "plan_slipped");
    expect(lines).toMatchObject([{ code: "gone", words: "We do not know any more.", times: 2 }]);
    const mailed = await made.rig.db.read
      .select()
      .from(noticeEvents)
      .where(eq(noticeEvents.item, `plan:${id}`));
    expect(mailed.map(({ mailAt }) => mailAt !== null).toSorted()).toEqual([false, true]);
  });
});

async function kindsFor(who: SignedIn): Promise<string[]> {
  await tellAll(made.rig);
  return kindsToldTo(made.rig, who);
}
