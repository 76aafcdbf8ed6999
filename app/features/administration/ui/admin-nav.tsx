import { NavLink } from "react-router";
import { useTranslation } from "../../../ui/words.ts";
import styles from "./admin-nav.module.css";
import { places } from "./places.ts";

/** The ways between the parts of the administration; `failed` jobs and mails are counted beside their part. */
export function AdminNav({ failed }: { failed: { jobs: number; mails: number } }) {
  const { t } = useTranslation("administration");
  const counts: Partial<Record<(typeof places)[number]["word"], number>> = { jobs: failed.jobs, mail: failed.mails };
  return (
    <nav className={`tabs ${styles.nav}`} aria-label={t("nav.label")}>
      {places.map(({ to, word }) => {
        const count = counts[word] ?? 0;
        return (
          <NavLink key={to} to={to} end={to === "/admin"}>
            {t(`nav.${word}`)}
            {count > 0 && (
              <span className="n await">
                {count}
                <span className="away"> {t("nav.failed", { count })}</span>
              </span>
            )}
          </NavLink>
        );
      })}
    </nav>
  );
}
