import { Link } from "react-router";
import { Day } from "../../../ui/moment.tsx";
import { vars } from "../../../ui/vars.ts";
import { useTranslation } from "../../../ui/words.ts";
import { releasePath } from "../../releases/rules.ts";
import type { Figures } from "../queries.server.ts";
import { mostReleases } from "../rules.ts";
import { Figure } from "./figure.tsx";
import styles from "./figures.module.css";

/** How many people built what shipped with each of the last releases. `slug`: of the space. */
export function Releases({
  rows,
  slug,
  period,
  csv,
}: {
  rows: Figures["releases"];
  slug: string;
  /** The words for the time that is asked about. */
  period: string;
  csv: string;
}) {
  const { t } = useTranslation("figures");
  const largest = Math.max(1, ...rows.map(({ people }) => people));
  const table = (
    <>
      <thead>
        <tr>
          <th scope="col">{t("releases.release")}</th>
          <th scope="col">{t("releases.published")}</th>
          <th scope="col">{t("ideas")}</th>
          <th scope="col">{t("contributors.people")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, title, publishedAt, ideas, people }) => (
          <tr key={id}>
            <th scope="row">{title}</th>
            <td>
              <Day at={publishedAt} />
            </td>
            <td>{ideas}</td>
            <td>{people}</td>
          </tr>
        ))}
      </tbody>
    </>
  );
  const what = rows.length === 0 ? t("releases.none", { period }) : t("releases.what", { period, most: mostReleases });
  return (
    <Figure title={t("releases.title")} what={what} table={table} csv={csv}>
      {rows.map(({ id, title, people, ideas }) => (
        <div key={id} className={`bar ${styles.row}`}>
          <Link to={releasePath(slug, { id, title })} className={styles.named}>
            {title}
          </Link>
          <span className={styles.track} aria-hidden>
            {people > 0 && <i style={vars({ "--v": (100 * people) / largest })} />}
          </span>
          <span className="num">
            {t("releases.people", { count: people })} · {t("releases.ideas", { count: ideas })}
          </span>
        </div>
      ))}
    </Figure>
  );
}
