import { and, asc, desc, eq, inArray, lt, notInArray, or, sql } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { ideas, ideaStages, ideaTags } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { signalCounts, signals } from "../../../db/schema/signals.ts";
import { type Actor, type Affiliation, isSignedIn } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import type { SignalKind } from "../signals/rules.ts";
import { nobody, type PeopleCounts } from "../spaces/rules.ts";
import { maySeeSpace } from "../spaces/policy.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import { maySeeIdea } from "./policy.ts";
import { type FeedOrder, pageSize, unlistedStages } from "./rules.ts";

export type Idea = typeof ideas.$inferSelect;

/** Where a page of a feed begins: after the idea with this value of the order, and this id. */
export type FeedKey = { value: number; id: string };

/** One row of a feed: all that a person may see of an idea in a list. */
export type FeedIdea = {
  id: string;
  title: string;
  excerpt: string;
  stage: Idea["stage"];
  language: Idea["language"];
  submittedAt: number;
  author: { id: string; name: string; affiliation: Affiliation };
  /** People who gave any signal, by affiliation when it was cast; authors left out. */
  people: PeopleCounts;
  participants: number;
  commentCount: number;
  /** The reader's own signal. */
  mine: SignalKind | null;
  isAuthor: boolean;
};

/** A page of a space's ideas that anybody in it may see, and the key of the next one. */
export async function feedOf(
  ctx: Context,
  space: string,
  order: FeedOrder,
  after: FeedKey | null,
): Promise<{ ideas: FeedIdea[]; next: FeedKey | null }> {
  const value = order === "people" ? ideas.participants : ideas.submittedAt;
  const rows = await ctx.db.read
    .select({
      id: ideas.id,
      title: ideas.title,
      excerpt: ideas.excerpt,
      stage: ideas.stage,
      language: ideas.language,
      submittedAt: ideas.submittedAt,
      author: ideas.author,
      authorName: members.name,
      affiliation: ideas.affiliation,
      participants: ideas.participants,
      commentCount: ideas.commentCount,
    })
    .from(ideas)
    .innerJoin(members, eq(members.id, ideas.author))
    .where(
      and(
        eq(ideas.space, space),
        eq(ideas.moderation, "visible"),
        notInArray(ideas.stage, [...unlistedStages]),
        after ? or(lt(value, after.value), and(eq(value, after.value), lt(ideas.id, after.id))) : undefined,
      ),
    )
    .orderBy(desc(value), desc(ideas.id))
    .limit(pageSize + 1);
  const page = rows.slice(0, pageSize);
  const ids = page.map((row) => row.id);
  const [people, mine] = await Promise.all([peopleOn(ctx.db.read, ids), signalsBy(ctx.db.read, ctx.actor, ids)]);
  const last = rows.length > pageSize ? page.at(-1) : undefined;
  return {
    ideas: page.map(({ author, authorName, affiliation, submittedAt, ...row }) => ({
      ...row,
      submittedAt: submittedAt ?? 0,
      author: { id: author, name: authorName, affiliation },
      people: people.get(row.id) ?? nobody,
      mine: mine.get(row.id) ?? null,
      isAuthor: isSignedIn(ctx.actor) && ctx.actor.id === author,
    })),
    next: last ? { value: (order === "people" ? last.participants : last.submittedAt) ?? 0, id: last.id } : null,
  };
}

/** How many people of each affiliation gave a signal, for each idea that has any. */
async function peopleOn(read: Reads, ids: string[]): Promise<Map<string, PeopleCounts>> {
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

async function signalsBy(read: Reads, actor: Actor, ids: string[]): Promise<Map<string, SignalKind>> {
  if (!isSignedIn(actor) || ids.length === 0) return new Map();
  const rows = await read
    .select({ idea: signals.idea, kind: signals.kind })
    .from(signals)
    .where(and(eq(signals.member, actor.id), inArray(signals.idea, ids)));
  return new Map(rows.map((row) => [row.idea, row.kind]));
}

/** What a rule or a policy asks of an idea, without its texts. */
const essentials = {
  id: ideas.id,
  space: ideas.space,
  author: ideas.author,
  affiliation: ideas.affiliation,
  title: ideas.title,
  stage: ideas.stage,
  moderation: ideas.moderation,
};

/** An idea without its texts, and its space, as far as this actor may open it. Throws `NotFound`. */
export async function ideaSeenBy(read: Reads, actor: Actor, id: string) {
  const [row] = await read
    .select({ idea: essentials, space: spaces })
    .from(ideas)
    .innerJoin(spaces, eq(spaces.id, ideas.space))
    .where(eq(ideas.id, id));
  if (!row || !maySeeSpace(actor, row.space) || !maySeeIdea(actor, row.idea)) throw new NotFound();
  return row;
}

/** Everything an idea's page shows of the idea itself, as far as this actor may. Throws `NotFound`. */
export async function ideaPage(ctx: Context, id: string) {
  const [row] = await ctx.db.read
    .select({ idea: ideas, space: spaces, author: { id: members.id, name: members.name } })
    .from(ideas)
    .innerJoin(spaces, eq(spaces.id, ideas.space))
    .innerJoin(members, eq(members.id, ideas.author))
    .where(eq(ideas.id, id));
  if (!row || !maySeeSpace(ctx.actor, row.space) || !maySeeIdea(ctx.actor, row.idea)) throw new NotFound();
  return row;
}

/** The stages an idea has entered so far, oldest first. */
export async function pathOf(ctx: Context, idea: string) {
  return ctx.db.read
    .select({ stage: ideaStages.stage, enteredAt: ideaStages.enteredAt })
    .from(ideaStages)
    .where(eq(ideaStages.idea, idea))
    .orderBy(asc(ideaStages.position));
}

/** The tags of an idea, in alphabetical order. */
export async function tagsOf(ctx: Context, idea: string): Promise<string[]> {
  const rows = await ctx.db.read.select().from(ideaTags).where(eq(ideaTags.idea, idea)).orderBy(asc(ideaTags.tag));
  return rows.map((row) => row.tag);
}

/** The texts of a member's newest draft in a space, or of the draft of this id, or null. */
export async function draftOf(ctx: Context, space: string, id: string | null) {
  if (!isSignedIn(ctx.actor)) return null;
  const [draft] = await ctx.db.read
    .select({
      id: ideas.id,
      title: ideas.title,
      problem: ideas.problem,
      forWhom: ideas.forWhom,
      solution: ideas.solution,
      updatedAt: ideas.updatedAt,
    })
    .from(ideas)
    .where(
      and(
        eq(ideas.author, ctx.actor.id),
        eq(ideas.stage, "draft"),
        eq(ideas.space, space),
        id === null ? undefined : eq(ideas.id, id),
      ),
    )
    .orderBy(desc(ideas.updatedAt))
    .limit(1);
  return draft ?? null;
}
