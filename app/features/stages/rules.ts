import type { Stage } from "../../../db/schema/ideas.ts";
import type { GateKind } from "../../../db/schema/stages.ts";

/** Stages that a space may call by words of its own, in their usual order. */
export const namedStages: readonly Stage[] = [
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

/** Stages that may have steps of a space's own: those in which work goes on. */
export const steppedStages: readonly Stage[] = ["open", "developing", "evaluating", "adopted", "building"];

/** Stages before which something may be asked for. */
export const gatedStages: readonly Stage[] = ["open", "developing", "evaluating", "adopted", "building", "shipped"];

export const gateKinds: readonly GateKind[] = ["people", "comments", "headings", "answered"];

/** Whether a number belongs to what is asked for. */
export function isCounted(kind: GateKind): kind is "people" | "comments" {
  return kind === "people" || kind === "comments";
}

/** The most that can be asked for. */
export const mostAsked = 10_000;

/** Longest name of a stage, in characters: it stands in a chip. */
export const longestName = 30;

/** Steps of its own that a space may have. */
export const mostSteps = 12;

/** Longest reason for passing over what is missing, in characters. */
export const longestOverride = 1_000;

/** Where an idea stands, as forms and addresses say it: `evaluating`, or `evaluating/<id of a step>`. */
export function standText(stage: string, extra: string | null): string {
  return extra === null ? stage : `${stage}/${extra}`;
}

/** The stage and the step of what `standText` wrote. */
export function standIn(text: string): { stage: string; extra: string | null } {
  const [stage = "", extra = null] = text.split("/");
  return { stage, extra };
}

/** A step, as far as it matters where an idea stands. */
export type Step = { id: string; parent: Stage };

/** The step in which an idea stands: only one of the space's that belongs to the idea's stage counts. */
export function stepOf(idea: { stage: Stage; extra: string | null }, steps: readonly Step[]): string | null {
  return steps.find(({ id, parent }) => id === idea.extra && parent === idea.stage)?.id ?? null;
}

const order: readonly Stage[] = ["new", ...gatedStages];

/** Whether a move goes on along the path. Only then is something asked for: nobody is kept from stepping back. */
export function isOnward(from: Stage, to: Stage): boolean {
  return order.includes(from) && order.indexOf(to) > order.indexOf(from);
}

/** The next stage ahead of which something is asked for, or null. */
export function nextGated(stage: Stage, gated: readonly Stage[]): Stage | null {
  return order.find((each) => gated.includes(each) && isOnward(stage, each)) ?? null;
}

/** What is asked for before a stage, and how much of it is there. */
export type Gate = { kind: GateKind; least: number; have: number };

export function isMet({ least, have }: Gate): boolean {
  return have >= least;
}

/** What an idea has, as its gates count it. */
export type Having = {
  participants: number;
  commentCount: number;
  /** The three texts, folded: what is said twice is said once. */
  texts: readonly string[];
  /** Public questions that wait for the authors. */
  openQuestions: number;
};

/** How much of what a gate asks for is there: of `answered`, 1 when no question is open. */
export function haveOf(kind: GateKind, idea: Having): number {
  switch (kind) {
    case "people":
      return idea.participants;
    case "comments":
      return idea.commentCount;
    case "headings":
      return new Set(idea.texts.filter((text) => text !== "")).size;
    case "answered":
      return idea.openQuestions === 0 ? 1 : 0;
  }
}
