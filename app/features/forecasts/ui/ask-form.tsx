import { Form } from "react-router";
import { Field } from "../../../ui/field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { limits } from "../rules.ts";
import styles from "./forecasts.module.css";

/** Asks something about an idea. `values`: what was typed before signing in. */
export function AskForm({
  id,
  today,
  reply,
  values,
}: {
  /** The id that the question will have: sent twice, it is one. */
  id: string;
  today: string;
  reply: Reply | undefined;
  values: Readonly<Record<string, string>> | null;
}) {
  const { t } = useTranslation("forecasts");
  const wrong = useFieldError(reply);
  const typed = (name: string) => reply?.values[name] ?? values?.[name] ?? "";
  return (
    <details id="ask" open={reply !== undefined || values !== null || undefined}>
      <summary className="btn">
        <Icon name="plus" />
        {t("ask.open")}
      </summary>
      <Form method="post" className={styles.form} noValidate>
        <ProblemBox reply={reply} />
        <p className="soft">{t("ask.lede")}</p>
        <input type="hidden" name="id" value={reply?.values.id ?? values?.id ?? id} />
        <Field
          name="question"
          label={t("ask.question")}
          hint={t("ask.question_hint")}
          maxLength={limits.question}
          defaultValue={typed("question")}
          error={wrong("question")}
          autoComplete="off"
        />
        <div className={styles.days}>
          <Field
            name="closesOn"
            type="date"
            label={t("ask.closes")}
            min={today}
            defaultValue={typed("closesOn")}
            error={wrong("closesOn")}
          />
          <Field
            name="knownOn"
            type="date"
            label={t("ask.known")}
            min={today}
            defaultValue={typed("knownOn")}
            error={wrong("knownOn")}
          />
        </div>
        <div className="row">
          <button className="btn first" name="act" value="ask">
            {t("ask.send")}
          </button>
        </div>
      </Form>
    </details>
  );
}
