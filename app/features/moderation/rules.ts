import type { ReportReason } from "../../../db/schema/moderation.ts";
import { NotFound } from "../../platform/errors.ts";
import { idPattern } from "../../platform/ids.ts";
import { idOfPath } from "../ideas/rules.ts";

export const reportReasons: readonly ReportReason[] = ["spam", "insulting", "private_data", "off_topic", "other"];

/** Longest explanation of a report or a decision, in characters. */
export const longestWords = 1_000;

/** An idea, or a comment on one. */
export type Subject = { idea: string; comment: string | null };

/** The subject of an address: its idea's part and the `comment` it asks for. Throws `NotFound` when they are none. */
export function subjectIn(idea: string, comment: string | null): Subject {
  if (comment !== null && !idPattern.test(comment)) throw new NotFound();
  return { idea: idOfPath(idea), comment };
}

/** How a subject is called in the log and in tables: `idea:<id>` or `comment:<id>`. */
export function subjectName({ idea, comment }: Subject): string {
  return comment === null ? `idea:${idea}` : `comment:${comment}`;
}

/** The subject's page of an idea: `…/report` or `…/moderation`, with the comment it is about. */
export function subjectPath(page: "report" | "moderation", { idea, comment }: Subject): string {
  return `/ideas/${idea}/${page}${comment === null ? "" : `?comment=${comment}`}`;
}

/** A reason that says nothing by itself needs words. */
export function needsWords(reason: ReportReason): boolean {
  return reason === "other";
}

/** How many subjects a list of reports shows. */
export const mostListed = 100;
