import { Link } from "react-router";
import { useTranslation } from "../../../ui/words.ts";
import type { Line } from "../queries.server.ts";
import { duplicatesPath } from "../rules.ts";
import styles from "./duplicates.module.css";

/** On the page of an idea: of which others somebody says that they want the same. `path` is the idea's address. */
export function DuplicateLines({ path, lines }: { path: string; lines: readonly Line[] }) {
  const { t } = useTranslation("duplicates");
  if (lines.length === 0) return null;
  return (
    <section className={styles.lines} aria-label={t("title")}>
      {lines.map(({ id, by, other }) => (
        <p key={id} className="small">
          {t("line", { name: by || t("former") })}{" "}
          <Link to={other.path} lang={other.language}>
            {other.title}
          </Link>
        </p>
      ))}
      <p className="row small">
        <Link to={duplicatesPath(path)}>{t("all")}</Link>
      </p>
    </section>
  );
}
