import { useEffect, useRef, useState } from "react";
import { Form, Link, useNavigation } from "react-router";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { longestPassage, type Passage } from "../../cowriting/rules.ts";
import { longestReason } from "../rules.ts";
import styles from "./suggesting.module.css";

/** One passage to be changed in a copy of its own, as it stood when the form came up. */
export function SuggestForm({
  formId,
  passage,
  name,
  standing,
  language,
  closeTo,
  typed: before,
  reply,
}: {
  formId: string;
  passage: Passage;
  /** What the passage is called. */
  name: string;
  /** The passage as it stands. */
  standing: string;
  language: string;
  /** Where closing the form leads. */
  closeTo: string;
  /** What was typed before its author had to sign in, if anything. */
  typed: Record<string, string> | null | undefined;
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("suggesting");
  const wrong = useFieldError(reply);
  const isSending = useNavigation().state === "submitting";
  const values: Record<string, string> = reply?.values ?? before ?? {};
  // Where the words are gone that were changed, the change is to be made again in the text as it stands.
  const isGone = reply?.problem === "suggestion_place_gone";
  const [began] = useState(standing);
  const seen = isGone ? standing : (values.seen ?? began);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <Form method="post" className={styles.form} id="suggest" aria-label={t("form.title", { passage: name })}>
      <ProblemBox reply={reply} />
      <input type="hidden" name="act" value="suggest" />
      <input type="hidden" name="id" value={formId} />
      <input type="hidden" name="passage" value={passage} />
      <input type="hidden" name="seen" value={seen} />
      {isGone && (
        <div className="stack">
          <p>{t("form.meanwhile")}</p>
          <textarea readOnly rows={4} value={values.text} aria-label={t("form.meanwhile")} lang={language} />
        </div>
      )}
      <Field
        as="textarea"
        key={seen}
        name="text"
        label={t("form.text")}
        hint={t("form.text_hint")}
        rows={8}
        maxLength={Math.max(longestPassage[passage], seen.length)}
        lang={language}
        defaultValue={isGone ? seen : (values.text ?? seen)}
        error={wrong("text")}
        ref={field}
      />
      <Field
        as="textarea"
        name="reason"
        label={t("form.reason")}
        hint={t("form.reason_hint")}
        optional
        rows={2}
        maxLength={longestReason}
        defaultValue={values.reason ?? ""}
        error={wrong("reason")}
      />
      <div className="row">
        <button className="btn first" disabled={isSending}>
          {t("form.send")}
        </button>
        <Link className="btn bare" to={closeTo} preventScrollReset>
          {t("form.cancel")}
        </Link>
      </div>
    </Form>
  );
}
