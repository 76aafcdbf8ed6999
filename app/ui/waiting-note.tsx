import { useSyncExternalStore } from "react";
import { isWaiting, onWaiting } from "./steady.ts";
import { useTranslation } from "./words.ts";
import styles from "./waiting-note.module.css";

/** Says that something waits for the line to come back. */
export function WaitingNote() {
  const { t } = useTranslation("ui");
  const waits = useSyncExternalStore(onWaiting, isWaiting, () => false);
  return (
    <div role="status" className={styles.note}>
      {waits && <p className="strip">{t("shell.waiting")}</p>}
    </div>
  );
}
