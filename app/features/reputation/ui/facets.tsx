import { Link } from "react-router";
import { useTranslation } from "../../../ui/words.ts";
import type { InSpace } from "../queries.server.ts";
import styles from "./facets.module.css";
import { usePoints } from "./use-points.ts";

/** What somebody's contributions became for others, space by space; each figure leads to what it is made of. */
export function Facets({ spaces, path, level }: { spaces: readonly InSpace[]; path: string; level: 3 | 4 }) {
  const { t } = useTranslation("reputation");
  const { round } = usePoints();
  const Heading = `h${level}` as const;
  return (
    <ul className={styles.spaces}>
      {spaces.map(({ slug, name, facets }) => (
        <li key={slug}>
          <Heading>{name}</Heading>
          <ul className={styles.facets}>
            {facets.map(({ facet, lifetime, current }) => (
              <li key={facet}>
                <b>{t(`facet.${facet}`)}</b> {t("reading", { lifetime: round(lifetime), current: round(current) })}{" "}
                <Link to={`${path}?space=${slug}&facet=${facet}`} preventScrollReset>
                  {t("why")}
                  <span className="away"> {t("why_of", { facet: t(`facet.${facet}`), space: name })}</span>
                </Link>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
