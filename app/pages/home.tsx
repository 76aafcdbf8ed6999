import { useTranslation } from "../ui/words.ts";
import { Link, useRouteLoaderData } from "react-router";
import type { loader } from "../root.tsx";
import { Empty } from "../ui/empty.tsx";
import styles from "./home.module.css";

export const handle = { i18n: ["spaces"], place: () => ({ here: [] }) };

/** The start: the spaces one belongs to, then the others that are open. */
export default function Home() {
  const { t } = useTranslation("spaces");
  const root = useRouteLoaderData<typeof loader>("root");
  const spaces = root?.spaces ?? [];
  return (
    <>
      <title>{`${t("home.title")} · Caco`}</title>
      <h1>{t("home.title")}</h1>
      <p className="lede">{t("home.lede")}</p>
      {spaces.length === 0 ? (
        <Empty title={t("home.empty")}>
          <p className="soft">{t("home.empty_what")}</p>
        </Empty>
      ) : (
        <ul className={styles.spaces}>
          {spaces.map((space) => (
            <li key={space.slug}>
              <h2>
                <Link className="plain" to={`/s/${space.slug}`}>
                  {space.name}
                </Link>
              </h2>
              <p className="soft">{space.purpose}</p>
              {space.mine && <p className="small quiet">{t("home.mine")}</p>}
            </li>
          ))}
        </ul>
      )}
      {root?.viewer?.admin && (
        <p>
          <Link className="btn" to="/s/new">
            {t("home.open")}
          </Link>
        </p>
      )}
    </>
  );
}
