import { Form } from "react-router";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { ShownForecast } from "../queries.server.ts";
import { limits, outcomes } from "../rules.ts";
import styles from "./forecasts.module.css";

/** Says what became of a question, or corrects what was said. */
export function ResolveForm({
  forecast: { id, state, outcome },
  outcomeId,
  reply,
  values,
}: {
  forecast: ShownForecast;
  /** The id that the outcome will have: sent twice, it is one. */
  outcomeId: string;
  reply: Reply | undefined;
  /** What was typed before signing in. */
  values: Readonly<Record<string, string>> | null;
}) {
  const { t } = useTranslation("forecasts");
  const wrong = useFieldError(reply);
  const typed = (name: string, stands = "") => reply?.values[name] ?? values?.[name] ?? stands;
  const open = state === "open" ? (["void"] as const) : outcomes;
  return (
    <details open={reply !== undefined || values !== null || undefined}>
      <summary className="btn slim">{t(outcome ? "resolve.correct" : "resolve.open")}</summary>
      <Form method="post" className={styles.form} noValidate>
        <ProblemBox reply={reply} />
        <p className="soft">
          {t(state === "open" ? "resolve.early" : outcome ? "resolve.lede_correct" : "resolve.lede")}
        </p>
        <input type="hidden" name="forecast" value={id} />
        <input type="hidden" name="id" value={reply?.values.id ?? values?.id ?? outcomeId} />
        <input type="hidden" name="instead" value={outcome?.id ?? ""} />
        <Field
          as="select"
          name="happened"
          label={t("resolve.happened")}
          defaultValue={typed("happened")}
          error={wrong("happened")}
          options={[
            { value: "", label: t("resolve.choose") },
            ...open.map((each) => ({ value: each, label: t(`resolve.${each}`) })),
          ]}
        />
        <Field
          as="textarea"
          name="words"
          label={t("resolve.words")}
          hint={t("resolve.words_hint")}
          rows={4}
          maxLength={limits.words}
          defaultValue={typed("words")}
          error={wrong("words")}
        />
        <Field
          name="link"
          type="url"
          label={t("resolve.link")}
          hint={t("resolve.link_hint")}
          optional
          maxLength={limits.link}
          defaultValue={typed("link")}
          error={wrong("link")}
        />
        <div className="row">
          <button className="btn first" name="act" value="resolve">
            {t("resolve.send")}
          </button>
        </div>
      </Form>
    </details>
  );
}
