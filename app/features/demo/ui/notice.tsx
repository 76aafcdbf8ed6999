import { Link } from "react-router";
import { useTranslation } from "../../../ui/words.ts";
import styles from "./notice.module.css";

/** Says on each page of a demo that it is one, and leads to who else one may be. */
export function DemoNotice() {
  const { t } = useTranslation("ui");
  return (
    <p className={styles.notice}>
      <span>{t("demo.notice")}</span>
      <Link to="/signin">{t("demo.other")}</Link>
      <Link to="/demo/reset">{t("demo.again")}</Link>
    </p>
  );
}
