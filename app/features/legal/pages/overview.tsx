import { Link } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import type { Place } from "../../../pages/inside.tsx";
import { Day } from "../../../ui/moment.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { legalOverview } from "../queries.server.ts";
import type { Route } from "./+types/overview.ts";
import styles from "./legal.module.css";

export const handle = {
  i18n: ["administration", "legal"],
  place: (): Place => ({ area: "administration", here: [] }),
};

/** The legal pages, as those who run the place keep them. Throws `Forbidden`. */
export async function loader(args: Route.LoaderArgs) {
  return { pages: await legalOverview(contextOf(args)) };
}

export default function LegalOverview({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation("legal");
  return (
    <div className={styles.page}>
      <Title of={t("admin.title")} />
      <h1>{t("admin.title")}</h1>
      <p className="lede">{t("admin.lede")}</p>
      <ul className={styles.list}>
        {loaderData.pages.map(({ document, version, writtenAt, by, gaps }) => (
          <li key={document}>
            <div>
              <h2>
                <Link className="plain" to={`/legal/${document}`}>
                  {t(`title.${document}`)}
                </Link>
              </h2>
              <p className="small quiet">
                {writtenAt === null ? (
                  t("admin.none")
                ) : (
                  <>
                    {t("version", { version })} · {by === null ? t("admin.shipped") : t("admin.by", { name: by })} ·{" "}
                    <Day at={writtenAt} />
                  </>
                )}
              </p>
              {gaps > 0 && <p className="due">{t("admin.gaps", { count: gaps })}</p>}
            </div>
            <Link className="btn slim" to={`/admin/legal/${document}`}>
              {t("admin.edit")}
              <span className="away"> {t(`title.${document}`)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
