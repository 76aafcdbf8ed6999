import type { Outcome } from "../../../db/schema/forecasts.ts";
import type { Happening } from "../../platform/events.server.ts";

type Placed = { id: string; space: string };

/** A question was asked about an idea. `closesAt`: ms since 1970 UTC. */
export type ForecastAsked = Happening<"forecast.asked", { forecast: string; closesAt: number }>;

/** The actor gave a probability, or another one: which, the log never says. */
export type ForecastAnswered = Happening<"forecast.answered", { forecast: string }>;

/** It was said what became of it; `outcome` is the id of that word, `happened` what it says. */
export type ForecastResolved = Happening<"forecast.resolved", { forecast: string; outcome: string; happened: Outcome }>;

/** What was said before holds no more: it is corrected by another word, which follows. */
export type OutcomeUndone = Happening<"forecast.outcome_undone", { forecast: string; outcome: string }>;

export function forecastAsked(idea: Placed, payload: ForecastAsked["payload"]): ForecastAsked {
  return { kind: "forecast.asked", space: idea.space, subject: `idea:${idea.id}`, payload };
}

export function forecastAnswered(idea: Placed, payload: ForecastAnswered["payload"]): ForecastAnswered {
  return { kind: "forecast.answered", space: idea.space, subject: `idea:${idea.id}`, payload };
}

export function forecastResolved(idea: Placed, payload: ForecastResolved["payload"]): ForecastResolved {
  return { kind: "forecast.resolved", space: idea.space, subject: `idea:${idea.id}`, payload };
}

export function outcomeUndone(idea: Placed, payload: OutcomeUndone["payload"]): OutcomeUndone {
  return { kind: "forecast.outcome_undone", space: idea.space, subject: `idea:${idea.id}`, payload };
}
