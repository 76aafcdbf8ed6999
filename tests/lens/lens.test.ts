import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { and, asc, eq } from "drizzle-orm";
import { createProduct, linkIdea } from "../../app/features/products/commands.server.ts";
import { mergeIdea } from "../../app/features/merging/commands.server.ts";
import { eraseMember } from "../../app/features/privacy/erasing.server.ts";
import { fieldsOf, lensOf, lensSpace } from "../../app/features/lens/queries.server.ts";
import { amountOf, fieldNamed, lensIn, lensOrders, lensQuery, placed } from "../../app/features/lens/rules.ts";
import { NotFound } from "../../app/platform/errors.ts";
import { newId } from "../../app/platform/ids.ts";
import { customerFacts } from "../../db/schema/lens.ts";
import { events } from "../../db/schema/log.ts";
import { ideas } from "../../db/schema/ideas.ts";
import { members } from "../../db/schema/members.ts";
import { signals } from "../../db/schema/signals.ts";
import { member, person, space, start, visiting } from "../support/database.ts";
import { lookedAt } from "./support.ts";

let made: Awaited<ReturnType<typeof lookedAt>>;

beforeEach(async () => {
  made = await lookedAt();
});

const look = (query = "") => lensOf(made.rig.db.read, made.place.id, lensIn(new URLSearchParams(query)));

/** Two ideas: everybody likes the bell, the three with the Pro plan like the lamp. */
async function bellAndLamp() {
  const bell = await made.open("A bell");
  const lamp = await made.open("A lamp");
  const pros = [];
  for (const [index, name] of ["uma", "ugo", "uli"].entries()) {
    pros.push(await made.customer(name, { plan: "Pro", seats: String(10 * (index + 1)) }));
  }
  const others = [];
  for (const name of ["vic", "val", "vera", "vito"])
    others.push(await made.customer(name, { plan: "Free", seats: "1" }));
  for (const who of pros) await made.cast(who, lamp);
  for (const who of others) await made.cast(who, bell);
  await made.cast(pros[0] ?? made.bob, bell, "not_for_me");
  return { bell, lamp, pros, others };
}

const brief = ({ ideas: list }: Awaited<ReturnType<typeof look>>) =>
  list.map(({ id, place, publicPlace, heard, participants }) => ({ id, place, publicPlace, heard, participants }));

describe("the lens", () => {
  it("is not there for members, pilots, admins and visitors, nor for product people of another space", async () => {
    const { rig, place } = made;
    const boss = await person(rig, "boss", { admin: true });
    const other = await space(rig, { name: "Lab" });
    const far = await member(rig, await person(rig, "far"), other.id, { product: true });
    for (const who of [made.bob, made.pia, boss, far]) {
      await expect(lensSpace(made.as(who), place.slug)).rejects.toThrow(NotFound);
    }
    await expect(lensSpace(visiting(rig), place.slug)).rejects.toThrow(NotFound);
    await expect(lensSpace(made.as({ ...made.pro, verified: false }), place.slug)).rejects.toThrow(NotFound);
    await expect(lensSpace(made.as(made.pro), place.slug)).resolves.toMatchObject({ id: place.id });
  });

  it("puts ideas in the order of a segment beside the public one, with the signals of its people alone", async () => {
    const { bell, lamp } = await bellAndLamp();
    const everybody = await look();
    expect(everybody.people).toBe(7);
    expect(brief(everybody)).toEqual([
      { id: bell, place: 1, publicPlace: 1, heard: { support: 4, not_for_me: 1, pass: 0 }, participants: 5 },
      { id: lamp, place: 2, publicPlace: 2, heard: { support: 3, not_for_me: 0, pass: 0 }, participants: 3 },
    ]);
    const pro = await look("segment=plan=Pro");
    expect(pro.people).toBe(3);
    expect(brief(pro)).toEqual([
      { id: lamp, place: 1, publicPlace: 2, heard: { support: 3, not_for_me: 0, pass: 0 }, participants: 3 },
      { id: bell, place: 2, publicPlace: 1, heard: { support: 0, not_for_me: 1, pass: 0 }, participants: 5 },
    ]);
    expect(brief(await look("segment=seats&from=10"))).toEqual(brief(pro));
    expect(brief(await look("segment=seats&from=10&to=30&by=customer"))).toEqual(brief(pro));
    expect(await look("by=employee")).toEqual({ people: null, ideas: [] });
  });

  it("tells how people lean on an idea only where neither they nor the others are few", async () => {
    const { bell, lamp, pros, others } = await bellAndLamp();
    const toldOn = async (query: string) =>
      Object.fromEntries((await look(query)).ideas.map(({ id, isTold }) => [id, isTold]));
    // Five on the bell, three on the lamp: all of them customers.
    expect(await toldOn("")).toEqual({ [bell]: true, [lamp]: false });
    expect(await toldOn("by=customer")).toEqual({ [bell]: true, [lamp]: false });
    expect(await toldOn("segment=plan=Free")).toMatchObject({ [bell]: false });
    for (const who of [...pros, ...others]) await made.cast(who, bell);
    for (const name of ["wim", "wes", "wil"]) await made.cast(await made.customer(name, { plan: "Pro" }), bell);
    // Six of ten have the Pro plan: the other four would be known by subtraction.
    expect(await toldOn("segment=plan=Pro")).toMatchObject({ [bell]: false });
    await made.cast(await made.customer("zoe", { plan: "Free" }), bell);
    expect(await toldOn("segment=plan=Pro")).toMatchObject({ [bell]: true });
    const partner = await made.customer("pat");
    await made.rig.db.transaction((tx) =>
      tx.update(members).set({ affiliation: "partner" }).where(eq(members.id, partner.id)),
    );
    await made.cast({ ...partner, affiliation: "partner" }, bell);
    // What customers say would tell what the one partner said.
    expect(await toldOn("by=customer")).toMatchObject({ [bell]: false });
    expect(await toldOn("")).toMatchObject({ [bell]: true });
  });

  it("shows no figure of fewer than three people, and does not offer what so few share", async () => {
    await bellAndLamp();
    await made.know(made.bob, { plan: "Enterprise", country: "FR" });
    expect((await look("segment=seats&from=11")).people).toBeNull();
    expect((await look("segment=plan=Enterprise")).people).toBeNull();
    expect((await look("segment=plan=Free")).people).toBe(4);
    expect(await fieldsOf(made.rig.db.read, made.place.id)).toEqual([
      { name: "country", isNumber: false, values: [] },
      { name: "plan", isNumber: false, values: ["Free", "Pro"] },
      { name: "seats", isNumber: true, values: [] },
    ]);
  });

  it("lists what belongs to a product or stands in a stage, with places among these alone", async () => {
    const { bell, lamp } = await bellAndLamp();
    const ctx = made.as(made.pro);
    const words = { name: "City bike", purposeEn: "", purposeFr: "" };
    const product = await createProduct(ctx, made.place.id, { id: newId(ctx.now), ...words });
    await linkIdea(made.as(made.pro), { idea: lamp, product: product.id, isLinked: true });
    expect(brief(await look(`product=${product.id}`))).toMatchObject([{ id: lamp, place: 1, publicPlace: 1 }]);
    await made.rig.db.transaction((tx) => tx.update(ideas).set({ stage: "evaluating" }).where(eq(ideas.id, bell)));
    expect(brief(await look("stage=evaluating")).map(({ id }) => id)).toEqual([bell]);
    expect(brief(await look("stage=shipped"))).toEqual([]);
  });

  it("leaves out hidden ideas, and counts neither authors nor signals that are held", async () => {
    const { bell, lamp, pros } = await bellAndLamp();
    await made.know(made.ann, { plan: "Pro" });
    await made.cast(made.ann, lamp);
    expect((await look("segment=plan=Pro")).people).toBe(3);
    expect(brief(await look("segment=plan=Pro"))[0]).toMatchObject({ id: lamp, heard: { support: 3 } });
    await made.rig.db.transaction((tx) => tx.update(ideas).set({ moderation: "hidden" }).where(eq(ideas.id, bell)));
    expect(brief(await look("segment=plan=Pro")).map(({ id }) => id)).toEqual([lamp]);
    const [, ugo] = pros;
    await made.rig.db.transaction((tx) =>
      tx
        .update(signals)
        .set({ away: "held" })
        .where(and(eq(signals.member, ugo?.id ?? ""), eq(signals.idea, lamp))),
    );
    expect((await look("segment=plan=Pro")).people).toBeNull();
  });

  it("counts a person once on an idea with a merged one, the latest signal, as the public count does", async () => {
    const { bell, lamp, pros } = await bellAndLamp();
    const [uma] = pros;
    if (uma) await made.cast(uma, bell, "pass");
    const ctx = made.as(made.pia);
    await mergeIdea(ctx, lamp, {
      id: newId(ctx.now),
      into: bell,
      message: "One thing.",
      sourceElements: "",
      targetElements: "",
    });
    const [all] = brief(await look());
    const [only] = brief(await look("segment=plan=Pro"));
    expect(all).toMatchObject({ id: bell, participants: 7, heard: { support: 6, not_for_me: 0, pass: 1 } });
    expect(only).toMatchObject({ id: bell, participants: 7, heard: { support: 2, not_for_me: 0, pass: 1 } });
  });
});

describe("facts about customers", () => {
  it("are kept per space, written once, and taken away by an empty value", async () => {
    const before = await made.rig.db.read.$count(events);
    expect(await made.know(made.bob, { plan: "Pro", seats: "1 200" })).toBe("new");
    expect(await made.know(made.bob, { plan: "Pro", seats: "1 200" })).toBe("unchanged");
    expect(await made.know(made.bob, { plan: "Free" })).toBe("changed");
    expect(await made.rig.db.read.$count(events)).toBe(before + 2);
    const rows = () => made.rig.db.read.select().from(customerFacts).orderBy(asc(customerFacts.field));
    expect(await rows()).toMatchObject([
      { field: "plan", value: "Free", amount: null },
      { field: "seats", value: "1 200", amount: 1_200 },
    ]);
    expect(await made.know(made.bob, { seats: "" })).toBe("changed");
    expect((await rows()).map(({ field }) => field)).toEqual(["plan"]);
    const logged = await made.rig.db.read.select().from(events).where(eq(events.kind, "customer.facts_changed"));
    expect(JSON.stringify(logged)).not.toContain("Pro");
  });

  it("go with the account they are about, while the public counts stay", async () => {
    const { pros } = await bellAndLamp();
    const [uma] = pros;
    if (!uma) throw new Error("Nobody is there.");
    await eraseMember(made.rig.db, made.rig.dir, uma.id, start);
    const mine = made.rig.db.read.$count(customerFacts, eq(customerFacts.member, uma.id));
    expect(await mine).toBe(0);
    expect((await look()).people).toBe(7);
    expect((await look("segment=plan=Pro")).people).toBeNull();
  });
});

describe("what the lens is set to", () => {
  it("stands in its address and nothing that makes no sense", () => {
    for (const query of [
      "",
      "?by=partner&segment=plan%3DPro&stage=open&sort=support",
      "?segment=seats&from=10&to=50",
    ]) {
      expect(lensQuery(lensIn(new URLSearchParams(query)))).toBe(query);
    }
    const odd = new URLSearchParams("by=king&segment==x&product=1&stage=draft&sort=up&from=x");
    expect(lensQuery(lensIn(odd))).toBe("");
    expect(lensIn(new URLSearchParams("segment=plan=a=b")).segment).toEqual({ field: "plan", value: "a=b" });
  });

  it.each([
    ["1200", 1_200],
    ["1 200", 1_200],
    ["1\u202F200", 1_200],
    ["12.5", null],
    ["-3", null],
    ["1 2", null],
    ["", null],
  ])("reads %j as the number %s", (text, amount) => {
    expect(amountOf(text)).toBe(amount);
  });

  it("keeps the name of a field in small letters and refuses what addresses cannot hold", () => {
    expect(fieldNamed("  Plan  Name ")).toBe("plan name");
    for (const wrong of ["", "a=b", "x".repeat(41)]) expect(fieldNamed(wrong)).toBeNull();
  });

  it("gives every idea one place here and one in public, whatever the signals are", () => {
    const heard = fc.record({ support: fc.nat(5), not_for_me: fc.nat(5), pass: fc.nat(5) });
    const rice = fc.option(fc.nat(5));
    const idea = fc.record({ id: fc.uuid(), participants: fc.nat(20), heard, isTold: fc.boolean(), rice });
    const lists = fc.uniqueArray(idea, { selector: ({ id }) => id });
    fc.assert(
      fc.property(lists, fc.constantFrom(...lensOrders), (list, order) => {
        const all = placed(list, order);
        const numbers = list.map((_, index) => index + 1);
        expect(all.map(({ place }) => place)).toEqual(numbers);
        expect(all.map(({ publicPlace }) => publicPlace).toSorted((a, b) => a - b)).toEqual(numbers);
        for (const [index, next] of all.slice(1).entries()) {
          const before = all[index];
          const told = (one: typeof next) => (one.isTold ? one.heard.support : 0);
          if (order === "support" && before) expect(told(before)).toBeGreaterThanOrEqual(told(next));
          if (order === "rice") expect(before?.rice ?? -1).toBeGreaterThanOrEqual(next.rice ?? -1);
        }
      }),
    );
  });
});
