import { useTranslation } from "../../../ui/words.ts";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { limits } from "../rules.ts";

export type ReleaseValues = { product: string; title: string; notesEn: string; notesFr: string };

/** Of which product a release is, what it is called and what is said of it, in both languages. */
export function ReleaseFields({
  values,
  products,
  reply,
}: {
  values: ReleaseValues;
  products: readonly { id: string; name: string }[];
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("releases");
  const wrong = useFieldError(reply);
  const typed = (name: keyof ReleaseValues) => reply?.values[name] ?? values[name];
  return (
    <>
      <ProblemBox reply={reply} />
      <Field
        as="select"
        name="product"
        label={t("form.product")}
        defaultValue={typed("product")}
        error={wrong("product")}
        options={products.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Field
        name="title"
        label={t("form.title")}
        maxLength={limits.title}
        defaultValue={typed("title")}
        error={wrong("title")}
        autoComplete="off"
        required
      />
      {(["notesEn", "notesFr"] as const).map((name) => (
        <Field
          key={name}
          as="textarea"
          name={name}
          label={t(`form.${name}`)}
          hint={t("form.notes_hint")}
          optional
          rows={6}
          maxLength={limits.notes}
          defaultValue={typed(name)}
          error={wrong(name)}
        />
      ))}
    </>
  );
}
