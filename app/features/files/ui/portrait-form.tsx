import type { ReactNode } from "react";
import { Form, useNavigation } from "react-router";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { accepted, inMebibytes, limits } from "../rules.ts";
import styles from "./portrait-form.module.css";

/** The one picture of somebody or something: as it stands, another one instead, or none. */
export function PortraitForm({
  now,
  has,
  hint,
  reply,
}: {
  /** What stands there now. */
  now: ReactNode;
  has: boolean;
  hint: string;
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("files");
  const wrong = useFieldError(reply);
  const isSending = useNavigation().state === "submitting";
  return (
    <div className={styles.portrait}>
      <div className={styles.now}>{now}</div>
      <Form method="post" encType="multipart/form-data" className={styles.form} noValidate>
        <ProblemBox reply={reply} />
        <Field
          type="file"
          name="file"
          label={t("portrait.label")}
          hint={`${hint} ${t("portrait.hint", { size: inMebibytes(limits.file) })}`}
          accept={accepted.picture}
          error={wrong("file")}
        />
        <div className="row">
          <button className="btn first" name="act" value="set" disabled={isSending}>
            {t(isSending ? "portrait.sending" : has ? "portrait.replace" : "portrait.set")}
          </button>
          {has && (
            <button className="btn bare loss" name="act" value="remove" disabled={isSending}>
              {t("portrait.remove")}
            </button>
          )}
        </div>
      </Form>
    </div>
  );
}
