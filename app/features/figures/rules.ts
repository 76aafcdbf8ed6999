import type { Stage } from "../../../db/schema/ideas.ts";
import { type Affiliation, affiliations } from "../../platform/actor.ts";
import { idPattern } from "../../platform/ids.ts";

/** The stages that an idea passes on its way, in their order. */
export const funnelStages = ["new", "open", "developing", "evaluating", "adopted", "building", "shipped"] as const;
export type FunnelStage = (typeof funnelStages)[number];

/** Where ideas end that do not go all the way. */
export const otherEnds = ["later", "declined", "merged", "withdrawn"] as const;
export type OtherEnd = (typeof otherEnds)[number];

/** For how many days back figures are asked; `all`: since the beginning. */
export const periods = ["30", "90", "365", "all"] as const;
export type Period = (typeof periods)[number];

export const figureNames = ["funnel", "times", "adopted", "contributors", "releases"] as const;
export type FigureName = (typeof figureNames)[number];

/** Ideas that figures are computed from at most, the newest ones, so that a large space costs no more than this. */
export const mostCounted = 2_000;

/** Releases that are told at most, the newest ones. */
export const mostReleases = 12;

/** Fewer than this are no base for a share or a middle: what there is, is said as it is. */
export const few = 3;

const day = 86_400_000;

/** What somebody asks figures of: a time and one product (its id), or all. */
export type FiguresView = { period: Period; product: string | null };

/** Reads the view from a query; what is unknown there is left out. */
export function figuresViewIn(query: URLSearchParams): FiguresView {
  const product = query.get("product") ?? "";
  return {
    period: periods.find((each) => each === query.get("period")) ?? "365",
    product: idPattern.test(product) ? product : null,
  };
}

/** The address of the figures of a space (its slug), or of one of them as a file. */
export function figuresPath(slug: string, view: FiguresView | null = null, file: FigureName | null = null): string {
  const query = new URLSearchParams({
    ...(file !== null && { figure: file }),
    ...(view !== null && { period: view.period }),
    ...(view?.product && { product: view.product }),
  }).toString();
  return `/s/${slug}/figures${file === null ? "" : ".csv"}${query === "" ? "" : `?${query}`}`;
}

/** When a period that ends at `now` begins, both in milliseconds since 1970 UTC; 0 for all time. */
export function beginOf(period: Period, now: number): number {
  return period === "all" ? 0 : now - Number(period) * day;
}

/** What is in the middle of some numbers, and between what the middle half of them lies. */
export type Spread = { count: number; median: number; quarter: number; threeQuarters: number };

/** The middle and the quartiles, by linear interpolation between the two nearest (R-7); null for none. */
export function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number) => {
    const place = (sorted.length - 1) * share;
    const [below, above] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
    return below + (above - below) * (place - Math.floor(place));
  };
  return { count: sorted.length, median: at(0.5), quarter: at(0.25), threeQuarters: at(0.75) };
}

/** An idea that was submitted in the period, and each stage that it has entered, in order (ms since 1970 UTC). */
export type Course = {
  affiliation: Affiliation;
  stage: Stage;
  path: readonly { stage: Stage; at: number }[];
};

export type FunnelRow = { stage: FunnelStage; reached: number };

/**
 * How many ideas have come so far, stage by stage: to a stage, or to one after it, as an idea may leave one out. One
 * that went back has come as far as it once was.
 */
export function funnelOf(courses: readonly Course[]): FunnelRow[] {
  const furthest = courses.map(({ path }) => Math.max(0, ...path.map(({ stage }) => placeOf(stage))));
  return funnelStages.map((stage, place) => ({ stage, reached: furthest.filter((each) => each >= place).length }));
}

function placeOf(stage: Stage): number {
  return funnelStages.findIndex((each) => each === stage);
}

/** How many ideas stand now where they do not go on by themselves. */
export function endsOf(courses: readonly Course[]): { end: OtherEnd; ideas: number }[] {
  return otherEnds.map((end) => ({ end, ideas: courses.filter(({ stage }) => stage === end).length }));
}

export type TimesRow = {
  stage: FunnelStage;
  /** How long ideas stayed there that have left it, in milliseconds: each stay counts. Null where none has left it. */
  stays: Spread | null;
  /** Ideas that stand there now: how long they will stay is not known, so they are in none of the others. */
  standing: number;
};

/** How long ideas stay in each stage. Nothing stays in `shipped` for a time that says something. */
export function timesOf(courses: readonly Course[]): TimesRow[] {
  const stays = new Map<Stage, number[]>();
  for (const { path } of courses) {
    for (const [place, { stage, at }] of path.entries()) {
      const next = path[place + 1];
      if (next) stays.set(stage, [...(stays.get(stage) ?? []), next.at - at]);
    }
  }
  return funnelStages
    .filter((stage) => stage !== "shipped")
    .map((stage) => ({
      stage,
      stays: spreadOf(stays.get(stage) ?? []),
      standing: courses.filter((course) => course.stage === stage).length,
    }));
}

export type AdoptedRow = { affiliation: Affiliation; submitted: number; adopted: number };

/** Of the ideas of each affiliation, as it stood when they were submitted, how many were ever adopted. */
export function adoptedBy(courses: readonly Course[]): AdoptedRow[] {
  return affiliations.map((affiliation) => {
    const own = courses.filter((course) => course.affiliation === affiliation);
    const adopted = own.filter(({ path }) => path.some(({ stage }) => placeOf(stage) >= placeOf("adopted")));
    return { affiliation, submitted: own.length, adopted: adopted.length };
  });
}

/** How many people built an idea: from and to, both counted; null for no end. */
const groups = [
  { from: 1, to: 1 },
  { from: 2, to: 3 },
  { from: 4, to: 6 },
  { from: 7, to: 10 },
  { from: 11, to: null },
] as const;

export type ContributorsRow = { from: number; to: number | null; ideas: number };

/** How many ideas were built by how many people, and the middle of these numbers. */
export function groupedByPeople(counts: readonly number[]): { rows: ContributorsRow[]; spread: Spread | null } {
  const rows = groups.map(({ from, to }) => ({
    from,
    to,
    ideas: counts.filter((people) => people >= from && (to === null || people <= to)).length,
  }));
  return { rows, spread: spreadOf(counts) };
}

/** A part of a whole in whole per cent; null where the whole is too small to say. */
export function shareOf(part: number, whole: number): number | null {
  return whole < few ? null : Math.round((100 * part) / whole);
}
