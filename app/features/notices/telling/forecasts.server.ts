import { forecastersOf } from "../../forecasts/queries.server.ts";
import type { Consequences } from "./consequences.server.ts";
import { aboutIdea, ideaIn } from "./event.server.ts";

/** Forecasts, once it is known what happened. */
export const ofForecasts: Readonly<Record<string, Consequences>> = {
  async "forecast.resolved"(read, event) {
    const { forecast, outcome, happened } = event.payload;
    const told = { ...aboutIdea(event, ideaIn(event)), about: `forecast:${String(forecast)}` };
    const to = await forecastersOf(read, String(forecast));
    return {
      tell: [{ ...told, item: `outcome:${String(outcome)}`, code: String(happened), kind: "forecast_resolved", to }],
    };
  },
  async "forecast.outcome_undone"(_read, event) {
    return { withdraw: [{ item: `outcome:${String(event.payload.outcome)}`, kinds: ["forecast_resolved"] }] };
  },
};
