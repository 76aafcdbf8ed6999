/**
 * What in the signals of a space looks arranged rather than meant, by public rules: pure. A flag is nobody's guilt: it says
 * with its numbers why somebody may look. Only two flags together hold signals back, for a time, until a pilot has looked.
 */
import { binomialTail, hypergeometricTail, poissonTail } from "./chances.ts";

const hour = 3_600_000;
const day = 24 * hour;

/** What chance alone would give less often than this is flagged. */
const rare = 1e-6;

/** Every threshold; times in milliseconds, shares between 0 and 1. */
export const thresholds = {
  /** F1: so many signals of one person to one author. */
  directed: { given: 5, chance: rare },
  /** F2: two people who gave so many each, and share so many, which are such a part of the fewer. */
  together: { each: 8, shared: 5, part: 0.4, chance: rare },
  /** F3: so many signals on one idea within that time, such a part of them from accounts younger than `young`. */
  burst: { signals: 10, within: hour, newcomers: 0.6, young: 7 * day, chance: rare },
  /** F4: an author who was given so many, by so few people for each of them. */
  few: { signals: 20, ratio: 0.35 },
  /** Signals are held for somebody flagged by F1 who is flagged by F2 with so many others, for so long. */
  hold: { partners: 2, for: 72 * hour },
  /** An idea that more people than this signalled on says nothing about two of them. */
  mostVoters: 2_000,
} as const;

export const flagRules = ["F1", "F2", "F3", "F4"] as const;
export type FlagRule = (typeof flagRules)[number];

/** The whole numbers that a flag is computed from, by its rule: what its sentence says. */
export type Numbers = {
  /** `given` of the `all` signals of one person went to an author who has `toAuthor` of the `inAll` of the space. */
  F1: { given: number; all: number; toAuthor: number; inAll: number };
  /** Two people gave `mine` and `theirs` signals on `ideas` ideas, `shared` of them on the same. */
  F2: { shared: number; mine: number; theirs: number; ideas: number };
  /** `signals` within an hour from `from` (ms since 1970 UTC), `newcomers` of them of young accounts; `others` in all other `hours`. */
  F3: { signals: number; newcomers: number; others: number; hours: number; from: number };
  /** An author got `signals`, of `voters` people. */
  F4: { voters: number; signals: number };
};

/** What a rule says of numbers. `chance`: how often chance alone gives as much; `usual`: what was to be expected. */
export type Verdict = { flagged: boolean; chance: number; usual: number };

/** F1: whether somebody gives to one author far more often than everybody does; `rate` is what everybody does (0 to 1). */
export function directedGiving({ given, all, rate }: { given: number; all: number; rate: number }): Verdict {
  const { given: least, chance: most } = thresholds.directed;
  const chance = binomialTail(all, rate, given);
  return { flagged: given >= least && chance < most, chance, usual: all * rate };
}

/** F2: whether two people choose the same ideas far more often than two who choose by themselves. */
export function givingTogether({ shared, mine, theirs, ideas }: Numbers["F2"]): Verdict {
  const { each, shared: least, part, chance: most } = thresholds.together;
  const chance = hypergeometricTail(ideas, mine, theirs, shared);
  const fewer = Math.min(mine, theirs);
  const isMuch = fewer >= each && shared >= least && shared / fewer >= part;
  return { flagged: isMuch && chance < most, chance, usual: (mine * theirs) / ideas };
}

/** F3: whether many signals come at once, most of them from new accounts, where `usual` are expected in that time. */
export function burst({ signals, newcomers, usual }: { signals: number; newcomers: number; usual: number }): Verdict {
  const { signals: least, newcomers: part, chance: most } = thresholds.burst;
  const chance = poissonTail(usual, signals);
  const isMuch = signals >= least && newcomers / signals >= part;
  return { flagged: isMuch && chance < most, chance, usual };
}

/** F4: whether what an author was given comes from few people. Its `chance` is people for each signal (0 to 1). */
export function fewVoters({ voters, signals }: Numbers["F4"]): Verdict {
  const { signals: least, ratio } = thresholds.few;
  const chance = signals === 0 ? 1 : voters / signals;
  return { flagged: signals >= least && chance < ratio, chance, usual: ratio };
}

/** What an idea gets in an hour but for that one; one signal is taken to have come, so that it is never nothing. */
export function usualIn({ others, hours }: Pick<Numbers["F3"], "others" | "hours">): number {
  return (others + 1) / hours;
}

/** What a rule says of its numbers. */
export function verdictOf<Rule extends FlagRule>(rule: Rule, numbers: Numbers[Rule]): Verdict {
  const asked = { rule, numbers } as { [Each in FlagRule]: { rule: Each; numbers: Numbers[Each] } }[FlagRule];
  switch (asked.rule) {
    case "F1":
      return directedGiving({ ...asked.numbers, rate: asked.numbers.toAuthor / asked.numbers.inAll });
    case "F2":
      return givingTogether(asked.numbers);
    case "F3":
      return burst({ ...asked.numbers, usual: usualIn(asked.numbers) });
    case "F4":
      return fewVoters(asked.numbers);
  }
}

/** A signal of support that stands: whose account is how old, and for whom it counts. Times in ms since 1970 UTC. */
export type Given = {
  idea: string;
  giver: string;
  giverSince: number;
  authors: readonly string[];
  ideaSince: number;
  at: number;
};

/** A flag: `member` is whom it is about, `other` the author (F1) or the other person (F2), `idea` that of a burst. */
export type Flag = {
  [Rule in FlagRule]: {
    rule: Rule;
    member: string | null;
    other: string | null;
    idea: string | null;
    numbers: Numbers[Rule];
  };
}[FlagRule];

/** Signals of one person that are to be held, and the flags for which. `partners`: with whom he or she gave the same. */
export type Suspected = { member: string; ideas: string[]; partners: string[]; flags: Flag[] };

const inOrder = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

/**
 * Every flag of one space, and what is to be held, as of `now`. The order of the signals does not matter. That two people
 * like the same is looked at only where one of them is flagged by F1: alone it says nothing, and is nobody's matter.
 */
export function lookAt(signals: readonly Given[], now: number): { notes: Flag[]; suspected: Suspected[] } {
  const byGiver = groupedBy(signals, ({ giver }) => [giver]);
  const byAuthor = groupedBy(signals, ({ authors }) => authors);
  const byIdea = groupedBy(signals, ({ idea }) => [idea]);
  const directed: Flag[] = [];
  const suspected: Suspected[] = [];
  for (const giver of [...byGiver.keys()].toSorted(inOrder)) {
    const own = byGiver.get(giver) ?? [];
    if (own.length < thresholds.directed.given) continue;
    const flags = directedOf(giver, own, byAuthor, signals.length);
    if (flags.length === 0) continue;
    directed.push(...flags);
    const found = suspectedOf(giver, own, flags, { byGiver, byIdea });
    if (found) suspected.push(found);
  }
  return { notes: [...directed, ...burstsIn(byIdea, now), ...fewIn(byAuthor)], suspected };
}

function groupedBy(signals: readonly Given[], keys: (signal: Given) => readonly string[]): Map<string, Given[]> {
  const groups = new Map<string, Given[]>();
  for (const signal of signals) {
    for (const key of keys(signal)) {
      const group = groups.get(key);
      if (group) group.push(signal);
      else groups.set(key, [signal]);
    }
  }
  return groups;
}

function directedOf(
  giver: string,
  own: readonly Given[],
  byAuthor: ReadonlyMap<string, readonly Given[]>,
  inAll: number,
): (Flag & { rule: "F1"; other: string })[] {
  const found: (Flag & { rule: "F1"; other: string })[] = [];
  const to = groupedBy(own, ({ authors }) => authors);
  for (const author of [...to.keys()].toSorted(inOrder)) {
    const given = to.get(author)?.length ?? 0;
    if (given < thresholds.directed.given) continue;
    const numbers = { given, all: own.length, toAuthor: byAuthor.get(author)?.length ?? 0, inAll };
    if (!verdictOf("F1", numbers).flagged) continue;
    found.push({ rule: "F1", member: giver, other: author, idea: null, numbers });
  }
  return found;
}

type Groups = { byGiver: ReadonlyMap<string, readonly Given[]>; byIdea: ReadonlyMap<string, readonly Given[]> };

function suspectedOf(
  member: string,
  own: readonly Given[],
  directed: readonly (Flag & { other: string })[],
  { byGiver, byIdea }: Groups,
): Suspected | null {
  const shared = new Map<string, string[]>();
  for (const { idea } of own) {
    const voters = byIdea.get(idea) ?? [];
    if (voters.length > thresholds.mostVoters) continue;
    for (const { giver } of voters) {
      if (giver === member) continue;
      const ideas = shared.get(giver);
      if (ideas) ideas.push(idea);
      else shared.set(giver, [idea]);
    }
  }
  const together: (Flag & { rule: "F2"; other: string })[] = [];
  for (const other of [...shared.keys()].toSorted(inOrder)) {
    const numbers = {
      shared: shared.get(other)?.length ?? 0,
      mine: own.length,
      theirs: byGiver.get(other)?.length ?? 0,
      ideas: byIdea.size,
    };
    if (numbers.shared < thresholds.together.shared || !verdictOf("F2", numbers).flagged) continue;
    together.push({ rule: "F2", member, other, idea: null, numbers });
  }
  if (together.length < thresholds.hold.partners) return null;
  const partners = together.map(({ other }) => other);
  const authors = new Set(directed.map(({ other }) => other));
  const also = new Set(partners.flatMap((partner) => shared.get(partner) ?? []));
  // What goes to such an author, and what the others gave too: of the rest nothing is held.
  const ideas = own
    .filter((signal) => also.has(signal.idea) && signal.authors.some((author) => authors.has(author)))
    .map(({ idea }) => idea)
    .toSorted(inOrder);
  return ideas.length === 0 ? null : { member, ideas, partners, flags: [...directed, ...together] };
}

function burstsIn(byIdea: ReadonlyMap<string, readonly Given[]>, now: number): Flag[] {
  const { signals: least, within, young } = thresholds.burst;
  const found: Flag[] = [];
  for (const idea of [...byIdea.keys()].toSorted(inOrder)) {
    const all = (byIdea.get(idea) ?? []).toSorted((one, other) => one.at - other.at || inOrder(one.giver, other.giver));
    if (all.length < least) continue;
    const hours = Math.max(24, Math.floor((now - (all[0]?.ideaSince ?? now)) / hour));
    let strongest: { numbers: Numbers["F3"]; chance: number } | null = null;
    for (let first = 0, last = 0; first < all.length; first++) {
      const from = all[first]?.at ?? 0;
      while ((all[last]?.at ?? Infinity) < from + within) last++;
      const some = all.slice(first, last);
      if (some.length < least) continue;
      const newcomers = some.filter(({ at, giverSince }) => at - giverSince < young).length;
      const numbers = { signals: some.length, newcomers, others: all.length - some.length, hours, from };
      const { flagged, chance } = verdictOf("F3", numbers);
      if (flagged && (strongest === null || chance < strongest.chance)) strongest = { numbers, chance };
    }
    if (strongest) found.push({ rule: "F3", member: null, other: null, idea, numbers: strongest.numbers });
  }
  return found;
}

function fewIn(byAuthor: ReadonlyMap<string, readonly Given[]>): Flag[] {
  const found: Flag[] = [];
  for (const author of [...byAuthor.keys()].toSorted(inOrder)) {
    const got = byAuthor.get(author) ?? [];
    const numbers = { voters: new Set(got.map(({ giver }) => giver)).size, signals: got.length };
    if (verdictOf("F4", numbers).flagged) found.push({ rule: "F4", member: author, other: null, idea: null, numbers });
  }
  return found;
}

/** The page of a case, for pilots and for whom it is about. */
export function casePath(space: string, id: string): string {
  return `/s/${space}/fairness/${id}`;
}
