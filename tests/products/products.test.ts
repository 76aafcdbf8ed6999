import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { events } from "../../db/schema/log.ts";
import { productIdeas } from "../../db/schema/products.ts";
import { adoptComment } from "../../app/features/adopting/commands.server.ts";
import { postComment } from "../../app/features/discussion/commands.server.ts";
import { eraseMember } from "../../app/features/privacy/erasing.server.ts";
import {
  archiveProduct,
  createProduct,
  editProduct,
  linkIdea,
  setOwner,
} from "../../app/features/products/commands.server.ts";
import { linkedInput } from "../../app/features/products/inputs.ts";
import {
  ideasOfProduct,
  openProducts,
  ownersOf,
  productIn,
  productsIn,
  productsOf,
  totalsOf,
} from "../../app/features/products/queries.server.ts";
import { mostOfIdea, productPath, purposeFor } from "../../app/features/products/rules.ts";
import { hideItem } from "../../app/features/moderation/commands.server.ts";
import { takeRole } from "../../app/features/spaces/membership.server.ts";
import { editIdea } from "../../app/features/writing/commands.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { Conflict, Forbidden, Invalid, NotFound, Refused } from "../../app/platform/errors.ts";
import { newId } from "../../app/platform/ids.ts";
import { buildingSpace } from "../board/support.ts";
import { member, person, space, start } from "../support/database.ts";

let made: Awaited<ReturnType<typeof buildingSpace>>;

beforeEach(async () => {
  made = await buildingSpace();
});

const words = { name: "City bike", purposeEn: "To *ride* to work.", purposeFr: "" };

async function product(name = words.name, by: SignedIn = made.pro) {
  const ctx = made.as(by);
  return createProduct(ctx, made.place.id, { id: newId(ctx.now), ...words, name });
}

const link = async (by: SignedIn, idea: string, to: string, isLinked = true) =>
  linkIdea(made.as(by), { idea, product: to, isLinked });

const totals = async (id: string) => (await totalsOf(made.rig.db.read, [id])).get(id);

describe("a product", () => {
  it("is added by a product person, who answers for it, once however often the form is sent", async () => {
    const ctx = made.as(made.pro);
    const input = { id: newId(ctx.now), ...words };
    await createProduct(ctx, made.place.id, input);
    await createProduct(ctx, made.place.id, input);
    const [only, ...others] = await productsIn(made.rig.db.read, made.place.id);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ name: "City bike", version: 1, archivedAt: null });
    expect((await ownersOf(made.rig.db.read, [input.id])).map(({ name }) => name)).toEqual(["Pro"]);
    const told = await made.rig.db.read
      .select()
      .from(events)
      .where(eq(events.subject, `product:${input.id}`));
    expect(told.map(({ kind }) => kind)).toEqual(["product.created", "product.owner_added"]);
    expect(JSON.stringify(told)).not.toContain("City");
  });

  it("says what it is for in the reader's language, or in the other one", async () => {
    const one = await product();
    expect(purposeFor(one, "fr")).toEqual({ html: "<p>To <em>ride</em> to work.</p>", language: "en" });
    await editProduct(made.as(made.pro), made.place.id, one.id, { ...words, purposeFr: "Rouler.", version: 1 });
    const both = await productIn(made.rig.db.read, made.place.id, one.id);
    expect(purposeFor(both, "fr")?.language).toBe("fr");
    expect(purposeFor(both, "en")?.language).toBe("en");
    expect(purposeFor({ ...both, purposeEn: "", purposeFr: "" }, "en")).toBeNull();
    expect(productPath("bikes", one)).toBe(`/s/bikes/products/${one.id}-city-bike`);
  });

  it("is not for members, nor for pilots who do not lead, and is not there for those outside a private space", async () => {
    await expect(product("Bell", made.bob)).rejects.toThrow(Forbidden);
    const paul = await member(made.rig, await person(made.rig, "paul"), made.place.id, { pilot: true });
    await expect(product("Bell", paul)).rejects.toThrow(Forbidden);
    await expect(product("Bell", made.pia)).resolves.toMatchObject({ name: "Bell" });
    const hidden = await space(made.rig, { name: "Lab", visibility: "private" });
    const ctx = made.as(made.pro);
    await expect(createProduct(ctx, hidden.id, { id: newId(ctx.now), ...words })).rejects.toThrow(NotFound);
  });

  it("is called like no other one of its space", async () => {
    const one = await product();
    await expect(product("  CITY  bïke ")).rejects.toMatchObject({ fields: { name: "product_name_taken" } });
    const two = await product("Bell");
    const renamed = { ...words, name: "city bike", version: 1 };
    await expect(editProduct(made.as(made.pro), made.place.id, two.id, renamed)).rejects.toThrow(Invalid);
    await editProduct(made.as(made.pro), made.place.id, one.id, renamed);
    expect((await productIn(made.rig.db.read, made.place.id, one.id)).name).toBe("city bike");
  });

  it("is saved by the first of two who edit at once; the second is told", async () => {
    const { id } = await product();
    await editProduct(made.as(made.kim), made.place.id, id, { ...words, name: "Town bike", version: 1 });
    const late = editProduct(made.as(made.pro), made.place.id, id, { ...words, name: "Bike", version: 1 });
    await expect(late).rejects.toThrow(new Conflict("product_changed"));
    expect((await productIn(made.rig.db.read, made.place.id, id)).name).toBe("Town bike");
  });

  it("has owners among the product people alone, for as long as they are that", async () => {
    const { id } = await product();
    const set = (who: SignedIn, isOwner: boolean) =>
      setOwner(made.as(made.pro), made.place.id, id, { member: who.id, isOwner });
    await set(made.kim, true);
    await set(made.kim, true);
    await expect(set(made.bob, true)).rejects.toMatchObject({ fields: { member: "owner_not_product" } });
    const names = async () => (await ownersOf(made.rig.db.read, [id])).map(({ name }) => name);
    expect(await names()).toEqual(["Kim", "Pro"]);
    await takeRole(made.as(made.pia), made.place.id, { member: made.kim.id, role: "product" });
    expect(await names()).toEqual(["Pro"]);
    await set(made.pro, false);
    expect(await names()).toEqual([]);
  });

  it("is archived instead of deleted: its ideas stay, no other is linked, and it opens again", async () => {
    const { id } = await product();
    const [old, fresh] = [await made.idea("A pump"), await made.idea("A bell")];
    await link(made.pro, old, id);
    await archiveProduct(made.as(made.pro), made.place.id, id, true);
    await archiveProduct(made.as(made.pro), made.place.id, id, true);
    expect(await openProducts(made.rig.db.read, made.place.id)).toEqual([]);
    await expect(link(made.pro, fresh, id)).rejects.toThrow(new Refused("product_archived"));
    expect((await productsOf(made.rig.db.read, [old])).get(old)).toMatchObject([{ id, isArchived: true }]);
    await archiveProduct(made.as(made.pro), made.place.id, id, false);
    await link(made.pro, fresh, id);
    expect((await ideasOfProduct(made.rig.db.read, id, null)).ideas).toHaveLength(2);
  });
});

describe("an idea", () => {
  it("is linked to several products by product people and pilots, once each, and not by members", async () => {
    const [one, two] = [await product(), await product("Bell")];
    const idea = await made.idea("A pump");
    await link(made.pro, idea, one.id);
    await link(made.pro, idea, one.id);
    await link(made.pia, idea, two.id);
    await expect(link(made.ann, idea, two.id)).rejects.toThrow(Forbidden);
    expect((await productsOf(made.rig.db.read, [idea])).get(idea)?.map(({ name }) => name)).toEqual([
      "Bell",
      "City bike",
    ]);
    await link(made.pia, idea, one.id, false);
    await link(made.pia, idea, one.id, false);
    const kinds = await made.rig.db.read
      .select()
      .from(events)
      .where(eq(events.subject, `idea:${idea}`));
    expect(kinds.map(({ kind }) => kind).filter((kind) => kind.includes("linked"))).toEqual([
      "idea.linked",
      "idea.linked",
      "idea.unlinked",
    ]);
  });

  it("is not linked to a product of another space, nor to more than ten", async () => {
    const idea = await made.idea("A pump");
    const elsewhere = await space(made.rig, { name: "Trains" });
    const tom = await member(made.rig, await person(made.rig, "tom"), elsewhere.id, { product: true });
    const ctx = made.as(tom);
    const train = await createProduct(ctx, elsewhere.id, { id: newId(ctx.now), ...words });
    await expect(link(made.pro, idea, train.id)).rejects.toMatchObject({ fields: { product: "product_elsewhere" } });
    for (let each = 0; each < mostOfIdea; each++) await link(made.pro, idea, (await product(`Bike ${each}`)).id);
    const last = await product("One more");
    await expect(link(made.pro, idea, last.id)).rejects.toThrow(new Refused("idea_products_enough"));
  });

  it("is meant by its id or by the address of its page, and by nothing else", () => {
    const id = newId(start);
    for (const text of [id, `/ideas/${id}-a-pump`, `https://caco.example.org/ideas/${id}-a-pump?x=1`]) {
      expect(linkedInput.parse({ idea: text })).toEqual({ idea: id });
    }
    for (const text of ["", "a pump", "/ideas/x"]) expect(linkedInput.safeParse({ idea: text }).success).toBe(false);
  });
});

describe("the running total", () => {
  it("counts shipped ideas and each person behind them once, and stays when an account is erased", async () => {
    const { id } = await product();
    expect(await totals(id)).toEqual({ ideas: 0, shipped: 0, people: 0 });
    const first = await made.idea("A pump", "evaluating");
    const help = made.as(made.bob);
    const comment = await postComment(help, first, { id: newId(help.now), kind: "remark", body: "With a gauge." });
    const text = { title: "A pump", problem: "Flat.", forWhom: "Riders.", solution: "A pump with a gauge." };
    await editIdea(made.as(made.ann), first, { ...text, language: "en", version: 1 });
    await adoptComment(made.as(made.ann), comment);
    for (const [from, to] of [
      ["evaluating", "adopted"],
      ["adopted", "building"],
      ["building", "shipped"],
    ] as const) {
      await made.move(made.pro, first, from, to);
    }
    await link(made.pro, first, id);
    expect(await totals(id)).toEqual({ ideas: 1, shipped: 1, people: 2 });
    await link(made.pro, await made.idea("A bell", "shipped"), id);
    await link(made.pro, await made.idea("A lamp", "building", made.bob), id);
    expect(await totals(id)).toEqual({ ideas: 3, shipped: 2, people: 2 });
    await eraseMember(made.rig.db, made.rig.dir, made.bob.id, made.as(made.pro).now);
    expect(await totals(id)).toEqual({ ideas: 3, shipped: 2, people: 2 });
  });

  it("has nothing of what is hidden, nor does the list", async () => {
    const { id } = await product();
    const idea = await made.idea("A pump", "shipped");
    await link(made.pro, idea, id);
    expect(await totals(id)).toEqual({ ideas: 1, shipped: 1, people: 1 });
    const ctx = made.as(made.pia);
    await hideItem(ctx, { idea, comment: null }, { act: "hide", reason: "spam", words: "Spam." });
    expect(await totals(id)).toEqual({ ideas: 0, shipped: 0, people: 0 });
    expect((await ideasOfProduct(made.rig.db.read, id, null)).ideas).toEqual([]);
    expect(await made.rig.db.read.$count(productIdeas)).toBe(1);
  });
});
