/** How a space keeps its word, as everybody may read it: by week, in days, and who waits longest. */
import { and, type AnyColumn, asc, count, eq, gt, inArray, isNull, lt, lte, or, type SQL, sql } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { duties, type DutyKind } from "../../../db/schema/piloting.ts";
import { ideaPath } from "../ideas/rules.ts";
import { weekStarts } from "./calendar.server.ts";
import { type AnswerRate, type Rated, rateOf, rateWindow } from "./rules.ts";

type Where = { id: string; timeZone: string };

/** How far back the weeks go: half a year. */
const shownWeeks = 26;
/** How many ideas are named that wait longest. */
const mostWaiting = 5;

const answers = inArray(duties.kind, ["acknowledge", "decide"]);
const counted = or(isNull(duties.end), eq(duties.end, "done"));
const inTime = sql<number>`count(case when ${duties.endedAt} <= ${duties.dueAt} then 1 end)`.mapWith(Number);

/**
 * Of the first words and answers that were due in the last 90 days, how many came in time: apart and
 * together. One that was given early counts once its time has come; one that fell away never does.
 * With `owner`, of those that were this pilot's: for that person and the lead.
 */
export async function answerRate(read: Reads, where: readonly string[], now: number, owner: string | null = null) {
  return rateOf(await keptOf(read, where, ["acknowledge", "decide"], now, owner));
}

/** Of the days that pilots promised and that lie in the last 90 days, how many were kept. */
export async function promisesKept(read: Reads, where: readonly string[], now: number): Promise<Rated> {
  const [{ met, due } = { met: 0, due: 0 }] = await keptOf(read, where, ["promise"], now);
  return { met, due };
}

async function keptOf(
  read: Reads,
  where: readonly string[],
  kinds: readonly DutyKind[],
  now: number,
  owner: string | null = null,
) {
  return read
    .select({
      kind: duties.kind,
      due: count(),
      met: inTime,
    })
    .from(duties)
    .where(
      and(
        inArray(duties.space, [...where]),
        inArray(duties.kind, [...kinds]),
        counted,
        gt(duties.dueAt, now - rateWindow),
        lt(duties.dueAt, now),
        owner === null ? undefined : eq(duties.owner, owner),
      ),
    )
    .groupBy(duties.kind);
}

/**
 * A week of answers: `from` (its Monday, 00:00) and `to` in milliseconds since 1970 UTC, how many
 * were due in it and came in time, and the answer rate over the 90 days before `to`.
 */
export type AnswerWeek = { from: number; to: number; due: number; met: number; rate: AnswerRate };

/** The last 26 weeks by the space's clock, oldest first; the last one is the week that runs. */
export async function weeksOfAnswers(read: Reads, space: Where, now: number): Promise<AnswerWeek[]> {
  const starts = weekStarts(now, shownWeeks, space.timeZone);
  const weeks = starts.map((from, at) => ({ from, to: starts[at + 1] ?? now }));
  // Between two neighbouring bounds every duty counts for the same weeks: one query, a row for each such stretch.
  const bounds = [...new Set(weeks.flatMap(({ from, to }) => [from, to, to - rateWindow]))].toSorted((a, b) => a - b);
  const stretch = stretchOf(duties.dueAt, bounds);
  const rows = await read
    .select({
      stretch: stretch.mapWith(Number),
      kind: duties.kind,
      due: count(),
      met: inTime,
    })
    .from(duties)
    .where(and(eq(duties.space, space.id), answers, counted, gt(duties.dueAt, bounds[0] ?? now), lt(duties.dueAt, now)))
    .groupBy(sql`1`, duties.kind);
  const between = (from: number, to: number) => {
    const [first, last] = [bounds.indexOf(from), bounds.indexOf(to)];
    return rows.filter(({ stretch: at }) => at >= first && at < last);
  };
  return weeks.map(({ from, to }) => {
    const inWeek = between(from, to);
    return {
      from,
      to,
      due: inWeek.reduce((sum, { due }) => sum + due, 0),
      met: inWeek.reduce((sum, { met }) => sum + met, 0),
      rate: rateOf(added(between(to - rateWindow, to))),
    };
  });
}

/** The number of the stretch between two bounds that a time lies in; a bound belongs to what ends with it. */
export function stretchOf(time: AnyColumn, bounds: readonly number[]): SQL<number> {
  const cases = bounds.slice(1).map((bound, at) => sql`when ${time} <= ${bound} then ${at}`);
  return sql`case ${sql.join(cases, sql` `)} end`;
}

function added(rows: readonly { kind: string; due: number; met: number }[]) {
  const sums = new Map<string, { kind: string; due: number; met: number }>();
  for (const { kind, due, met } of rows) {
    const sum = sums.get(kind) ?? { kind, due: 0, met: 0 };
    sums.set(kind, { kind, due: sum.due + due, met: sum.met + met });
  }
  return [...sums.values()];
}

/** A median time in milliseconds, of how many answers; null while there is none. */
export type MedianTime = { time: number; of: number } | null;

/** How long half of the first words, and half of the answers, of the last 90 days took at most. */
export async function medianTimes(read: Reads, space: string, now: number) {
  const [acknowledge, decide] = await Promise.all([
    medianTime(read, space, "acknowledge", now),
    medianTime(read, space, "decide", now),
  ]);
  return { acknowledge, decide };
}

async function medianTime(
  read: Reads,
  space: string,
  kind: "acknowledge" | "decide",
  now: number,
): Promise<MedianTime> {
  const given = and(
    eq(duties.space, space),
    eq(duties.kind, kind),
    eq(duties.end, "done"),
    gt(duties.endedAt, now - rateWindow),
    lte(duties.endedAt, now),
  );
  const of = await read.$count(duties, given);
  const took = sql<number>`${duties.endedAt} - ${duties.startedAt}`.mapWith(Number);
  // The lower of the two in the middle: a time that some answer really took.
  const [row] = await read
    .select({ took })
    .from(duties)
    .where(given)
    .orderBy(asc(took))
    .limit(1)
    .offset(Math.max(0, Math.ceil(of / 2) - 1));
  return row ? { time: row.took, of } : null;
}

/** An idea that waits, for what, and since when (milliseconds since 1970 UTC). */
export type Waiting = {
  id: string;
  path: string;
  title: string;
  language: string;
  kind: "acknowledge" | "decide";
  since: number;
  dueAt: number;
};

/** The five ideas that have waited longest for a first word or an answer, and that everybody in the space sees. */
export async function longestWaiting(read: Reads, space: string): Promise<Waiting[]> {
  const rows = await read
    .select({
      id: ideas.id,
      title: ideas.title,
      language: ideas.language,
      kind: duties.kind,
      since: duties.startedAt,
      dueAt: duties.dueAt,
    })
    .from(duties)
    .innerJoin(ideas, eq(ideas.id, duties.idea))
    .where(and(eq(duties.space, space), isNull(duties.end), answers, eq(ideas.moderation, "visible")))
    .orderBy(asc(duties.startedAt), asc(duties.id))
    .limit(mostWaiting);
  return rows.map(({ kind, ...row }) => ({
    ...row,
    kind: kind === "decide" ? kind : "acknowledge",
    path: ideaPath(row),
  }));
}
