/**
 * What counts for somebody's reputation, and how much, by rule set: pure. Points come only from what others did with
 * somebody's work. They are kept in thousandths (milli-points), which are whole numbers, so that the lines of a figure
 * sum to it on every machine and in every order. A space is a world of its own: nothing is added over spaces.
 */
import { grouped } from "../../platform/grouped.ts";

/** What a figure is about, in the order in which they are shown. There is no sum of them but for levels. */
export const facets = ["ideas", "building", "care", "facilitation", "reliability"] as const;

export type Facet = (typeof facets)[number];

/** Everything that can count, in the order in which it is shown. */
export const ruleNames = [
  "signal_received",
  "shortlisted",
  "co_developing",
  "adopted",
  "shipped",
  "comment_adopted",
  "note_adopted",
  "suggestion_accepted",
  "text_frozen",
  "evidence_accepted",
  "duplicate_confirmed",
  "report_upheld",
  "welcome",
  "session_run",
  "forecast",
] as const;

export type RuleName = (typeof ruleNames)[number];

/**
 * What a rule is worth. `points`: milli-points of the whole. `times`: what they are multiplied by, which is `share` (the
 * person's share of the idea), `text_share` (of its text), `score` (how good a forecast was) or nothing.
 */
export type Rule = { facet: Facet; points: number; times: "share" | "text_share" | "score" | null };

/** Points in which a level is counted are milli-points; `people` and `days` are those from whom and on which they came. */
export type RuleSet = {
  /** As each line of the ledger names it. */
  name: string;
  rules: Readonly<Record<RuleName, Rule>>;
  /**
   * The first signal that one giver gives to one receiver within `within` milliseconds counts the first of `factors`, in
   * thousandths, the second the second; what comes after the last counts nothing.
   */
  damping: { within: number; factors: readonly number[] };
  /** The most that signals bring somebody on one day (UTC), in milli-points. */
  dailyCap: number;
  /** After how many milliseconds something counts half in the current figure. */
  halfLife: number;
  levels: {
    /** Of the first: days as a member, and ideas read over the whole instance; a confirmed address besides. */
    first: { days: number; ideasRead: number };
    /** Of the second: lifetime points, from how many people and on how many days (UTC). */
    second: { lifetime: number; people: number; days: number };
    /** Of the third: current points to reach it and to keep it, and from how many people. */
    third: { current: number; kept: number; people: number };
  };
};

/** A day, in milliseconds. */
export const day = 86_400_000;

/** All of an idea or of a text, in basis points. */
export const wholeShare = 10_000;

const point = 1_000;

/** The rule set R1. */
export const r1: RuleSet = {
  name: "R1",
  rules: {
    signal_received: { facet: "ideas", points: 2 * point, times: "share" },
    shortlisted: { facet: "ideas", points: 20 * point, times: "share" },
    co_developing: { facet: "ideas", points: 20 * point, times: "share" },
    adopted: { facet: "ideas", points: 50 * point, times: "share" },
    shipped: { facet: "ideas", points: 100 * point, times: "share" },
    comment_adopted: { facet: "building", points: 5 * point, times: null },
    note_adopted: { facet: "building", points: 5 * point, times: null },
    suggestion_accepted: { facet: "building", points: 5 * point, times: null },
    text_frozen: { facet: "building", points: 30 * point, times: "text_share" },
    evidence_accepted: { facet: "building", points: 10 * point, times: null },
    duplicate_confirmed: { facet: "care", points: 2 * point, times: null },
    report_upheld: { facet: "care", points: 2 * point, times: null },
    welcome: { facet: "care", points: 3 * point, times: null },
    session_run: { facet: "facilitation", points: 10 * point, times: null },
    forecast: { facet: "reliability", points: 10 * point, times: "score" },
  },
  damping: { within: 90 * day, factors: [1_000, 500, 250, 125] },
  dailyCap: 20 * point,
  halfLife: 180 * day,
  levels: {
    first: { days: 3, ideasRead: 10 },
    second: { lifetime: 30 * point, people: 5, days: 3 },
    third: { current: 150 * point, kept: 135 * point, people: 10 },
  },
};

/** A rule set and the moment (ms since 1970 UTC) from which it holds. */
export type InForce = { from: number; rules: RuleSet };

/**
 * The rule sets, the earliest first. What happened is valued by the one that held then, for ever: a new one is added at
 * the end with a date to come, and changes nothing that was before it.
 */
export const ruleSets: readonly InForce[] = [{ from: 0, rules: r1 }];

/** The rule set that holds at a moment (ms since 1970 UTC). Throws where none does. */
export function rulesAt(sets: readonly InForce[], at: number): RuleSet {
  // A loop: it is asked several times for each of a million lines.
  for (let place = sets.length - 1; place >= 0; place--) {
    const set = sets[place];
    if (set && set.from <= at) return set.rules;
  }
  throw new Error(`No rule set holds at ${at}.`);
}

/** How good a forecast was: `probability` between 0 and 1 of what then happened or not. In thousandths of whole tenths. */
export function forecastScore(probability: number, happened: boolean): number {
  const miss = (probability - (happened ? 1 : 0)) ** 2;
  return Math.round(10 * Math.max(0, 1 - miss / 0.25)) * 100;
}

/**
 * Something that counts for one person in one space. `id` orders what happened at one moment. `giver`: whose act it was,
 * where it was somebody's. `part`: what the points are multiplied by, in basis points (of an idea, of a text), or in
 * thousandths for a score; not read where the rule multiplies by nothing.
 */
export type Counted = { id: string; rule: RuleName; at: number; giver: string | null; part: number };

/** What a thing is worth before damping and cap, in milli-points, rounded down. */
export function worth(sets: readonly InForce[], { rule, at, part }: Pick<Counted, "rule" | "at" | "part">): number {
  const { points, times } = rulesAt(sets, at).rules[rule];
  if (times === null) return points;
  return Math.floor((points * part) / (times === "score" ? 1_000 : wholeShare));
}

/** The order in which things count: by their moment, and by id at one moment. */
export function inOrder(one: Pick<Counted, "at" | "id">, other: Pick<Counted, "at" | "id">): number {
  return one.at - other.at || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);
}

/**
 * What signals of one giver to one receiver are worth, in milli-points and in the order in which they were given: each
 * is damped by how many stand in the time before it. `signals` are in that order, and none of them is reversed.
 */
export function damped(sets: readonly InForce[], signals: readonly Pick<Counted, "rule" | "at" | "part">[]): number[] {
  let first = 0;
  return signals.map((signal, place) => {
    const { within, factors } = rulesAt(sets, signal.at).damping;
    while ((signals[first]?.at ?? signal.at) <= signal.at - within) first++;
    return Math.floor((worth(sets, signal) * (factors[place - first] ?? 0)) / 1_000);
  });
}

/** The UTC day of a moment, counted from 1970. */
export function dayOf(at: number): number {
  return Math.floor(at / day);
}

/**
 * What signals of one day bring, in milli-points: in their order, until the cap of the day is reached. `before`: what
 * those brought that came earlier that day.
 */
export function capped(
  sets: readonly InForce[],
  signals: readonly { at: number; damped: number }[],
  before = 0,
): number[] {
  let used = before;
  return signals.map((signal) => {
    const counted = Math.max(0, Math.min(signal.damped, rulesAt(sets, signal.at).dailyCap - used));
    used += counted;
    return counted;
  });
}

/** Whether a rule is damped by giver and capped by day. */
export function isDamped(rule: RuleName): boolean {
  return rule === "signal_received";
}

/**
 * What each thing brings one person in one space, in milli-points: `damped` is what it would bring without a cap. What
 * was reversed is not among them, and so is ignored from the start. The order in which they come does not matter.
 */
export function valued<Each extends Counted>(
  sets: readonly InForce[],
  things: readonly Each[],
): Map<Each, { damped: number; points: number }> {
  const values = new Map<Each, { damped: number; points: number }>();
  eachValued(sets, things, (thing, damped, points) => values.set(thing, { damped, points }));
  return values;
}

/** The same, told of one thing after the other. */
export function eachValued<Each extends Counted>(
  sets: readonly InForce[],
  things: readonly Each[],
  tell: (thing: Each, damped: number, points: number) => void,
): void {
  const signals: { at: number; id: string; giver: string | null; damped: number; of: Each }[] = [];
  for (const of of things) {
    const { rule, at, id, giver } = of;
    if (isDamped(rule)) signals.push({ at, id, giver, damped: 0, of });
    else {
      const points = worth(sets, of);
      tell(of, points, points);
    }
  }
  signals.sort(inOrder);
  for (const pair of grouped(signals, ({ giver }) => giver).values()) {
    const points = damped(
      sets,
      pair.map(({ of }) => of),
    );
    for (const [place, signal] of pair.entries()) signal.damped = points[place] ?? 0;
  }
  for (const same of grouped(signals, ({ at }) => dayOf(at)).values()) {
    const points = capped(sets, same);
    for (const [place, signal] of same.entries()) tell(signal.of, signal.damped, points[place] ?? 0);
  }
}

/** What a line counts in the current figure, in milli-points rounded to whole ones: half after each half-life. */
export function currentOf(points: number, at: number, now: number, { halfLife }: Pick<RuleSet, "halfLife">): number {
  return Math.round(points * 2 ** (-Math.max(0, now - at) / halfLife));
}

/** What is asked for a level, and what there is of it: milli-points, people, and days or ideas. */
export type Asked = {
  what: "days_here" | "ideas_read" | "lifetime" | "current" | "people" | "days";
  have: number;
  need: number;
};

export type Level = 0 | 1 | 2 | 3;

/** A person as far as the first level asks. `isFirst`: whether it has been reached, whatever is true now. */
export type Newness = { isFirst: boolean; daysHere: number; ideasRead: number };

/** A line as levels read it. */
export type Earned = { at: number; points: number; giver: string | null };

/**
 * The level of somebody in a space by all lines there that stand, and what the next one asks. The second one stays
 * unless something is reversed; the third is kept a while below what it asks. Each includes the one before.
 */
export function levelOf(
  sets: readonly InForce[],
  newness: Newness,
  lines: readonly Earned[],
  now: number,
): { level: Level; next: Asked[] } {
  const { levels, halfLife } = rulesAt(sets, now);
  const { first, second, third } = levels;
  const ordered = lines.filter(({ at, points }) => at <= now && points > 0).toSorted((one, other) => one.at - other.at);
  const people = new Set<string>();
  const days = new Set<number>();
  let lifetime = 0;
  let current = 0;
  let since = ordered[0]?.at ?? now;
  let isThird = false;
  const decay = (until: number) => {
    current *= 2 ** (-(until - since) / halfLife);
    since = until;
    if (Math.round(current) < third.kept) isThird = false;
  };
  for (const { at, points, giver } of ordered) {
    decay(at);
    lifetime += points;
    current += points;
    if (giver !== null) people.add(giver);
    days.add(dayOf(at));
    if (Math.round(current) >= third.current && people.size >= third.people) isThird = true;
  }
  decay(now);
  if (!newness.isFirst) {
    return {
      level: 0,
      next: [
        { what: "days_here", have: newness.daysHere, need: first.days },
        { what: "ideas_read", have: newness.ideasRead, need: first.ideasRead },
      ],
    };
  }
  if (lifetime < second.lifetime || people.size < second.people || days.size < second.days) {
    return {
      level: 1,
      next: [
        { what: "lifetime", have: lifetime, need: second.lifetime },
        { what: "people", have: people.size, need: second.people },
        { what: "days", have: days.size, need: second.days },
      ],
    };
  }
  if (isThird) return { level: 3, next: [] };
  return {
    level: 2,
    next: [
      { what: "current", have: Math.round(current), need: third.current },
      { what: "people", have: people.size, need: third.people },
    ],
  };
}

/** The page that explains somebody's reputation. `path`: the profile's address. */
export function reputationPath(path: string): string {
  return `${path}/reputation`;
}
