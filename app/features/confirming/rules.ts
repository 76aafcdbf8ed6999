/**
 * How contributors correct each other's shares of an idea: pure. Each spreads points over the others, and the middle of
 * what they say moves a share a little, never further than a bound: who answers alone, or lies alone, moves nothing.
 */
import { allotted, whole } from "../crediting/rules.ts";

/** For how many plain days people may answer. */
export const confirmDays = 14;

/** What each contributor spreads over the others. */
export const allPoints = 100;

/** From how many people on they are asked: of two, nobody has a choice. */
export const fewestAsked = 3;

/** From how many others on, their middle counts; with fewer a share stays as it is. */
export const fewestRaters = 2;

/** Up to how many people two of them could take from the others: there reports that are opposed are not applied. */
export const fewPeople = 4;

/** Longest reason of a pilot who decides, in characters. */
export const longestWords = 3_000;

/** A factor as a whole number: ten-thousandths. */
export const wholeFactor = 10_000;

/** Somebody who built an idea; `share` in basis points, above 0. */
export type Contributor = { id: string; share: number };

/** Who gave how many points to whom. */
export type Answers = ReadonlyMap<string, ReadonlyMap<string, number>>;

type Ratio = { up: bigint; down: bigint };

const one: Ratio = { up: 1n, down: 1n };
const most: Ratio = { up: 3n, down: 2n };
const least: Ratio = { up: 2n, down: 3n };
/** Two reports on one person are opposed where the higher is more than this times the lower. */
const opposedFrom: Ratio = { up: 4n, down: 3n };

/** Below 0: the first is less than the second. */
function compare(first: Ratio, second: Ratio): number {
  const difference = first.up * second.down - second.up * first.down;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** How far from 1 something is, in either direction: 1 or more; what is 0 is further than everything. */
const distance = ({ up, down }: Ratio): Ratio => (up < down ? { up: down, down: up } : { up, down });

/**
 * How much more one contributor sees another one do than was computed: what was given of all that was given, to what the
 * other's share is of all but the giver's. Points are whole: who gives what today's share is, rounded up or down, agrees.
 */
function ratioOf(points: number, given: number, about: Contributor, rater: Contributor, all: number): Ratio {
  const [is, others, due] = [BigInt(points), BigInt(all - rater.share), BigInt(given) * BigInt(about.share)];
  const miss = is * others - due;
  if (miss < others && miss > -others) return one;
  return { up: is * others, down: due };
}

/** The middle of what was said; of two in the middle the one nearer to 1. Clamped to what a share may move. */
function middle(ratios: readonly Ratio[]): Ratio {
  const ordered = ratios.toSorted(compare);
  const upper = ordered[Math.floor(ordered.length / 2)] ?? one;
  const lower = ordered[Math.floor((ordered.length - 1) / 2)] ?? one;
  const nearer = compare(distance(lower), distance(upper)) < 0 ? lower : upper;
  return compare(nearer, most) > 0 ? most : compare(nearer, least) < 0 ? least : nearer;
}

function isOpposed(ratios: readonly Ratio[]): boolean {
  const ordered = ratios.toSorted(compare);
  const [low, high] = [ordered[0], ordered.at(-1)];
  if (!low || !high) return false;
  return compare(high, { up: low.up * opposedFrom.up, down: low.down * opposedFrom.down }) > 0;
}

/** A contributor with what the others say: `factor` in ten-thousandths, `confirmed` in basis points. */
export type Corrected = Contributor & { factor: number; confirmed: number };

/** What comes of the answers. `isOpposed`: few people contradict each other, and a pilot decides whether it holds. */
export type Correction = { people: Corrected[]; isChanged: boolean; isOpposed: boolean };

/**
 * The shares as the contributors see them: each is multiplied by the middle of what the others say, and all are brought
 * back to the sum that they had; what is left over goes to the largest remainders, among equal ones to the lowest ids.
 * Everybody agreeing changes nothing, and nobody's own answer has a part in what is said of him or her. Answers of
 * others than contributors, and points for oneself, are left out. People come in the order of their ids.
 */
export function corrected(people: readonly Contributor[], answers: Answers): Correction {
  const ordered = people.toSorted((first, second) => (first.id < second.id ? -1 : 1));
  const all = ordered.reduce((sum, { share }) => sum + share, 0);
  const said = ordered.map((about) =>
    ordered.flatMap((rater): Ratio[] => {
      const answer = rater.id === about.id ? undefined : answers.get(rater.id);
      if (!answer) return [];
      const given = ordered.reduce((sum, { id }) => sum + (id === rater.id ? 0 : (answer.get(id) ?? 0)), 0);
      return given === 0 ? [] : [ratioOf(answer.get(about.id) ?? 0, given, about, rater, all)];
    }),
  );
  const factors = said.map((ratios) => (ratios.length < fewestRaters ? one : middle(ratios)));
  const product = factors.reduce((of, { down }) => of * down, 1n);
  const weights = ordered.map(({ share }, at) => {
    const { up, down } = factors[at] ?? one;
    return (BigInt(share) * up * product) / down;
  });
  const shares = divided(all, weights);
  const isChanged = ordered.some(({ share }, at) => shares[at] !== share);
  return {
    people: ordered.map((person, at) => ({
      ...person,
      factor: rounded(factors[at] ?? one),
      confirmed: shares[at] ?? 0,
    })),
    isChanged,
    isOpposed: isChanged && ordered.length <= fewPeople && said.some(isOpposed),
  };
}

function rounded({ up, down }: Ratio): number {
  return Number((2n * up * BigInt(wholeFactor) + down) / (2n * down));
}

/** Divides `all` basis points in proportion to weights. */
export function divided(all: number, weights: readonly bigint[]): number[] {
  const sum = weights.reduce((of, weight) => of + weight, 0n);
  return allotted(
    all,
    weights.map((weight) => weight * BigInt(all)),
    sum * BigInt(whole),
  );
}

/** The example of the page of the rules: three people, and what each of them gives to the two others. */
export const example: { people: readonly Contributor[]; answers: Answers } = {
  people: [
    { id: "A", share: 5_000 },
    { id: "B", share: 3_000 },
    { id: "C", share: 2_000 },
  ],
  answers: new Map([
    ["A", new Map(Object.entries({ B: 50, C: 50 }))],
    ["B", new Map(Object.entries({ A: 70, C: 30 }))],
    ["C", new Map(Object.entries({ A: 60, B: 40 }))],
  ]),
};

/** What somebody begins with: today's shares of the others in whole points, which sum to `allPoints`. */
export function pointsAsNow(people: readonly Contributor[], rater: string): Map<string, number> {
  const others = people.filter(({ id }) => id !== rater).toSorted((first, second) => (first.id < second.id ? -1 : 1));
  const points = divided(
    allPoints,
    others.map(({ share }) => BigInt(share)),
  );
  return new Map(others.map(({ id }, at) => [id, points[at] ?? 0]));
}

/** The field for the points of somebody. */
export const pointsField = (member: string) => `points-${member}`;

/** The pages of an idea on which people confirm shares, and a pilot decides on them. `path`: the idea's address. */
export const confirmPath = (path: string) => `${path}/credits/confirm`;
export const judgePath = (path: string) => `${path}/credits/judge`;
