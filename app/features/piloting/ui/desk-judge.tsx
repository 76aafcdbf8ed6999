import { Link } from "react-router";
import { useTranslation } from "../../../ui/words.ts";
import type { Steering } from "../../home/queries.server.ts";
import styles from "./desk-list.module.css";

/** What pilots judge beside ideas, space by space: reports, and people who ask to come in. */
export function DeskJudge({ spaces }: { spaces: readonly Steering[] }) {
  const { t } = useTranslation("piloting");
  const lines = spaces.flatMap(({ slug, space, reports, requests }) => [
    { to: `/s/${slug}/reports`, space, count: reports, words: t("desk.reports", { count: reports }) },
    { to: `/s/${slug}/members`, space, count: requests, words: t("desk.requests", { count: requests }) },
  ]);
  const open = lines.filter(({ count }) => count > 0);
  if (open.length === 0) return null;
  return (
    <section aria-labelledby="desk-judge">
      <h2 id="desk-judge" className={styles.heading}>
        {t("desk.group.judge")} <span className="n">{open.reduce((sum, { count }) => sum + count, 0)}</span>
      </h2>
      <ul>
        {open.map(({ to, space, words }) => (
          <li key={to} className={styles.row}>
            <h3>
              <Link to={to}>{words}</Link>
            </h3>
            <p className={styles.why}>{space}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
