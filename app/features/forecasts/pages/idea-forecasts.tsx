import { Link, redirect } from "react-router";
import { isSignedIn } from "../../../platform/actor.ts";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { actOf, answering, fieldOf, parseForm } from "../../../platform/forms.server.ts";
import { wantsPage } from "../../../platform/http/wants.server.ts";
import type { Reply } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { ideaSeenBy } from "../../ideas/queries.server.ts";
import { headingOf, idOfPath } from "../../ideas/rules.ts";
import { placeUnderIdea } from "../../ideas/ui/place.ts";
import { noteVisit } from "../../notices/commands.server.ts";
import { askForecast, giveForecast, resolveForecast } from "../commands.server.ts";
import { answerInput, askInput, resolveInput } from "../inputs.ts";
import { forecastsPage } from "../queries.server.ts";
import { forecastsPath, spaceForecastsPath } from "../rules.ts";
import { AskForm } from "../ui/ask-form.tsx";
import { ForecastCard } from "../ui/forecast.tsx";
import { ResolveForm } from "../ui/resolve-form.tsx";
import styles from "../ui/forecasts.module.css";
import type { Route } from "./+types/idea-forecasts.ts";

export const handle = { i18n: ["forecasts", "reputation"], place: placeUnderIdea };

/** What is asked about an idea, how likely the reader says it is, and what became of it. Throws `NotFound`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const page = await forecastsPage(ctx, idOfPath(args.params.idea));
  if (wantsPage(args.request)) noteVisit(ctx, page.idea.id);
  const parked = await unpark(args.request, ctx, `/ideas/${args.params.idea}/forecasts`);
  return { ...page, parked, isSignedIn: isSignedIn(ctx.actor) };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const id = idOfPath(args.params.idea);
  const form = await args.request.formData();
  return answering(form, async () => {
    const isFromSpace = fieldOf(form, "from") === "space";
    form.delete("from");
    const { act, fields } = actOf(form);
    if (act === "ask") await askForecast(ctx, id, parseForm(askInput, fields));
    else if (act === "answer") await giveForecast(ctx, id, parseForm(answerInput, fields));
    else if (act === "resolve") await resolveForecast(ctx, id, parseForm(resolveInput, fields));
    else throw new Malformed();
    const { space, idea } = await ideaSeenBy(ctx.db.read, ctx.actor, id);
    const asked = fieldOf(form, act === "ask" ? "id" : "forecast");
    const back = isFromSpace ? spaceForecastsPath(space.slug) : forecastsPath(headingOf(idea).path, asked);
    return redirect(back, { status: 303, headers: { "Set-Cookie": forgetParked(ctx) } });
  });
}

/** Who was too late is shown what stands now, with what was typed. */
export { alsoAfterConflict as shouldRevalidate } from "../../../ui/after-conflict.ts";

export default function IdeaForecastsPage({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("forecasts");
  const { idea, forecasts, mayAsk, today, newId, parked, isSignedIn: isMember } = loaderData;
  const reply: Reply | undefined = actionData && "problem" in actionData ? actionData : undefined;
  const about = (forecast: string, field: string) => (values: Readonly<Record<string, string>> | null | undefined) =>
    values?.forecast === forecast && field in values;
  return (
    <div className={styles.page}>
      <Title of={`${t("title")} · ${idea.title}`} />
      <header className={styles.head}>
        <h1>{t("title")}</h1>
        <p className="lede">{t("lede")}</p>
        <p>
          <Link to="/reputation/rules#what-if">{t("how")}</Link>
        </p>
      </header>
      {forecasts.length === 0 && <p className="soft">{t("nothing")}</p>}
      {forecasts.length > 0 && (
        <ul className={styles.list}>
          {forecasts.map((forecast) => {
            const [given, said] = [about(forecast.id, "probability"), about(forecast.id, "happened")];
            return (
              <li key={forecast.id}>
                <ForecastCard
                  forecast={forecast}
                  path={idea.path}
                  isSignedIn={isMember}
                  reply={given(reply?.values) ? reply : undefined}
                  typed={given(parked) ? parked?.probability : undefined}
                >
                  {forecast.resolving === "open" && (
                    <ResolveForm
                      forecast={forecast}
                      outcomeId={forecast.outcomeId}
                      reply={said(reply?.values) ? reply : undefined}
                      values={said(parked) ? parked : null}
                    />
                  )}
                  {forecast.resolving === "involved" && forecast.state === "closed" && (
                    <p className="small soft">{t("resolve.involved")}</p>
                  )}
                </ForecastCard>
              </li>
            );
          })}
        </ul>
      )}
      {mayAsk && (
        <AskForm
          id={newId}
          today={today}
          reply={reply && "question" in reply.values ? reply : undefined}
          values={parked && "question" in parked ? parked : null}
        />
      )}
    </div>
  );
}
