import {
  and,
  asc,
  count,
  desc,
  eq,
  exists,
  gt,
  gte,
  inArray,
  isNull,
  lt,
  lte,
  ne,
  not,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { ideas, type Stage } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { duties, type DutyKind, stageMoves } from "../../../db/schema/piloting.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import { ideaAuthors } from "../../../db/schema/writing.ts";
import type { SignedIn } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { comesAfter } from "../../platform/paging.server.ts";
import { type PageKey, pageOf } from "../../platform/paging.ts";
import { must } from "../../platform/policy.ts";
import { ideaPage } from "../ideas/queries.server.ts";
import { ideaPath } from "../ideas/rules.ts";
import { spacesPilotedBy } from "./policy.ts";
import { steeringOf } from "./queries.server.ts";
import { rateOf, rateWindow, reviewsFrom, undoMilliseconds } from "./rules.ts";

/** How many duties one page of the desk shows. */
const pageSize = 50;
/** How far ahead the days of the desk look, in milliseconds. */
const ahead = 15 * 86_400_000;
/** More than anybody reads in a picture of two weeks. */
const mostMarks = 500;

/** Something owed to an idea, as the desk lists it. */
export type Owed = {
  duty: string;
  kind: DutyKind;
  dueAt: number;
  idea: { id: string; title: string; stage: Stage; language: string };
  author: string;
  space: { slug: string; name: string };
};

/**
 * What the actor owes as a pilot, over all spaces, what is due first at the top; ideas that he or she
 * wrote are others' to answer. Throws `Forbidden` for whoever pilots nothing.
 */
export async function deskOf(ctx: Context, after: PageKey | null) {
  const { actor } = signedIn(ctx);
  const piloted = spacesPilotedBy(actor);
  must(piloted.length > 0);
  const { read } = ctx.db;
  const mine = owedBy(read, actor, ctx.now);
  const [rows, sums, dues, rate, [undo]] = await Promise.all([
    read
      .select({
        duty: duties.id,
        kind: duties.kind,
        dueAt: duties.dueAt,
        idea: { id: ideas.id, title: ideas.title, stage: ideas.stage, language: ideas.language },
        author: members.name,
        space: { slug: spaces.slug, name: spaces.name },
      })
      .from(duties)
      .innerJoin(ideas, eq(ideas.id, duties.idea))
      .innerJoin(members, eq(members.id, ideas.author))
      .innerJoin(spaces, eq(spaces.id, duties.space))
      .where(and(mine, comesAfter(duties.dueAt, duties.id, after, "ascending")))
      .orderBy(asc(duties.dueAt), asc(duties.id))
      .limit(pageSize + 1),
    sumsOf(read, mine, ctx.now),
    read
      .select({ at: duties.dueAt })
      .from(duties)
      .innerJoin(ideas, eq(ideas.id, duties.idea))
      .where(and(mine, gte(duties.dueAt, ctx.now), lt(duties.dueAt, ctx.now + ahead)))
      .orderBy(asc(duties.dueAt))
      .limit(mostMarks),
    answerRate(read, piloted, ctx.now),
    read
      .select({
        move: stageMoves.id,
        to: stageMoves.to,
        at: stageMoves.at,
        idea: ideas.id,
        title: ideas.title,
        author: members.name,
      })
      .from(stageMoves)
      .innerJoin(ideas, eq(ideas.id, stageMoves.idea))
      .innerJoin(members, eq(members.id, ideas.author))
      .where(
        and(eq(stageMoves.by, actor.id), isNull(stageMoves.undoneAt), gt(stageMoves.at, ctx.now - undoMilliseconds)),
      )
      .orderBy(desc(stageMoves.at), desc(stageMoves.id))
      .limit(1),
  ]);
  const { page, last } = pageOf<Owed>(rows, pageSize);
  return {
    owed: page,
    next: last ? { at: last.dueAt, id: last.duty } : null,
    ...sums,
    dues: dues.map(({ at }) => at),
    rate,
    undo: undo ? { ...undo, until: undo.at + undoMilliseconds } : null,
  };
}

/** How many of what the actor owes are late, and how many there are in all; null for whoever pilots nothing. */
export async function deskCount({ db, actor, now }: Context): Promise<{ late: number; all: number } | null> {
  if (actor.kind !== "member") return null;
  if (spacesPilotedBy(actor).length === 0) return null;
  return sumsOf(db.read, owedBy(db.read, actor, now), now);
}

async function sumsOf(read: Reads, mine: SQL | undefined, now: number): Promise<{ late: number; all: number }> {
  const [sums] = await read
    .select({ all: count(), late: sql<number>`count(case when ${duties.dueAt} < ${now} then 1 end)`.mapWith(Number) })
    .from(duties)
    .innerJoin(ideas, eq(ideas.id, duties.idea))
    .where(mine);
  return { all: sums?.all ?? 0, late: sums?.late ?? 0 };
}

/** What somebody owes now as a pilot: a condition on duties, joined with their ideas. */
function owedBy(read: Reads, actor: SignedIn, now: number) {
  return and(inArray(duties.space, spacesPilotedBy(actor)), isNull(duties.end), notBy(read, actor), isAsked(now));
}

/** The idea that is open on the desk, with what the actor may do with it. Throws `NotFound`. */
export async function openOnDesk(ctx: Context, id: string) {
  const { idea, space, author } = await ideaPage(ctx, id);
  const [steering, owed] = await Promise.all([steeringOf(ctx, idea, space), owedTo(ctx.db.read, id)]);
  return {
    id,
    path: ideaPath(idea),
    title: idea.title,
    stage: idea.stage,
    language: idea.language,
    excerpt: idea.excerpt,
    submittedAt: idea.submittedAt ?? idea.createdAt,
    participants: idea.participants,
    comments: idea.commentCount,
    author: { ...author, affiliation: idea.affiliation },
    space: { name: space.name, slug: space.slug },
    steering,
    owed,
  };
}

/** What is owed to an idea at this moment, what is due first at the top. */
export async function owedTo(read: Reads, idea: string): Promise<{ kind: DutyKind; dueAt: number }[]> {
  return read
    .select({ kind: duties.kind, dueAt: duties.dueAt })
    .from(duties)
    .where(and(eq(duties.idea, idea), isNull(duties.end)))
    .orderBy(asc(duties.dueAt));
}

/**
 * Of the first words and answers that were due in the last 90 days, how many came in time: apart and
 * together. One that was given early counts once its time has come; one that fell away never does.
 */
export async function answerRate(read: Reads, where: readonly string[], now: number) {
  const rows = await read
    .select({
      kind: duties.kind,
      due: count(),
      met: sql<number>`count(case when ${duties.endedAt} <= ${duties.dueAt} then 1 end)`.mapWith(Number),
    })
    .from(duties)
    .where(
      and(
        inArray(duties.space, [...where]),
        inArray(duties.kind, ["acknowledge", "decide"]),
        or(isNull(duties.end), eq(duties.end, "done")),
        gt(duties.dueAt, now - rateWindow),
        lte(duties.dueAt, now),
      ),
    )
    .groupBy(duties.kind);
  return rateOf(rows);
}

/** Nobody answers an idea that he or she wrote or helped to write. */
function notBy(read: Reads, actor: SignedIn) {
  const asCoAuthor = and(
    eq(ideaAuthors.idea, ideas.id),
    eq(ideaAuthors.member, actor.id),
    eq(ideaAuthors.state, "accepted"),
  );
  return and(
    ne(ideas.author, actor.id),
    not(exists(read.select({ idea: ideaAuthors.idea }).from(ideaAuthors).where(asCoAuthor))),
  );
}

/** What was put off comes back to the desk shortly before its day. */
function isAsked(now: number) {
  return or(ne(duties.kind, "review"), lt(duties.dueAt, now + reviewsFrom));
}
