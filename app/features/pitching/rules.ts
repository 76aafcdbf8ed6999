import type { Board, Phase, Question } from "../rooms/board.ts";

/** A pitch: so many slides, each for so many seconds. */
export const pitchSlides = 20;
export const slideSeconds = 15;

/** How long whoever presents is waited for when the line is lost, in milliseconds. */
export const holdFor = 30_000;

/** Questions that one person may ask in a pitch. */
export const mostQuestionsEach = 10;

/** The longest words of a slide: of a text in Markdown, and of what a picture shows; and of many texts at once. */
export const longestSlide = 600;
export const longestAlt = 300;
export const longestMany = pitchSlides * (longestSlide + 8);

/** How many slides a phase shows. */
export function slidesOf(phase: Pick<Phase, "votes">): number {
  return phase.votes;
}

/** How long a phase runs, in milliseconds: slides have their own time. */
export function lengthOf(phase: Pick<Phase, "kind" | "seconds" | "votes">): number {
  return (phase.kind === "slides" ? slidesOf(phase) * slideSeconds : phase.seconds) * 1_000;
}

type Shown = {
  /** The slide that shows, from 0. */
  slide: number;
  /** How long it still shows, in milliseconds. */
  left: number;
};

/**
 * The slide of a pitch that shows at `now` (milliseconds since 1970 UTC), from the board alone: nobody moves it, it
 * never goes back, and after the last one's time that one stays. Null where no pitch was begun.
 */
export function slideAt(board: Pick<Board, "deck" | "deadline" | "pausedLeft">, now: number): Shown | null {
  const count = board.deck?.slides.length ?? 0;
  if (count === 0) return null;
  const each = slideSeconds * 1_000;
  const left = Math.max(0, board.pausedLeft ?? (board.deadline === null ? 0 : board.deadline - now));
  const passed = Math.max(0, count * each - left);
  const slide = Math.min(count - 1, Math.floor(passed / each));
  return { slide, left: Math.max(0, (slide + 1) * each - passed) };
}

/** Which slides showed between two moments, from 0, both included; of a clock that ran or stood all the time. */
export function slidesBetween(
  board: Pick<Board, "deck" | "deadline" | "pausedLeft">,
  { from, to }: { from: number; to: number },
): { first: number; last: number } | null {
  const [first, last] = [slideAt(board, from), slideAt(board, Math.max(from, to))];
  return first && last && { first: first.slide, last: last.slide };
}

/** Whether the clock that stands may go on: not as long as whoever presents is waited for. */
export function mayGoOn(board: Pick<Board, "hold">, now: number, isPresenterHere: boolean): boolean {
  return board.hold === null || isPresenterHere || now >= board.hold;
}

/** The phases in which questions of the audience are answered: the talk after the slides. */
export function answersQuestions(plan: readonly Pick<Phase, "kind">[], position: number): boolean {
  return plan[position]?.kind === "discuss" && plan.slice(0, position).some(({ kind }) => kind === "slides");
}

/** Questions in the order in which they are answered: those that most people want, of equal ones the earlier. */
export function ranked(questions: Board["questions"]): Question[] {
  return Object.values(questions).toSorted((a, b) => b.votes - a.votes || a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** The question whose turn it is; null once all are answered. */
export function nextQuestion(questions: Board["questions"]): Question | null {
  return ranked(questions).find(({ answeredAt }) => answeredAt === null) ?? null;
}

/** Whether the minutes wait for what was said in the pitch. */
export function awaitsTranscript(board: Pick<Board, "deck" | "transcript">): boolean {
  return board.deck !== null && board.transcript === null;
}

/** How somebody stands in a rehearsal. */
export type Rehearsed = {
  /** For each slide that was spoken to: how long it took, and how far that was beyond its time (before it: negative), in milliseconds. */
  slides: { took: number; over: number }[];
  /** How far everything so far is behind the clock (ahead of it: negative), in milliseconds. */
  drift: number;
};

/** What a rehearsal comes to. `took`: how long each slide took, in milliseconds. */
export function rehearsed(took: readonly number[]): Rehearsed {
  const slides = took.map((each) => ({ took: each, over: each - slideSeconds * 1_000 }));
  return { slides, drift: slides.reduce((sum, { over }) => sum + over, 0) };
}

/**
 * How far a rehearsal without script is, by its address: the times of the slides before, and `since` when the one that was
 * shown is done by this page's being asked for. Anything that makes no sense begins anew.
 */
export function rehearsalIn(
  query: URLSearchParams,
  now: number,
  count: number,
): { took: number[]; since: number | null } {
  const since = query.get("since");
  const before = (query.get("took") ?? "").split(",").flatMap((each) => (/^\d{1,8}$/.test(each) ? [Number(each)] : []));
  if (since === null || before.length >= count) return { took: [], since: null };
  if (since === "") return { took: [], since: now };
  if (!/^\d{1,15}$/.test(since) || Number(since) > now) return { took: [], since: null };
  return { took: [...before, now - Number(since)], since: now };
}

/** The address at which the slides of a room are prepared. */
export function slidesPath(room: string): string {
  return `/rooms/${room}/slides`;
}

/** The address at which a pitch is rehearsed. */
export function rehearsalPath(room: string): string {
  return `/rooms/${room}/slides/rehearsal`;
}

/** The address at which what was said in a pitch is written down. */
export function transcriptPath(room: string): string {
  return `/rooms/${room}/transcript`;
}

/** The texts of several slides in one: a line of three or more hyphens stands between two. Empty ones are left out. */
export function slidesIn(text: string): string[] {
  return text
    .split(/^[ \t]*-{3,}[ \t]*$/m)
    .map((each) => each.trim())
    .filter((each) => each !== "");
}

/** What a slide is called: its first line, or what its picture shows. `words`: a text as HTML, or the picture's words. */
export function titleOf({ words, picture }: { words: string; picture: string | null }): string {
  if (picture !== null) return words;
  const first = /<(h[3-6]|p|li|td|th|pre)[^>]*>([\s\S]*?)<\/\1>/.exec(words)?.[2] ?? words;
  return first
    .replaceAll(/<img[^>]*\balt="([^"]*)"[^>]*>/g, "$1")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: keyof typeof characters) => characters[name])
    .replaceAll(/\s+/g, " ")
    .trim();
}

const characters = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
