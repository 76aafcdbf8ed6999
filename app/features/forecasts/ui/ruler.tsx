import { useTranslation } from "../../../ui/words.ts";
import type { Spread } from "../rules.ts";
import styles from "./forecasts.module.css";

/** 0 to 100 % as a ruler: where the middle half of the answers lies, their average and one's own. The words beside it say the same. */
export function Ruler({ spread: { mean, low, high }, mine }: { spread: Spread; mine: number | null }) {
  const { t } = useTranslation("forecasts");
  const at = (percent: number) => `${2 + percent * 0.96}%`;
  const anchor = (percent: number) => (percent < 12 ? "start" : percent > 88 ? "end" : "middle");
  return (
    <svg className={styles.ruler} aria-hidden="true">
      <line x1={at(0)} x2={at(100)} y1="28" y2="28" />
      {[0, 25, 50, 75, 100].map((tick) => (
        <line key={tick} x1={at(tick)} x2={at(tick)} y1="24" y2="32" />
      ))}
      <line className={styles.half} x1={at(low)} x2={at(high)} y1="28" y2="28" />
      <line className={styles.mean} x1={at(mean)} x2={at(mean)} y1="18" y2="38" />
      <text x={at(mean)} y="13" textAnchor={anchor(mean)}>
        {t("spread.mean")}
      </text>
      {mine !== null && (
        <>
          <circle className={styles.mine} cx={at(mine)} cy="28" r="5" />
          <text x={at(mine)} y="51" textAnchor={anchor(mine)}>
            {t("spread.mine")}
          </text>
        </>
      )}
    </svg>
  );
}
