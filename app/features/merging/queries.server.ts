import { and, asc, count, desc, eq, inArray, isNull, like, ne, notInArray, or } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { follows } from "../../../db/schema/following.ts";
import { ideas, type Stage } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { mergeObjections, merges, type ObjectionState } from "../../../db/schema/merging.ts";
import type { SignsAs } from "../../../db/schema/piloting.ts";
import {
  type Actor,
  type Affiliation,
  isAdmin,
  isVerified,
  type Locale,
  steersIdea,
  steersIn,
} from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { searchedWords } from "../feed/rules.ts";
import { authorsOf, ideaSeenBy } from "../ideas/queries.server.ts";
import { tagsFor } from "../tags/queries.server.ts";
import { heavyWritersOf } from "../writing/shares.server.ts";
import { ideaPath } from "../ideas/rules.ts";
import { type Decided, isInvolved } from "../piloting/policy.ts";
import { decided } from "../piloting/queries.server.ts";
import { type United, unitedOn, unitedSignals } from "../signals/united.server.ts";
import { sourcesOf, standsFor } from "./lineage.server.ts";
import { mayJudgeObjections, mayObject, mayUnmerge, mergesAs } from "./policy.ts";
import {
  type Elements,
  elementsOf,
  mayBeMerged,
  mergePath,
  objectionMilliseconds,
  takingStages,
  tellingWords,
  whyNoMerge,
  whyNoObjection,
} from "./rules.ts";

export { standsFor } from "./lineage.server.ts";

type Seen = Awaited<ReturnType<typeof ideaSeenBy>>["idea"];

/** A merge with both of its ideas, as somebody sees them. */
export type Merge = Omit<typeof merges.$inferSelect, "source" | "target"> & { source: Seen; target: Seen };

/** A merge of which the actor sees both ideas. Throws `NotFound`. */
export async function mergeSeenBy(read: Reads, actor: Actor, id: string): Promise<Merge> {
  const [merge] = await read.select().from(merges).where(eq(merges.id, id));
  if (!merge) throw new NotFound();
  const { idea: source } = await ideaSeenBy(read, actor, merge.source);
  const { idea: target } = await ideaSeenBy(read, actor, merge.target);
  return { ...merge, source, target };
}

/** What the policies ask before somebody decides on two ideas; `beside` names others who are involved. */
export async function decidedOnBoth(
  read: Reads,
  source: Pick<Seen, "id" | "space" | "author">,
  target: Pick<Seen, "id" | "authors">,
  beside: readonly string[] = [],
): Promise<Decided> {
  const heavy = (await heavyWritersOf(read, [target])).get(target.id) ?? [];
  const about = await decided(read, source, [...target.authors, ...heavy, ...beside]);
  return { ...about, tags: [...about.tags, await tagsFor(read, target.id)] };
}

/** Where somebody goes who opens a merged idea; null for any other. */
export async function leadsTo(read: Reads, idea: { id: string; stage: Stage }): Promise<string | null> {
  if (idea.stage !== "merged") return null;
  const [target] = await read
    .select({ id: ideas.id, title: ideas.title, moderation: ideas.moderation })
    .from(ideas)
    .where(eq(ideas.id, await standsFor(read, idea.id)));
  if (!target || target.id === idea.id) return null;
  // An address says the title: of what is hidden from others it says the number alone.
  return ideaPath(target.moderation === "visible" ? target : { ...target, title: "" });
}

/** An idea that is part of the one that is shown, with the answer that made it so. */
export type Joined = {
  merge: string;
  idea: { id: string; title: string; language: Locale };
  html: string;
  at: number;
  by: { name: string; avatar: string | null; affiliation: Affiliation };
  signsAs: SignsAs;
  elements: Elements;
  /** What this reader may do about it, and where. */
  acts: { path: string; unmerge: boolean; object: boolean; judge: boolean };
  /** Objections that nobody has decided on. */
  objections: number;
};

/** The ideas that were merged into this one and are part of it now, the last first, as far as this reader sees them. */
export async function joinedTo(ctx: Context, target: Seen): Promise<Joined[]> {
  if (target.mergedIn === 0) return [];
  const { read } = ctx.db;
  const rows = await read
    .select({ merge: merges, by: { name: members.name, avatar: members.avatar } })
    .from(merges)
    .innerJoin(members, eq(members.id, merges.by))
    .where(and(eq(merges.target, target.id), isNull(merges.undoneAt)))
    .orderBy(desc(merges.at), desc(merges.id))
    .limit(100);
  const joined: Joined[] = [];
  for (const { merge, by } of rows) {
    const [row] = await read
      .select({ id: ideas.id, title: ideas.title, language: ideas.language, author: ideas.author, space: ideas.space })
      .from(ideas)
      .where(eq(ideas.id, merge.source));
    if (!row) continue;
    const source = { ...row, ...(await authorsOf(read, row)) };
    joined.push({
      merge: merge.id,
      idea: { id: row.id, title: row.title, language: row.language },
      html: merge.html,
      at: merge.at,
      by: { ...by, affiliation: merge.affiliation },
      signsAs: merge.signsAs,
      elements: elementsOf(merge),
      acts: await actsOn(ctx, { ...merge, source, target }),
      objections: await openObjections(read, merge.id),
    });
  }
  return joined;
}

type Acted = Pick<Merge, "id" | "at" | "by" | "undoneAt"> & {
  source: Pick<Seen, "id" | "space" | "author" | "authors">;
  target: Pick<Seen, "id" | "stage" | "authors">;
};

async function actsOn(ctx: Context, merge: Acted): Promise<Joined["acts"]> {
  const { actor, now } = ctx;
  const { read } = ctx.db;
  const path = mergePath(merge.source.id);
  const object = mayObject(actor, merge.source) && whyNoObjection(merge, now) === null;
  if (!isVerified(actor) || !(steersIn(actor, merge.source.space) || isAdmin(actor))) {
    return { path, unmerge: false, object, judge: false };
  }
  const both = [...merge.target.authors];
  const [about, judged] = [
    await decidedOnBoth(read, merge.source, merge.target),
    await decided(read, merge.source, [...both, merge.by]),
  ];
  return {
    path,
    unmerge: merge.undoneAt === null && merge.target.stage !== "merged" && mayUnmerge(actor, about),
    object,
    judge: mayJudgeObjections(actor, judged) && (await openObjections(read, merge.id)) > 0,
  };
}

async function openObjections(read: Reads, merge: string): Promise<number> {
  return read.$count(mergeObjections, and(eq(mergeObjections.merge, merge), eq(mergeObjections.state, "open")));
}

/** An idea as a choice to merge into. */
export type Choice = { id: string; title: string; language: Locale; stage: Stage; participants: number };

/** What will be when one idea becomes part of another one. */
export type Preview = {
  /** People who gave a signal to each, to both, and who will count afterwards. */
  people: { source: number; target: number; both: number; after: number };
  comments: { source: number; target: number };
  /** Who will write the other idea too. */
  authors: string[];
  /** How many follow it who did not yet. */
  followers: number;
};

/** The page of an idea that is to be merged. */
export type MergingPage = {
  kind: "merging";
  /** Why this reader cannot merge it. */
  closed: "own_idea" | "not_from_here" | null;
  /** What was looked for and found, or ideas with a like title. */
  found: Choice[];
  chosen: { idea: Choice; path: string; preview: Preview; closed: string | null } | null;
};

/** The page of an idea that is merged. */
export type MergedPage = {
  kind: "merged";
  merge: { id: string; html: string; at: number; by: string; elements: Elements; until: number };
  target: { title: string; path: string };
  acts: Joined["acts"];
  objections: {
    id: string;
    by: string;
    isMine: boolean;
    html: string;
    at: number;
    state: ObjectionState;
    reasonsHtml: string | null;
  }[];
};

/**
 * What the page that merges an idea shows, and for a merged one the page on which its authors object and
 * pilots decide. Throws `NotFound` for whoever has nothing to do with either.
 */
export async function mergePage(ctx: Context, id: string, asked: { words: string; into: string | null }) {
  const { idea, space } = await ideaSeenBy(ctx.db.read, ctx.actor, id);
  const page = idea.stage === "merged" ? await mergedPage(ctx, idea) : await mergingPage(ctx, idea, asked);
  return {
    space: { id: space.id, slug: space.slug, name: space.name },
    idea: { id, title: idea.title, stage: idea.stage, path: ideaPath(idea) },
    page,
  };
}

/** Where somebody goes after an act on that page: to the idea that stands for this one, or back to an objection's answer. */
export async function pathAfter(ctx: Context, id: string, act: string): Promise<string> {
  const { idea } = await ideaSeenBy(ctx.db.read, ctx.actor, id);
  if (act === "object" || (act === "judge" && idea.stage === "merged")) return mergePath(id);
  return (await leadsTo(ctx.db.read, idea)) ?? ideaPath(idea);
}

async function mergingPage(
  ctx: Context,
  idea: Seen,
  asked: { words: string; into: string | null },
): Promise<MergingPage> {
  const { actor } = ctx;
  if (!isVerified(actor) || !(steersIn(actor, idea.space) || isAdmin(actor))) throw new NotFound();
  const about = await decided(ctx.db.read, idea);
  const nothing = { kind: "merging" as const, found: [], chosen: null };
  if (isInvolved(actor, about)) return { ...nothing, closed: "own_idea" };
  if (mergesAs(actor, about, idea.stage) === null) throw new NotFound();
  if (!mayBeMerged(idea)) return { ...nothing, closed: "not_from_here" };
  const chosen = asked.into === null ? null : await chosenFor(ctx, idea, asked.into);
  return {
    kind: "merging",
    closed: null,
    found: chosen ? [] : await choicesFor(ctx, idea, asked.words),
    chosen,
  };
}

const choice = {
  id: ideas.id,
  title: ideas.title,
  language: ideas.language,
  stage: ideas.stage,
  participants: ideas.participants,
};

async function chosenFor(ctx: Context, source: Seen, into: string): Promise<MergingPage["chosen"]> {
  const { read } = ctx.db;
  const { idea: target } = await ideaSeenBy(read, ctx.actor, into);
  const [row] = await read.select(choice).from(ideas).where(eq(ideas.id, target.id));
  if (!row) throw new NotFound();
  const about = await decidedOnBoth(read, source, target);
  const why = whyNoMerge(source, target, await sourcesOf(read, source.id));
  const closed = why ?? (isInvolved(ctx.actor, about) ? "own_idea" : null);
  return { idea: row, path: ideaPath(row), preview: await previewOf(read, source, target), closed };
}

/** How many ideas a list of choices shows. */
const mostChoices = 10;
/** How many ideas of a space are compared by their titles. */
const mostCompared = 300;

/** Ideas that the source may be merged into. */
function takers(idea: Pick<Seen, "id" | "space">) {
  return and(
    eq(ideas.space, idea.space),
    eq(ideas.moderation, "visible"),
    inArray(ideas.stage, [...takingStages]),
    ne(ideas.id, idea.id),
  );
}

/** Ideas that this one could be part of: those with these words, without any those whose titles are alike. */
export function choicesFor(ctx: Context, idea: Pick<Seen, "id" | "space">, words: string): Promise<Choice[]> {
  return words === "" ? alike(ctx, idea) : withWords(ctx, idea, words);
}

async function withWords(ctx: Context, idea: Pick<Seen, "id" | "space">, words: string): Promise<Choice[]> {
  return ctx.db.read
    .select(choice)
    .from(ideas)
    .where(and(takers(idea), ...searchedWords(words).map((word) => titleHas(word))))
    .orderBy(desc(ideas.participants), desc(ideas.id))
    .limit(mostChoices);
}

/** `%` and `_` are letters in a search, not wildcards. */
function titleHas(word: string) {
  return like(ideas.titleKey, `%${word.replace(/[\\%_]/g, "")}%`);
}

/** Ideas whose titles share the most words with this one's. */
async function alike(ctx: Context, idea: Pick<Seen, "id" | "space">): Promise<Choice[]> {
  const [own] = await ctx.db.read.select({ key: ideas.titleKey }).from(ideas).where(eq(ideas.id, idea.id));
  const words = tellingWords(own?.key ?? "");
  if (words.length === 0) return [];
  const rows = await ctx.db.read
    .select({ ...choice, key: ideas.titleKey })
    .from(ideas)
    .where(and(takers(idea), or(...words.map((word) => titleHas(word)))))
    .orderBy(desc(ideas.submittedAt), desc(ideas.id))
    .limit(mostCompared);
  return rows
    .map(({ key, ...row }) => ({ row, shared: words.filter((word) => key.includes(word)).length }))
    .toSorted((a, b) => b.shared - a.shared || b.row.participants - a.row.participants)
    .slice(0, mostChoices / 2)
    .map(({ row }) => row);
}

/** What merging would do, counted from the same rows by the same rule. */
export async function previewOf(read: Reads, source: Seen, target: Seen): Promise<Preview> {
  const order = [target.id, ...(await sourcesOf(read, target.id)), source.id, ...(await sourcesOf(read, source.id))];
  const written = {
    authors: [...target.authors, ...source.authors],
    formerAuthors: target.formerAuthors,
  };
  const [here, there, after] = [
    counted(await unitedSignals(read, source)),
    counted(await unitedSignals(read, target)),
    counted(await unitedOn(read, order, written)),
  ];
  const [comments, follow, joining] = await Promise.all([
    read
      .select({ id: ideas.id, comments: ideas.commentCount })
      .from(ideas)
      .where(inArray(ideas.id, [source.id, target.id])),
    newFollowers(read, source.id, target.id),
    read
      .select({ name: members.name })
      .from(members)
      .where(
        inArray(
          members.id,
          source.authors.filter((member) => !target.authors.includes(member)),
        ),
      )
      .orderBy(asc(members.name)),
  ]);
  const commentsOn = (id: string) => comments.find((row) => row.id === id)?.comments ?? 0;
  return {
    people: {
      source: here.size,
      target: there.size,
      both: [...here].filter((member) => there.has(member)).length,
      after: after.size,
    },
    comments: { source: commentsOn(source.id), target: commentsOn(target.id) },
    authors: joining.map(({ name }) => name),
    followers: follow,
  };
}

function counted(signals: readonly United[]): Set<string> {
  return new Set(signals.filter(({ byAuthor }) => !byAuthor).map(({ member }) => member));
}

async function newFollowers(read: Reads, source: string, target: string): Promise<number> {
  const there = read.select({ member: follows.member }).from(follows).where(eq(follows.idea, target));
  const [row] = await read
    .select({ people: count() })
    .from(follows)
    .where(and(eq(follows.idea, source), eq(follows.state, "following"), notInArray(follows.member, there)));
  return row?.people ?? 0;
}

async function mergedPage(ctx: Context, idea: Seen): Promise<MergedPage> {
  const { read } = ctx.db;
  const [row] = await read
    .select({ merge: merges, by: members.name })
    .from(merges)
    .innerJoin(members, eq(members.id, merges.by))
    .where(and(eq(merges.source, idea.id), isNull(merges.undoneAt)));
  if (!row) throw new NotFound();
  const { idea: target } = await ideaSeenBy(read, ctx.actor, row.merge.target);
  const acts = await actsOn(ctx, { ...row.merge, source: idea, target });
  const { actor } = ctx;
  const steering = steersIdea(actor, { space: idea.space, tags: await tagsFor(read, idea.id) });
  const isParty = isVerified(actor) && (idea.authors.includes(actor.id) || steering || isAdmin(actor));
  if (!isParty) throw new NotFound();
  const said = await read
    .select({ objection: mergeObjections, by: members.name })
    .from(mergeObjections)
    .innerJoin(members, eq(members.id, mergeObjections.by))
    .where(eq(mergeObjections.merge, row.merge.id))
    .orderBy(asc(mergeObjections.at));
  const { id, html, at } = row.merge;
  const mine = said.find(({ objection }) => objection.by === actor.id);
  return {
    kind: "merged",
    merge: { id, html, at, by: row.by, elements: elementsOf(row.merge), until: at + objectionMilliseconds },
    target: { title: target.title, path: ideaPath(target) },
    acts: { ...acts, object: acts.object && !mine },
    objections: said.map(({ objection, by }) => ({
      id: objection.id,
      by,
      isMine: objection.by === actor.id,
      html: objection.html,
      at: objection.at,
      state: objection.state,
      reasonsHtml: objection.reasonsHtml,
    })),
  };
}
