/** What the page of the rules shows, from the rule sets themselves: no number of them stands anywhere else. */
import {
  day,
  type Facet,
  facets,
  type InForce,
  type Rule,
  type RuleName,
  ruleNames,
  type RuleSet,
} from "../reputation/rules.ts";

/** How long before it applies a rule set must be public, in milliseconds. */
export const notice = 30 * day;

/** When each rule set was published, in milliseconds since 1970 UTC; null: it was there from the beginning. */
export type Published = Readonly<Record<string, number | null>>;

/** Of the sets that the program knows. A new one needs its line here, `notice` before it applies. */
export const published: Published = { R1: null };

/** Every number of a rule set that is no rule's own, in the order in which they are shown. */
export const constantNames = [
  "damping_within",
  "damping_factors",
  "daily_cap",
  "half_life",
  "first_days",
  "first_ideas",
  "second_lifetime",
  "second_people",
  "second_days",
  "third_current",
  "third_kept",
  "third_people",
] as const;

export type ConstantName = (typeof constantNames)[number];

/** Points are milli-points, factors thousandths, days whole days; people and ideas are counted. */
export type Constant = { unit: "points" | "days" | "factors" | "people" | "ideas"; values: readonly number[] };

export function constantsOf({ damping, dailyCap, halfLife, levels }: RuleSet): Record<ConstantName, Constant> {
  const { first, second, third } = levels;
  const one = (unit: Constant["unit"], value: number): Constant => ({ unit, values: [value] });
  return {
    damping_within: one("days", damping.within / day),
    damping_factors: { unit: "factors", values: damping.factors },
    daily_cap: one("points", dailyCap),
    half_life: one("days", halfLife / day),
    first_days: one("days", first.days),
    first_ideas: one("ideas", first.ideasRead),
    second_lifetime: one("points", second.lifetime),
    second_people: one("people", second.people),
    second_days: one("days", second.days),
    third_current: one("points", third.current),
    third_kept: one("points", third.kept),
    third_people: one("people", third.people),
  };
}

/** What differs between two rule sets. */
export type Change =
  | { of: "rule"; rule: RuleName; before: Rule; after: Rule }
  | { of: "constant"; constant: ConstantName; before: Constant; after: Constant };

/** All that differs between two rule sets, in the order of the page. */
export function changesBetween(before: RuleSet, after: RuleSet): Change[] {
  const [was, is] = [constantsOf(before), constantsOf(after)];
  return [
    ...ruleNames
      .map((rule) => ({ of: "rule" as const, rule, before: before.rules[rule], after: after.rules[rule] }))
      .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after)),
    ...constantNames
      .map((constant) => ({ of: "constant" as const, constant, before: was[constant], after: is[constant] }))
      .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after)),
  ];
}

/** One rule set in the list of all: what it changed, and when it was published and began to hold. */
export type Entry = {
  name: string;
  /** Milliseconds since 1970 UTC; 0 for what holds from the beginning. */
  from: number;
  published: number | null;
  state: "coming" | "in force" | "past";
  changes: Change[];
};

/** The list of all rule sets, the newest first. */
export function changelog(sets: readonly InForce[], publishedAt: Published, now: number): Entry[] {
  return sets
    .map(({ from, rules }, place) => {
      const before = sets[place - 1];
      const next = sets[place + 1];
      const isOver = next !== undefined && next.from <= now;
      return {
        name: rules.name,
        from,
        published: publishedAt[rules.name] ?? null,
        state: from > now ? ("coming" as const) : isOver ? ("past" as const) : ("in force" as const),
        changes: before ? changesBetween(before.rules, rules) : [],
      };
    })
    .toReversed();
}

/**
 * What is wrong with a list of rule sets, by name: each must begin after the one before, have a name of its own, and
 * all but the first must have been published at least `notice` before it applies. Nothing when all is well.
 */
export function broken(sets: readonly InForce[], publishedAt: Published): string[] {
  return sets
    .filter(({ from, rules: { name } }, place) => {
      const before = sets[place - 1];
      if (!before) return from !== 0;
      const at = publishedAt[name] ?? Infinity;
      const isTwice = sets.slice(0, place).some((other) => other.rules.name === name);
      return isTwice || from <= before.from || from - at < notice;
    })
    .map(({ rules }) => rules.name);
}

/** The rules of each facet, in the order of the page; facets without any are left out. */
export function byFacet({ rules }: RuleSet): { facet: Facet; rules: { name: RuleName; rule: Rule }[] }[] {
  return facets
    .map((facet) => ({
      facet,
      rules: ruleNames.filter((name) => rules[name].facet === facet).map((name) => ({ name, rule: rules[name] })),
    }))
    .filter((group) => group.rules.length > 0);
}
