import { useTranslation } from "../../../ui/words.ts";
import styles from "./talk.module.css";

/** The words of a comment as they stand, beside a form that began from other ones. */
export function NowSays({ source }: { source: string | null }) {
  const { t } = useTranslation("discussion");
  if (source === null) return null;
  return (
    <>
      <p className="label">{t("edit.now_says")}</p>
      <blockquote className={styles.now}>{source}</blockquote>
    </>
  );
}
