import { Form } from "react-router";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { longestWords } from "../rules.ts";
import { Until } from "./until.tsx";

/** What became of an appeal, or the form to make one while there is time. */
export function AppealForm({
  decision,
  appeal,
  until,
  firstId,
  typed,
  reply,
}: {
  /** `act:<id>` or `move:<id>`. */
  decision: string;
  appeal: { state: "open" | "upheld" | "dismissed"; answer: string | null; by: string | null } | null;
  /** Until when one may appeal, in ms since 1970 UTC; null: not, or no more. */
  until: number | null;
  /** The id of the appeal: sent twice, it is one. */
  firstId: string;
  /** What was typed before somebody had to sign in. */
  typed: Readonly<Record<string, string>> | null;
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("moderation");
  const wrong = useFieldError(reply);
  if (appeal) {
    const said = appeal.state === "open" ? t("appeal.waits") : t(`appeal.${appeal.state}`, { name: appeal.by ?? "" });
    return (
      <p className="strip">
        {said} {appeal.answer && <q>{appeal.answer}</q>}
      </p>
    );
  }
  if (until === null) return null;
  return (
    <details open={reply !== undefined || typed !== null}>
      <summary className="small">{t("appeal.open")}</summary>
      <Form method="post" className="say" noValidate>
        <ProblemBox reply={reply} />
        <input type="hidden" name="id" value={reply?.values.id ?? typed?.id ?? firstId} />
        <input type="hidden" name="decision" value={decision} />
        <Field
          as="textarea"
          name="words"
          label={t("appeal.words")}
          hint={t("appeal.hint")}
          rows={3}
          maxLength={longestWords}
          defaultValue={reply?.values.words ?? typed?.words ?? ""}
          error={wrong("words")}
        />
        <div className="row">
          <button className="btn" name="act" value="appeal">
            {t("appeal.send")}
          </button>
          <span className="small quiet">
            {t("appeal.until")} <Until at={until} />
          </span>
        </div>
      </Form>
    </details>
  );
}
