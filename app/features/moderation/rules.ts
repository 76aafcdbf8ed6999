import type { ModerationAct, ReportReason } from "../../../db/schema/moderation.ts";
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

const day = 86_400_000;

/** For how many days somebody may be muted. */
export const muteDays = [1, 7, 30] as const;
export type MuteDays = (typeof muteDays)[number];

/** Until when somebody does not write who is muted at `now`; both in milliseconds since 1970 UTC. */
export function mutedUntil(now: number, days: MuteDays): number {
  return now + days * day;
}

/** A step of the ladder: what usually follows on what went before. */
export type Step = { act: "warn" } | { act: "mute"; days: MuteDays } | { act: "remove" };

type Past = { act: ModerationAct; at: number; until: number | null; liftedAt: number | null };

/**
 * The usual next step for somebody of whom these acts are known: a warning first, then ever longer
 * times without writing, then the way out. What was taken back counts for nothing. A pilot may choose otherwise.
 */
export function nextStep(acts: readonly Past[]): Step {
  const standing = acts.filter(({ liftedAt }) => liftedAt === null);
  const longest = Math.max(0, ...standing.map(({ act, at, until }) => (act === "muted" ? (until ?? at) - at : 0)));
  if (longest === 0) return standing.some(({ act }) => act === "warned") ? { act: "mute", days: 1 } : { act: "warn" };
  const longer = muteDays.find((days) => days * day > longest);
  return longer === undefined ? { act: "remove" } : { act: "mute", days: longer };
}

/** How long after a decision one may appeal, in milliseconds. */
export const appealable = 14 * day;

/** What one may ask another pilot to look at again. */
export const appealedActs: readonly ModerationAct[] = ["hidden", "warned", "muted", "signals_discarded"];

/** Why nobody appeals against a decision at `now` any more, or null. `stands`: nobody has taken it back. */
export function whyNoAppeal(
  decision: { at: number; stands: boolean },
  now: number,
): "appeal_too_late" | "appeal_overtaken" | null {
  if (!decision.stands) return "appeal_overtaken";
  return now - decision.at >= appealable ? "appeal_too_late" : null;
}

/** The page on which an appeal is judged. */
export function appealPath(space: string, appeal: string): string {
  return `/s/${space}/appeals/${appeal}`;
}

/** The page on which pilots of a space see what was decided about somebody there. */
export function cardPath(space: string, handle: string): string {
  return `/s/${space}/members/${handle}`;
}

/** Acts on one page of a space's public log. */
export const actsOnAPage = 50;

/** The time over which the log counts, in milliseconds. */
export const figuresWindow = 90 * day;

/** How many subjects a list of reports shows. */
export const mostListed = 100;
