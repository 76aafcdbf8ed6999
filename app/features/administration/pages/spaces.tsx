import { Link } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Moment } from "../../../ui/moment.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { spacesPage } from "../spaces.server.ts";
import type { Route } from "./+types/spaces.ts";
import styles from "./admin.module.css";

export const handle = { i18n: ["administration"] };

/** All spaces. Throws `Forbidden`. */
export async function loader(args: Route.LoaderArgs) {
  return { spaces: await spacesPage(contextOf(args)) };
}

export default function Spaces({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation("administration");
  return (
    <div className={styles.page}>
      <Title of={t("nav.spaces")} />
      <h1>{t("nav.spaces")}</h1>
      <div className="row">
        <Link className="btn first" to="/s/new">
          {t("spaces.new")}
        </Link>
      </div>
      <ul className={styles.list}>
        {loaderData.spaces.map((space) => (
          <li key={space.id}>
            <div className={styles.said}>
              <b>{space.isOpen ? <Link to={`/s/${space.slug}`}>{space.name}</Link> : space.name}</b>
              <span className="small quiet">
                {t(`spaces.${space.visibility}`)} · {t("spaces.people", { count: space.people })} ·{" "}
                {t("spaces.ideas", { count: space.ideas })}
                {space.activeAt !== null && (
                  <>
                    {" · "}
                    {t("spaces.active")} <Moment at={space.activeAt} />
                  </>
                )}
              </span>
              <span className="small quiet">
                {space.lead === null ? t("spaces.no_lead") : t("spaces.lead", { name: space.lead })}
              </span>
            </div>
            {space.isOpen ? (
              <Link className="btn slim" to={`/s/${space.slug}/edit`}>
                {t("spaces.edit")}
                <span className="away"> {space.name}</span>
              </Link>
            ) : (
              <span className="small quiet">{t("spaces.closed")}</span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
