import { Form, Link } from "react-router";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { criterionStates, limits, mostCriteria } from "../rules.ts";
import styles from "./estimates.module.css";

/** Records what was decided, and by what: lines to begin with are those of the space, and each can be written anew. */
export function DecisionForm({
  id,
  space,
  criteria,
  values,
  reply,
}: {
  /** The id that the record will have: sent twice, it is one. */
  id: string;
  space: string;
  criteria: readonly string[];
  /** What was typed before signing in. */
  values: Readonly<Record<string, string>> | null;
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("lens");
  const wrong = useFieldError(reply);
  const typed = (name: string, stands = "") => reply?.values[name] ?? values?.[name] ?? stands;
  const rows = Array.from({ length: Math.min(mostCriteria, Math.max(4, criteria.length + 2)) }, (_, n) => n);
  return (
    <Form method="post" className={styles.form} noValidate>
      <ProblemBox reply={reply} />
      <p className="hint">{t("decision.hint")}</p>
      <input type="hidden" name="id" value={typed("id", id)} />
      <Field
        as="textarea"
        name="words"
        label={t("decision.words")}
        rows={4}
        maxLength={limits.words}
        required
        defaultValue={typed("words")}
        error={wrong("words")}
      />
      <fieldset className={styles.criteria}>
        <legend>{t("decision.criteria")}</legend>
        <p className="hint">
          {t("decision.criteria_hint")} <Link to={`/s/${space}/about`}>{t("decision.criteria_space")}</Link>
        </p>
        {rows.map((n) => (
          <div key={n} className={styles.criterion}>
            <Field
              name={`criterion${n}`}
              label={t("decision.criterion", { n: n + 1 })}
              maxLength={limits.criterion}
              autoComplete="off"
              defaultValue={typed(`criterion${n}`, criteria[n])}
              error={wrong(`criterion${n}`)}
            />
            <Field
              as="select"
              name={`state${n}`}
              label={t("decision.state", { n: n + 1 })}
              defaultValue={typed(`state${n}`, "open")}
              options={criterionStates.map((value) => ({ value, label: t(`criterion.${value}`) }))}
            />
          </div>
        ))}
      </fieldset>
      <p>
        <button className="btn first" name="act" value="decide">
          {t("decision.keep")}
        </button>
      </p>
    </Form>
  );
}
