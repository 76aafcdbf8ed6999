import { limits } from "../ideas/rules.ts";

/** The passages of a living text, in the order in which they are read. */
export const passages = ["problem", "forWhom", "solution"] as const;
export type Passage = (typeof passages)[number];

/** Longest passages, in characters. */
export const longestPassage: Readonly<Record<Passage, number>> = {
  problem: limits.problem,
  forWhom: limits.forWhom,
  solution: limits.solution,
};

/** The largest update that is taken, in bytes. */
export const largestUpdate = 48 * 1024;

/** The largest document, in bytes as stored: what was taken away still takes a little room in it. */
export const largestDocument = 2 * 1024 * 1024;

/** When nobody wrote for so long, in milliseconds, what was written becomes a version. */
export const restBeforeVersion = 5 * 60_000;

/** The sockets' channel of those who have the living text of an idea open. */
export function documentChannel(idea: string): string {
  return `document:${idea}`;
}

/** Those of them who may write in it: they alone say where they stand. */
export function writersChannel(idea: string): string {
  return `writers:${idea}`;
}
