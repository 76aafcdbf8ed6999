import { useTranslation } from "../../../ui/words.ts";
import { Choices } from "../../../ui/choices.tsx";
import { Field } from "../../../ui/field.tsx";
import { type Reply, useFieldError } from "../../../ui/problem.tsx";
import { longestWords, reportReasons } from "../rules.ts";

/** What is wrong with it, and in words. */
export function ReasonFields({
  legend,
  words,
  hint,
  reply,
}: {
  legend: string;
  words: string;
  hint: string;
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("moderation");
  const wrong = useFieldError(reply);
  return (
    <>
      <Choices
        legend={legend}
        name="reason"
        defaultValue={reply?.values.reason}
        error={wrong("reason")}
        options={reportReasons.map((reason) => ({ value: reason, label: t(`reason.${reason}`) }))}
      />
      <Field
        as="textarea"
        name="words"
        label={words}
        hint={hint}
        rows={3}
        maxLength={longestWords}
        defaultValue={reply?.values.words ?? ""}
        error={wrong("words")}
      />
    </>
  );
}
