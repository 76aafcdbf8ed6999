import { setImmediate as nextTurn } from "node:timers/promises";
import { and, asc, desc, eq, gte, inArray, lte, notInArray } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { ideas, ideaStages, type Stage } from "../../../db/schema/ideas.ts";
import { productIdeas } from "../../../db/schema/products.ts";
import { namedPeopleOf } from "../products/queries.server.ts";
import { type BuiltRelease, builtReleases } from "../releases/queries.server.ts";
import {
  adoptedBy,
  type AdoptedRow,
  beginOf,
  type ContributorsRow,
  type Course,
  endsOf,
  type FiguresView,
  funnelOf,
  type FunnelRow,
  groupedByPeople,
  mostCounted,
  mostReleases,
  type OtherEnd,
  type Spread,
  timesOf,
  type TimesRow,
} from "./rules.ts";

export type Figures = {
  /** Ideas that were submitted in the period: all of them, or the newest ones where there are more. */
  counted: number;
  hasMore: boolean;
  funnel: FunnelRow[];
  ends: { end: OtherEnd; ideas: number }[];
  times: TimesRow[];
  adopted: AdoptedRow[];
  /** Of those that have shipped: how many of them, and by how many people each was built. */
  contributors: { rows: ContributorsRow[]; spread: Spread | null; ideas: number };
  /** The newest releases of the period, by when they were published. */
  releases: BuiltRelease[];
};

/** Ideas of which one query tells. */
const batch = 500;

/** What never was before others. */
const neverSeen: Stage[] = ["draft", "discarded"];

/** The figures of a space (its id) as they stand at `now`, of what everybody there may see. */
export async function figuresOf(read: Reads, space: string, view: FiguresView, now: number): Promise<Figures> {
  const { period, product } = view;
  const { courses, hasMore } = await coursesOf(read, space, view, now);
  const shipped = courses.filter(({ stage }) => stage === "shipped").map(({ id }) => id);
  const people = new Map(await inBatches(shipped, async (some) => [...(await namedPeopleOf(read, some))]));
  const counts = shipped.flatMap((id) => people.get(id) ?? []);
  return {
    counted: courses.length,
    hasMore,
    funnel: funnelOf(courses),
    ends: endsOf(courses),
    times: timesOf(courses),
    adopted: adoptedBy(courses),
    contributors: { ...groupedByPeople(counts), ideas: counts.length },
    releases: await builtReleases(read, space, { product, from: beginOf(period, now), to: now, most: mostReleases }),
  };
}

/** The newest ideas that are meant, each with its path. */
async function coursesOf(read: Reads, space: string, { period, product }: FiguresView, now: number) {
  const isMeant = and(
    eq(ideas.space, space),
    gte(ideas.submittedAt, beginOf(period, now)),
    lte(ideas.submittedAt, now),
    eq(ideas.moderation, "visible"),
    notInArray(ideas.stage, neverSeen),
  );
  const facts = { id: ideas.id, affiliation: ideas.affiliation, stage: ideas.stage };
  const most = mostCounted + 1;
  const order = [desc(ideas.submittedAt), desc(ideas.id)];
  const found =
    product === null
      ? await read
          .select(facts)
          .from(ideas)
          .where(isMeant)
          .orderBy(...order)
          .limit(most)
      : await read
          .select(facts)
          .from(productIdeas)
          .innerJoin(ideas, eq(ideas.id, productIdeas.idea))
          .where(and(eq(productIdeas.product, product), isMeant))
          .orderBy(...order)
          .limit(most);
  return withPaths(read, found.slice(0, mostCounted), found.length === most);
}

type Found = Omit<Course, "path"> & { id: string };

async function withPaths(read: Reads, found: readonly Found[], hasMore: boolean) {
  const steps = await inBatches(found, (some) =>
    read
      .select({ idea: ideaStages.idea, stage: ideaStages.stage, at: ideaStages.enteredAt })
      .from(ideaStages)
      .where(
        inArray(
          ideaStages.idea,
          some.map(({ id }) => id),
        ),
      )
      .orderBy(asc(ideaStages.idea), asc(ideaStages.position)),
  );
  const paths = new Map<string, { stage: Stage; at: number }[]>();
  for (const { idea, ...step } of steps) {
    const path = paths.get(idea);
    if (path) path.push(step);
    else paths.set(idea, [step]);
  }
  return { courses: found.map((idea) => ({ ...idea, path: paths.get(idea.id) ?? [] })), hasMore };
}

/** Asks for a few hundred at a time, so that others get their turn in between: on SQLite a read holds the process. */
async function inBatches<Item, Row>(items: readonly Item[], ask: (some: Item[]) => Promise<Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for (let from = 0; from < items.length; from += batch) {
    rows.push(...(await ask(items.slice(from, from + batch))));
    await nextTurn();
  }
  return rows;
}
