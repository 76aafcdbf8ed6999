import { Link } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { pageKeyIn, pageKeyText } from "../../../platform/paging.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Pager } from "../../../ui/pager.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { placeInSpace } from "../../spaces/ui/place.ts";
import { logPage } from "../log.server.ts";
import type { Route } from "./+types/log.ts";
import styles from "./page.module.css";

export const handle = { i18n: ["moderation"], place: placeInSpace };

/** What the pilots of a space decided, for everybody who may see it. */
export async function loader(args: Route.LoaderArgs) {
  const { searchParams } = args.url;
  const page = await logPage(contextOf(args), args.params.space, pageKeyIn(searchParams));
  return { ...page, isFirst: !searchParams.has("after") };
}

export default function Log({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation("moderation");
  const { space, acts, next, figures, isFirst } = loaderData;
  return (
    <div className={styles.page}>
      <Title of={`${t("log.title")} · ${space.name}`} />
      <h1>{t("log.title")}</h1>
      <p className="lede">{t("log.what")}</p>
      <dl className={styles.figures}>
        <div>
          <dt>{t("log.reported")}</dt>
          <dd>{t("log.number", { count: figures.reported })}</dd>
        </div>
        <div>
          <dt>{t("log.in_time")}</dt>
          <dd>{figures.due === 0 ? t("log.none_due") : t("log.of", { met: figures.met, due: figures.due })}</dd>
        </div>
        <div>
          <dt>{t("log.appeals")}</dt>
          <dd>
            {figures.appeals === 0 ? t("log.no_appeals") : t("log.of", { met: figures.upheld, due: figures.appeals })}
          </dd>
        </div>
      </dl>
      {acts.length === 0 ? (
        <Empty title={t("log.empty")}>
          <p className="soft">{t("log.empty_what")}</p>
        </Empty>
      ) : (
        <ul className={styles.list}>
          {acts.map((act) => (
            <li key={act.id}>
              <p>
                <b>{t(`log.act.${act.act}.${act.on}` as "log.act.hidden.idea")}</b>
                {act.days !== null && <span> {t("log.days", { count: act.days })}</span>}
                {act.reason && <span className="soft"> · {t(`reason.${act.reason}`)}</span>}
                {act.to !== null && (
                  <>
                    {" · "}
                    <Link to={act.to}>{t("log.see")}</Link>
                  </>
                )}
              </p>
              <p className="small quiet">
                {t(`log.by.${act.as}`)} · <Moment at={act.at} />
              </p>
            </li>
          ))}
        </ul>
      )}
      {(next || !isFirst) && (
        <Pager
          previous={isFirst ? undefined : { to: "?", label: t("log.newest") }}
          next={next ? { to: `?after=${pageKeyText(next)}`, label: t("log.earlier") } : undefined}
        />
      )}
    </div>
  );
}
