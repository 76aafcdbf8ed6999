import { useId } from "react";
import { useTranslation } from "../../../ui/words.ts";
import { Field } from "../../../ui/field.tsx";

/** Tags with commas between them; the space's own ones are offered while typing. */
export function TagsField({
  suggestions,
  defaultValue,
  error,
}: {
  suggestions: readonly { id: string; name: string }[];
  defaultValue: string;
  error?: string | undefined;
}) {
  const { t } = useTranslation("tags");
  const list = useId();
  return (
    <Field
      name="tags"
      label={t("label")}
      hint={t("hint")}
      optional
      defaultValue={defaultValue}
      error={error}
      list={list}
      autoComplete="off"
    >
      <datalist id={list}>
        {suggestions.map(({ id, name }) => (
          <option key={id} value={name} />
        ))}
      </datalist>
    </Field>
  );
}
