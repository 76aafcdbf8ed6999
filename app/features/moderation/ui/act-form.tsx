import type { ReactNode } from "react";
import { Form } from "react-router";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { longestWords } from "../rules.ts";
import styles from "./act-form.module.css";

/** One act of a moderator, in a section of its own: what to fill in, its button, and what follows from it. */
export function ActForm({
  act,
  id,
  title,
  label,
  className = "btn",
  what,
  reply,
  children,
}: {
  act: string;
  /** The id of what it makes: sent twice, it is one. */
  id?: string;
  title: string;
  label: string;
  className?: string;
  what?: string;
  reply: Reply | undefined;
  children: ReactNode;
}) {
  return (
    <section aria-labelledby={act}>
      <h2 id={act}>{title}</h2>
      <Form key={id} method="post" className={styles.form} noValidate>
        <ProblemBox reply={reply} />
        {id !== undefined && <input type="hidden" name="id" value={reply?.values.id ?? id} />}
        {children}
        <div className="row">
          <button className={className} name="act" value={act}>
            {label}
          </button>
        </div>
        {what !== undefined && <p className="small quiet">{what}</p>}
      </Form>
    </section>
  );
}

/** The words that go with an act. */
export function WordsField({
  label,
  optional,
  reply,
}: {
  label: string;
  optional?: boolean;
  reply: Reply | undefined;
}) {
  const wrong = useFieldError(reply);
  return (
    <Field
      name="words"
      label={label}
      optional={optional}
      maxLength={longestWords}
      defaultValue={reply?.values.words ?? ""}
      error={wrong("words")}
    />
  );
}
