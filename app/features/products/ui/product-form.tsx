import { useTranslation } from "../../../ui/words.ts";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { limits } from "../rules.ts";

/** What a product is called and what it is for, in both languages. */
export function ProductFields({
  values,
  reply,
}: {
  values: { name: string; purposeEn: string; purposeFr: string };
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("products");
  const wrong = useFieldError(reply);
  const typed = (name: keyof typeof values) => reply?.values[name] ?? values[name];
  return (
    <>
      <ProblemBox reply={reply} />
      <Field
        name="name"
        label={t("form.name")}
        maxLength={limits.name}
        defaultValue={typed("name")}
        error={wrong("name")}
        autoComplete="off"
        required
      />
      {(["purposeEn", "purposeFr"] as const).map((name) => (
        <Field
          key={name}
          as="textarea"
          name={name}
          label={t(`form.${name}`)}
          hint={t("form.purpose_hint")}
          optional
          rows={4}
          maxLength={limits.purpose}
          defaultValue={typed(name)}
          error={wrong(name)}
        />
      ))}
    </>
  );
}
