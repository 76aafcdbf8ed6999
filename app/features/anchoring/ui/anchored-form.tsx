import { Form, Link, useNavigation } from "react-router";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { Passage } from "../../cowriting/rules.ts";
import { WordsField } from "../../discussion/ui/comment-fields.tsx";
import { longestQuote } from "../rules.ts";
import styles from "./anchoring.module.css";

/** A comment on words of a passage. `chosen`: those that were chosen in the text, and where. */
export function AnchoredForm({
  formId,
  passage,
  name,
  language,
  closeTo,
  chosen,
  typed: before,
  reply,
}: {
  formId: string;
  passage: Passage;
  /** What the passage is called. */
  name: string;
  language: string;
  /** Where closing the form leads. */
  closeTo: string;
  chosen: { at: number; quote: string } | null;
  /** What was typed before its author had to sign in, if anything. */
  typed: Record<string, string> | null | undefined;
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("anchoring");
  const wrong = useFieldError(reply);
  const isSending = useNavigation().state === "submitting";
  const values: Record<string, string> = reply?.values ?? before ?? {};
  return (
    <Form method="post" className={styles.form} id="comment" aria-label={t("form.title", { passage: name })}>
      <ProblemBox reply={reply} />
      <input type="hidden" name="act" value="comment" />
      <input type="hidden" name="id" value={formId} />
      <input type="hidden" name="kind" value="remark" />
      <input type="hidden" name="passage" value={passage} />
      <input type="hidden" name="at" value={chosen?.at ?? values.at ?? ""} />
      <Field
        as="textarea"
        name="quote"
        label={t("form.quote")}
        hint={t("form.quote_hint")}
        rows={2}
        maxLength={longestQuote}
        required
        lang={language}
        defaultValue={values.quote ?? chosen?.quote ?? ""}
        error={wrong("quote")}
      />
      <WordsField defaultValue={values.body ?? ""} error={wrong("body")} label={t("form.say")} takesFocus />
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
