import { type ReactNode, useId } from "react";
import { Link } from "react-router";
import chartStyles from "../../../ui/chart.module.css";
import { useTranslation } from "../../../ui/words.ts";

/** A figure that says what it is, with its drawing, the same as a table, and as a file. */
export function Figure({
  title,
  what,
  table,
  csv,
  children,
}: {
  title: string;
  what: string;
  /** The rows of the table, and its head. */
  table: ReactNode;
  csv: string;
  children: ReactNode;
}) {
  const { t } = useTranslation("figures");
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <figure className={chartStyles.figure}>
        <figcaption className="small soft">{what}</figcaption>
        <div>{children}</div>
        <details className="small">
          <summary>{t("table")}</summary>
          <table className="figures">{table}</table>
        </details>
        <p className="small">
          <Link to={csv} reloadDocument>
            {t("csv")}
          </Link>
        </p>
      </figure>
    </section>
  );
}
