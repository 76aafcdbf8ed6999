import { Link } from "react-router";
import { isSignedIn } from "../../../platform/actor.ts";
import { contextOf } from "../../../platform/context.server.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Pager } from "../../../ui/pager.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { placeUnderSpace } from "../../planning/ui/place.ts";
import { teamPages } from "../../products/policy.ts";
import { DeliveryTabs } from "../../products/ui/delivery-tabs.tsx";
import { spaceBySlug } from "../../spaces/queries.server.ts";
import { spaceForecasts } from "../queries.server.ts";
import { forecastStates, forecastsViewIn, spaceForecastsPath } from "../rules.ts";
import { ForecastCard } from "../ui/forecast.tsx";
import styles from "../ui/forecasts.module.css";
import type { Route } from "./+types/space-forecasts.ts";

export const handle = { i18n: ["forecasts", "products", "reputation"], place: placeUnderSpace };

/** What is asked about the ideas of a space: what is open first, for whoever has ten minutes. Throws `NotFound`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const space = await spaceBySlug(ctx, args.params.space);
  const view = forecastsViewIn(args.url.searchParams);
  return {
    space: { name: space.name, slug: space.slug, accent: space.accent },
    view,
    ...(await spaceForecasts(ctx, space, view)),
    isSignedIn: isSignedIn(ctx.actor),
    team: teamPages(ctx.actor, space.id),
  };
}

export default function SpaceForecasts({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation("forecasts");
  const { space, view, forecasts, hasNext, isSignedIn: isMember } = loaderData;
  const way = (page: number, label: string) => ({ to: spaceForecastsPath(space.slug, view.state, page), label });
  return (
    <div className={styles.page}>
      <Title of={`${t("title")} · ${space.name}`} />
      <header className={styles.head}>
        <h1>{t("title")}</h1>
        <p className="lede">{t("lede_space")}</p>
      </header>
      <DeliveryTabs slug={space.slug} here="forecasts" team={loaderData.team} />
      <nav className={`row ${styles.states}`} aria-label={t("state.label")}>
        {forecastStates.map((state) => (
          <Link
            key={state}
            className="chip"
            to={spaceForecastsPath(space.slug, state)}
            aria-current={state === view.state ? "page" : undefined}
          >
            {t(`state.${state}`)}
          </Link>
        ))}
      </nav>
      {forecasts.length === 0 ? (
        <Empty title={t(`none.${view.state}`)}>
          <p className="soft">{t(`none.${view.state}_what`)}</p>
        </Empty>
      ) : (
        <ul className={styles.list}>
          {forecasts.map((forecast) => (
            <li key={forecast.id}>
              <p className="small" lang={forecast.idea.language}>
                <Link to={forecast.idea.path}>{forecast.idea.title}</Link>
              </p>
              <ForecastCard forecast={forecast} path={forecast.idea.path} isSignedIn={isMember} from="space" />
            </li>
          ))}
        </ul>
      )}
      {(view.page > 1 || hasNext) && (
        <Pager
          status={t("page", { page: view.page })}
          previous={view.page > 1 ? way(view.page - 1, t("earlier")) : undefined}
          next={hasNext ? way(view.page + 1, t("later")) : undefined}
        />
      )}
    </div>
  );
}
