import type { ReactNode } from "react";
import { useTranslation } from "../../../ui/words.ts";
import { vars } from "../../../ui/vars.ts";
import { shareOf } from "../rules.ts";
import styles from "./figures.module.css";

/** A part of a whole as a bar, in its words: with its share where the whole is large enough for one. */
export function PartRow({ label, part, whole, aff }: { label: ReactNode; part: number; whole: number; aff?: string }) {
  const { t } = useTranslation("figures");
  const share = shareOf(part, whole);
  return (
    <div className={`bar ${styles.row}`} data-aff={aff}>
      <span>{label}</span>
      <span className={styles.track} aria-hidden>
        {part > 0 && <i style={vars({ "--v": (100 * part) / whole })} />}
      </span>
      <span className="num">{share === null ? t("of", { part, whole }) : t("of_share", { part, whole, share })}</span>
    </div>
  );
}
