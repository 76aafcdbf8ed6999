import { and, asc, desc, eq, inArray, isNull, notInArray, sql } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { ideas, ideaTags, savedFilters, tags } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { duties } from "../../../db/schema/piloting.ts";
import { signalCounts, signals } from "../../../db/schema/signals.ts";
import { ideaAuthors } from "../../../db/schema/writing.ts";
import { type Actor, type Affiliation, isSignedIn } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { comesAfter } from "../../platform/paging.server.ts";
import { type PageKey, pageOf } from "../../platform/paging.ts";
import { unlistedStages } from "../ideas/rules.ts";
import { noSignals, type Counts, type SignalKind } from "../signals/rules.ts";
import { unitedSignals } from "../signals/united.server.ts";
import { nobody, type PeopleCounts } from "../spaces/rules.ts";
import { type FeedFilter, type FeedOrder, pageSize, searchedWords, shortlistStages } from "./rules.ts";

type Idea = typeof ideas.$inferSelect;

async function promisesOn(read: Reads, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, { name: string; dueAt: number }>();
  const rows = await read
    .select({ idea: duties.idea, name: members.name, dueAt: duties.dueAt })
    .from(duties)
    .innerJoin(members, eq(members.id, duties.owner))
    .where(and(inArray(duties.idea, [...ids]), eq(duties.kind, "promise"), isNull(duties.end)));
  return new Map(rows.map(({ idea, name, dueAt }) => [idea ?? "", { name, dueAt }]));
}

/** One row of a feed: all that a person may see of an idea in a list. */
export type FeedIdea = {
  id: string;
  title: string;
  excerpt: string;
  /** The space's id. */
  space: string;
  stage: Idea["stage"];
  /** The step of the space's own in which it stands. */
  extra: string | null;
  language: Idea["language"];
  submittedAt: number;
  author: { id: string; name: string; handle: string; avatar: string | null; affiliation: Affiliation };
  /** People who gave any signal, by affiliation when it was cast; authors left out. */
  people: PeopleCounts;
  participants: number;
  commentCount: number;
  /** Who promised to come back to it, and by when (ms since 1970 UTC), while that runs. */
  promise: { name: string; dueAt: number } | null;
  /** The reader's own signal. */
  mine: SignalKind | null;
  isAuthor: boolean;
};

/** A page of a space's ideas that anybody in it may see, and the key of the next one. */
export async function feedOf(
  ctx: Context,
  space: string,
  { order, filter }: { order: FeedOrder; filter: FeedFilter },
  after: PageKey | null,
): Promise<{ ideas: FeedIdea[]; next: PageKey | null }> {
  const value = orderedBy[order];
  const rows = await ctx.db.read
    .select({
      id: ideas.id,
      title: ideas.title,
      excerpt: ideas.excerpt,
      space: ideas.space,
      stage: ideas.stage,
      extra: ideas.extra,
      language: ideas.language,
      submittedAt: ideas.submittedAt,
      author: ideas.author,
      authorName: members.name,
      handle: members.handle,
      avatar: members.avatar,
      affiliation: ideas.affiliation,
      participants: ideas.participants,
      commentCount: ideas.commentCount,
      mergedIn: ideas.mergedIn,
    })
    .from(ideas)
    .innerJoin(members, eq(members.id, ideas.author))
    .where(and(listed(space, order, filter), comesAfter(value, ideas.id, after)))
    .orderBy(desc(value), desc(ideas.id))
    .limit(pageSize + 1);
  const { page, last } = pageOf(rows, pageSize);
  const ids = page.map((row) => row.id);
  const [people, promises, mine, coAuthored] = await Promise.all([
    peopleOn(ctx.db.read, ids),
    promisesOn(ctx.db.read, ids),
    signalsBy(ctx.db.read, ctx.actor, page),
    coAuthoredBy(ctx.db.read, ctx.actor, ids),
  ]);
  return {
    ideas: page.map((each) => {
      const { author, authorName, handle, avatar, affiliation, submittedAt, mergedIn: _, ...row } = each;
      return {
        ...row,
        submittedAt: submittedAt ?? 0,
        author: { id: author, name: authorName, handle, avatar, affiliation },
        people: people.get(row.id) ?? nobody,
        promise: promises.get(row.id) ?? null,
        mine: mine.get(row.id) ?? null,
        isAuthor: isSignedIn(ctx.actor) && (ctx.actor.id === author || coAuthored.has(row.id)),
      };
    }),
    next: last ? { at: valueOf(last, order), id: last.id } : null,
  };
}

const orderedBy = {
  new: ideas.submittedAt,
  people: ideas.participants,
  discussed: ideas.commentCount,
  shortlist: ideas.participants,
} as const;

function valueOf(
  row: { participants: number; commentCount: number; submittedAt: number | null },
  order: FeedOrder,
): number {
  if (order === "new") return row.submittedAt ?? 0;
  return order === "discussed" ? row.commentCount : row.participants;
}

/** The condition that an idea stands in a list of this space, in this order, under this filter. */
function listed(space: string, order: FeedOrder, filter: FeedFilter) {
  return and(
    eq(ideas.space, space),
    eq(ideas.moderation, "visible"),
    order === "shortlist" ? inArray(ideas.stage, [...shortlistStages]) : notInArray(ideas.stage, [...unlistedStages]),
    filter.stage && eq(ideas.stage, filter.stage),
    filter.stage && filter.extra !== undefined ? eq(ideas.extra, filter.extra) : undefined,
    filter.language && eq(ideas.language, filter.language),
    filter.by && eq(ideas.affiliation, filter.by),
    filter.tag === undefined
      ? undefined
      : sql`${ideas.id} in (select ${ideaTags.idea} from ${ideaTags} where ${ideaTags.tag} = ${filter.tag})`,
    ...searchedWords(filter.words ?? "").map((word) => sql`${ideas.titleKey} like ${`%${escaped(word)}%`} escape '!'`),
  );
}

/** `%` and `_` are letters in a search, not wildcards. */
function escaped(word: string): string {
  return word.replace(/[!%_]/g, "!$&");
}

/** How many people of each affiliation gave a signal, for each idea that has any. */
export async function peopleOn(read: Reads, ids: string[]): Promise<Map<string, PeopleCounts>> {
  const counts = new Map<string, PeopleCounts>();
  if (ids.length === 0) return counts;
  const rows = await read
    .select({
      idea: signalCounts.idea,
      affiliation: signalCounts.affiliation,
      people: sql<number>`sum(${signalCounts.people})`.mapWith(Number),
    })
    .from(signalCounts)
    .where(inArray(signalCounts.idea, ids))
    .groupBy(signalCounts.idea, signalCounts.affiliation);
  for (const row of rows) {
    counts.set(row.idea, { ...(counts.get(row.idea) ?? nobody), [row.affiliation]: row.people });
  }
  return counts;
}

async function signalsBy(
  read: Reads,
  actor: Actor,
  page: readonly { id: string; mergedIn: number }[],
): Promise<Map<string, SignalKind>> {
  if (!isSignedIn(actor) || page.length === 0) return new Map();
  const ids = page.map(({ id }) => id);
  const rows = await read
    .select({ idea: signals.idea, kind: signals.kind })
    .from(signals)
    .where(and(eq(signals.member, actor.id), inArray(signals.idea, ids)));
  const given = new Map(rows.flatMap(({ idea, kind }) => (kind === "none" ? [] : [[idea, kind] as const])));
  for (const { id } of page.filter(({ mergedIn }) => mergedIn > 0)) {
    const [united] = await unitedSignals(read, { id, authors: [], formerAuthors: [] }, actor.id);
    if (united) given.set(id, united.kind);
    else given.delete(id);
  }
  return given;
}

/** Those of the ideas that a member wrote with their author, or once did: such signals stand apart for good. */
async function coAuthoredBy(read: Reads, actor: Actor, ids: string[]): Promise<Set<string>> {
  if (!isSignedIn(actor) || ids.length === 0) return new Set();
  const rows = await read
    .select({ idea: ideaAuthors.idea })
    .from(ideaAuthors)
    .where(
      and(
        eq(ideaAuthors.member, actor.id),
        inArray(ideaAuthors.idea, ids),
        inArray(ideaAuthors.state, ["accepted", "left"]),
      ),
    );
  return new Set(rows.map((row) => row.idea));
}

/** The views of a space that this actor keeps, oldest first. */
export async function keptViews(ctx: Context, space: string): Promise<{ id: string; name: string; query: string }[]> {
  if (!isSignedIn(ctx.actor)) return [];
  return ctx.db.read
    .select({ id: savedFilters.id, name: savedFilters.name, query: savedFilters.query })
    .from(savedFilters)
    .where(and(eq(savedFilters.member, ctx.actor.id), eq(savedFilters.space, space)))
    .orderBy(asc(savedFilters.id));
}

/** What a table of ideas tells those who decide: one row an idea, figures by affiliation and kind. */
export type FiguresRow = {
  id: string;
  title: string;
  stage: Idea["stage"];
  extra: string | null;
  language: string;
  author: string;
  affiliation: Affiliation;
  submittedAt: number;
  participants: number;
  counts: Counts;
  commentCount: number;
  tags: string[];
};

const figuresAtOnce = 500;

/** The ideas of a view with their figures, a batch at a time, so that a large space needs little memory. */
export async function* figuresOf(
  ctx: Context,
  space: string,
  { order, filter }: { order: FeedOrder; filter: FeedFilter },
): AsyncGenerator<FiguresRow[]> {
  let after = "";
  for (;;) {
    const rows = await ctx.db.read
      .select({
        id: ideas.id,
        title: ideas.title,
        stage: ideas.stage,
        extra: ideas.extra,
        language: ideas.language,
        author: members.name,
        affiliation: ideas.affiliation,
        submittedAt: ideas.submittedAt,
        participants: ideas.participants,
        commentCount: ideas.commentCount,
      })
      .from(ideas)
      .innerJoin(members, eq(members.id, ideas.author))
      .where(and(listed(space, order, filter), sql`${ideas.id} > ${after}`))
      .orderBy(asc(ideas.id))
      .limit(figuresAtOnce);
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
    const ids = rows.map(({ id }) => id);
    const [counts, names] = await Promise.all([countsOn(ctx.db.read, ids), tagNamesOn(ctx.db.read, ids)]);
    yield rows.map((row) => ({
      ...row,
      submittedAt: row.submittedAt ?? 0,
      counts: counts.get(row.id) ?? noSignals(),
      tags: names.get(row.id) ?? [],
    }));
  }
}

async function countsOn(read: Reads, ids: string[]): Promise<Map<string, Counts>> {
  const found = new Map<string, Counts>();
  for (const row of await read.select().from(signalCounts).where(inArray(signalCounts.idea, ids))) {
    const counts = found.get(row.idea) ?? noSignals();
    counts[row.affiliation][row.kind] = row.people;
    found.set(row.idea, counts);
  }
  return found;
}

async function tagNamesOn(read: Reads, ids: string[]): Promise<Map<string, string[]>> {
  const rows = await read
    .select({ idea: ideaTags.idea, name: tags.name })
    .from(ideaTags)
    .innerJoin(tags, eq(tags.id, ideaTags.tag))
    .where(inArray(ideaTags.idea, ids))
    .orderBy(asc(tags.key));
  const found = new Map<string, string[]>();
  for (const { idea, name } of rows) found.set(idea, [...(found.get(idea) ?? []), name]);
  return found;
}

/** The id of the idea that came into a space last, as everybody sees it, or null. */
export async function newestIn(read: Reads, space: string): Promise<string | null> {
  const [row] = await read
    .select({ id: ideas.id })
    .from(ideas)
    .where(and(eq(ideas.space, space), eq(ideas.moderation, "visible"), notInArray(ideas.stage, [...unlistedStages])))
    .orderBy(desc(ideas.submittedAt), desc(ideas.id))
    .limit(1);
  return row?.id ?? null;
}
