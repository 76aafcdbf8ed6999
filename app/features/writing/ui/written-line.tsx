import { useTranslation } from "../../../ui/words.ts";
import { Link } from "react-router";
import { useClock } from "../../../ui/clock.tsx";
import { shortDay } from "../../../ui/dates.ts";
import { suggestionsPath } from "../../suggesting/rules.ts";
import type { Written } from "../queries.server.ts";
import styles from "./written.module.css";

/** Under a text: which version stands, how many people wrote it, and the ways to its history. */
export function WrittenLine({
  path,
  written,
  can,
  waiting,
}: {
  path: string;
  written: Written;
  can: { edit: boolean; suggest: boolean; withdraw: boolean };
  /** How many suggestions for the text wait. */
  waiting: number;
}) {
  const { t, i18n } = useTranslation("writing");
  const day = shortDay(written.at, { ...useClock(), locale: i18n.language });
  return (
    <p className={styles.written} id="written">
      <span suppressHydrationWarning>{t("written", { version: written.version, day, count: written.people })}</span>
      {written.version > 1 && <Link to={`${path}/versions`}>{t("compare")}</Link>}
      {can.edit && <Link to={`${path}/edit`}>{t("edit.open")}</Link>}
      {can.edit && <Link to={`${path}/write`}>{t("edit.together")}</Link>}
      {can.suggest && <Link to={`${path}/write`}>{t("suggest")}</Link>}
      {(can.edit || can.suggest) && waiting > 0 && (
        <Link to={suggestionsPath(path)}>{t("suggested", { count: waiting })}</Link>
      )}
      {can.withdraw && <Link to={`${path}/withdrawal`}>{t("withdrawal.open")}</Link>}
    </p>
  );
}
