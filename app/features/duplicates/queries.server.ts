import { and, count, desc, eq, inArray, or, sql } from "drizzle-orm";
import { duplicateAnswers, duplicates, type DuplicateState } from "../../../db/schema/duplicates.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import { type Affiliation, isAdmin, isSignedIn, isVerified, type Locale, steersIn } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { ideaSeenBy, ideasSeenBy } from "../ideas/queries.server.ts";
import { ideaPath } from "../ideas/rules.ts";
import { mergesAs } from "../merging/policy.ts";
import { choicesFor, decidedOnBoth } from "../merging/queries.server.ts";
import { mayBeMerged, mayTakeIn, mergePath, whyNoMerge } from "../merging/rules.ts";
import { reachesFirstLevel } from "../signals/maturing.server.ts";
import { mayDecline, maySayAlike } from "./policy.ts";
import { isAgreed } from "./rules.ts";

type Seen = Awaited<ReturnType<typeof ideaSeenBy>>["idea"];

/** An idea, as a list names it. */
type Named = { id: string; title: string; language: Locale; path: string };

/** What somebody says of an idea and another one, in a line. */
export type Line = { id: string; by: string; other: Named };

/** What somebody said of an idea and another one, what others say of it, and what this reader may do. */
export type Saying = Line & {
  avatar: string | null;
  affiliation: Affiliation;
  /** Null once it was taken back, declined or fell away: then nobody has to read it. */
  words: string | null;
  at: number;
  state: DuplicateState;
  /** Who decided, and when; `reasons` where it was declined. */
  decided: { by: string | null; at: number; reasons: string | null } | null;
  /** What this reader said: null for nothing; whoever said it first is `first`. */
  mine: "first" | "yes" | "no" | null;
  /** How many answered, and how many of them say that the two are one: told to those who answered, and once it is decided. */
  people: number;
  same: number | null;
  /** Whether so many say so that a pilot decides; told to the same people. */
  isAgreed: boolean;
  acts: {
    answer: boolean;
    /** Where this reader merges the one into the other, by the direction. */
    merge: { way: "out" | "in"; path: string }[];
    decline: boolean;
  };
};

/** Of how many other ideas the page of an idea says that somebody finds them the same. */
const mostLines = 5;
/** How many of all that was ever said one page shows. */
const mostSayings = 100;

/** What people say now of an idea, the newest first, as far as this reader sees the other one. */
export async function duplicatesOn(ctx: Context, idea: string): Promise<Line[]> {
  const rows = await saidOf(ctx, idea, { state: "open", most: mostLines });
  return rows.map(({ duplicate: { id }, by, other }) => ({ id, by, other: named(other) }));
}

const named = <Idea extends { id: string; title: string }>(idea: Idea) => ({ ...idea, path: ideaPath(idea) });

function saidOf(ctx: Context, idea: string, { state, most }: { state?: DuplicateState; most: number }) {
  const { read } = ctx.db;
  const otherOne = sql`case when ${duplicates.idea} = ${idea} then ${duplicates.other} else ${duplicates.idea} end`;
  return read
    .select({
      duplicate: duplicates,
      by: members.name,
      avatar: members.avatar,
      other: { id: ideas.id, title: ideas.title, language: ideas.language },
    })
    .from(duplicates)
    .innerJoin(members, eq(members.id, duplicates.by))
    .innerJoin(ideas, eq(ideas.id, otherOne))
    .innerJoin(spaces, eq(spaces.id, ideas.space))
    .where(
      and(
        or(eq(duplicates.idea, idea), eq(duplicates.other, idea)),
        state ? eq(duplicates.state, state) : undefined,
        ideasSeenBy(read, ctx.actor),
      ),
    )
    .orderBy(desc(eq(duplicates.state, "open")), desc(duplicates.at), desc(duplicates.id))
    .limit(most);
}

/**
 * The page on which people say that an idea is the same as another one: what was said, and one more. `into`: the id of
 * the idea that was chosen. Throws `NotFound`.
 */
export async function duplicatesPage(ctx: Context, id: string, asked: { words: string; into: string | null }) {
  const { read } = ctx.db;
  const { actor } = ctx;
  const { idea, space } = await ideaSeenBy(read, actor, id);
  const mayAnswer = isVerified(actor) && maySayAlike(actor, space.id, await reachesFirstLevel(read, ctx, actor));
  const rows = await saidOf(ctx, id, { most: mostSayings });
  const canBeAny = mayBeMerged(idea) || mayTakeIn(idea);
  const chosen = asked.into === null ? null : await chosenBy(ctx, asked.into);
  return {
    idea,
    space,
    sayings: await sayings(ctx, idea, rows, mayAnswer),
    /** Why there is no form to say it: `signin`, `level` or `stage`. Null: there is one. */
    closed: !isSignedIn(actor)
      ? ("signin" as const)
      : !mayAnswer
        ? ("level" as const)
        : canBeAny
          ? null
          : ("stage" as const),
    chosen,
    found: chosen || !mayAnswer || !canBeAny ? [] : await choicesFor(ctx, idea, asked.words),
  };
}

/** The idea that was chosen; null where this reader sees none of that id: then another one is looked for. */
async function chosenBy(ctx: Context, id: string) {
  const { read } = ctx.db;
  const [idea] = await read
    .select({ id: ideas.id, title: ideas.title, stage: ideas.stage, language: ideas.language })
    .from(ideas)
    .innerJoin(spaces, eq(spaces.id, ideas.space))
    .where(and(eq(ideas.id, id), ideasSeenBy(read, ctx.actor)));
  return idea ? named(idea) : null;
}

async function sayings(
  ctx: Context,
  idea: Seen,
  rows: Awaited<ReturnType<typeof saidOf>>,
  mayAnswer: boolean,
): Promise<Saying[]> {
  const { read } = ctx.db;
  const me = isSignedIn(ctx.actor) ? ctx.actor.id : null;
  const ids = rows.map(({ duplicate }) => duplicate.id);
  if (ids.length === 0) return [];
  const mayDecide = isVerified(ctx.actor) && (steersIn(ctx.actor, idea.space) || isAdmin(ctx.actor));
  const [counts, own, judges] = await Promise.all([
    read
      .select({ duplicate: duplicateAnswers.duplicate, isSame: duplicateAnswers.isSame, people: count() })
      .from(duplicateAnswers)
      .where(inArray(duplicateAnswers.duplicate, ids))
      .groupBy(duplicateAnswers.duplicate, duplicateAnswers.isSame),
    me === null
      ? []
      : read
          .select()
          .from(duplicateAnswers)
          .where(and(inArray(duplicateAnswers.duplicate, ids), eq(duplicateAnswers.member, me))),
    read
      .select({ id: duplicates.id, name: members.name })
      .from(duplicates)
      .innerJoin(members, eq(members.id, duplicates.decidedBy))
      .where(inArray(duplicates.id, ids)),
  ]);
  const found: Saying[] = [];
  for (const { duplicate, by, avatar, other } of rows) {
    const { id, state, at, affiliation, decidedAt, reasons } = duplicate;
    const given = (isSame: boolean) => counts.find((row) => row.duplicate === id && row.isSame === isSame)?.people ?? 0;
    const [same, different] = [1 + given(true), given(false)];
    const mySay = own.find((answer) => answer.duplicate === id);
    const mine = me === duplicate.by ? ("first" as const) : mySay ? (mySay.isSame ? "yes" : "no") : null;
    const isOpen = state === "open";
    const acts = isOpen && mayDecide ? await actsOn(ctx, idea, other.id, duplicate.by) : { merge: [], decline: false };
    // What others think is told to whoever said something, or has to decide.
    const isTold = mine !== null || !isOpen || acts.decline;
    found.push({
      id,
      by,
      affiliation,
      avatar,
      other: named(other),
      words: isOpen || state === "confirmed" ? duplicate.words : null,
      at,
      state,
      decided:
        decidedAt === null
          ? null
          : { by: judges.find((judge) => judge.id === id)?.name ?? null, at: decidedAt, reasons },
      mine,
      people: same + different,
      same: isTold ? same : null,
      isAgreed: isTold && isAgreed({ same, different }),
      acts: { ...acts, answer: isOpen && mayAnswer && mine !== "first" },
    });
  }
  return found;
}

/** What a reader who decides may do: where to merge, in both directions, and whether to answer that they are two. */
async function actsOn(ctx: Context, idea: Seen, otherId: string, by: string) {
  const { read } = ctx.db;
  const { actor } = ctx;
  const { idea: other } = await ideaSeenBy(read, actor, otherId);
  const merge: Saying["acts"]["merge"] = [];
  for (const [way, source, target] of [
    ["out", idea, other],
    ["in", other, idea],
  ] as const) {
    const signsAs = mergesAs(actor, await decidedOnBoth(read, source, target), source.stage);
    if (signsAs === null || whyNoMerge(source, target, []) !== null) continue;
    merge.push({ way, path: `${mergePath(source.id)}?into=${target.id}` });
  }
  return { merge, decline: mayDecline(actor, await decidedOnBoth(read, idea, other, [by])) };
}
