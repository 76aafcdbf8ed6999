import { Form } from "react-router";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { longestArgument, revivalPath } from "../rules.ts";
import styles from "./reviving.module.css";

/** Brings a new argument: a form that posts to its own page, wherever it stands. */
export function ArgumentForm({
  idea,
  formId,
  values,
  reply,
}: {
  idea: string;
  /** The id that the argument will have: sent twice, it is one. */
  formId: string;
  /** What was typed before somebody had to sign in. */
  values?: Readonly<Record<string, string>> | null;
  reply?: Reply | undefined;
}) {
  const { t } = useTranslation("reviving");
  const wrong = useFieldError(reply);
  return (
    <Form method="post" action={revivalPath(idea)} className={styles.form} noValidate>
      <ProblemBox reply={reply} />
      <input type="hidden" name="id" value={reply?.values.id ?? formId} />
      <p className="soft">{t("what")}</p>
      <Field
        as="textarea"
        name="argument"
        label={t("argument")}
        hint={t("argument_hint")}
        rows={4}
        maxLength={longestArgument}
        defaultValue={(reply?.values ?? values)?.argument ?? ""}
        error={wrong("argument")}
      />
      <div className="row">
        <button className="btn first">{t("send")}</button>
      </div>
    </Form>
  );
}
