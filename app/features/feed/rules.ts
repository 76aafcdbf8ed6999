import type { Stage } from "../../../db/schema/ideas.ts";
import { affiliations, type Affiliation, type Locale, locales } from "../../platform/actor.ts";
import { fold } from "../../platform/fold.ts";
import { idPattern } from "../../platform/ids.ts";
import { standIn, standText } from "../stages/rules.ts";

/** The orders of a feed. `shortlist` is also a choice: ideas that are or were weighed for good. */
export const feedOrders = ["new", "people", "discussed", "shortlist"] as const;
export type FeedOrder = (typeof feedOrders)[number];

export const pageSize = 20;

/** Stages one can ask for. */
export const listedStages: readonly Stage[] = [
  "new",
  "open",
  "developing",
  "evaluating",
  "adopted",
  "building",
  "shipped",
  "later",
  "declined",
];

/** Stages of the shortlist. */
export const shortlistStages: readonly Stage[] = ["evaluating", "adopted", "building", "shipped"];

/** Which ideas of a space are asked for; what is left out asks for all. */
export type FeedFilter = {
  stage?: Stage;
  /** Of that stage, the id of a step of the space's own. */
  extra?: string;
  /** Id of a tag. */
  tag?: string;
  language?: Locale;
  /** The author's affiliation when the idea was submitted. */
  by?: Affiliation;
  /** Words that the title has, in any order, as they were typed. */
  words?: string;
};

/** Longest search in titles, in characters. */
export const longestWords = 100;

/** Longest name of a kept view, in characters. */
export const longestViewName = 60;

/** A way of looking at a feed, from the query of its address. What makes no sense is left out. */
export function viewIn(query: URLSearchParams): { order: FeedOrder; filter: FeedFilter } {
  const words = query.get("q")?.replace(/\s+/g, " ").trim().slice(0, longestWords);
  const tag = query.get("tag");
  const { stage, extra } = standIn(query.get("stage") ?? "");
  return {
    order: oneOf(feedOrders, query.get("sort")) ?? "new",
    filter: {
      stage: oneOf(listedStages, stage),
      extra: extra !== null && idPattern.test(extra) ? extra : undefined,
      tag: tag !== null && idPattern.test(tag) ? tag : undefined,
      language: oneOf(locales, query.get("lang")),
      by: oneOf(affiliations, query.get("by")),
      words: words || undefined,
    },
  };
}

/** The query of an address that shows a view again; the same view always gives the same query. */
export function queryOf(order: FeedOrder, filter: FeedFilter): string {
  const query = new URLSearchParams();
  if (order !== "new") query.set("sort", order);
  const stage = filter.stage && standText(filter.stage, filter.extra ?? null);
  const parts = { stage, tag: filter.tag, lang: filter.language, by: filter.by, q: filter.words };
  for (const [name, value] of Object.entries(parts)) if (value) query.set(name, value);
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

/** Whether a filter leaves anything out. */
export function isNarrowed(filter: FeedFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined);
}

/** The words of a search as they are looked up: folded, each once. */
export function searchedWords(words: string): string[] {
  return [...new Set(fold(words).split(" "))].filter((word) => word !== "");
}

function oneOf<Value extends string>(list: readonly Value[], asked: string | null): Value | undefined {
  return list.find((value) => value === asked);
}
