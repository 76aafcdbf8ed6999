import { affiliations } from "../../../platform/actor.ts";
import { Moment } from "../../../ui/moment.tsx";
import { StageChip } from "../../../ui/stage.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { Decision } from "../deciding.server.ts";
import { kanoOf } from "../rice.ts";
import { hundredths, rounded } from "./factor-text.ts";
import styles from "./estimates.module.css";

/** One record of what was decided: where the idea stood, the criteria, and the evidence of that moment. `space` is an id. */
export function Decided({ decision, space }: { decision: Decision; space: string }) {
  const { t } = useTranslation("lens");
  const { t: word } = useTranslation("ui");
  const { words, stage, extra, criteria, evidence, by, at } = decision;
  const { participants, lean, quotes, weight, wishes, estimated } = evidence;
  const share = estimated && kanoOf(estimated.kano);
  return (
    <article className={styles.decision}>
      <p>
        <StageChip stage={stage} extra={extra} space={space} />
      </p>
      {decision.from && (
        <p className="small quiet">
          {t("decision.from")} <q lang={decision.from.language}>{decision.from.title}</q>
        </p>
      )}
      <p className={styles.words}>{words}</p>
      {criteria.length > 0 && (
        <ul className={styles.met}>
          {criteria.map(({ words: line, state }, n) => (
            <li key={n}>
              {line} · <strong>{t(`criterion.${state}`)}</strong>
            </li>
          ))}
        </ul>
      )}
      <div>
        <h3 className="small">{t("decision.evidence")}</h3>
        <ul className="small soft">
          <li>{t("decision.participants", { count: participants })}</li>
          {lean.shown === "nothing" && <li>{t("decision.few")}</li>}
          {lean.shown === "total" && <li>{t("kinds", { ...lean.total })}</li>}
          {lean.shown === "by affiliation" &&
            affiliations.map((affiliation) => (
              <li key={affiliation}>
                {t("form.value", {
                  field: word(`affiliation.plural.${affiliation}`),
                  value: t("kinds", { ...lean.counts[affiliation] }),
                })}
              </li>
            ))}
          <li>{t("evidence.quotes", { count: quotes, weight })}</li>
          <li>{t("evidence.confirmed", { count: wishes })}</li>
          <li>
            {estimated
              ? `${t("estimates.rice", { rice: rounded(estimated.rice) })} (${t("decision.of_round", { n: estimated.n, count: estimated.people })})`
              : t("decision.not_estimated")}
          </li>
          {share && (
            <li>{t("estimates.kano_is", { better: hundredths(share.better), worse: hundredths(share.worse) })}</li>
          )}
        </ul>
      </div>
      <p className="small quiet">
        {t("decision.by", { name: by || t("former") })} · <Moment at={at} />
      </p>
    </article>
  );
}
