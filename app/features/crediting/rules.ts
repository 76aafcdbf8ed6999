/**
 * Whose an idea is, by rule set R1: pure. What a component weighs is divided in proportion to what each person brought to
 * it. Proportion it stays: a root or a logarithm would give more to whoever divides one part among two accounts.
 */

/** What an idea is made of, in the order in which it is shown. */
export const components = ["origin", "text", "adopted", "evidence", "facilitation"] as const;

export type Component = (typeof components)[number];

/** What each component weighs in a hundred, where there is something of all of them. */
export const weights: Readonly<Record<Component, number>> = {
  origin: 30,
  text: 35,
  adopted: 20,
  evidence: 5,
  facilitation: 10,
};

/** All of an idea, in basis points. */
export const whole = 10_000;

/**
 * Something that somebody brought to an idea. `source`: the id of what it is (the idea, a comment, a note, a room).
 * `amount`: how much of the component it is, a whole number above 0, in characters for the text, else 1 for each.
 */
export type CreditInput = { component: Component; source: string; by: string; amount: number };

/** Lead: most of a component; equal: one of several who did most of it; supporting: everybody else. */
export type Role = "lead" | "equal" | "supporting";

/** One input of a person. `amount` of `total`, of a component that weighs `weight` of `weights`, is `share` basis points. */
export type Line<Input> = { input: Input; total: number; weight: number; weights: number; share: number };

/** A person's part of an idea: `share` in basis points is the sum of the lines. */
export type Credit<Input> = {
  by: string;
  share: number;
  roles: { component: Component; role: Role }[];
  lines: Line<Input>[];
};

/**
 * Divides an idea among those who brought something to it, whoever has most first; nothing for no inputs. The shares
 * sum to `whole`: what is left of whole basis points goes to the largest remainders, among equal ones to the lowest ids,
 * and within a person's share to the lines in the same way. It does not matter in which order the inputs come.
 */
export function creditsOf<Input extends CreditInput>(inputs: readonly Input[]): Credit<Input>[] {
  const totals = totalsOf(inputs);
  const there = components.filter((component) => totals.has(component));
  const all = there.reduce((sum, component) => sum + weights[component], 0);
  // In whole numbers of one unit, so that every machine and every order of adding gives the same.
  const product = there.reduce((of, component) => of * BigInt(totals.get(component) ?? 1), 1n);
  const unit = BigInt(all) * product;
  const partOf = ({ component, amount }: CreditInput) =>
    (BigInt(weights[component] * amount) * product) / BigInt(totals.get(component) ?? 1);

  const people = grouped(inputs);
  const parts = [...people].map(([by, own]) => ({ by, part: own.reduce((sum, input) => sum + partOf(input), 0n) }));
  const shares = allotted(
    whole,
    parts.map(({ part }) => part),
    unit,
  );
  const roles = rolesOf(inputs, totals);
  return parts
    .map(({ by }, at) => {
      const own = people.get(by) ?? [];
      const share = shares[at] ?? 0;
      const ofLines = allotted(share, own.map(partOf), unit);
      const lines = own.map((input, line) => ({
        input,
        total: totals.get(input.component) ?? 0,
        weight: weights[input.component],
        weights: all,
        share: ofLines[line] ?? 0,
      }));
      return { by, share, roles: roles.get(by) ?? [], lines };
    })
    .toSorted((one, other) => other.share - one.share || compare(one.by, other.by));
}

function totalsOf(inputs: readonly CreditInput[]): Map<Component, number> {
  const totals = new Map<Component, number>();
  for (const { component, amount } of inputs) totals.set(component, (totals.get(component) ?? 0) + amount);
  return totals;
}

/** The inputs of each person in the order of their ids, and of one person by component and id. */
function grouped<Input extends CreditInput>(inputs: readonly Input[]): Map<string, Input[]> {
  const people = new Map<string, Input[]>();
  const inOrder = inputs.toSorted(
    (one, other) =>
      compare(one.by, other.by) ||
      components.indexOf(one.component) - components.indexOf(other.component) ||
      compare(one.source, other.source),
  );
  for (const input of inOrder) people.set(input.by, [...(people.get(input.by) ?? []), input]);
  return people;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/**
 * Divides `all` basis points among parts, each a part of `unit` that stands for `whole`, in whole ones; of equal
 * remainders the first ones are rounded up.
 */
export function allotted(all: number, parts: readonly bigint[], unit: bigint): number[] {
  const exact = parts.map((part) => part * BigInt(whole));
  const shares = exact.map((part) => Number(part / unit));
  const missing = all - shares.reduce((sum, share) => sum + share, 0);
  const byRemainder = exact
    .map((part, at) => ({ at, remainder: part % unit }))
    .toSorted((one, other) => Number(other.remainder > one.remainder) - Number(other.remainder < one.remainder));
  const up = new Set(byRemainder.slice(0, missing).map(({ at }) => at));
  return shares.map((share, at) => (up.has(at) ? share + 1 : share));
}

/** From which part of a component on somebody leads it, and how close the others are who did as much; in hundredths. */
const leading = 40;
const alike = 5;

/**
 * Who did what. Whoever is within five points of the one who did most has an equal part with him or her; whoever has
 * two fifths and nobody so close leads.
 */
function rolesOf(
  inputs: readonly CreditInput[],
  totals: ReadonlyMap<Component, number>,
): Map<string, { component: Component; role: Role }[]> {
  const roles = new Map<string, { component: Component; role: Role }[]>();
  for (const component of components) {
    const total = totals.get(component) ?? 0;
    const amounts = new Map<string, number>();
    for (const { by, amount } of inputs.filter((input) => input.component === component)) {
      amounts.set(by, (amounts.get(by) ?? 0) + amount);
    }
    const most = Math.max(0, ...amounts.values());
    const isClose = (amount: number) => (most - amount) * 100 <= alike * total;
    const close = [...amounts.values()].filter(isClose).length;
    for (const [by, amount] of amounts) {
      const role: Role =
        isClose(amount) && close > 1 ? "equal" : amount * 100 >= leading * total ? "lead" : "supporting";
      roles.set(by, [...(roles.get(by) ?? []), { component, role }]);
    }
  }
  return roles;
}

/** The fewest people with whom a session counts. */
export const fewestInSession = 4;
/** The least that the usefulness of a session must be known to be, as a part of 1. */
export const leastUseful = 0.5;

/**
 * Whether running a room counts: enough people took part, and of those who said whether it was worth their time, the
 * host left out, so many said yes that at least half would.
 */
export function isQualified(room: { people: number; useful: number; answers: number }): boolean {
  return room.people >= fewestInSession && wilsonBound(room.useful, room.answers) >= leastUseful;
}

/** The lower end of Wilson's interval for `yes` of `all`, one-sided at 90 %: between 0 and 1. */
export function wilsonBound(yes: number, all: number): number {
  if (all === 0) return 0;
  const z = 1.2816;
  const p = yes / all;
  const margin = z * Math.sqrt((p * (1 - p)) / all + z ** 2 / (4 * all ** 2));
  return Math.max(0, (p + z ** 2 / (2 * all) - margin) / (1 + z ** 2 / all));
}

/** The page that says whose an idea is. `path`: the idea's address. */
export function creditsPath(path: string): string {
  return `${path}/credits`;
}

/** Basis points as percent in a language: with two decimals, or as a round figure of at least 1. */
export function percent(share: number, language: string, digits: 0 | 2): string {
  const written = new Intl.NumberFormat(language, {
    style: "percent",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return written.format((digits === 0 ? Math.max(share, 100) : share) / whole);
}
