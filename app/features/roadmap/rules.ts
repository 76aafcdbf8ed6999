import type { Stage } from "../../../db/schema/ideas.ts";
import { idPattern } from "../../platform/ids.ts";

/** The parts of a roadmap, in their order. */
export const parts = ["now", "next", "later"] as const;
export type Part = (typeof parts)[number];

/** What is to be there within so many weeks stands under `now`. */
export const weeksOfNow = 6;

/** The last day (`2026-09-01`) that stands under `now`, when the space's calendar says `today`. */
export function lastDayOfNow(today: string): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + weeksOfNow * 7 * 86_400_000).toISOString().slice(0, 10);
}

/**
 * Where an idea stands on the roadmap, or null where it does not: `now` what is being built, and what is to be there
 * within six weeks; `next` what is adopted and has a later day; `later` what is adopted and has none.
 */
export function partOf({ stage, targetOn }: { stage: Stage; targetOn: string | null }, lastOfNow: string): Part | null {
  if (stage === "building") return "now";
  if (stage !== "adopted") return null;
  if (targetOn === null) return "later";
  return targetOn <= lastOfNow ? "now" : "next";
}

/** Ideas of a part that the whole roadmap shows, and that a page of one part shows. */
export const shownOfPart = 20;
export const partPage = 60;

/** What of a roadmap somebody looks at: one product, one part from an idea on; null: all there is. */
export type RoadmapView = { product: string | null; part: Part | null; after: string | null };

/** Reads the view from a query; what is unknown there is left out. */
export function roadmapViewIn(query: URLSearchParams): RoadmapView {
  const id = (name: string) => {
    const text = query.get(name) ?? "";
    return idPattern.test(text) ? text : null;
  };
  return {
    product: id("product"),
    part: parts.find((part) => part === query.get("part")) ?? null,
    after: id("after"),
  };
}
