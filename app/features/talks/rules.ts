import type { Stage } from "../../../db/schema/ideas.ts";
import type { TalkAct, TalkAsks, TalkTurn } from "../../../db/schema/talks.ts";
import { dateFormat } from "../../platform/formats.ts";
import { type PageKey, pageKeyText } from "../../platform/paging.ts";

export const asksKinds: readonly TalkAsks[] = ["detail", "example", "fact", "live", "other"];

/** Longest message of a talk, in characters. */
export const longestWords = 3_000;

/** Messages of a talk that are shown at once: the last ones, and before them page by page. */
export const messagesAtOnce = 30;

/** Talks that may be open on one idea at once: more would be an interrogation. */
export const mostOpen = 3;

/** For how long an author may reopen a talk that a pilot closed, in milliseconds. */
export const reopensFor = 14 * 86_400_000;

/** On which side somebody speaks. */
export type Side = "authors" | "pilots";

/** What each side may do while a talk is open. */
export const actsOf: Readonly<Record<Side, readonly TalkAct[]>> = {
  authors: ["answered", "differs", "not_now", "second_look"],
  pilots: ["said", "closed"],
};

/** A talk as far as it depends on what may be done next. */
export type TalkState = { closedAt: number | null };

/** What a side may do with a talk at `now`. */
export function actsOpenTo(side: Side, talk: TalkState, now: number): readonly TalkAct[] {
  if (talk.closedAt === null) return actsOf[side];
  return side === "authors" && now - talk.closedAt < reopensFor ? ["reopened"] : [];
}

/** Whether something has to be said with it: "not now" and "let another pilot look" stand for themselves. */
export function needsWords(act: string): boolean {
  return act !== "not_now" && act !== "second_look";
}

/** Whose word is awaited after an act. */
export function turnAfter(act: TalkAct): TalkTurn {
  if (act === "said") return "authors";
  return act === "not_now" || act === "closed" ? "nobody" : "pilots";
}

/** Whether a question may be asked about an idea, or a talk on it go on. */
export function takesTalks(idea: { stage: Stage }): boolean {
  return !["draft", "discarded", "merged", "withdrawn"].includes(idea.stage);
}

/** The hours at which nobody should be expected to read, on the reader's own clock. */
const quiet = { from: 21, to: 8 };

/**
 * What the clock shows where somebody is, and whether that is at night. `at` is in milliseconds since
 * 1970 UTC, `timeZone` an IANA name.
 */
export function hourWhere(timeZone: string, at: number): { time: string; isQuiet: boolean; isEvening: boolean } {
  const time = dateFormat("en-GB", timeZone, { hour: "2-digit", minute: "2-digit" }).format(at);
  const hour = Number(time.slice(0, 2));
  return { time, isQuiet: hour >= quiet.from || hour < quiet.to, isEvening: hour >= quiet.from };
}

/** The address at which a talk of an idea is read before a message. */
export function earlierPath(idea: string, talk: string, key: PageKey): string {
  return `${idea}/talk?talk=${talk}&after=${pageKeyText(key)}#talk-${talk}`;
}

/** The address of an idea's talks, or of one of them. */
export function talksPath(idea: string, talk?: string): string {
  return talk === undefined ? `${idea}/talk` : `${idea}/talk#talk-${talk}`;
}
