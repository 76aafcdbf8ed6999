import { Link } from "react-router";
import { useClock } from "../../../ui/clock.tsx";
import { exact } from "../../../ui/dates.ts";
import { Day } from "../../../ui/moment.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { ListedRelease } from "../queries.server.ts";
import { releasePath } from "../rules.ts";
import styles from "./releases.module.css";

/** Releases in a list, each with its product, its day and how many ideas are in it. `space`: the slug. */
export function ReleaseList({ space, releases }: { space: string; releases: readonly ListedRelease[] }) {
  const { t, i18n } = useTranslation("releases");
  const { timeZone } = useClock();
  return (
    <ul className={styles.list}>
      {releases.map((release) => (
        <li key={release.id}>
          <Link to={releasePath(space, release)}>{release.title}</Link>
          <p className="row small quiet">
            <span>{release.product.name}</span>
            <span>{t("ideas_count", { count: release.ideas })}</span>
            {release.publishedAt !== null && <Day at={release.publishedAt} />}
            {release.state === "draft" && <span className="chip">{t("state.draft")}</span>}
            {release.state === "scheduled" && <span className="chip">{t("state.scheduled")}</span>}
            {release.state === "scheduled" && release.publishAt !== null && (
              <span suppressHydrationWarning>{exact(release.publishAt, { locale: i18n.language, timeZone })}</span>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}
