import {
  and,
  asc,
  count,
  countDistinct,
  desc,
  eq,
  exists,
  gte,
  inArray,
  isNotNull,
  isNull,
  lte,
  ne,
  notInArray,
  sql,
} from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { customerFacts, customerWishes, evidenceQuotes } from "../../../db/schema/lens.ts";
import { members } from "../../../db/schema/members.ts";
import { merges } from "../../../db/schema/merging.ts";
import { productIdeas } from "../../../db/schema/products.ts";
import { signalCounts, signals } from "../../../db/schema/signals.ts";
import type { Affiliation } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { authorsOf, ideaSeenBy } from "../ideas/queries.server.ts";
import { unlistedStages } from "../ideas/rules.ts";
import { sourcesOf } from "../merging/lineage.server.ts";
import { type Counts, leanFor, noSignals, signalKinds } from "../signals/rules.ts";
import { unitedSignals } from "../signals/united.server.ts";
import { type Space, spaceBySlug } from "../spaces/queries.server.ts";
import { lastResults } from "./estimating.server.ts";
import { mayUseLens } from "./policy.ts";
import {
  fewestPeople,
  type Heard,
  heardIn,
  isToldOf,
  type LensView,
  mostValues,
  placed,
  type Segment,
} from "./rules.ts";

/** The space whose evidence this person looks at. Throws `NotFound` for all but its product people. */
export async function lensSpace(ctx: Context, slug: string): Promise<Space> {
  const space = await spaceBySlug(ctx, slug);
  if (!mayUseLens(ctx.actor, space.id)) throw new NotFound();
  return space;
}

/** A field by which customers are told apart: the values that enough people share, or that all of them are numbers. */
export type Field = { name: string; values: string[]; isNumber: boolean };

/** By which facts the people of a space can be told apart. Values that too few people share are not among them. */
export async function fieldsOf(read: Reads, space: string): Promise<Field[]> {
  const all = await read
    .select({ name: customerFacts.field, people: count(), numbers: count(customerFacts.amount) })
    .from(customerFacts)
    .where(eq(customerFacts.space, space))
    .groupBy(customerFacts.field)
    .orderBy(asc(customerFacts.field));
  return Promise.all(
    all.map(async ({ name, people, numbers }) => {
      const isNumber = people === numbers;
      return { name, isNumber, values: isNumber ? [] : await sharedValues(read, space, name) };
    }),
  );
}

/** The values of a field that most people share, in the order of letters. */
async function sharedValues(read: Reads, space: string, field: string): Promise<string[]> {
  const rows = await read
    .select({ value: customerFacts.value })
    .from(customerFacts)
    .where(and(eq(customerFacts.space, space), eq(customerFacts.field, field)))
    .groupBy(customerFacts.value)
    .having(sql`count(*) >= ${fewestPeople}`)
    .orderBy(desc(count()), asc(customerFacts.value))
    .limit(mostValues);
  return rows.map(({ value }) => value).toSorted((a, b) => a.localeCompare(b));
}

/** One idea as the people who are looked at see it. */
export type LensIdea = {
  id: string;
  /** Everybody who gave a signal, as the public count says. */
  participants: number;
  heard: Heard;
  /** Whether more may be told of it than how many people that are. */
  isTold: boolean;
  /** RICE of the last revealed round of estimates, not rounded; null where none was. */
  rice: number | null;
  place: number;
  publicPlace: number;
};

/** Ideas through the lens. `people`: of the chosen ones how many gave a signal in this space; null where that is too few to tell. */
export type Lens = { people: number | null; ideas: LensIdea[] };

/**
 * The ideas of a space that everybody in it may see, in the order of the people who are looked at. Of one affiliation, or
 * of everybody, the counts that stand are read; of a segment the signals of its people alone.
 */
export async function lensOf(read: Reads, space: string, view: LensView): Promise<Lens> {
  const listed = await read
    .select({ id: ideas.id, participants: ideas.participants, mergedIn: ideas.mergedIn, author: ideas.author })
    .from(ideas)
    .where(and(inLists(space), view.stage ? eq(ideas.stage, view.stage) : undefined, ofProduct(read, view.product)));
  const people = await peopleHeard(read, space, view);
  if (people < fewestPeople) return { people: null, ideas: [] };
  const { by, segment } = view;
  const leaning = segment ? await ofSegment(read, space, { by, segment }, listed) : await ofEverybody(read, space, by);
  const estimated = await lastResults(read, space);
  const all = listed.map(({ id, participants }) => {
    const { heard, isTold } = leaning.get(id) ?? { heard: none(), isTold: false };
    return { id, participants, heard, isTold, rice: estimated.get(id)?.rice ?? null };
  });
  return { people, ideas: placed(all, view.order) };
}

const none = (): Heard => ({ support: 0, not_for_me: 0, pass: 0 });

/** The condition that an idea stands in the public lists of a space. */
const inLists = (space: string) =>
  and(eq(ideas.space, space), eq(ideas.moderation, "visible"), notInArray(ideas.stage, [...unlistedStages]));

function ofProduct(read: Reads, product: string | null) {
  if (product === null) return undefined;
  const linked = read.select({ idea: productIdeas.idea }).from(productIdeas).where(eq(productIdeas.product, product));
  return inArray(ideas.id, linked);
}

/** The condition that a fact puts the person it is about into a segment. */
function inSegment(space: string, segment: Segment) {
  const bounds =
    "value" in segment
      ? eq(customerFacts.value, segment.value)
      : and(
          isNotNull(customerFacts.amount),
          segment.from === null ? undefined : gte(customerFacts.amount, segment.from),
          segment.to === null ? undefined : lte(customerFacts.amount, segment.to),
        );
  return and(eq(customerFacts.space, space), eq(customerFacts.field, segment.field), bounds);
}

/** The condition that a signal counts, and was given by somebody of this affiliation. */
function isHeard(by: Affiliation | null) {
  return and(
    eq(signals.byAuthor, false),
    isNull(signals.away),
    ne(signals.kind, "none"),
    by ? eq(signals.affiliation, by) : undefined,
  );
}

/**
 * How many of the chosen people gave a signal that counts to any idea of a space, those that were merged among them. Each
 * person is asked for one such signal: counting them by all signals would read every one.
 */
async function peopleHeard(read: Reads, space: string, { by, segment }: LensView): Promise<number> {
  const whose = segment ? customerFacts.member : members.id;
  const given = read
    .select({ idea: signals.idea })
    .from(signals)
    .innerJoin(ideas, eq(ideas.id, signals.idea))
    .where(and(eq(signals.member, whose), isHeard(by), eq(ideas.space, space), eq(ideas.moderation, "visible")));
  const [row] = segment
    ? await read
        .select({ people: count() })
        .from(customerFacts)
        .where(and(inSegment(space, segment), exists(given)))
    : await read.select({ people: count() }).from(members).where(exists(given));
  return row?.people ?? 0;
}

/** What the people looked at say of one idea, and whether their kinds of signals are told. */
type Leaning = { heard: Heard; isTold: boolean };

/** Of everybody, or of one affiliation: told where the public page would tell it. */
async function ofEverybody(read: Reads, space: string, by: Affiliation | null): Promise<Map<string, Leaning>> {
  const rows = await read
    .select({
      idea: signalCounts.idea,
      affiliation: signalCounts.affiliation,
      kind: signalCounts.kind,
      people: signalCounts.people,
    })
    .from(signalCounts)
    .innerJoin(ideas, eq(ideas.id, signalCounts.idea))
    .where(inLists(space));
  const found = new Map<string, Counts>();
  for (const { idea, affiliation, kind, people } of rows) {
    const counts = found.get(idea) ?? noSignals();
    counts[affiliation][kind] += people;
    found.set(idea, counts);
  }
  return new Map(
    [...found].map(([idea, counts]) => {
      const { shown } = leanFor(counts, true);
      const isTold = by ? shown === "by affiliation" : shown !== "nothing";
      return [idea, { heard: by ? counts[by] : together(Object.values(counts)), isTold }];
    }),
  );
}

function together(all: readonly Heard[]): Heard {
  const sum = none();
  for (const heard of all) for (const kind of signalKinds) sum[kind] += heard[kind];
  return sum;
}

/** The signals of a segment's people. */
async function ofSegment(
  read: Reads,
  space: string,
  { by, segment }: { by: Affiliation | null; segment: Segment },
  listed: readonly { id: string; author: string; mergedIn: number; participants: number }[],
): Promise<Map<string, Leaning>> {
  const rows = await read
    .select({ idea: signals.idea, kind: signals.kind, people: count() })
    .from(customerFacts)
    .innerJoin(signals, eq(signals.member, customerFacts.member))
    .innerJoin(ideas, eq(ideas.id, signals.idea))
    .where(and(inSegment(space, segment), isHeard(by), inLists(space), eq(ideas.mergedIn, 0)))
    .groupBy(signals.idea, signals.kind);
  const heard = summed(rows.flatMap(({ kind, ...row }) => (kind === "none" ? [] : [{ ...row, kind }])));
  await unite(read, heard, { space, by, segment }, listed);
  return new Map(
    listed.flatMap(({ id, participants }) => {
      const theirs = heard.get(id);
      return theirs ? [[id, { heard: theirs, isTold: isToldOf(heardIn(theirs), participants) }]] : [];
    }),
  );
}

/** Counts on ideas with merged ones: there a person counts once, as in public. */
async function unite(
  read: Reads,
  heard: Map<string, Heard>,
  { space, by, segment }: { space: string; by: Affiliation | null; segment: Segment },
  listed: readonly { id: string; author: string; mergedIn: number }[],
): Promise<void> {
  if (listed.every(({ mergedIn }) => mergedIn === 0)) return;
  const touched = await read
    .selectDistinct({ idea: signals.idea })
    .from(customerFacts)
    .innerJoin(signals, eq(signals.member, customerFacts.member))
    .innerJoin(ideas, eq(ideas.id, signals.idea))
    .where(and(inSegment(space, segment), eq(ideas.space, space)));
  const standing = await standingIdeas(read, space);
  const roots = new Set(touched.map(({ idea }) => standing(idea)));
  const united = listed.filter(({ id, mergedIn }) => mergedIn > 0 && roots.has(id));
  const inside = await read
    .select({ member: customerFacts.member })
    .from(customerFacts)
    .where(inSegment(space, segment));
  const chosen = new Set(inside.map(({ member }) => member));
  for (const { id, author } of united) {
    const counted = await unitedSignals(read, { id, ...(await authorsOf(read, { id, author })) });
    const theirs = counted.filter(
      ({ member, byAuthor, affiliation }) => !byAuthor && chosen.has(member) && (by === null || affiliation === by),
    );
    heard.set(id, summed(theirs.map(({ kind }) => ({ idea: id, kind, people: 1 }))).get(id) ?? none());
  }
}

function summed(rows: readonly { idea: string; kind: keyof Heard; people: number }[]): Map<string, Heard> {
  const found = new Map<string, Heard>();
  for (const { idea, kind, people } of rows) {
    const heard = found.get(idea) ?? none();
    heard[kind] += people;
    found.set(idea, heard);
  }
  return found;
}

/** What a list says of these ideas, in their order. */
export async function titlesOf(read: Reads, ids: readonly string[]) {
  const found = new Map<string, Pick<typeof ideas.$inferSelect, keyof typeof heading>>();
  for (let from = 0; from < ids.length; from += atOnce) {
    const some = ids.slice(from, from + atOnce);
    for (const row of await read.select(heading).from(ideas).where(inArray(ideas.id, some))) found.set(row.id, row);
  }
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** Most ids that one statement names. */
const atOnce = 500;

const heading = {
  id: ideas.id,
  title: ideas.title,
  language: ideas.language,
  space: ideas.space,
  stage: ideas.stage,
  extra: ideas.extra,
} as const;

/** What product people gathered on one idea: quotes and the sum of their importances, wishes that customers confirmed. */
export type Gathered = { quotes: number; weight: number; wishes: number };

/**
 * What was gathered on the ideas of a space, by their ids, of the people who are looked at. Who has no account, or was not
 * named, is only among everybody.
 */
export async function gatheredOn(read: Reads, space: string, view: LensView): Promise<Map<string, Gathered>> {
  const found = new Map<string, Gathered>();
  const standing = await standingIdeas(read, space);
  const of = (part: string) => {
    const idea = standing(part);
    const gathered = found.get(idea) ?? { quotes: 0, weight: 0, wishes: 0 };
    found.set(idea, gathered);
    return gathered;
  };
  const quotes = await read
    .select({
      idea: evidenceQuotes.idea,
      quotes: count(),
      weight: sql<number>`sum(${evidenceQuotes.importance})`.mapWith(Number),
    })
    .from(evidenceQuotes)
    .where(and(eq(evidenceQuotes.space, space), isOf(read, space, view, evidenceQuotes.customer)))
    .groupBy(evidenceQuotes.idea);
  for (const row of quotes) {
    const gathered = of(row.idea);
    gathered.quotes += row.quotes;
    gathered.weight += row.weight;
  }
  const wishes = await read
    .select({ idea: customerWishes.idea, email: customerWishes.email })
    .from(customerWishes)
    .where(
      and(
        eq(customerWishes.space, space),
        eq(customerWishes.answer, "confirmed"),
        isOf(read, space, view, customerWishes.customer),
      ),
    );
  // A customer may have confirmed a wish on several ideas that are one now.
  const heard = new Set<string>();
  for (const { idea, email } of wishes) {
    const one = `${standing(idea)} ${email}`;
    if (!heard.has(one)) of(idea).wishes++;
    heard.add(one);
  }
  return found;
}

/** The same of one idea and what is part of it, of everybody, without a look at the others. */
export async function gatheredFor(read: Reads, { id, space }: { id: string; space: string }): Promise<Gathered> {
  const parts = await partsOf(read, id);
  const [quotes] = await read
    .select({
      quotes: count(),
      weight: sql<number>`coalesce(sum(${evidenceQuotes.importance}), 0)`.mapWith(Number),
    })
    .from(evidenceQuotes)
    .where(and(inArray(evidenceQuotes.idea, parts), eq(evidenceQuotes.space, space)));
  const [wishes] = await read
    .select({ wishes: countDistinct(customerWishes.email) })
    .from(customerWishes)
    .where(
      and(inArray(customerWishes.idea, parts), eq(customerWishes.space, space), eq(customerWishes.answer, "confirmed")),
    );
  return { quotes: quotes?.quotes ?? 0, weight: quotes?.weight ?? 0, wishes: wishes?.wishes ?? 0 };
}

/** Gives the idea that one of a space is part of now, or itself. */
async function standingIdeas(read: Reads, space: string): Promise<(idea: string) => string> {
  const parts = await read
    .select({ source: merges.source, target: merges.target })
    .from(merges)
    .innerJoin(ideas, eq(ideas.id, merges.source))
    .where(and(eq(ideas.space, space), isNull(merges.undoneAt)));
  const into = new Map(parts.map(({ source, target }) => [source, target]));
  return (idea) => {
    let standing = idea;
    for (let next = into.get(standing); next !== undefined; next = into.get(standing)) standing = next;
    return standing;
  };
}

/** The condition that this customer is one of those who are looked at. */
function isOf(
  read: Reads,
  space: string,
  { by, segment }: LensView,
  customer: typeof evidenceQuotes.customer | typeof customerWishes.customer,
) {
  const known = (of: Segment) =>
    read
      .select({ member: customerFacts.member })
      .from(customerFacts)
      .where(and(eq(customerFacts.member, customer), inSegment(space, of)));
  const affiliated = (affiliation: Affiliation) =>
    read
      .select({ id: members.id })
      .from(members)
      .where(and(eq(members.id, customer), eq(members.affiliation, affiliation)));
  return and(segment ? exists(known(segment)) : undefined, by ? exists(affiliated(by)) : undefined);
}

/** The evidence on one idea, for the product people of its space. Throws `NotFound` for everybody else. */
export async function evidenceOn(ctx: Context, ideaId: string) {
  const { read } = ctx.db;
  const { idea, space } = await ideaSeenBy(read, ctx.actor, ideaId);
  if (!mayUseLens(ctx.actor, space.id)) throw new NotFound();
  const rows = await read
    .select({
      id: evidenceQuotes.id,
      words: evidenceQuotes.words,
      source: evidenceQuotes.source,
      importance: evidenceQuotes.importance,
      version: evidenceQuotes.version,
      createdAt: evidenceQuotes.createdAt,
      by: members.name,
      customer: evidenceQuotes.customer,
    })
    .from(evidenceQuotes)
    .innerJoin(members, eq(members.id, evidenceQuotes.by))
    .where(and(inArray(evidenceQuotes.idea, await partsOf(read, idea.id)), eq(evidenceQuotes.space, space.id)))
    .orderBy(desc(evidenceQuotes.importance), desc(evidenceQuotes.createdAt), desc(evidenceQuotes.id));
  const ids = [...new Set(rows.flatMap(({ customer }) => customer ?? []))];
  const known = await knownOf(read, space.id, ids);
  return {
    idea,
    space,
    quotes: rows.map(({ customer, ...quote }) => ({
      ...quote,
      customer: customer === null ? null : (known.get(customer) ?? null),
    })),
    gathered: await gatheredFor(read, idea),
  };
}

/** An idea and those that are part of it now, as ids. */
export async function partsOf(read: Reads, idea: string): Promise<string[]> {
  return [idea, ...(await sourcesOf(read, idea))];
}

/** A customer as product people know him or her. */
type Known = { name: string; address: string; facts: { field: string; value: string }[] };

async function knownOf(read: Reads, space: string, ids: readonly string[]): Promise<Map<string, Known>> {
  if (ids.length === 0) return new Map();
  const people = await read
    .select({ id: members.id, name: members.name, email: members.email })
    .from(members)
    .where(inArray(members.id, [...ids]));
  const facts = await read
    .select()
    .from(customerFacts)
    .where(and(eq(customerFacts.space, space), inArray(customerFacts.member, [...ids])))
    .orderBy(asc(customerFacts.field));
  return new Map(
    people.map(({ id, name, email }) => [
      id,
      {
        name,
        address: email ?? "",
        facts: facts.flatMap(({ member, field, value }) => (member === id ? [{ field, value }] : [])),
      },
    ]),
  );
}
