/** What product people estimate of an idea, and what comes of it: RICE (Intercom, 2018) and Kano (1984). */
import type { KanoCategory } from "../../../db/schema/lens.ts";
import { amountOf } from "./rules.ts";

/** How much it does for each person it reaches, in hundredths: massive, high, medium, low, minimal. */
export const impacts = [300, 200, 100, 50, 25] as const;

/** How sure somebody is of what he or she estimates, in per cent: high, medium, low. */
export const confidences = [100, 80, 50] as const;

export const kanoCategories: readonly KanoCategory[] = [
  "attractive",
  "one_dimensional",
  "must_be",
  "indifferent",
  "reverse",
  "questionable",
];

/** Most people a quarter, and most tenths of a person's month, that can be estimated. */
export const most = { reach: 1_000_000_000, effort: 9_999 } as const;

/** Rounds of one idea. */
export const mostRounds = 50;

/** So many must have answered before a round is revealed: one alone is no silent estimate. */
export const fewestEstimates = 2;

/** From this ratio of the greatest to the least on, people mean different things and talk about it. */
const discussedFrom = 4;

/** Reach in people a quarter, impact in hundredths, confidence in per cent, effort in tenths of a person's month. */
export type Factors = { reach: number; impact: number; confidence: number; effort: number };

export type Factor = keyof Factors;

export const factors = ["reach", "impact", "confidence", "effort"] as const;

/** The people a quarter that a text says, or null. */
export function reachOf(text: string): number | null {
  const reach = amountOf(text);
  return reach === null || reach > most.reach ? null : reach;
}

/** The tenths of a person's month that a text says (`4`, `0.5`, `0,5`), more than nothing, or null. */
export function effortOf(text: string): number | null {
  const [, whole, tenths = "0"] = /^(\d{1,3})(?:[.,](\d))?$/.exec(text) ?? [];
  const effort = whole === undefined ? 0 : Number(whole) * 10 + Number(tenths);
  return effort > 0 && effort <= most.effort ? effort : null;
}

/** Reach × impact × confidence ÷ effort: people a quarter for each month of a person. Not rounded. */
export function riceOf({ reach, impact, confidence, effort }: Factors): number {
  return (reach * (impact / 100) * (confidence / 100)) / (effort / 10);
}

/** The middle one of these numbers, or the mean of the two in the middle. Throws `RangeError` where there are none. */
export function medianOf(numbers: readonly number[]): number {
  const ordered = numbers.toSorted((one, other) => one - other);
  const upper = ordered[Math.floor(ordered.length / 2)];
  const lower = ordered[Math.ceil(ordered.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new RangeError("There is no median of nothing.");
  return (lower + upper) / 2;
}

/**
 * How far estimates of one factor lie apart. `ratio`: the greatest by the least, null where only the least is nothing;
 * `discuss`: they lie so far apart that people talk about it.
 */
export type Spread = { least: number; most: number; ratio: number | null; discuss: boolean };

/** How far these numbers, none of them under 0, lie apart. Throws `RangeError` where there are none. */
export function spreadOf(numbers: readonly number[]): Spread {
  if (numbers.length === 0) throw new RangeError("There is no spread of nothing.");
  const least = Math.min(...numbers);
  const greatest = Math.max(...numbers);
  const ratio = greatest === least ? 1 : least === 0 ? null : greatest / least;
  return { least, most: greatest, ratio, discuss: ratio === null || ratio >= discussedFrom };
}

/** How many people chose each category. */
export type KanoCounts = Record<KanoCategory, number>;

/**
 * How much better an idea's being there makes it (0 to 1), and how much worse its not being there (−1 to 0), after Berger
 * et al. 1993. `reverse` and `questionable` count nowhere; null where nothing else was chosen.
 */
export function kanoOf(counts: KanoCounts): { better: number; worse: number } | null {
  const { attractive, one_dimensional: both, must_be: must, indifferent } = counts;
  const all = attractive + both + must + indifferent;
  return all === 0 ? null : { better: (attractive + both) / all, worse: 0 - (both + must) / all };
}

/** What comes of a revealed round, of at least one estimate: medians, RICE of the medians, spreads, people by category. */
export type RoundResult = {
  people: number;
  medians: Factors;
  rice: number;
  spreads: Record<Factor, Spread>;
  kano: KanoCounts;
};

/** What comes of these estimates. Throws `RangeError` where there are none. */
export function resultOf(estimates: readonly (Factors & { kano: KanoCategory })[]): RoundResult {
  const of = <Value>(each: (numbers: number[]) => Value): Record<Factor, Value> => {
    const by = (factor: Factor) => each(estimates.map((estimate) => estimate[factor]));
    return { reach: by("reach"), impact: by("impact"), confidence: by("confidence"), effort: by("effort") };
  };
  const medians = of(medianOf);
  const kano: KanoCounts = {
    attractive: 0,
    one_dimensional: 0,
    must_be: 0,
    indifferent: 0,
    reverse: 0,
    questionable: 0,
  };
  for (const { kano: category } of estimates) kano[category]++;
  return { people: estimates.length, medians, rice: riceOf(medians), spreads: of(spreadOf), kano };
}

/** The estimates of product people of an idea, and what was decided. `idea` is the address of its page. */
export function estimatesPath(idea: string): string {
  return `${idea}/estimates`;
}
