import type { Confidence } from "../../../db/schema/boards.ts";
import type { Stage } from "../../../db/schema/ideas.ts";
import { idPattern } from "../../platform/ids.ts";
import { isDay } from "../piloting/rules.ts";
import { standText, type Step } from "../stages/rules.ts";

/** The stages of which the columns of a board are made, in their order. */
export const boardStages: readonly Stage[] = ["adopted", "building", "shipped"];

/** Whether an idea of this stage has a card on the board. */
export function isOnBoard(stage: Stage): boolean {
  return boardStages.includes(stage);
}

/** A column: a stage, or a step of the space's own within it. `place` is as `standText` writes it. */
export type Column = { place: string; stage: Stage; extra: string | null };

/** The columns of a space: each stage, and after it the space's own steps within it. */
export function columnsOf(steps: readonly Step[]): Column[] {
  return boardStages.flatMap((stage) => [
    { place: standText(stage, null), stage, extra: null },
    ...steps
      .filter(({ parent }) => parent === stage)
      .map(({ id }) => ({ place: standText(stage, id), stage, extra: id })),
  ]);
}

/** Cards of a column that the whole board shows, and that a page of one column shows. */
export const cardsShown = 30;
export const cardsPage = 100;

/** Longest reason for a later day, in characters. */
export const longestReason = 1_000;

export const confidences: readonly Confidence[] = ["sure", "likely", "open"];

/** Between two cards that follow each other, when they are put down one after the other. */
const step = 1_024;

/**
 * Where a card lies that comes into a column at `at` (ms since 1970 UTC): before all that came earlier. No card has to be
 * looked at for that, so that moves of different ideas never wait for each other.
 */
export function headPosition(at: number): number {
  return -at * step;
}

/**
 * Where a card lies between two others, by their positions; null for none there. Null where the two lie too close: then
 * all of the column are counted anew.
 */
export function positionBetween(before: number | null, after: number | null, now: number): number | null {
  if (before === null && after === null) return headPosition(now);
  if (before === null) return Math.min(headPosition(now), (after ?? 0) - step);
  if (after === null) return before + step;
  const middle = Math.floor((before + after) / 2);
  return middle > before && middle < after ? middle : null;
}

/** Whether a day (`2026-09-01`) that was named gets later, or is named no more. */
export function isSlip(from: string | null, to: string | null): boolean {
  return from !== null && (to === null || to > from);
}

/** The furthest day that can be named, in years. */
const furthest = 10;

/** What is wrong with a new target day when the space's calendar says `today`, or null. */
export function wrongTarget(day: string, today: string): "day_unusable" | "target_passed" | "target_too_far" | null {
  if (!isDay(day)) return "day_unusable";
  if (day < today) return "target_passed";
  const [year = "", ...rest] = today.split("-");
  return day > [String(Number(year) + furthest), ...rest].join("-") ? "target_too_far" : null;
}

/** The board of a space, or of one product of it. `slug` is the space's. */
export function boardPath(slug: string, product: string | null = null): string {
  return `/s/${slug}/board${queryOf({ product })}`;
}

/** The panel of a card, over the board as it is looked at. */
export function cardPath(slug: string, idea: string, view: Partial<BoardView> = {}): string {
  return `/s/${slug}/board/${idea}${queryOf(view)}`;
}

/** What of a board somebody looks at: one product, one column from a card on; null: all there is. */
export type BoardView = { product: string | null; column: string | null; after: string | null };

/** The query of an address that shows a view. */
export function queryOf(view: Partial<BoardView>): string {
  const query = new URLSearchParams(
    Object.entries(view).flatMap(([name, value]) => (value === null || value === undefined ? [] : [[name, value]])),
  ).toString();
  return query === "" ? "" : `?${query}`;
}

/** Reads the view from a query; what is unknown there is left out. */
export function viewIn(query: URLSearchParams): BoardView {
  const id = (name: string) => {
    const text = query.get(name) ?? "";
    return idPattern.test(text) ? text : null;
  };
  return { product: id("product"), column: query.get("column"), after: id("after") };
}

/** Where the cards of a column lie once they are counted anew: the first at the head of this moment, each so far after the one before. */
export function countedAnew(now: number): { first: number; apart: number } {
  return { first: headPosition(now), apart: step };
}
