import { Link } from "react-router";
import { useTranslation } from "../../../ui/words.ts";
import { creditsPath } from "../rules.ts";
import styles from "./credit-line.module.css";
import { useShare } from "./use-share.ts";

/** On an idea's page: from how many people it is, how much of it comes from the reader, and the way to the credits. */
export function CreditLine({ path, summary }: { path: string; summary: { people: number; mine: number } | null }) {
  const { t } = useTranslation("crediting");
  const { round } = useShare();
  if (!summary) {
    return (
      <p className={`small ${styles.line}`}>
        <Link to={creditsPath(path)}>{t("summary.open")}</Link>
      </p>
    );
  }
  return (
    <p className={`small ${styles.line}`}>
      <Link to={creditsPath(path)}>{t("summary.people", { count: summary.people })}</Link>{" "}
      {summary.mine > 0 && t("summary.mine", { share: round(summary.mine) })}
    </p>
  );
}
