import type { Stage } from "../../../db/schema/ideas.ts";
import type { ReasonKind } from "../../../db/schema/piloting.ts";

export const reasonKinds: readonly ReasonKind[] = [
  "not_possible",
  "not_for_us",
  "already_exists",
  "too_costly",
  "out_of_scope",
];

/** Longest message of a move, in characters. */
export const longestMessage = 5_000;

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

/** Where an idea may go at `now`, whoever decides. Back to adopted or building is a product decision. */
export function movesFrom(idea: Standing, now: number): OpenMove[] {
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
  return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(at);
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

type Rated = { met: number; due: number };

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

/** What an idea on the desk is listed under. */
export type DeskGroup = "overdue" | "acknowledge" | "decide" | "review";

export const deskGroups: readonly DeskGroup[] = ["overdue", "acknowledge", "decide", "review"];

export function groupOf(duty: { kind: "acknowledge" | "decide" | "review"; dueAt: number }, now: number): DeskGroup {
  return duty.dueAt < now ? "overdue" : duty.kind;
}

/** Monday to Sunday. */
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

/** The longest times that a space may promise: working days for a first word, days for an answer. */
export const longestPromise = { acknowledge: 30, decide: 365 } as const;

/** Ten years of holidays. */
export const mostHolidays = 200;

/** The desk with an idea open, on the page of the list that begins `after`. */
export function deskPath(idea: string, after: string | null): string {
  return `/pilot?idea=${idea}${after === null ? "" : `&after=${after}`}`;
}
