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
import { duties, dutyInvolved, type DutyKind, noDeadline, stageMoves } from "../../../db/schema/piloting.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import { ideaAuthors } from "../../../db/schema/writing.ts";
import { isAdmin, isVerified, type Locale, type SignedIn } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { comesAfter } from "../../platform/paging.server.ts";
import { type PageKey, pageOf } from "../../platform/paging.ts";
import { must } from "../../platform/policy.ts";
import { awayAt } from "./assigning.server.ts";
import { answerRate, stretchOf } from "./figures.server.ts";
import { judgedAt, partsOf } from "./judging.server.ts";
import { coveredByMandates } from "./mandates.server.ts";
import { spacesPilotedBy, spacesWithMandate } from "./policy.ts";
import { calmGroups, type DeskGroup, deskGroups, type DeskView, wholeDesk, undoMilliseconds } from "./rules.ts";

/** How many duties one page of the desk shows. */
const pageSize = 50;

type Listed = {
  duty: string;
  dueAt: number;
  /** Since when it is owed; of what is quiet, when somebody who steers last said or did something. */
  since: number;
  /** Until when its clock stands still at the latest. */
  pausedUntil: number | null;
  space: { slug: string; name: string };
  /** Who answers it, where that is not the actor; null also for what any pilot may judge. */
  whose: string | null;
};

/** Something owed to an idea, as the desk lists it. */
export type OwedAnswer = Listed & {
  kind: Exclude<DutyKind, "judge">;
  idea: { id: string; title: string; stage: Stage; language: Locale };
  author: string;
};

/** Something to be judged, and where that is done. */
export type OwedJudgment = Listed & {
  kind: "judge";
  /** What it is: `idea`, `comment`, `request` … */
  what: string;
  /** The title of the idea that it belongs to, else the name of the person who asks. */
  name: string;
  language: Locale | null;
  to: string;
};

export type Owed = OwedAnswer | OwedJudgment;

/** What is owed to an idea by a day. */
export type OwedClock = Exclude<DutyKind, "judge" | "stale">;

/**
 * What the actor owes as a pilot, over all spaces, what is due first at the top; with `all`, also what is his or her
 * colleagues'. `dayStarts` are the moments between which it counts what is due. Ideas that he or she wrote are others'
 * to answer. Admins have what no pilot can do. Throws `Forbidden` for whoever is neither.
 */
export async function deskOf(
  ctx: Context,
  after: PageKey | null,
  view: DeskView = wholeDesk,
  dayStarts: readonly number[] = [],
) {
  const { actor } = signedIn(ctx);
  const piloted = [...spacesPilotedBy(actor), ...spacesWithMandate(actor)];
  must(isVerified(actor) && (piloted.length > 0 || isAdmin(actor)));
  const { read } = ctx.db;
  const owed = await owedBy(read, actor, ctx.now, view.whose);
  const mine = and(owed, inView(read, view, ctx.now));
  const [rows, groups, days, rate, places, [undo]] = await Promise.all([
    read
      .select({
        duty: duties.id,
        kind: duties.kind,
        subject: duties.subject,
        dueAt: duties.dueAt,
        since: duties.startedAt,
        pausedUntil: duties.pausedUntil,
        owner: duties.owner,
        idea: { id: ideas.id, title: ideas.title, stage: ideas.stage, language: ideas.language },
        author: members.name,
        space: { slug: spaces.slug, name: spaces.name },
      })
      .from(duties)
      .leftJoin(ideas, eq(ideas.id, duties.idea))
      .leftJoin(members, eq(members.id, ideas.author))
      .innerJoin(spaces, eq(spaces.id, duties.space))
      .where(and(mine, comesAfter(duties.dueAt, duties.id, after, "ascending")))
      .orderBy(asc(duties.dueAt), asc(duties.id))
      .limit(pageSize + 1),
    groupSums(read, mine, ctx.now),
    dueOn(read, and(mine, runs(ctx.now)), dayStarts),
    answerRate(read, piloted, ctx.now),
    read
      .select({ slug: spaces.slug, name: spaces.name, workingDays: spaces.workingDays })
      .from(spaces)
      .where(inArray(spaces.id, piloted))
      .orderBy(asc(spaces.name)),
    read
      .select({
        move: stageMoves.id,
        to: stageMoves.to,
        toExtra: stageMoves.toExtra,
        at: stageMoves.at,
        idea: ideas.id,
        space: ideas.space,
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
  const { page, last } = pageOf(rows, pageSize);
  return {
    owed: await listed(read, actor, page),
    next: last ? { at: last.dueAt, id: last.duty } : null,
    /** How many there are in each group, on this page and behind it. */
    groups,
    all: Object.values(groups).reduce((sum, each) => sum + each, 0),
    /** How many of them wait for somebody now. */
    waiting: deskGroups.reduce((sum, group) => sum + (calmGroups.includes(group) ? 0 : groups[group]), 0),
    late: groups.overdue,
    days,
    /** The spaces that the actor pilots, and the days of the week on which somebody works in one of them. */
    spaces: places.map(({ slug, name }) => ({ slug, name })),
    weekdays: [...new Set(places.flatMap(({ workingDays }) => workingDays))],
    rate,
    undo: undo ? { ...undo, until: undo.at + undoMilliseconds } : null,
  };
}

/** How many of what the actor owes are late, and how many wait in all; null for whoever has no desk. */
export async function deskCount({ db, actor, now }: Context): Promise<{ late: number; all: number } | null> {
  if (!isVerified(actor)) return null;
  const isPilot = spacesPilotedBy(actor).length > 0 || spacesWithMandate(actor).length > 0;
  if (!isPilot && !isAdmin(actor)) return null;
  const sums = await sumsOf(db.read, await owedBy(db.read, actor, now, "mine"), now);
  // Admins have one only where they are needed.
  return isPilot || sums.all > 0 ? sums : null;
}

/** The view as a condition on duties. */
function inView(read: Reads, { group, space, language }: DeskView, now: number): SQL | undefined {
  const ofSpace = read
    .select({ id: spaces.id })
    .from(spaces)
    .where(eq(spaces.slug, space ?? ""));
  const inLanguage = read
    .select({ id: ideas.id })
    .from(ideas)
    .where(and(eq(ideas.id, duties.idea), eq(ideas.language, language ?? "en")));
  return and(
    inGroup(group, now),
    space === null ? undefined : inArray(duties.space, ofSpace),
    language === null ? undefined : exists(inLanguage),
  );
}

function inGroup(group: DeskGroup | null, now: number): SQL | undefined {
  if (group === null) return undefined;
  if (group === "overdue") return lt(duties.dueAt, now);
  if (group === "paused") return gt(duties.pausedUntil, now);
  if (group === "stale") return gte(duties.dueAt, noDeadline);
  const kinds: readonly DutyKind[] = group === "judge" ? ["judge", "review"] : [group];
  return and(gte(duties.dueAt, now), inArray(duties.kind, [...kinds]), runs(now));
}

/** Its clock does not stand still. */
function runs(now: number): SQL | undefined {
  return or(isNull(duties.pausedUntil), lte(duties.pausedUntil, now));
}

async function groupSums(read: Reads, mine: SQL | undefined, now: number): Promise<Record<DeskGroup, number>> {
  const inTime = (...kinds: DutyKind[]) =>
    sql<number>`count(case when ${duties.dueAt} >= ${now} and ${runs(now)} and ${inArray(duties.kind, kinds)} then 1 end)`.mapWith(
      Number,
    );
  // In one row: grouped by kind, SQLite would walk through what is done as well.
  const [sums] = await read
    .select({
      overdue: sql<number>`count(case when ${duties.dueAt} < ${now} then 1 end)`.mapWith(Number),
      acknowledge: inTime("acknowledge"),
      decide: inTime("decide"),
      promise: inTime("promise"),
      judge: inTime("judge", "review"),
      paused: sql<number>`count(case when ${duties.pausedUntil} > ${now} then 1 end)`.mapWith(Number),
      stale: sql<number>`count(case when ${duties.dueAt} >= ${noDeadline} then 1 end)`.mapWith(Number),
    })
    .from(duties)
    .where(mine);
  return sums ?? { overdue: 0, acknowledge: 0, decide: 0, promise: 0, judge: 0, paused: 0, stale: 0 };
}

/** How many are due from each of these moments (ms since 1970 UTC, in order) up to the next; what ends with a day is of that day. */
async function dueOn(read: Reads, mine: SQL | undefined, starts: readonly number[]): Promise<number[]> {
  const [first, last] = [starts[0], starts.at(-1)];
  if (first === undefined || last === undefined || starts.length < 2) return [];
  const rows = await read
    .select({ day: stretchOf(duties.dueAt, starts).mapWith(Number), due: count() })
    .from(duties)
    .where(and(mine, gt(duties.dueAt, first), lte(duties.dueAt, last)))
    .groupBy(sql`1`);
  return starts.slice(1).map((_, at) => rows.find(({ day }) => day === at)?.due ?? 0);
}

async function sumsOf(read: Reads, mine: SQL | undefined, now: number): Promise<{ late: number; all: number }> {
  const [sums] = await read
    .select({ all: count(), late: sql<number>`count(case when ${duties.dueAt} < ${now} then 1 end)`.mapWith(Number) })
    .from(duties)
    .where(and(mine, lt(duties.dueAt, noDeadline), runs(now)));
  return { all: sums?.all ?? 0, late: sums?.late ?? 0 };
}

type Row = Omit<Listed, "whose"> & {
  kind: DutyKind;
  subject: string;
  owner: string | null;
  idea: OwedAnswer["idea"] | null;
  author: string | null;
};

async function listed(read: Reads, actor: SignedIn, rows: readonly Row[]): Promise<Owed[]> {
  const ids = rows.flatMap(({ subject, owner }) => [askerOf(subject) ?? [], owner ?? []].flat());
  const people = await read
    .select({ id: members.id, name: members.name })
    .from(members)
    .where(inArray(members.id, ids));
  const nameOf = (id: string | null) => people.find((person) => person.id === id)?.name ?? null;
  return rows.flatMap(({ kind, subject, owner, idea, author, ...row }): Owed[] => {
    const whose = owner === actor.id ? null : nameOf(owner);
    if (kind !== "judge") return idea && author !== null ? [{ ...row, whose, kind, idea, author }] : [];
    const name = idea?.title ?? nameOf(askerOf(subject)) ?? "";
    const to = judgedAt(subject, { idea: idea?.id ?? null, slug: row.space.slug });
    return [{ ...row, whose, kind, what: partsOf(subject).type, name, language: idea?.language ?? null, to }];
  });
}

/** Who asks, where somebody does: the last part of the subject. */
function askerOf(subject: string): string | null {
  const { type, id } = partsOf(subject);
  return type === "request" ? id.slice(id.indexOf(":") + 1) : null;
}

/**
 * What somebody owes now: a condition on duties. As a pilot what is his or hers, what stands in for somebody who is away,
 * and what anybody may do; by a mandate no less of what it is for, but nothing to judge; as an admin what no pilot can.
 */
async function owedBy(read: Reads, actor: SignedIn, now: number, whose: "mine" | "all"): Promise<SQL | undefined> {
  const piloted = spacesPilotedBy(actor);
  const away = await awayAt(read, now);
  const isMine = or(
    eq(duties.owner, actor.id),
    isNull(duties.owner),
    away.length > 0 ? and(eq(duties.standIn, actor.id), inArray(duties.owner, away)) : undefined,
  );
  const asPilot =
    piloted.length > 0 ? and(inArray(duties.space, piloted), whose === "mine" ? isMine : undefined) : undefined;
  const byMandate = coveredByMandates(read, actor, duties).map((isFor) =>
    and(isFor, ne(duties.kind, "judge"), whose === "mine" ? isMine : undefined),
  );
  const asAdmin = isAdmin(actor) ? eq(duties.unassigned, true) : undefined;
  return and(
    or(asPilot, ...byMandate, asAdmin),
    isNull(duties.end),
    lte(duties.shownFrom, now),
    // The same once more for what is quiet, in the order of the list: it ends before what is not listed yet.
    lte(duties.dueAt, noDeadline + now),
    // Nobody is given what he or she wrote.
    or(eq(duties.owner, actor.id), notBy(read, actor)),
  );
}

/** Nobody answers or judges what he or she wrote, helped to write, or decided on before. */
function notBy(read: Reads, actor: SignedIn) {
  const asAuthor = and(eq(ideas.id, duties.idea), eq(ideas.author, actor.id));
  const asCoAuthor = and(
    eq(ideaAuthors.idea, duties.idea),
    eq(ideaAuthors.member, actor.id),
    eq(ideaAuthors.state, "accepted"),
  );
  const asInvolved = and(eq(dutyInvolved.duty, duties.id), eq(dutyInvolved.member, actor.id));
  return not(
    // One question after the other, and none where the answer is known.
    sql`(${exists(read.select({ id: ideas.id }).from(ideas).where(asAuthor))}
      or ${exists(read.select({ idea: ideaAuthors.idea }).from(ideaAuthors).where(asCoAuthor))}
      or ${exists(read.select({ duty: dutyInvolved.duty }).from(dutyInvolved).where(asInvolved))})`,
  );
}
