import { Link } from "react-router";
import { useTranslation } from "../../../ui/words.ts";
import type { ShownForecast } from "../queries.server.ts";
import { forecastsPath, shownOnIdea } from "../rules.ts";
import { ForecastCard } from "./forecast.tsx";

/** On an idea's page: what is asked about it, and the way to all of that. */
export function IdeaForecasts({
  path,
  forecasts,
  mayAsk,
  isSignedIn,
}: {
  path: string;
  forecasts: readonly ShownForecast[];
  mayAsk: boolean;
  isSignedIn: boolean;
}) {
  const { t } = useTranslation("forecasts");
  if (forecasts.length === 0 && !mayAsk) return null;
  // What still waits for somebody's word comes first.
  const first = forecasts.toSorted((one, other) => Number(other.state === "open") - Number(one.state === "open"));
  const shown = first.slice(0, shownOnIdea);
  return (
    <section aria-labelledby="forecasts-heading" className="stack">
      <h2 id="forecasts-heading">{t("title")}</h2>
      {shown.map((forecast) => (
        <ForecastCard key={forecast.id} forecast={forecast} path={path} level={3} isSignedIn={isSignedIn} />
      ))}
      <p className="row">
        {forecasts.length > 0 && <Link to={forecastsPath(path)}>{t("on_idea.all", { count: forecasts.length })}</Link>}
        {mayAsk && <Link to={`${forecastsPath(path)}#ask`}>{t("on_idea.ask")}</Link>}
      </p>
    </section>
  );
}
