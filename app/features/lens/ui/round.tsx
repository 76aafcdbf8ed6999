import { Moment } from "../../../ui/moment.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { RevealedRound } from "../estimating.server.ts";
import { type Factor, factors, kanoCategories, kanoOf, riceOf } from "../rice.ts";
import { hundredths, rounded, useFactorText } from "./factor-text.ts";
import styles from "./estimates.module.css";

/** What came of a revealed round: RICE of the medians, how far people lie apart, what customers would make of it, who said what. */
export function Round({ round: { n, revealedAt, by, given, result } }: { round: RevealedRound }) {
  const { t } = useTranslation("lens");
  const text = useFactorText();
  const { medians, rice, kano } = result;
  const share = kanoOf(kano);
  const nameOf = (name: string) => name || t("former");
  return (
    <article className={styles.round} aria-labelledby={`round-${n}`}>
      <h3 id={`round-${n}`}>{t("estimates.round", { n })}</h3>
      <p className="small quiet">
        {t("estimates.revealed_by", { name: nameOf(by) })} · <Moment at={revealedAt} />
      </p>
      <div>
        <p className={styles.rice}>{t("estimates.rice", { rice: rounded(rice) })}</p>
        <p className="small soft">
          {t("estimates.formula", {
            reach: text("reach", medians.reach),
            impact: text("impact", medians.impact),
            confidence: text("confidence", medians.confidence),
            effort: text("effort", medians.effort),
          })}
        </p>
      </div>
      <table className={styles.factors}>
        <caption className="away">{t("estimates.caption", { n })}</caption>
        <thead>
          <tr>
            <th scope="col">{t("estimates.factor")}</th>
            <th scope="col">{t("estimates.median")}</th>
            <th scope="col">{t("estimates.spread")}</th>
          </tr>
        </thead>
        <tbody>
          {factors.map((factor) => (
            <tr key={factor}>
              <th scope="row">{t(`factor.${factor}`)}</th>
              <td>{text(factor, medians[factor])}</td>
              <td>
                <Apart factor={factor} round={{ given, result }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div>
        <h4>{t("estimates.kano")}</h4>
        <p>
          {share === null
            ? t("estimates.kano_none")
            : t("estimates.kano_is", { better: hundredths(share.better), worse: hundredths(share.worse) })}
        </p>
        <ul className="small soft">
          {kanoCategories.flatMap((category) =>
            kano[category] === 0
              ? []
              : [
                  <li key={category}>
                    {t("estimates.kano_count", { category: t(`kano.${category}`), value: kano[category] })}
                    {(category === "reverse" || category === "questionable") && ` ${t("estimates.kano_outside")}`}
                  </li>,
                ],
          )}
        </ul>
      </div>
      <details>
        <summary>{t("estimates.who")}</summary>
        <ul>
          {given.map(({ member, name, kano: category, ...said }) => (
            <li key={member} className={styles.round}>
              <strong>{nameOf(name)}</strong>
              <span className="small soft">
                {[
                  ...factors.map((factor) =>
                    t("form.value", { field: t(`factor.${factor}`), value: text(factor, said[factor]) }),
                  ),
                  t(`kano.${category}`),
                  t("estimates.rice", { rice: rounded(riceOf(said)) }),
                ].join(" · ")}
              </span>
            </li>
          ))}
        </ul>
      </details>
    </article>
  );
}

/** Between what people said of a factor, and where that is far apart, who said least and most. */
function Apart({
  factor,
  round: { given, result },
}: {
  factor: Factor;
  round: Pick<RevealedRound, "given" | "result">;
}) {
  const { t } = useTranslation("lens");
  const text = useFactorText();
  const { least, most, discuss } = result.spreads[factor];
  if (least === most) return t("estimates.agreed");
  const who = (value: number) =>
    given.flatMap(({ name, ...said }) => (said[factor] === value ? [name || t("former")] : []));
  return (
    <>
      {t("estimates.between", { least: text(factor, least), most: text(factor, most) })}
      {discuss && (
        <>
          <span className={styles.discuss}>{t("estimates.discuss")}</span>
          <span className="small soft">{t("estimates.apart", { least: who(least), most: who(most) })}</span>
        </>
      )}
    </>
  );
}
