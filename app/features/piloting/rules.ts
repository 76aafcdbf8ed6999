import type { Stage } from "../../../db/schema/ideas.ts";
import type { Locale } from "../../../db/schema/members.ts";
import type { DutyKind, ReasonKind } from "../../../db/schema/piloting.ts";
import { covers, type Mandate } from "../../platform/actor.ts";
import { dateFormat } from "../../platform/formats.ts";

export const reasonKinds: readonly ReasonKind[] = [
  "not_possible",
  "not_for_us",
  "already_exists",
  "too_costly",
  "out_of_scope",
];

/** Longest message of a move, in characters. */
export const longestMessage = 5_000;

/** Longest note with which a pilot hands an idea over, in characters. */
export const longestNote = 2_000;

/** Longest reason for which a clock stands still, in characters. */
export const longestReason = 500;

/** As many days a clock stands still at most, in one go. */
export const longestPause = 90;

/** After a pause whoever made it makes no other within this time, in milliseconds. */
export const pausesApart = 7 * 86_400_000;

/** Who decides: the pilots of the space, or its product people. */
export type Decider = "pilot" | "product";

/** `former`: wherever the idea stood before it was put off. */
type Row = { from: Stage; to: Stage | "former"; who: readonly Decider[] };

const pilot: readonly Decider[] = ["pilot"];
const product: readonly Decider[] = ["product"];
const either: readonly Decider[] = ["pilot", "product"];

const rows = (from: Stage, to: readonly Row["to"][], who: readonly Decider[]): Row[] =>
  to.map((each) => ({ from, to: each, who }));

/**
 * Every move that pilots and product people make with a message. Merging, drafts and an author's
 * withdrawal are acts of their own.
 */
export const moves: readonly Row[] = [
  ...rows("new", ["open", "developing", "evaluating", "later", "declined"], pilot),
  ...rows("open", ["developing", "evaluating", "later", "declined"], pilot),
  ...rows("developing", ["open", "evaluating", "later", "declined"], pilot),
  ...rows("evaluating", ["adopted", "developing", "open", "later", "declined"], either),
  ...rows("adopted", ["building", "evaluating", "later", "declined"], product),
  ...rows("building", ["shipped", "adopted", "later", "declined"], product),
  ...rows("shipped", ["building"], product),
  ...rows("later", ["former", "later", "declined"], pilot),
  ...rows("declined", ["open"], pilot),
];

/** How long a shipped idea can be corrected, in milliseconds. */
const correctable = 30 * 86_400_000;

/** An idea as far as its next stage depends on it. */
export type Standing = {
  stage: Stage;
  /** Since when, in milliseconds since 1970 UTC. */
  stageSince: number;
  /** The stages it has entered, oldest first, this one included. */
  path: readonly Stage[];
};

/** Where an idea that is put off goes back to: the last stage of its path that is not `later`. */
export function formerStage(path: readonly Stage[]): Stage {
  return path.findLast((stage) => stage !== "later") ?? "open";
}

/** A stage that an idea may go to now, and who decides that. */
export type OpenMove = { to: Stage; who: readonly Decider[] };

/**
 * Where an idea may go at `now`, whoever decides. Back to adopted or building is a product decision. A declined idea
 * goes nowhere unless somebody asked for it (`isAsked`): with a new argument, or an appeal.
 */
export function movesFrom(idea: Standing, now: number, isAsked = false): OpenMove[] {
  if (idea.stage === "declined" && !isAsked) return [];
  if (idea.stage === "shipped" && now - idea.stageSince >= correctable) return [];
  return moves
    .filter((row) => row.from === idea.stage)
    .map(({ to, who }) => {
      if (to !== "former") return { to, who };
      const former = formerStage(idea.path);
      return { to: former, who: former === "adopted" || former === "building" ? product : who };
    });
}

/** The stages this person may move an idea to at `now`, deciding as one of `as`. */
export function stagesOpenTo(as: readonly Decider[], idea: Standing, now: number): Stage[] {
  return movesFrom(idea, now)
    .filter(({ who }) => who.some((decider) => as.includes(decider)))
    .map(({ to }) => to);
}

/** In which of one's qualities a move is signed: the first that the table allows. */
export function decidesAs(as: readonly Decider[], idea: Standing, to: Stage, now: number): Decider | undefined {
  return movesFrom(idea, now)
    .find((move) => move.to === to)
    ?.who.find((decider) => as.includes(decider));
}

/** Who decides on ideas at a stage: whoever may move them on from there, also where that time is over. */
export function decidersAt(stage: Stage): readonly Decider[] {
  return [...new Set(moves.filter(({ from }) => from === stage).flatMap(({ who }) => who))];
}

/** What a stage asks for beside a message. */
export function asksReason(to: string): boolean {
  return to === "declined";
}
export function asksReview(to: string): boolean {
  return to === "later";
}

/** The furthest day on which somebody may promise to look again, in years. */
const furthestReview = 3;

/** What is wrong with a review day (`2026-09-01`) when the space's calendar says `today`, or null. */
export function wrongReview(day: string, today: string): "review_missing" | "review_passed" | "review_too_far" | null {
  if (!isDay(day)) return "review_missing";
  if (day <= today) return "review_passed";
  const [year = "", ...rest] = today.split("-");
  return day > [Number(year) + furthestReview, ...rest].join("-") ? "review_too_far" : null;
}

/** Whether a text is a day of the calendar, such as `2026-02-28`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** The day that a moment (milliseconds since 1970 UTC) falls on in a time zone: `2026-03-02`. */
export function dayIn(timeZone: string, at: number): string {
  return dateFormat("en-CA", timeZone, { year: "numeric", month: "2-digit", day: "2-digit" }).format(at);
}

/** The day after which a number of days have gone by: `2026-03-02` and 90 give `2026-05-31`. */
function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The first and the last day on which a clock that is paused at `now` may go on, on the calendar of a time zone. */
export function pauseDays(now: number, timeZone: string): { first: string; last: string } {
  const today = dayIn(timeZone, now);
  return { first: dayAfter(today, 1), last: dayAfter(today, longestPause) };
}

/** What is wrong with the day on which a clock is to go on, or null. */
export function wrongPause(
  day: string,
  days: { first: string; last: string },
): "review_passed" | "pause_too_long" | null {
  if (day < days.first) return "review_passed";
  return day > days.last ? "pause_too_long" : null;
}

/** How long before its end whoever has a mandate is told, in milliseconds. */
export const mandateWarning = 7 * 86_400_000;

/** A mandate is given for so many days at most; then somebody gives it again. */
export const longestMandate = 366;

/** What is wrong with the last day of a mandate (`2026-12-31`) when the space's calendar says `today`, or null. */
export function wrongLastDay(day: string, today: string): "review_passed" | "mandate_too_long" | null {
  if (day < today) return "review_passed";
  return day > dayAfter(today, longestMandate) ? "mandate_too_long" : null;
}

/** How long a move can be taken back, in milliseconds. */
export const undoMilliseconds = 600_000;

/** Why a move cannot be taken back at `now`, or null when it can. */
export function whyNoUndo(
  move: { at: number; undoneAt: number | null },
  since: { isLatest: boolean; othersActed: boolean },
  now: number,
): "move_undo_too_late" | "move_overtaken" | null {
  if (now - move.at >= undoMilliseconds) return "move_undo_too_late";
  return since.isLatest && !since.othersActed ? null : "move_overtaken";
}

/** The working calendar of a space, as its clocks are computed with it. */
export function calendarOf(space: { timeZone: string; workingDays: readonly number[]; holidays: readonly string[] }) {
  return { timeZone: space.timeZone, weekdays: space.workingDays, holidays: new Set(space.holidays) };
}

/** How long before its day an idea that was put off stands on the desk again, in milliseconds. */
export const reviewsFrom = 14 * 86_400_000;

/** The time over which answers are counted, in milliseconds. */
export const rateWindow = 90 * 86_400_000;

/** Fewer duties than this say nothing yet. */
const fewestDuties = 5;

/** How many were met in time, of how many that were due. */
export type Rated = { met: number; due: number };

/** How many answers came in time, of how many that were due; `share` is whole per cent, null while there are too few. */
export type AnswerRate = Rated & { share: number | null; acknowledge: Rated; decide: Rated };

/** The answer rate, apart and together. */
export function rateOf(counts: readonly (Rated & { kind: string })[]): AnswerRate {
  const of = (kind: string): Rated => {
    const { met = 0, due = 0 } = counts.find((each) => each.kind === kind) ?? {};
    return { met, due };
  };
  const [acknowledge, decide] = [of("acknowledge"), of("decide")];
  const [met, due] = [acknowledge.met + decide.met, acknowledge.due + decide.due];
  return { met, due, share: due < fewestDuties ? null : Math.floor((met / due) * 100), acknowledge, decide };
}

/** What something on the desk is listed under. */
export type DeskGroup = "overdue" | "acknowledge" | "decide" | "promise" | "judge" | "paused" | "stale";

export const deskGroups: readonly DeskGroup[] = [
  "overdue",
  "acknowledge",
  "decide",
  "promise",
  "judge",
  "paused",
  "stale",
];

/** Groups in which nothing presses: the clock stands still, or there is none. */
export const calmGroups: readonly DeskGroup[] = ["paused", "stale"];

/** A review is listed with what is to be judged. */
export function groupOf(duty: { kind: DutyKind; dueAt: number; pausedUntil: number | null }, now: number): DeskGroup {
  if (duty.kind === "stale") return "stale";
  if (duty.pausedUntil !== null && duty.pausedUntil > now) return "paused";
  if (duty.dueAt < now) return "overdue";
  return duty.kind === "review" ? "judge" : duty.kind;
}

/** Somebody who can answer an idea, as far as the rota asks. */
export type Candidate = {
  id: string;
  languages: readonly Locale[];
  /** Ids of the tags that he or she covers. */
  topics: readonly string[];
  /** How much he or she has open. */
  open: number;
  isAway: boolean;
  /** By which mandate he or she answers some ideas; null: all, as a pilot. */
  mandate: Mandate | null;
};

/** Whether somebody may be given an idea: who wrote it never is. */
export function mayHave(candidate: Candidate, idea: { authors: readonly string[]; tags: readonly string[] }): boolean {
  const { id, mandate } = candidate;
  return !idea.authors.includes(id) && (mandate === null || covers(mandate, idea.tags));
}

/**
 * The order in which people are asked to answer an idea: who is there before who is away, who reads its language, who
 * covers one of its tags, who has the least open; of equals, who has been here longest.
 */
export function rotaOf<Some extends Candidate>(
  candidates: readonly Some[],
  idea: { language: Locale; tags: readonly string[] },
): Some[] {
  return candidates.toSorted(
    (one, other) =>
      Number(one.isAway) - Number(other.isAway) ||
      fitOf(other, idea) - fitOf(one, idea) ||
      one.open - other.open ||
      (one.id < other.id ? -1 : 1),
  );
}

/** How well somebody fits an idea: its language counts more than its tags. */
export function fitOf(candidate: Candidate, idea: { language: Locale; tags: readonly string[] }): number {
  const reads = candidate.languages.includes(idea.language);
  return (reads ? 2 : 0) + (idea.tags.some((tag) => candidate.topics.includes(tag)) ? 1 : 0);
}

/** Monday to Sunday. */
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

/** The longest times that a space may set: working days for a first word or a judgment, days for an answer or of silence. */
export const longestPromise = { acknowledge: 30, decide: 365, judge: 30, stale: 365 } as const;

/** Ten years of holidays. */
export const mostHolidays = 200;

/** What of the desk somebody looks at; null: all there is. `after` is where the page begins, as the address says it. */
export type DeskView = {
  whose: "mine" | "all";
  group: DeskGroup | null;
  /** The slug of a space. */
  space: string | null;
  language: Locale | null;
  after: string | null;
};

/** All that is one's own. */
export const wholeDesk: DeskView = { whose: "mine", group: null, space: null, language: null, after: null };

/** Reads the view from the query of the desk's address; what is unknown there is left out. */
export function deskViewIn(query: URLSearchParams): DeskView {
  const language = query.get("language");
  return {
    whose: query.get("whose") === "all" ? "all" : "mine",
    group: deskGroups.find((group) => group === query.get("group")) ?? null,
    space: query.get("space"),
    language: language === "en" || language === "fr" ? language : null,
    after: query.get("after"),
  };
}

/** The desk in a view, with an idea open or the first of the list. */
export function deskPath(idea: string | null, { whose, ...view }: DeskView): string {
  const shown = { idea, whose: whose === "all" ? whose : null, ...view };
  const query = new URLSearchParams(
    Object.entries(shown).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  ).toString();
  return query === "" ? "/pilot" : `/pilot?${query}`;
}

/** As many ideas as one answer is given to at once. */
export const mostTogether = 50;
