import { Form } from "react-router";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { longestMessage } from "../rules.ts";

/** Names a day by which to come back, with words that everybody reads. `firstId` is the id they will have. */
export function DeskPromise({
  idea,
  earliest,
  firstId,
  reply,
}: {
  idea: string;
  /** The first day that can be promised. */
  earliest: string;
  firstId: string;
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("piloting");
  const wrong = useFieldError(reply);
  return (
    <details open={reply !== undefined}>
      <summary>{t("desk.promising.title")}</summary>
      <Form method="post" action={`?idea=${idea}`} className="stack" noValidate>
        <ProblemBox reply={reply} />
        <p className="small soft">{t("desk.promising.what")}</p>
        <input type="hidden" name="idea" value={idea} />
        <input type="hidden" name="id" value={reply?.values.id ?? firstId} />
        <Field
          type="date"
          name="day"
          min={earliest}
          label={t("desk.promising.day")}
          defaultValue={reply?.values.day}
          error={wrong("day")}
        />
        <Field
          as="textarea"
          name="message"
          rows={3}
          maxLength={longestMessage}
          label={t("desk.promising.message")}
          defaultValue={reply?.values.message}
          error={wrong("message")}
        />
        <button className="btn" name="act" value="promise">
          {t("desk.promising.act")}
        </button>
      </Form>
    </details>
  );
}
