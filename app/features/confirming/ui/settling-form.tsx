import { Form } from "react-router";
import { Choices } from "../../../ui/choices.tsx";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { longestWords } from "../rules.ts";
import styles from "./confirming.module.css";

/** A pilot's decision on what few people said of their shares. */
export function SettlingForm({ freeze, reply }: { freeze: string; reply: Reply | undefined }) {
  const { t } = useTranslation("confirming");
  const wrong = useFieldError(reply);
  return (
    <Form method="post" className={styles.form} noValidate>
      <ProblemBox reply={reply} />
      <input type="hidden" name="freeze" value={freeze} />
      <Choices
        legend={t("settle.decision")}
        name="decision"
        defaultValue={reply?.values.decision}
        error={wrong("decision")}
        options={(["apply", "keep"] as const).map((value) => ({ value, label: t(`settle.${value}`) }))}
      />
      <Field
        as="textarea"
        name="words"
        label={t("settle.words")}
        hint={t("settle.words_hint")}
        rows={4}
        maxLength={longestWords}
        defaultValue={reply?.values.words ?? ""}
        error={wrong("words")}
      />
      <div className="row">
        <button className="btn first">{t("settle.send")}</button>
      </div>
    </Form>
  );
}
