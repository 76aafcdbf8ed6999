import {
  aliasedTable,
  and,
  asc,
  count,
  desc,
  eq,
  exists,
  gt,
  inArray,
  isNull,
  ne,
  not,
  notInArray,
  or,
  sql,
} from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { creditFreezes, creditInputs } from "../../../db/schema/crediting.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { productIdeas, productPeople, products } from "../../../db/schema/products.ts";
import { roomNotes, rooms } from "../../../db/schema/rooms.ts";
import { memberships } from "../../../db/schema/spaces.ts";
import { NotFound } from "../../platform/errors.ts";
import { comesAfter } from "../../platform/paging.server.ts";
import { type PageKey, pageOf } from "../../platform/paging.ts";
import { unlistedStages } from "../ideas/rules.ts";
import { ideasPage } from "./rules.ts";

export type Product = typeof products.$inferSelect;

/** The name of a product and whether it is archived, for a link to it. */
export type NamedProduct = { id: string; name: string; isArchived: boolean };

/** A product of a space. Throws `NotFound`. Whether the reader may see the space was asked before. */
export async function productIn(read: Reads, space: string, id: string): Promise<Product> {
  const [product] = await read
    .select()
    .from(products)
    .where(and(eq(products.id, id), eq(products.space, space)));
  if (!product) throw new NotFound();
  return product;
}

/** The products of a space by name; those that are archived come last. */
export async function productsIn(read: Reads, space: string): Promise<Product[]> {
  const rows = await read.select().from(products).where(eq(products.space, space)).orderBy(asc(products.key));
  return [...rows.filter(({ archivedAt }) => archivedAt === null), ...rows.filter((row) => row.archivedAt !== null)];
}

/** The products of a space to which ideas may be linked, by name. */
export async function openProducts(read: Reads, space: string): Promise<NamedProduct[]> {
  const rows = await read
    .select({ id: products.id, name: products.name })
    .from(products)
    .where(and(eq(products.space, space), isNull(products.archivedAt)))
    .orderBy(asc(products.key));
  return rows.map((row) => ({ ...row, isArchived: false }));
}

/** To which products ideas belong, by the idea's id. */
export async function productsOf(read: Reads, ideaIds: readonly string[]): Promise<Map<string, NamedProduct[]>> {
  const found = new Map<string, NamedProduct[]>();
  if (ideaIds.length === 0) return found;
  const rows = await read
    .select({ idea: productIdeas.idea, id: products.id, name: products.name, archivedAt: products.archivedAt })
    .from(productIdeas)
    .innerJoin(products, eq(products.id, productIdeas.product))
    .where(inArray(productIdeas.idea, [...ideaIds]))
    .orderBy(asc(products.key));
  for (const { idea, archivedAt, ...product } of rows) {
    found.set(idea, [...(found.get(idea) ?? []), { ...product, isArchived: archivedAt !== null }]);
  }
  return found;
}

/** Who answers for these products and is a product person of their space still, by name. */
export async function ownersOf(read: Reads, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return read
    .select({
      product: productPeople.product,
      id: members.id,
      name: members.name,
      handle: members.handle,
      avatar: members.avatar,
      affiliation: members.affiliation,
    })
    .from(productPeople)
    .innerJoin(products, eq(products.id, productPeople.product))
    .innerJoin(memberships, and(eq(memberships.space, products.space), eq(memberships.member, productPeople.member)))
    .innerJoin(members, eq(members.id, productPeople.member))
    .where(and(inArray(productPeople.product, [...ids]), eq(memberships.product, true)))
    .orderBy(asc(members.name), asc(members.id));
}

/** What became of a product's ideas: how many belong to it, how many are shipped, and from how many people those are. */
export type Totals = { ideas: number; shipped: number; people: number };

/** The condition that anybody in its space may see an idea in a list. */
const listed = and(eq(ideas.moderation, "visible"), notInArray(ideas.stage, [...unlistedStages]));

/**
 * The running totals of products, by id. People are counted once, by the credits that were frozen. Whoever stays unnamed
 * there for anybody (a sealed note, a room for those who were invited) is not among them: else the number would tell.
 */
export async function totalsOf(read: Reads, ids: readonly string[]): Promise<Map<string, Totals>> {
  const totals = new Map(ids.map((id) => [id, { ideas: 0, shipped: 0, people: 0 }]));
  if (ids.length === 0) return totals;
  const [counts, people] = await Promise.all([countsOf(read, ids), peopleBehind(read, ids)]);
  for (const { product, isShipped, ideas: some } of counts) {
    const of = totals.get(product);
    if (!of) continue;
    of.ideas += some;
    if (isShipped) of.shipped += some;
  }
  for (const row of people) {
    const of = totals.get(row.product);
    if (of) of.people = row.people;
  }
  return totals;
}

async function countsOf(read: Reads, ids: readonly string[]) {
  const rows = await read
    .select({ product: productIdeas.product, stage: ideas.stage, ideas: count() })
    .from(productIdeas)
    .innerJoin(ideas, eq(ideas.id, productIdeas.idea))
    .where(and(inArray(productIdeas.product, [...ids]), listed))
    .groupBy(productIdeas.product, ideas.stage);
  return rows.map(({ stage, ...row }) => ({ ...row, isShipped: stage === "shipped" }));
}

async function peopleBehind(read: Reads, ids: readonly string[]) {
  return read
    .select({
      product: productIdeas.product,
      people: sql<number>`count(distinct ${creditInputs.member})`.mapWith(Number),
    })
    .from(productIdeas)
    .innerJoin(ideas, eq(ideas.id, productIdeas.idea))
    .innerJoin(creditFreezes, eq(creditFreezes.idea, productIdeas.idea))
    .innerJoin(creditInputs, eq(creditInputs.freeze, creditFreezes.id))
    .leftJoin(rooms, eq(rooms.id, creditInputs.room))
    .where(
      and(
        inArray(productIdeas.product, [...ids]),
        eq(ideas.stage, "shipped"),
        eq(ideas.moderation, "visible"),
        isNamedCredit(read),
      ),
    )
    .groupBy(productIdeas.product);
}

/**
 * How many people built each of these ideas, by its id, as its last freeze says; without those who stay unnamed there. An
 * idea that was never adopted is not among them.
 */
export async function namedPeopleOf(read: Reads, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await read
    .select({
      idea: creditFreezes.idea,
      people: sql<number>`count(distinct ${creditInputs.member})`.mapWith(Number),
    })
    .from(creditFreezes)
    .innerJoin(creditInputs, eq(creditInputs.freeze, creditFreezes.id))
    .leftJoin(rooms, eq(rooms.id, creditInputs.room))
    .where(and(inArray(creditFreezes.idea, [...ids]), isNamedCredit(read)))
    .groupBy(creditFreezes.idea);
  return new Map(rows.map(({ idea, people }) => [idea, people]));
}

/** The condition that something was brought to an idea by its last freeze, by somebody who is named there. */
export function isNamedCredit(read: Reads) {
  const later = aliasedTable(creditFreezes, "later");
  const isOvertaken = exists(
    read
      .select({ id: later.id })
      .from(later)
      .where(
        and(
          eq(later.idea, creditFreezes.idea),
          isNull(later.undoneAt),
          or(gt(later.at, creditFreezes.at), and(eq(later.at, creditFreezes.at), gt(later.id, creditFreezes.id))),
        ),
      ),
  );
  const isNamedNote = exists(
    read
      .select({ id: roomNotes.id })
      .from(roomNotes)
      .where(and(eq(roomNotes.id, creditInputs.source), eq(roomNotes.isSealed, false))),
  );
  return and(
    isNull(creditFreezes.undoneAt),
    not(isOvertaken),
    or(
      isNull(creditInputs.room),
      and(
        eq(rooms.audience, "space"),
        eq(rooms.state, "closed"),
        or(ne(creditInputs.component, "adopted"), isNamedNote),
      ),
    ),
  );
}

/** A page of a product's ideas that anybody in its space may see, the last linked ones first, and the key of the next one. */
export async function ideasOfProduct(read: Reads, product: string, after: PageKey | null) {
  const rows = await read
    .select({
      id: ideas.id,
      title: ideas.title,
      space: ideas.space,
      stage: ideas.stage,
      extra: ideas.extra,
      language: ideas.language,
      participants: ideas.participants,
      at: productIdeas.at,
    })
    .from(productIdeas)
    .innerJoin(ideas, eq(ideas.id, productIdeas.idea))
    .where(and(eq(productIdeas.product, product), listed, comesAfter(productIdeas.at, productIdeas.idea, after)))
    .orderBy(desc(productIdeas.at), desc(productIdeas.idea))
    .limit(ideasPage + 1);
  const { page, last } = pageOf(rows, ideasPage);
  return { ideas: page, next: last ? { at: last.at, id: last.id } : null };
}
