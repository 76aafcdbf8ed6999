import { beforeEach, describe, expect, it } from "vitest";
import { setPlan } from "../../app/features/board/commands.server.ts";
import { hideItem } from "../../app/features/moderation/commands.server.ts";
import { createProduct, linkIdea } from "../../app/features/products/commands.server.ts";
import { roadmapOf } from "../../app/features/roadmap/queries.server.ts";
import { lastDayOfNow, partOf, parts, type RoadmapView, shownOfPart } from "../../app/features/roadmap/rules.ts";
import { castSignal } from "../../app/features/signals/commands.server.ts";
import { visitor } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { buildingSpace } from "../board/support.ts";

let made: Awaited<ReturnType<typeof buildingSpace>>;

beforeEach(async () => {
  made = await buildingSpace();
});

async function roadmap(view: Partial<RoadmapView> = {}) {
  const space = { id: made.place.id, timeZone: "Europe/Paris" };
  return roadmapOf(made.as(visitor), space, { product: null, part: null, after: null, ...view });
}

async function titles(view: Partial<RoadmapView> = {}) {
  const shown = await roadmap(view);
  return Object.fromEntries(shown.map(({ part, items }) => [part, items.map(({ title }) => title)]));
}

async function plan(idea: string, targetOn: string | null, version = 1, reason: string | null = null) {
  const ctx = made.as(made.pro);
  const rest = { owner: null, percent: 0, confidence: "likely" as const, version, reason };
  await setPlan(ctx, idea, { id: newId(ctx.now), targetOn, ...rest });
}

describe("the roadmap", () => {
  it("has now, next and later by stage and day alone, what comes first first", async () => {
    await made.idea("Without a day");
    await plan(await made.idea("In summer"), "2026-07-01");
    await plan(await made.idea("In six weeks"), "2026-04-13");
    await plan(await made.idea("A day later"), "2026-04-14");
    await plan(await made.idea("Being built, in autumn", "building"), "2026-10-01");
    await made.idea("Being built", "building");
    await made.idea("Shipped", "shipped");
    await made.idea("Weighed", "evaluating");
    expect(await titles()).toEqual({
      now: ["In six weeks", "Being built, in autumn", "Being built"],
      next: ["A day later", "In summer"],
      later: ["Without a day"],
    });
    const shown = await roadmap();
    const last = lastDayOfNow("2026-03-02");
    expect(last).toBe("2026-04-13");
    for (const { part, items, count } of shown) {
      expect(items).toHaveLength(count);
      for (const { place, targetOn } of items) {
        expect(partOf({ stage: place as "adopted", targetOn }, last)).toBe(part);
      }
    }
    for (const stage of ["shipped", "evaluating", "later"] as const) {
      expect(partOf({ stage, targetOn: "2026-03-05" }, last)).toBeNull();
    }
  });

  it("names the people behind each idea, how sure the team is, and each slip with its reason", async () => {
    const pump = await made.idea("A pump", "new");
    await castSignal(made.as(made.bob), { idea: pump, kind: "support" });
    await castSignal(made.as(made.kim), { idea: pump, kind: "pass" });
    await made.move(made.pia, pump, "new", "evaluating");
    await made.move(made.pro, pump, "evaluating", "adopted");
    await plan(pump, "2026-03-20");
    await plan(pump, "2026-08-01", 2, "The mould is late.");
    const [, next] = await roadmap();
    expect(next?.items).toMatchObject([
      {
        participants: 2,
        people: { customer: 1, employee: 1, partner: 0 },
        confidence: "likely",
        targetOn: "2026-08-01",
        slips: [{ targetFrom: "2026-03-20", targetTo: "2026-08-01", reason: "The mould is late." }],
      },
    ]);
  });

  it("is that of one product, says nothing of what is hidden, and goes on by a real link", async () => {
    const ids: string[] = [];
    for (let each = 0; each < shownOfPart + 2; each++) ids.push(await made.idea(`Idea ${each}`));
    const ctx = made.as(made.pro);
    const words = { name: "City bike", purposeEn: "", purposeFr: "" };
    const product = await createProduct(ctx, made.place.id, { id: newId(ctx.now), ...words });
    await linkIdea(made.as(made.pro), { idea: ids[0] ?? "", product: product.id, isLinked: true });
    expect(await titles({ product: product.id })).toEqual({ now: [], next: [], later: ["Idea 0"] });
    const [, , later] = await roadmap();
    expect(later).toMatchObject({ count: shownOfPart + 2, next: ids[2] });
    expect(await titles({ part: "later", after: ids[2] })).toEqual({ later: ["Idea 1", "Idea 0"] });
    const hide = { act: "hide", reason: "spam", words: "Spam." } as const;
    await hideItem(made.as(made.pia), { idea: ids[0] ?? "", comment: null }, hide);
    expect(await titles({ product: product.id })).toEqual({ now: [], next: [], later: [] });
    expect(parts).toEqual(["now", "next", "later"]);
  });
});
