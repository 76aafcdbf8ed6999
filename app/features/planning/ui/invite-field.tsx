import { Field } from "../../../ui/field.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { useCompletion } from "../../mentions/ui/use-completion.ts";

/** Whom to invite, by their handles. */
export function InviteField({ value, error }: { value: string; error: string | undefined }) {
  const { t } = useTranslation("planning");
  const offerPeople = useCompletion();
  return (
    <Field
      as="textarea"
      name="invited"
      rows={2}
      maxLength={4_000}
      label={t("who.people")}
      hint={t("who.people_hint")}
      defaultValue={value}
      error={error}
      autoCapitalize="none"
      spellCheck={false}
      onFocus={(event) => offerPeople(event.currentTarget)}
    />
  );
}
