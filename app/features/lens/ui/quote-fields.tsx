import { Field } from "../../../ui/field.tsx";
import { Choices } from "../../../ui/choices.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { importances, limits } from "../rules.ts";

/** What a customer said, where, how much it matters, and who it was. */
export function QuoteFields({
  values,
  reply,
}: {
  values: Readonly<Record<string, string | undefined>>;
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("lens");
  const wrong = useFieldError(reply);
  const typed = (name: string) => reply?.values[name] ?? values[name] ?? "";
  return (
    <>
      <ProblemBox reply={reply} />
      <Field
        as="textarea"
        name="words"
        label={t("quote.words")}
        hint={t("quote.words_hint")}
        rows={3}
        maxLength={limits.words}
        required
        defaultValue={typed("words")}
        error={wrong("words")}
      />
      <Field
        name="source"
        label={t("quote.source")}
        hint={t("quote.source_hint")}
        maxLength={limits.source}
        required
        autoComplete="off"
        defaultValue={typed("source")}
        error={wrong("source")}
      />
      <Choices
        legend={t("quote.importance")}
        name="importance"
        options={importances.map((weight) => ({ value: String(weight), label: t(`importance.${weight}`) }))}
        defaultValue={typed("importance")}
        error={wrong("importance")}
        required
      />
      <Field
        name="customer"
        type="email"
        label={t("quote.customer")}
        hint={t("quote.customer_hint")}
        optional
        maxLength={limits.email}
        autoComplete="off"
        defaultValue={typed("customer")}
        error={wrong("customer")}
      />
    </>
  );
}
