import { Form } from "react-router";
import { Choices } from "../../../ui/choices.tsx";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { confidences, impacts, kanoCategories } from "../rice.ts";
import { useFactorText } from "./factor-text.ts";
import styles from "./estimates.module.css";

/** What somebody estimates in one round, each factor and what customers would make of it. */
export function EstimateForm({
  round,
  values,
  isChange,
  reply,
}: {
  round: number;
  /** What stands, or was typed before signing in. */
  values: Readonly<Record<string, string | undefined>>;
  /** Whether the reader has answered in this round. */
  isChange: boolean;
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("lens");
  const text = useFactorText();
  const wrong = useFieldError(reply);
  const typed = (name: string) => reply?.values[name] ?? values[name] ?? "";
  return (
    <Form method="post" className={styles.form} noValidate>
      <ProblemBox reply={reply} />
      <input type="hidden" name="round" value={round} />
      <Field
        name="reach"
        label={t("factor.reach")}
        hint={t("estimates.reach_hint")}
        inputMode="numeric"
        autoComplete="off"
        maxLength={20}
        required
        defaultValue={typed("reach")}
        error={wrong("reach")}
      />
      <Choices
        legend={t("factor.impact")}
        name="impact"
        hint={t("estimates.impact_hint")}
        options={impacts.map((impact) => ({ value: String(impact), label: t(`impact.${impact}`) }))}
        defaultValue={typed("impact")}
        error={wrong("impact")}
        required
      />
      <Choices
        legend={t("factor.confidence")}
        name="confidence"
        options={confidences.map((sure) => ({
          value: String(sure),
          label: t(`confidence.${sure}`, { value: text("confidence", sure) }),
        }))}
        defaultValue={typed("confidence")}
        error={wrong("confidence")}
        required
      />
      <Field
        name="effort"
        label={t("factor.effort")}
        hint={t("estimates.effort_hint")}
        inputMode="decimal"
        autoComplete="off"
        maxLength={5}
        required
        defaultValue={typed("effort")}
        error={wrong("effort")}
      />
      <Choices
        legend={t("estimates.kano")}
        name="kano"
        hint={t("estimates.kano_hint")}
        options={kanoCategories.map((value) => ({ value, label: t(`kano.${value}`) }))}
        defaultValue={typed("kano")}
        error={wrong("kano")}
        required
      />
      <p>
        <button className="btn first" name="act" value="estimate">
          {t(isChange ? "estimates.change" : "estimates.give")}
        </button>
      </p>
    </Form>
  );
}
