import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { ideas } from "../../db/schema/ideas.ts";
import { productIdeas } from "../../db/schema/products.ts";
import { figuresOf } from "../../app/features/figures/queries.server.ts";
import { type FiguresView, mostCounted } from "../../app/features/figures/rules.ts";
import { mayTakeFigures } from "../../app/features/feed/policy.ts";
import { hideItem } from "../../app/features/moderation/commands.server.ts";
import { eraseMember } from "../../app/features/privacy/erasing.server.ts";
import { createProduct, linkIdea } from "../../app/features/products/commands.server.ts";
import { visitor } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { inParts } from "../../app/platform/in-parts.ts";
import { buildingSpace } from "../board/support.ts";
import { shippingSpace } from "../releases/support.ts";
import { start } from "../support/database.ts";

const day = 86_400_000;
let made: Awaited<ReturnType<typeof buildingSpace>>;

beforeEach(async () => {
  made = await buildingSpace();
});

function figures(view: Partial<FiguresView> = {}, now = start + day) {
  return figuresOf(made.rig.db.read, made.place.id, { period: "all", product: null, ...view }, now);
}

const reached = async (view: Partial<FiguresView> = {}) => (await figures(view)).funnel.map((row) => row.reached);

describe("the figures of a space", () => {
  it("follow its ideas from new to shipped", async () => {
    await made.idea("New", "new");
    const pump = await made.idea("A pump", "shipped", made.bob);
    await made.idea("A bell", "new", made.pia);
    await made.idea("A lamp", "adopted");
    const now = await figures();
    expect(now).toMatchObject({ counted: 4, hasMore: false });
    expect(await reached()).toEqual([4, 2, 2, 2, 2, 1, 1]);
    expect(now.adopted.map(({ submitted, adopted }) => [submitted, adopted])).toEqual([
      [3, 2],
      [1, 0],
      [0, 0],
    ]);
    // Each act of this space is a minute after the one before.
    expect(now.times.find(({ stage }) => stage === "adopted")).toMatchObject({
      stays: { count: 1, median: 60_000 },
      standing: 1,
    });
    expect(now.contributors).toMatchObject({ ideas: 1, spread: { median: 1 } });
    await made.move(made.pro, pump, "shipped", "building");
    expect((await figures()).contributors.ideas).toBe(0);
    // It was shipped once: that it went back is in the times, not in how far it came.
    expect((await reached())[6]).toBe(1);
  });

  it("are of one product, and of one time", async () => {
    const pump = await made.idea("A pump", "adopted");
    await made.idea("A bell", "new");
    const ctx = made.as(made.pro);
    const words = { name: "City bike", purposeEn: "", purposeFr: "" };
    const product = await createProduct(ctx, made.place.id, { id: newId(ctx.now), ...words });
    await linkIdea(made.as(made.pro), { idea: pump, product: product.id, isLinked: true });
    expect(await reached({ product: product.id })).toEqual([1, 1, 1, 1, 1, 0, 0]);
    await made.rig.db.transaction((tx) =>
      tx
        .update(ideas)
        .set({ submittedAt: start - 40 * day })
        .where(eq(ideas.id, pump)),
    );
    expect((await reached({ period: "30" }))[0]).toBe(1);
    expect((await reached({ period: "90" }))[0]).toBe(2);
    expect((await figures({ period: "30", product: product.id })).counted).toBe(0);
  });

  it("of a product are of its newest ideas in the period, whatever else was linked to it", async () => {
    const pump = await made.idea("A pump", "adopted");
    const bell = await made.idea("A bell", "new");
    const ctx = made.as(made.pro);
    const words = { name: "City bike", purposeEn: "", purposeFr: "" };
    const product = await createProduct(ctx, made.place.id, { id: newId(ctx.now), ...words });
    await linkIdea(made.as(made.pro), { idea: pump, product: product.id, isLinked: true });
    const [row] = await made.rig.db.read.select().from(ideas).where(eq(ideas.id, bell));
    if (!row) throw new Error("There is no bell.");
    // Imported later, so that their ids come after the pump's, but submitted long before it.
    const old = Array.from({ length: mostCounted + 1 }, () => ({
      ...row,
      id: newId(start + day),
      submittedAt: start - 400 * day,
    }));
    const by = { product: product.id, linkedBy: made.pro.id, at: start };
    await made.rig.db.transaction(async (tx) => {
      for (const some of inParts(old)) {
        await tx.insert(ideas).values(some);
        await tx.insert(productIdeas).values(some.map(({ id }) => ({ ...by, idea: id })));
      }
    });
    expect(await figures({ product: product.id, period: "30" })).toMatchObject({ counted: 1, hasMore: false });
    expect((await reached({ product: product.id, period: "30" }))[4]).toBe(1);
    const all = await figures({ product: product.id });
    expect(all).toMatchObject({ counted: mostCounted, hasMore: true });
    expect(all.funnel[4]?.reached).toBe(1);
  });

  it("say nothing of what not everybody in the space sees, and stay when somebody is erased", async () => {
    const pump = await made.idea("A pump", "shipped");
    await made.idea("A lamp", "shipped", made.bob);
    const hidden = await made.idea("Something rude", "new");
    await hideItem(made.as(made.pia), { idea: hidden, comment: null }, { act: "hide", reason: "spam", words: "Spam." });
    const before = await figures();
    expect(before).toMatchObject({ counted: 2, contributors: { ideas: 2 } });
    await eraseMember(made.rig.db, made.rig.dir, made.ann.id, start + day);
    expect(await figures()).toEqual(before);
    await hideItem(made.as(made.pia), { idea: pump, comment: null }, { act: "hide", reason: "spam", words: "Spam." });
    expect(await figures()).toMatchObject({ counted: 1, contributors: { ideas: 1 } });
  });

  it("tell of each release how many people built what shipped with it", async () => {
    const ship = await shippingSpace();
    const [pump, bell, lamp] = [
      await ship.idea("A pump", "evaluating"),
      await ship.idea("A bell", "evaluating", ship.bob),
      await ship.idea("A lamp", "evaluating"),
    ];
    await ship.helper("hal", [pump, bell]);
    for (const each of [pump, bell, lamp]) await ship.build(each);
    const spring = await ship.draft("Spring", [pump, bell]);
    await ship.publish(spring);
    const summer = await ship.draft("Summer", [lamp]);
    await ship.publish(summer);
    await ship.draft("Autumn", []);
    const told = async (view: Partial<FiguresView> = {}, now = start + day) =>
      (await figuresOf(ship.rig.db.read, ship.place.id, { period: "all", product: null, ...view }, now)).releases.map(
        ({ title, ideas: some, people }) => [title, some, people],
      );
    // Whoever has a part in two ideas of a release is one person there; drafts are not told.
    const both = [
      ["Summer", 1, 1],
      ["Spring", 2, 3],
    ];
    expect(await told()).toEqual(both);
    expect(await told({ product: ship.bike.id, period: "30" })).toEqual(both);
    expect(await told({ period: "30" }, start + 60 * day)).toEqual([]);
    const ctx = ship.as(ship.pro);
    const words = { name: "Cargo bike", purposeEn: "", purposeFr: "" };
    const cargo = await createProduct(ctx, ship.place.id, { id: newId(ctx.now), ...words });
    expect(await told({ product: cargo.id })).toEqual([]);
    await hideItem(ship.as(ship.pia), { idea: bell, comment: null }, { act: "hide", reason: "spam", words: "Spam." });
    expect(await told()).toEqual([
      ["Summer", 1, 1],
      ["Spring", 1, 2],
    ]);
    expect((await figures()).releases).toEqual([]);
  });

  it("of nothing are nothing", async () => {
    expect(await figures()).toMatchObject({ counted: 0, contributors: { ideas: 0, spread: null } });
  });

  it("are read by those who steer the space", () => {
    const may = [made.pia, made.pro, made.ann, made.eve, visitor].map((actor) => mayTakeFigures(actor, made.place.id));
    expect(may).toEqual([true, true, false, false, false]);
  });
});
