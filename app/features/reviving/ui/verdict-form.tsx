import { Form } from "react-router";
import { Choices } from "../../../ui/choices.tsx";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { Argument } from "../queries.server.ts";
import { longestAnswer } from "../rules.ts";
import styles from "./reviving.module.css";

/** A pilot's decision on an argument. */
export function VerdictForm({
  argument,
  moveId,
  reply,
}: {
  argument: Argument;
  /** The id of the move if the idea is opened. */
  moveId: string;
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("reviving");
  const wrong = useFieldError(reply);
  return (
    <Form method="post" className={styles.form} noValidate>
      <ProblemBox reply={reply} />
      <input type="hidden" name="revival" value={argument.id} />
      <input type="hidden" name="move" value={reply?.values.move ?? moveId} />
      <Choices
        legend={t("judge.decision")}
        name="decision"
        defaultValue={reply?.values.decision}
        error={wrong("decision")}
        options={(["accepted", "declined"] as const).map((value) => ({ value, label: t(`judge.${value}`) }))}
      />
      <Field
        as="textarea"
        name="message"
        label={t("judge.message")}
        hint={t("judge.hint", { name: argument.by.name })}
        rows={4}
        maxLength={longestAnswer}
        defaultValue={reply?.values.message ?? ""}
        error={wrong("message")}
      />
      <div className="row">
        <button className="btn first">{t("judge.send")}</button>
      </div>
    </Form>
  );
}
