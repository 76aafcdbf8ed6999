import { affiliations, type Affiliation } from "../../platform/actor.ts";

export type SignalKind = "support" | "not_for_me" | "pass";
export const signalKinds: readonly SignalKind[] = ["support", "not_for_me", "pass"];

/** Stages in which signals may be cast; elsewhere one follows. */
const openStages: ReadonlySet<string> = new Set(["new", "open", "developing", "evaluating", "later"]);

/** Whether an idea takes signals now. */
export function takesSignals(stage: string): boolean {
  return openStages.has(stage);
}

/** Stages of the shortlist and beyond: from here the lean is everybody's to see. */
/** The stages of an idea that is shortlisted for sure. */
export const shortlistedStages: ReadonlySet<string> = new Set(["evaluating", "adopted", "building", "shipped"]);

/**
 * Whether an idea is shortlisted: it has entered `evaluating` and is not back in `new`, `open`
 * or `developing`. In `later` and `declined` the lean stays public once it was.
 */
export function isShortlisted(stage: string, hasBeenEvaluated: boolean): boolean {
  return shortlistedStages.has(stage) || (hasBeenEvaluated && (stage === "later" || stage === "declined"));
}

/** Whether a giver wrote the idea, now or once: such a signal is shown apart and counted nowhere. */
export function standsApart(
  idea: { authors: readonly string[]; formerAuthors: readonly string[] },
  giver: string,
): boolean {
  return idea.authors.includes(giver) || idea.formerAuthors.includes(giver);
}

/** Days as a member and ideas read that make the first level, at which signals move points. */
const firstLevel = { days: 3, ideasRead: 10 } as const;
const day = 86_400_000;

/** Whether a giver has reached the first level: confirmed address, 3 days, 10 ideas read. */
export function isFirstLevel(giver: { verified: boolean; createdAt: number }, now: number, ideasRead: number): boolean {
  return giver.verified && now - giver.createdAt >= firstLevel.days * day && ideasRead >= firstLevel.ideasRead;
}

/** Signals of non-authors on one idea, by affiliation and kind. */
export type Counts = Record<Affiliation, Record<SignalKind, number>>;

/** Counts without anybody in them. */
export function noSignals(): Counts {
  const none = () => ({ support: 0, not_for_me: 0, pass: 0 });
  return { customer: none(), employee: none(), partner: none() };
}

/** How many people of one affiliation gave any signal. */
export function peopleIn(counts: Counts, affiliation: Affiliation): number {
  return signalKinds.reduce((sum, kind) => sum + counts[affiliation][kind], 0);
}

/** Under this many people, a bar would tell who leans which way. */
export const fewestInABar = 5;

/** What a person may see of the way others lean. */
export type Lean =
  | { shown: "nothing" }
  | { shown: "total"; total: Record<SignalKind, number> }
  | { shown: "by affiliation"; counts: Counts };

/**
 * The lean of an idea: nothing before one's own signal (unless allowed), only the total when an
 * affiliation has one to four people, because subtraction would reveal them.
 */
export function leanFor(counts: Counts, maySee: boolean): Lean {
  const people = affiliations.map((affiliation) => peopleIn(counts, affiliation));
  const everybody = people.reduce((sum, number) => sum + number, 0);
  if (!maySee || everybody < fewestInABar) return { shown: "nothing" };
  if (people.some((number) => number > 0 && number < fewestInABar)) {
    const total = { support: 0, not_for_me: 0, pass: 0 };
    for (const affiliation of affiliations) {
      for (const kind of signalKinds) total[kind] += counts[affiliation][kind];
    }
    return { shown: "total", total };
  }
  return { shown: "by affiliation", counts };
}
