import type { Stage } from "../../../db/schema/ideas.ts";
import type { CriterionState } from "../../../db/schema/lens.ts";
import { affiliations, type Affiliation } from "../../platform/actor.ts";
import { idPattern } from "../../platform/ids.ts";
import { listedStages } from "../feed/rules.ts";
import { fewestInABar } from "../signals/rules.ts";

/** Longest texts taken, in characters, and how many fields a file of customers may bring. */
export const factLimits = { field: 40, value: 200, fields: 20 } as const;

/** Under this many people no figure is shown: it would tell who said what. */
export const fewestPeople = 3;

/** Ideas on one page of the lens. */
export const lensPage = 30;

/** Most values of one field that are offered to choose from; others are reached by their address. */
export const mostValues = 50;

/** Who is looked at: those who have this value, or whose number lies between two, both included. */
export type Segment = { field: string; value: string } | { field: string; from: number | null; to: number | null };

export const lensOrders = ["people", "support", "rice"] as const;

/** `people`: by how many gave any signal, as the public order does; `support`: by how many support; `rice`: by what product people estimated. */
export type LensOrder = (typeof lensOrders)[number];

/** What the lens is set to; what is null asks for all. */
export type LensView = {
  /** The affiliation of people when they gave their signal. */
  by: Affiliation | null;
  segment: Segment | null;
  /** The id of a product to which the ideas belong. */
  product: string | null;
  stage: Stage | null;
  order: LensOrder;
};

/** The name of a field as it is kept: without spaces around it, in small letters. Null where it cannot be one. */
export function fieldNamed(text: string): string | null {
  const name = text.normalize("NFC").replace(/\s+/g, " ").trim().toLowerCase();
  return name === "" || name.length > factLimits.field || /[=<>\p{Cc}]/u.test(name) ? null : name;
}

/** The whole number that a value is, or null: `1 200` and `1200` are one, `12.5` and `+33…` are none. */
export function amountOf(value: string): number | null {
  const digits = value.replace(/(?<=\d)[ \u00A0\u202F](?=\d{3}(?!\d))/g, "");
  return /^\d{1,12}$/.test(digits) ? Number(digits) : null;
}

/** What the lens is set to, from the query of its address. What makes no sense is left out. */
export function lensIn(query: URLSearchParams): LensView {
  const product = query.get("product");
  return {
    by: affiliations.find((affiliation) => affiliation === query.get("by")) ?? null,
    segment: segmentIn(query),
    product: product !== null && idPattern.test(product) ? product : null,
    stage: listedStages.find((stage) => stage === query.get("stage")) ?? null,
    order: lensOrders.find((order) => order === query.get("sort")) ?? "people",
  };
}

/** `segment=plan=Pro`, or `segment=seats` with `from` and `to`. */
function segmentIn(query: URLSearchParams): Segment | null {
  const [name = "", ...value] = (query.get("segment") ?? "").split("=");
  const field = fieldNamed(name);
  if (field === null) return null;
  if (value.length > 0) return { field, value: value.join("=").slice(0, factLimits.value) };
  return { field, from: amountOf(query.get("from")?.trim() ?? ""), to: amountOf(query.get("to")?.trim() ?? "") };
}

/** How a segment is written in an address and in the choice of one. */
export function segmentText(segment: Segment): string {
  return "value" in segment ? `${segment.field}=${segment.value}` : segment.field;
}

/** The query of an address that sets the lens so again. */
export function lensQuery({ by, segment, product, stage, order }: LensView): string {
  const query = new URLSearchParams();
  if (by) query.set("by", by);
  if (segment) query.set("segment", segmentText(segment));
  if (segment && "from" in segment) {
    if (segment.from !== null) query.set("from", String(segment.from));
    if (segment.to !== null) query.set("to", String(segment.to));
  }
  if (product) query.set("product", product);
  if (stage) query.set("stage", stage);
  if (order !== "people") query.set("sort", order);
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

/** The lens of a space. `space` is a slug. */
export function lensPath(space: string): string {
  return `/s/${space}/lens`;
}

/** Signals of the people who are looked at on one idea, by kind. */
export type Heard = { support: number; not_for_me: number; pass: number };

/**
 * Whether it is told how the people looked at lean on one idea: of a few of them, or of all but a few, it would say who
 * leans which way. `inside`, `all`: how many of them, and of everybody, gave a signal there.
 */
export function isToldOf(inside: number, all: number): boolean {
  return inside >= fewestInABar && (inside === all || all - inside >= fewestInABar);
}

/** How many people gave any of these signals. */
export function heardIn({ support, not_for_me: against, pass }: Heard): number {
  return support + against + pass;
}

/**
 * Ideas in the order of the people who are looked at, each with its place there and its place in the public order. Both
 * places are among the same ideas, so that only the people make the difference. Of equal ones the public order decides,
 * and there of equal ones the newest, as in the list that everybody sees. Support that is not told moves nothing.
 */
export function placed<
  Idea extends { id: string; participants: number; heard: Heard; isTold: boolean; rice: number | null },
>(ideas: readonly Idea[], order: LensOrder): (Idea & { place: number; publicPlace: number })[] {
  const inPublic = ideas.toSorted((a, b) => b.participants - a.participants || (a.id < b.id ? 1 : -1));
  const measures: Record<LensOrder, (idea: Idea) => number> = {
    people: ({ heard }) => heardIn(heard),
    support: ({ heard, isTold }) => (isTold ? heard.support : 0),
    // What nobody has estimated comes after what is worth nothing.
    rice: ({ rice }) => rice ?? -1,
  };
  const measure = measures[order];
  return inPublic
    .map((idea, index) => ({ ...idea, publicPlace: index + 1 }))
    .toSorted((a, b) => measure(b) - measure(a) || a.publicPlace - b.publicPlace)
    .map((idea, index) => ({ ...idea, place: index + 1 }));
}

/** Longest texts of evidence taken, in characters. */
export const limits = { words: 2_000, source: 120, email: 254, criterion: 200 } as const;

/** Quotes on one idea, and wishes of different customers on it. */
export const mostEvidence = 200;

/** How much a quote weighs: 1 nice to have, 2 matters, 3 decides. */
export const importances = [1, 2, 3] as const;

const day = 86_400_000;

/** How long a customer may confirm or refuse a wish by its link, in milliseconds. */
export const wishOpen = 30 * day;

/** What became of a wish. */
export type WishState = "waiting" | "expired" | "confirmed" | "refused";

/** What became of a wish at `now` (milliseconds since 1970 UTC). */
export function wishState(wish: { answer: "confirmed" | "refused" | null; expiresAt: number }, now: number): WishState {
  return wish.answer ?? (wish.expiresAt > now ? "waiting" : "expired");
}

/**
 * Whether a customer may still say this by the link: anything while it is open, and for ever that he or she did not mean it
 * after all.
 */
export function takesAnswer(
  wish: { answer: "confirmed" | "refused" | null; expiresAt: number },
  answer: "confirmed" | "refused",
  now: number,
): boolean {
  const state = wishState(wish, now);
  return state === "waiting" || (state === "confirmed" && answer === "refused") || state === answer;
}

/** Records of what was decided of one idea. */
export const mostDecisions = 100;

/** Criteria of one record. */
export const mostCriteria = 10;

export const criterionStates: readonly CriterionState[] = ["open", "met", "not_met"];

/** The points of a list (Markdown) that a space decides by, as lines without what ends a point: what is no list, or too long for a line, is left out. */
export function criteriaIn(markdown: string): string[] {
  const points = [...markdown.matchAll(/^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(\S.*)$/gm)];
  return points
    .map(([, words = ""]) => words.replace(/\*\*|`/g, "").replace(/[\s,;.]+$/, ""))
    .filter((words) => words !== "" && words.length <= limits.criterion)
    .slice(0, mostCriteria);
}

/** The evidence on an idea. `idea` is the address of its page. */
export function evidencePath(idea: string): string {
  return `${idea}/lens`;
}

/** The wishes of customers on an idea, where they are noted. `idea` is the address of its page. */
export function wishesPath(idea: string): string {
  return `${idea}/wishes`;
}
