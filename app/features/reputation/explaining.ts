/**
 * How a figure opens to what it is made of, and why it moved: pure. All of it comes from the lines of one person in one
 * space, those that count no more with them.
 */
import { grouped } from "../../platform/grouped.ts";
import { type Because, because, counts, has, type Line } from "./folding.ts";
import { capped, damped, day, dayOf, type InForce, inOrder, isDamped, type RuleName, worth } from "./rules.ts";

/** A line with what it is worth now, without the cap of its day and with it. */
export type Valued = Line & { damped: number; points: number; rules: string };

/** Signals on an idea in a week that stand and bring nothing: they are only counted. `week`: its Monday, 00:00 UTC. */
export type Silent = { idea: string | null; rules: string; week: number; count: number };

/**
 * Something that a figure is made of: one thing, or all signals on one idea in a week, without names. `points`: milli-points.
 * `at`: when, or when the week began (Monday, UTC).
 */
export type Entry = {
  rule: RuleName;
  rules: string;
  at: number;
  isWeek: boolean;
  idea: string | null;
  source: string;
  ref: string | null;
  part: number;
  isPrivate: boolean;
  /** How many signals it stands for. */
  count: number;
  points: number;
};

/**
 * What made a figure move: something came, or counts no more (`why`), or counts for another amount because of others.
 * `since`: when it came, or its week began.
 */
export type Change = Entry & { how: "came" | "left" | "changed"; why: Because | null; since: number };

/** The Monday, 00:00 UTC, of the week of a moment. */
export function weekOf(at: number): number {
  // 1970 began on a Thursday.
  const monday = 4 * day;
  return Math.floor((at - monday) / (7 * day)) * 7 * day + monday;
}

/** Whether a line counted just before a moment, as far as that is known: what came back is as if it had never been away. */
function stoodBefore(line: Valued, moment: number): boolean {
  return line.at < moment && (counts(line) || (line.reversedAt ?? 0) >= moment);
}

/** The lines of one figure, made ready to be asked what each brought at many moments. */
export type Past = {
  lines: readonly Valued[];
  /** Those that count no more. */
  gone: readonly Valued[];
  /** All signals, by giver and by day: put together when they are asked for first. */
  signals: () => {
    ofGiver: ReadonlyMap<string | null, readonly Valued[]>;
    ofDay: ReadonlyMap<number, readonly Valued[]>;
  };
};

export function pastOf(lines: readonly Valued[]): Past {
  let signals: ReturnType<Past["signals"]> | undefined;
  const together = () => {
    const all = lines.filter(({ rule }) => isDamped(rule));
    return { ofGiver: grouped(all, ({ giver }) => giver), ofDay: grouped(all, ({ at }) => dayOf(at)) };
  };
  return { lines, gone: lines.filter((line) => !counts(line)), signals: () => (signals ??= together()) };
}

/**
 * What lines brought just before a moment that may have brought something else than now, in milli-points. Later things
 * change nothing of what stood then, so what stands today is worth what its line says, but for the pairs and the days of
 * signals that stood then and do not now.
 */
function otherwiseBefore(sets: readonly InForce[], { gone, signals }: Past, moment: number): Map<Valued, number> {
  const stood = (line: Valued) => stoodBefore(line, moment);
  const left = gone.filter(stood);
  const found = new Map(left.map((line) => [line, worth(sets, line)]));
  const givers = new Set(left.filter(({ rule }) => isDamped(rule)).map(({ giver }) => giver));
  if (givers.size === 0) return found;
  const { ofGiver, ofDay } = signals();
  const undamped = new Map<Valued, number>();
  for (const giver of givers) {
    const pair = (ofGiver.get(giver) ?? []).filter(stood).toSorted(byMoment);
    for (const [place, points] of damped(sets, pair).entries()) set(undamped, pair[place], points);
  }
  for (const number of new Set([...undamped.keys()].map(({ at }) => dayOf(at)))) {
    const same = (ofDay.get(number) ?? []).filter(stood).toSorted(byMoment);
    const values = capped(
      sets,
      same.map((line) => ({ at: line.at, damped: undamped.get(line) ?? line.damped })),
    );
    for (const [place, points] of values.entries()) set(found, same[place], points);
  }
  return found;
}

/** What each line that stood just before a moment brought then, in milli-points. */
export function worthBefore(sets: readonly InForce[], past: Past, moment: number): ReadonlyMap<Valued, number> {
  const found = new Map<Valued, number>();
  for (const line of past.lines) if (line.at < moment && counts(line)) found.set(line, line.points);
  for (const [line, points] of otherwiseBefore(sets, past, moment)) found.set(line, points);
  return found;
}

const byMoment = (one: Valued, other: Valued) =>
  inOrder({ at: one.at, id: one.event }, { at: other.at, id: other.event });

function set<Key, Value>(into: Map<Key, Value>, key: Key | undefined, value: Value): void {
  if (key !== undefined) into.set(key, value);
}

function entryOf(line: Valued, at: number, points: number): Entry {
  const { rule, rules, idea, source, ref, part, isPrivate } = line;
  const isWeek = rule === "signal_received";
  return {
    rule,
    rules,
    at: isWeek ? weekOf(at) : at,
    isWeek,
    idea,
    source,
    ref: isWeek ? null : ref,
    part,
    isPrivate,
    count: 1,
    points,
  };
}

/** Puts signals together by idea, week and whatever else `key` says; the newest first. */
function together<Each extends Entry>(entries: readonly Each[], key: (entry: Each) => string): Each[] {
  const groups = new Map<string, Each>();
  const found: Each[] = [];
  for (const entry of entries) {
    const name = `${entry.idea} ${entry.at} ${entry.rules} ${key(entry)}`;
    const group = entry.isWeek ? groups.get(name) : undefined;
    if (group) {
      group.count += entry.count;
      group.points += entry.points;
      continue;
    }
    const own = { ...entry };
    if (own.isWeek) groups.set(name, own);
    found.push(own);
  }
  return found.toSorted((one, other) => other.at - one.at);
}

/** What a figure is made of now, the newest first: the points of the entries sum to it. */
export function entriesOf(lines: readonly Valued[], silent: readonly Silent[] = []): Entry[] {
  return together(
    [
      ...lines.filter((line) => counts(line) && !isSilent(line)).map((line) => entryOf(line, line.at, line.points)),
      ...silent.map(entryOfSilent),
    ],
    () => "",
  );
}

/** Whether a line stands and brings nothing, for it is a signal of too many. */
function isSilent(line: Valued): boolean {
  return counts(line) && line.points === 0 && isDamped(line.rule);
}

function entryOfSilent({ idea, rules, week, count }: Silent): Entry {
  const signals = { rule: "signal_received" as const, isWeek: true, ref: null, part: 10_000, isPrivate: false };
  return { ...signals, idea, source: idea ?? "", rules, at: week, count, points: 0 };
}

/** Why lines of these bits do not count: the first that says it. */
export function whyOf({ reversals }: { reversals: number }): Because | null {
  const names = Object.keys(because) as Because[];
  return names.find((name) => (reversals & because[name]) !== 0) ?? null;
}

/** What once counted, or would have, and counts no more: the newest first, with the reason. Its points are 0. */
export function takenBack(lines: readonly Valued[]): Change[] {
  const gone = lines.flatMap((line): Change[] => {
    const why = whyOf(line);
    if (why === null || why === "settled" || has(line, "pending")) return [];
    return [{ ...entryOf(line, line.reversedAt ?? line.at, 0), how: "left", why, since: entryOf(line, line.at, 0).at }];
  });
  return together(gone, ({ why }) => `${why}`);
}

/** What made a figure move from just before one moment to just before a later one: the points sum to the difference. */
export function changesBetween(
  sets: readonly InForce[],
  past: Past,
  from: number,
  to: number,
): { before: number; after: number; changes: Change[] } {
  const then = worthBefore(sets, past, from);
  const now = worthBefore(sets, past, to);
  const changes = past.lines.flatMap((line): Change[] => {
    const [was, is] = [then.get(line), now.get(line)];
    const points = (is ?? 0) - (was ?? 0);
    if (points === 0) return [];
    const since = entryOf(line, line.at, points).at;
    if (was === undefined) return [{ ...entryOf(line, line.at, points), how: "came", why: null, since }];
    const how = is === undefined ? ("left" as const) : ("changed" as const);
    const at = is === undefined ? (line.reversedAt ?? line.at) : line.at;
    return [{ ...entryOf(line, at, points), how, why: is === undefined ? whyOf(line) : null, since }];
  });
  return {
    before: sum(then.values()),
    after: sum(now.values()),
    changes: together(changes, ({ how, why }) => `${how} ${why}`),
  };
}

export function sum(numbers: Iterable<number>): number {
  let all = 0;
  for (const number of numbers) all += number;
  return all;
}

/** How many weeks a chart shows. */
const weeksShown = 26;

/** When the first week of a chart begins, in milliseconds since 1970 UTC. */
export function chartFrom(now: number): number {
  return weekOf(now) - (weeksShown - 1) * 7 * day;
}

/** A figure at the end of each week of half a year, and at last now; in milli-points. */
export function overTime(sets: readonly InForce[], past: Past, now: number): { week: number; figure: number }[] {
  const first = chartFrom(now);
  // What stands today and came before the first week, and in each week; and in which of them something came or went.
  let figure = 0;
  const came = Array.from({ length: weeksShown }, () => 0);
  const moving = new Set<number>();
  const weekIn = (at: number) => Math.floor((at - first) / (7 * day));
  for (const line of past.lines) {
    const place = weekIn(line.at);
    moving.add(place);
    if (line.reversedAt !== null) moving.add(weekIn(line.reversedAt));
    if (!counts(line) || line.at > now) continue;
    if (place < 0) figure += line.points;
    else came[place] = (came[place] ?? 0) + line.points;
  }
  let otherwise = 0;
  return came.map((points, place) => {
    figure += points;
    const week = first + place * 7 * day;
    // What stood a week earlier stands still, where nothing came or went since.
    if (place === 0 || moving.has(place)) {
      otherwise = 0;
      for (const [line, then] of otherwiseBefore(sets, past, Math.min(week + 7 * day, now + 1))) {
        otherwise += then - (counts(line) ? line.points : 0);
      }
    }
    return { week, figure: figure + otherwise };
  });
}
