import { useTranslation } from "../../../ui/words.ts";
import type { AnswerRate, Rated } from "../rules.ts";
import styles from "./answer-rate.module.css";

/** How many promised days were kept, once there are any. */
export function PromisesKept({ kept: { met, due } }: { kept: Rated }) {
  const { t } = useTranslation("piloting");
  return due === 0 ? null : <p className="small">{t("rate.promises", { met, count: due })}</p>;
}

/** How many answers came in time, and of how many: the figure says what it is made of. `apart` adds its two parts. */
export function AnswerRateFigure({ rate, apart = false }: { rate: AnswerRate; apart?: boolean }) {
  const { t, i18n } = useTranslation("piloting");
  const { share, met, due, acknowledge, decide } = rate;
  if (share === null) return <p className={styles.rate}>{t("rate.too_early", { count: due })}</p>;
  const percent = new Intl.NumberFormat(i18n.language, { style: "percent" }).format(share / 100);
  return (
    <>
      <p className={styles.rate}>
        <b>{percent}</b> {t("rate.in_time")}
        <br />
        {t("rate.of", { met, count: due })}
      </p>
      {apart && (
        <dl className="facts">
          <dt>{t("rate.acknowledge")}</dt>
          <dd>{t("rate.part", { met: acknowledge.met, due: acknowledge.due })}</dd>
          <dt>{t("rate.decide")}</dt>
          <dd>{t("rate.part", { met: decide.met, due: decide.due })}</dd>
        </dl>
      )}
    </>
  );
}
