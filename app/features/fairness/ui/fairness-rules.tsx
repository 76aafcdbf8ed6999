import { useTranslation } from "../../../ui/words.ts";
import { flagRules, thresholds } from "../rules.ts";
import styles from "./fairness-rules.module.css";
import { useOdds } from "./flag-sentence.tsx";

const hour = 3_600_000;

/** The rules that look for arranged signals, each with its thresholds, and what follows from them. */
export function FairnessRules() {
  const { t } = useTranslation("fairness");
  const { number, percent, odds } = useOdds();
  const { directed, together, burst, few, hold } = thresholds;
  const values = {
    F1: { given: number(directed.given), chance: odds(directed.chance) },
    F2: {
      each: number(together.each),
      shared: number(together.shared),
      part: percent(together.part),
      chance: odds(together.chance),
    },
    F3: {
      signals: number(burst.signals),
      newcomers: percent(burst.newcomers),
      days: number(burst.young / (24 * hour)),
      chance: odds(burst.chance),
    },
    F4: { signals: number(few.signals), ratio: number(few.ratio, 2) },
  };
  return (
    <section aria-labelledby="fairness" className={styles.part}>
      <h2 id="fairness">{t("rules.title")}</h2>
      <p>{t("rules.lede")}</p>
      <dl className={styles.rules}>
        {flagRules.map((rule) => (
          <div key={rule}>
            <dt>{t(`rule.${rule}`)}</dt>
            <dd>{t(`rules.${rule}`, values[rule])}</dd>
          </div>
        ))}
      </dl>
      <p>{t("rules.hold", { partners: number(hold.partners), hours: number(hold.for / hour) })}</p>
      <p className="small soft">{t("rules.told")}</p>
    </section>
  );
}
