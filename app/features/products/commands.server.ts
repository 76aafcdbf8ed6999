import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { wasTaken } from "../../../db/dialect/taken.ts";
import { productIdeas, productPeople, products } from "../../../db/schema/products.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, Invalid, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { fold } from "../../platform/fold.ts";
import { renderMarkdown } from "../../platform/markdown.server.ts";
import { must } from "../../platform/policy.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { unlistedStages } from "../ideas/rules.ts";
import { mustNotBeMuted } from "../moderation/muting.server.ts";
import { productPeopleOf, spaceSeenBy } from "../spaces/queries.server.ts";
import { ideaLinked, productChanged, productOwnerChanged } from "./events.ts";
import type { NewProductInput, ProductInput } from "./inputs.ts";
import { mayKeepProducts, mayLinkIdeas } from "./policy.ts";
import { ownersOf, type Product, productIn } from "./queries.server.ts";
import { mostOfIdea, mostOwners, mostProducts } from "./rules.ts";

/**
 * Adds a product to a space; a product person who adds it answers for it. Sent twice, it is one. Throws `NotFound`,
 * `Forbidden`, `Refused("products_enough")`, `Invalid` when another one reads alike, `Conflict` for an id of something else.
 */
export async function createProduct(ctx: Context, spaceId: string, input: NewProductInput): Promise<Product> {
  const { actor } = signedIn(ctx);
  await spaceSeenBy(ctx.db.read, actor, spaceId);
  must(mayKeepProducts(actor, spaceId));
  const { id, ...words } = await worded(input, actor.id);
  return ctx.db.transaction(async (tx) => {
    await spaceSeenBy(tx, actor, spaceId);
    must(mayKeepProducts(actor, spaceId));
    await mustNotBeMuted(tx, ctx, spaceId);
    const [existing] = await tx.select().from(products).where(eq(products.id, id));
    if (existing?.space === spaceId && existing.createdBy === actor.id) return existing;
    if (existing) throw new Conflict("changed_meanwhile");
    if ((await tx.$count(products, eq(products.space, spaceId))) >= mostProducts) throw new Refused("products_enough");
    const [product] = await tx
      .insert(products)
      .values({ id, space: spaceId, ...words, createdBy: actor.id, createdAt: ctx.now })
      .onConflictDoNothing()
      .returning();
    if (!product) {
      const [same] = await tx.select().from(products).where(eq(products.id, id));
      if (same?.space === spaceId && same.createdBy === actor.id) return same;
      throw new Invalid({ name: "product_name_taken" });
    }
    await record(tx, ctx, [productChanged("product.created", product, product.version)]);
    if (actor.memberships.get(spaceId)?.product === true) await addOwner(tx, ctx, product, actor.id);
    return product;
  });
}

/**
 * Changes what a product is called and what it is for. Throws `NotFound`, `Forbidden`, `Invalid` when another one reads
 * alike, and `Conflict("product_changed")` when somebody saved since the form was shown.
 */
export async function editProduct(ctx: Context, spaceId: string, id: string, input: ProductInput): Promise<void> {
  const { actor } = signedIn(ctx);
  await keptBy(ctx.db.read, ctx, spaceId, id);
  const { version: shown, ...words } = await worded(input, actor.id);
  const save = async (tx: Tx) => {
    const before = await keptBy(tx, ctx, spaceId, id);
    await mustNotBeMuted(tx, ctx, spaceId);
    const isSame = (["name", "purposeEn", "purposeFr"] as const).every((field) => before[field] === words[field]);
    if (before.version === shown && isSame) return;
    const [alike] = await tx
      .select({ id: products.id })
      .from(products)
      .where(and(eq(products.space, spaceId), eq(products.key, words.key)));
    if (alike && alike.id !== id) throw new Invalid({ name: "product_name_taken" });
    const [written] = await tx
      .update(products)
      .set({ ...words, version: sql`${products.version} + 1` })
      .where(and(eq(products.id, id), eq(products.version, shown)))
      .returning({ version: products.version });
    if (!written) throw new Conflict("product_changed");
    await record(tx, ctx, [productChanged("product.edited", before, written.version)]);
  };
  try {
    await ctx.db.transaction(save);
  } catch (error) {
    if (wasTaken(error)) throw new Invalid({ name: "product_name_taken" });
    throw error;
  }
}

/** Archives a product, or opens it again; what belongs to it stays. Done twice, it is done once. Throws `NotFound`, `Forbidden`. */
export async function archiveProduct(ctx: Context, spaceId: string, id: string, isArchived: boolean): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const before = await keptBy(tx, ctx, spaceId, id);
    if ((before.archivedAt !== null) === isArchived) return;
    const [written] = await tx
      .update(products)
      .set({ archivedAt: isArchived ? ctx.now : null, version: sql`${products.version} + 1` })
      .where(eq(products.id, id))
      .returning({ version: products.version });
    const kind = isArchived ? "product.archived" : "product.reopened";
    await record(tx, ctx, [productChanged(kind, before, written?.version ?? before.version)]);
  });
}

/**
 * Says that a product person answers for a product, or no more. Done twice, it is done once. Throws `NotFound`,
 * `Forbidden`, `Invalid` for somebody who is no product person of the space, `Refused("owners_enough")`.
 */
export async function setOwner(
  ctx: Context,
  spaceId: string,
  id: string,
  { member, isOwner }: { member: string; isOwner: boolean },
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const product = await keptBy(tx, ctx, spaceId, id);
    if (isOwner) {
      const people = await productPeopleOf(tx, spaceId);
      if (!people.some((person) => person.id === member)) throw new Invalid({ member: "owner_not_product" });
      // Whoever is a product person no more takes nobody's place.
      const owners = await ownersOf(tx, [id]);
      if (owners.some((owner) => owner.id === member)) return;
      if (owners.length >= mostOwners) throw new Refused("owners_enough");
      return addOwner(tx, ctx, product, member);
    }
    const removed = await tx
      .delete(productPeople)
      .where(and(eq(productPeople.product, id), eq(productPeople.member, member)))
      .returning({ member: productPeople.member });
    if (removed.length > 0) await record(tx, ctx, [productOwnerChanged("product.owner_removed", product, member)]);
  });
}

async function addOwner(tx: Tx, ctx: Context, product: Product, member: string): Promise<void> {
  const added = await tx
    .insert(productPeople)
    .values({ product: product.id, member, since: ctx.now })
    .onConflictDoNothing()
    .returning({ member: productPeople.member });
  if (added.length > 0) await record(tx, ctx, [productOwnerChanged("product.owner_added", product, member)]);
}

/**
 * Says that an idea belongs to a product of its space, or no more. Done twice, it is done once. Throws `NotFound`,
 * `Forbidden`, `Invalid` for a product or an idea of another space, `Refused("product_archived")`,
 * `Refused("idea_not_listed")`, `Refused("idea_products_enough")`. The idea is locked: its links are counted before one more is written.
 */
export async function linkIdea(
  ctx: Context,
  { idea: ideaId, product: productId, isLinked }: { idea: string; product: string; isLinked: boolean },
): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, ideaId);
    const { idea } = await ideaSeenBy(tx, actor, ideaId);
    must(mayLinkIdeas(actor, idea.space));
    const [product] = await tx
      .select()
      .from(products)
      .where(and(eq(products.id, productId), eq(products.space, idea.space)));
    if (!product) throw new Invalid({ product: "product_elsewhere" });
    const link = and(eq(productIdeas.product, productId), eq(productIdeas.idea, ideaId));
    if (!isLinked) {
      const removed = await tx.delete(productIdeas).where(link).returning({ idea: productIdeas.idea });
      if (removed.length > 0) await record(tx, ctx, [ideaLinked("idea.unlinked", idea, productId)]);
      return;
    }
    if ((await tx.$count(productIdeas, link)) > 0) return;
    if (product.archivedAt !== null) throw new Refused("product_archived");
    if (idea.moderation !== "visible" || unlistedStages.includes(idea.stage)) throw new Refused("idea_not_listed");
    if ((await tx.$count(productIdeas, eq(productIdeas.idea, ideaId))) >= mostOfIdea) {
      throw new Refused("idea_products_enough");
    }
    await tx.insert(productIdeas).values({ product: productId, idea: ideaId, linkedBy: actor.id, at: ctx.now });
    await record(tx, ctx, [ideaLinked("idea.linked", idea, productId)]);
  });
}

/** A product as somebody has it who keeps the products of its space. Throws `NotFound`, `Forbidden`. */
async function keptBy(read: Parameters<typeof productIn>[0], ctx: Context, space: string, id: string) {
  const { actor } = signedIn(ctx);
  await spaceSeenBy(read, actor, space);
  const product = await productIn(read, space, id);
  must(mayKeepProducts(actor, space));
  return product;
}

/** The words of a form with what follows from them. */
async function worded<Of extends { name: string; purposeEn: string; purposeFr: string }>(input: Of, by: string) {
  // One after the other: of one person two texts may wait at once, and somebody else's form should not be refused.
  const purposeEnHtml = await renderMarkdown(input.purposeEn, by);
  const purposeFrHtml = await renderMarkdown(input.purposeFr, by);
  return { ...input, key: fold(input.name), purposeEnHtml, purposeFrHtml };
}
