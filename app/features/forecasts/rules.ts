import type { Outcome } from "../../../db/schema/forecasts.ts";
import { isOnBoard } from "../board/rules.ts";
import { isDay } from "../piloting/rules.ts";
import { fewestInABar } from "../signals/rules.ts";

/** Lengths in characters. */
export const limits = { question: 300, words: 2_000, link: 500 } as const;

export const outcomes: readonly Outcome[] = ["yes", "no", "void"];

/** Questions on one page of a space. */
export const forecastsOnAPage = 20;

/** Questions about one idea that are open at once. */
export const mostOpen = 5;

/** Questions that the start looks through for those that wait for an outcome. */
export const mostAwaiting = 20;

/** Questions that stand on an idea's own page; the others are on theirs. */
export const shownOnIdea = 2;

/** Whether something can be asked about an idea of this stage: it is decided that it will be built. */
export const takesForecasts = isOnBoard;

/** `open`: probabilities are taken; `closed`: the outcome is awaited. */
export type ForecastState = "open" | "closed" | "resolved";

export const forecastStates: readonly ForecastState[] = ["open", "closed", "resolved"];

/** How a question stands at a moment (ms since 1970 UTC). `isResolved`: somebody has said what became of it. */
export function stateOf(forecast: { closesAt: number; isResolved: boolean }, now: number): ForecastState {
  if (forecast.isResolved) return "resolved";
  return now < forecast.closesAt ? "open" : "closed";
}

/** The furthest day that can be named, in years. */
const furthest = 10;

/** What is wrong with the days of a question when the space's calendar says `today`, by field; null: nothing. */
export function wrongDays(
  { closesOn, knownOn }: { closesOn: string; knownOn: string },
  today: string,
): Record<string, string> | null {
  const [year = "", ...rest] = today.split("-");
  const last = [String(Number(year) + furthest), ...rest].join("-");
  const wrong: Record<string, string> = {};
  if (!isDay(closesOn)) wrong.closesOn = "day_unusable";
  else if (closesOn < today) wrong.closesOn = "target_passed";
  if (!isDay(knownOn)) wrong.knownOn = "day_unusable";
  else if (isDay(closesOn) && knownOn < closesOn) wrong.knownOn = "forecast_known_before";
  else if (knownOn > last) wrong.knownOn = "target_too_far";
  return Object.keys(wrong).length === 0 ? null : wrong;
}

/** Of whole per cent: the mean, and between which two the middle half of them lies. */
export type Spread = { mean: number; low: number; high: number };

/** How many people (`count`) said the same, in whole per cent. */
type Said = { probability: number; count: number };

/**
 * What people said, together, in whole per cent. Null where so few did that one could tell what each of them said. The
 * middle half lies between the quartiles by nearest rank.
 */
export function spreadOf(said: readonly Said[]): Spread | null {
  const people = said.reduce((sum, { count }) => sum + count, 0);
  if (people < fewestInABar) return null;
  const ordered = said.toSorted((one, other) => one.probability - other.probability);
  const ranked = (part: number) => {
    let before = 0;
    return ordered.find(({ count }) => (before += count) >= Math.ceil(part * people))?.probability ?? 0;
  };
  return {
    mean: Math.round(ordered.reduce((sum, { probability, count }) => sum + probability * count, 0) / people),
    low: ranked(0.25),
    high: ranked(0.75),
  };
}

/** The questions about an idea, by the address of its page. */
export function forecastsPath(ideaPath: string, forecast: string | null = null): string {
  return `${ideaPath}/forecasts${forecast === null ? "" : `#forecast-${forecast}`}`;
}

/** The questions of a space: those in one state, a page of them. `page`: 1 is the first. */
export function spaceForecastsPath(slug: string, state: ForecastState = "open", page = 1): string {
  const query = new URLSearchParams();
  if (state !== "open") query.set("state", state);
  if (page > 1) query.set("page", String(page));
  return `/s/${slug}/forecasts${query.size > 0 ? `?${query.toString()}` : ""}`;
}

/** Which questions of a space an address asks for; what cannot be read is left out. */
export function forecastsViewIn(query: URLSearchParams): { state: ForecastState; page: number } {
  const page = Number(query.get("page") ?? "1");
  return {
    state: forecastStates.find((state) => state === query.get("state")) ?? "open",
    page: Number.isInteger(page) && page >= 1 && page <= 1_000 ? page : 1,
  };
}
