import { aliasedTable, and, asc, count, desc, eq, exists, gt, inArray, isNotNull, or, sql } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { type Confidence, ideaCards, planChanges } from "../../../db/schema/boards.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { type Locale, members } from "../../../db/schema/members.ts";
import { productIdeas, products } from "../../../db/schema/products.ts";
import type { Affiliation } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { must } from "../../platform/policy.ts";
import { pageOf } from "../../platform/paging.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { headingOf } from "../ideas/rules.ts";
import { isInvolved } from "../piloting/policy.ts";
import { decided, steeringOf } from "../piloting/queries.server.ts";
import { dayIn } from "../piloting/rules.ts";
import { type NamedProduct, productsOf } from "../products/queries.server.ts";
import { type NamedRelease, releasesOfIdeas } from "../releases/queries.server.ts";
import { productPeopleOf, type Space } from "../spaces/queries.server.ts";
import { stepsIn } from "../stages/queries.server.ts";
import { mayArrange } from "./policy.ts";
import { type BoardView, cardsPage, cardsShown, type Column, columnsOf, isOnBoard } from "./rules.ts";

/** A product person who sees to an idea. */
export type Owner = { id: string; name: string; avatar: string | null; affiliation: Affiliation };

/** A card as everybody in its space sees it. */
export type Card = {
  idea: string;
  title: string;
  language: Locale;
  /** Where it lies, as `standText` writes it. */
  place: string;
  turn: number;
  owner: Owner | null;
  percent: number;
  /** `2026-09-01`, a day of the space's calendar. */
  targetOn: string | null;
  confidence: Confidence | null;
  participants: number;
  products: NamedProduct[];
  /** With which release it shipped. */
  release: NamedRelease | null;
};

/** A column with the cards that are shown of it. */
export type ShownColumn = Column & {
  /** How many cards lie in it. */
  count: number;
  cards: Card[];
  /** The card after which the next ones are shown; null when there are none. */
  next: string | null;
};

/** The condition that a card lies on the board of a space, where everybody sees it, and belongs to a product where one is asked for. */
export function onBoard(read: Reads, space: string, product: string | null) {
  const belongs = and(eq(productIdeas.product, product ?? ""), eq(productIdeas.idea, ideaCards.idea));
  return and(
    eq(ideaCards.space, space),
    eq(ideaCards.shown, true),
    product === null ? undefined : exists(read.select({ idea: productIdeas.idea }).from(productIdeas).where(belongs)),
  );
}

/** The board of a space, or one column of it from a card on. Throws `NotFound` for a column that is not there. */
export async function boardOf(ctx: Context, space: string, view: BoardView): Promise<ShownColumn[]> {
  const { read } = ctx.db;
  const columns = columnsOf(await stepsIn(read, space));
  const asked = view.column === null ? columns : columns.filter(({ place }) => place === view.column);
  if (asked.length === 0) throw new NotFound();
  const size = view.column === null ? cardsShown : cardsPage;
  const [counts, ...lists] = await Promise.all([
    countsOf(read, space, view.product),
    ...asked.map(({ place }) => idsIn(read, { space, place, size, product: view.product, after: view.after })),
  ]);
  const cards = await cardsOf(
    read,
    space,
    lists.flatMap(({ page }) => page),
  );
  return asked.map((column, at) => ({
    ...column,
    count: counts.get(column.place) ?? 0,
    cards: lists[at]?.page.flatMap((id) => cards.get(id) ?? []) ?? [],
    next: lists[at]?.last ?? null,
  }));
}

async function countsOf(read: Reads, space: string, product: string | null): Promise<Map<string, number>> {
  const rows = await read
    .select({ place: ideaCards.place, cards: count() })
    .from(ideaCards)
    .where(onBoard(read, space, product))
    .groupBy(ideaCards.place);
  return new Map(rows.map(({ place, cards }) => [place, cards]));
}

/** The cards of a column in their order, as ids, and the last of the page where more follow. */
async function idsIn(
  read: Reads,
  of: { space: string; place: string; size: number; product: string | null; after: string | null },
): Promise<{ page: string[]; last: string | undefined }> {
  const [from] =
    of.after === null
      ? []
      : await read
          .select({ position: ideaCards.position, idea: ideaCards.idea })
          .from(ideaCards)
          .where(and(eq(ideaCards.idea, of.after), eq(ideaCards.space, of.space), eq(ideaCards.place, of.place)));
  const rows = await read
    .select({ idea: ideaCards.idea })
    .from(ideaCards)
    .where(and(onBoard(read, of.space, of.product), eq(ideaCards.place, of.place), from && liesAfter(from)))
    .orderBy(asc(ideaCards.position), asc(ideaCards.idea))
    .limit(of.size + 1);
  return pageOf(
    rows.map(({ idea }) => idea),
    of.size,
  );
}

function liesAfter({ position, idea }: { position: number; idea: string }) {
  return or(gt(ideaCards.position, position), and(eq(ideaCards.position, position), gt(ideaCards.idea, idea)));
}

/** These cards by their idea's id. Who sees to one is named while he or she is a product person of the space. */
export async function cardsOf(read: Reads, space: string, ids: readonly string[]): Promise<Map<string, Card>> {
  if (ids.length === 0) return new Map();
  const [rows, products, people, released] = await Promise.all([
    read
      .select({
        idea: ideaCards.idea,
        title: ideas.title,
        language: ideas.language,
        place: ideaCards.place,
        turn: ideaCards.turn,
        owner: ideaCards.owner,
        percent: ideaCards.percent,
        targetOn: ideaCards.targetOn,
        confidence: ideaCards.confidence,
        participants: ideas.participants,
      })
      .from(ideaCards)
      .innerJoin(ideas, eq(ideas.id, ideaCards.idea))
      .where(inArray(ideaCards.idea, [...ids])),
    productsOf(read, ids),
    productPeopleOf(read, space),
    releasesOfIdeas(read, ids),
  ]);
  const owners = new Map(
    people.map(({ id, name, avatar, affiliation }): [string, Owner] => [id, { id, name, avatar, affiliation }]),
  );
  return new Map(
    rows.map(({ owner, ...row }) => [
      row.idea,
      {
        ...row,
        owner: owners.get(owner ?? "") ?? null,
        products: products.get(row.idea) ?? [],
        release: released.get(row.idea) ?? null,
      },
    ]),
  );
}

/** When anything on the board of a space changed last, in milliseconds since 1970 UTC; null while nothing lies there. */
export async function boardTouched(read: Reads, space: string): Promise<number | null> {
  const [last] = await read
    .select({ at: ideaCards.touchedAt })
    .from(ideaCards)
    .where(eq(ideaCards.space, space))
    .orderBy(desc(ideaCards.touchedAt))
    .limit(1);
  return last?.at ?? null;
}

/** A change of a plan, as people read it. */
export type PlanChange = {
  id: string;
  at: number;
  by: { id: string; name: string; avatar: string | null; affiliation: Affiliation };
  ownerTo: string | null;
  isNewOwner: boolean;
  percentFrom: number;
  percentTo: number;
  targetFrom: string | null;
  targetTo: string | null;
  confidenceFrom: Confidence | null;
  confidenceTo: Confidence | null;
  reason: string | null;
  /** The name of the product whose tracker reported it; null where a person said it. */
  tracker: string | null;
  /** What the tracker said with it. */
  note: string | null;
};

/** Changes of a plan that a page tells at most. */
const mostTold = 50;

/** How a plan came to be, the last change first. */
export async function changesOf(read: Reads, idea: string): Promise<PlanChange[]> {
  const owners = aliasedTable(members, "owners");
  const rows = await read
    .select({
      id: planChanges.id,
      at: planChanges.at,
      by: planChanges.by,
      affiliation: planChanges.affiliation,
      name: members.name,
      avatar: members.avatar,
      ownerFromId: planChanges.ownerFrom,
      ownerToId: planChanges.ownerTo,
      ownerTo: owners.name,
      percentFrom: planChanges.percentFrom,
      percentTo: planChanges.percentTo,
      targetFrom: planChanges.targetFrom,
      targetTo: planChanges.targetTo,
      confidenceFrom: planChanges.confidenceFrom,
      confidenceTo: planChanges.confidenceTo,
      reason: planChanges.reason,
      tracker: products.name,
      note: planChanges.note,
    })
    .from(planChanges)
    .leftJoin(products, eq(products.id, planChanges.tracker))
    .leftJoin(members, eq(members.id, planChanges.by))
    .leftJoin(owners, eq(owners.id, planChanges.ownerTo))
    .where(eq(planChanges.idea, idea))
    .orderBy(desc(planChanges.at), desc(planChanges.id))
    .limit(mostTold);
  return rows.map(({ by, affiliation, name, avatar, ownerFromId, ownerToId, ...change }) => ({
    ...change,
    by: { id: by, name: name ?? "", avatar, affiliation },
    isNewOwner: ownerFromId !== ownerToId,
  }));
}

/** A day that got later, or went, and why. */
export type Slip = Pick<PlanChange, "id" | "at" | "targetFrom" | "targetTo"> & { reason: string };

/** The days of these ideas that got later, by the idea's id, the first slip first. */
export async function slipsOf(read: Reads, ids: readonly string[]): Promise<Map<string, Slip[]>> {
  const slips = new Map<string, Slip[]>();
  if (ids.length === 0) return slips;
  const rows = await read
    .select({
      idea: planChanges.idea,
      id: planChanges.id,
      at: planChanges.at,
      targetFrom: planChanges.targetFrom,
      targetTo: planChanges.targetTo,
      reason: planChanges.reason,
    })
    .from(planChanges)
    .where(and(inArray(planChanges.idea, [...ids]), isNotNull(planChanges.reason)))
    .orderBy(asc(planChanges.at), asc(planChanges.id));
  for (const { idea, reason, ...slip } of rows) {
    slips.set(idea, [...(slips.get(idea) ?? []), { ...slip, reason: reason ?? "" }]);
  }
  return slips;
}

/** What the page of an idea says of its plan; null while it has none. */
export async function planOf(read: Reads, idea: { id: string; space: string }) {
  const card = (await cardsOf(read, idea.space, [idea.id])).get(idea.id);
  if (!card) return null;
  const { owner, percent, targetOn, confidence } = card;
  return { owner, percent, targetOn, confidence, changes: await changesOf(read, idea.id) };
}

/** A neighbour of a card, for what is done without dragging: after which one it is put. */
export type Ways = { first: "" | null; up: string | null; down: string | null; last: string | null };

/** What the panel of a card shows to those who arrange the board. Throws `NotFound`, `Forbidden`. */
export async function cardPanel(ctx: Context, space: Space, id: string) {
  const { read } = ctx.db;
  const { idea } = await ideaSeenBy(read, ctx.actor, id);
  if (idea.space !== space.id) throw new NotFound();
  must(mayArrange(ctx.actor, space.id));
  const card = (await cardsOf(read, space.id, [id])).get(id);
  const [row] = await read.select().from(ideaCards).where(eq(ideaCards.idea, id));
  if (!card || !row || !isOnBoard(row.stage) || !row.shown) throw new NotFound();
  const [about, steering, [author], people, changes, ways] = await Promise.all([
    decided(read, idea),
    steeringOf(ctx, idea, space),
    read.select({ name: members.name }).from(members).where(eq(members.id, idea.author)),
    productPeopleOf(read, space.id),
    changesOf(read, id),
    waysOf(read, row),
  ]);
  return {
    idea: headingOf(idea),
    card: { ...card, version: row.version },
    stage: row.stage,
    ways,
    steering,
    author: author?.name ?? "",
    people: people.map(({ id: person, name }) => ({ id: person, name })),
    changes,
    isOwn: isInvolved(ctx.actor, about),
    today: dayIn(space.timeZone, ctx.now),
    moveId: newId(ctx.now),
    changeId: newId(ctx.now),
  };
}

/** Where a card can be put in its column without dragging it: null where it lies there already. */
async function waysOf(read: Reads, card: typeof ideaCards.$inferSelect): Promise<Ways> {
  const column = and(eq(ideaCards.space, card.space), eq(ideaCards.shown, true), eq(ideaCards.place, card.place));
  const { position, idea } = card;
  const isBefore = or(
    sql`${ideaCards.position} < ${position}`,
    and(eq(ideaCards.position, position), sql`${ideaCards.idea} < ${idea}`),
  );
  const [before, after, last] = await Promise.all([
    read
      .select({ idea: ideaCards.idea })
      .from(ideaCards)
      .where(and(column, isBefore))
      .orderBy(desc(ideaCards.position), desc(ideaCards.idea))
      .limit(2),
    read
      .select({ idea: ideaCards.idea })
      .from(ideaCards)
      .where(and(column, liesAfter(card)))
      .orderBy(asc(ideaCards.position), asc(ideaCards.idea))
      .limit(1),
    read
      .select({ idea: ideaCards.idea })
      .from(ideaCards)
      .where(column)
      .orderBy(desc(ideaCards.position), desc(ideaCards.idea))
      .limit(1),
  ]);
  const end = last[0]?.idea ?? idea;
  return {
    first: before.length > 0 ? "" : null,
    up: before.length > 0 ? (before[1]?.idea ?? "") : null,
    down: after[0]?.idea ?? null,
    last: end === idea ? null : end,
  };
}

/** How often a card was put down, for what is done right after it came into a column. */
export async function turnOf(read: Reads, idea: string): Promise<number> {
  const [row] = await read.select({ turn: ideaCards.turn }).from(ideaCards).where(eq(ideaCards.idea, idea));
  return row?.turn ?? 1;
}
