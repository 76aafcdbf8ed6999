import { useEffect, useId, useRef } from "react";
import { useTranslation } from "../../../ui/words.ts";
import { useCompletion } from "../../mentions/ui/use-completion.ts";
import { Choices } from "../../../ui/choices.tsx";
import { Field } from "../../../ui/field.tsx";
import type { IconName } from "../../../ui/icon.tsx";
import { type CommentKind, commentKinds, longestComment } from "../rules.ts";

/** The drawing of each kind; a remark has none. */
export const kindIcon: Readonly<Partial<Record<CommentKind, IconName>>> = {
  question: "question",
  "build-on": "plus",
  concern: "concern",
  evidence: "evidence",
};

export function WordsField({
  defaultValue,
  error,
  label,
  takesFocus,
}: {
  defaultValue: string;
  error?: string;
  label?: string;
  /** Whether the keyboard goes into it as soon as it is there. */
  takesFocus?: boolean;
}) {
  const { t } = useTranslation("discussion");
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const offerPeople = useCompletion();
  useEffect(() => {
    if (takesFocus) field.current?.focus();
  }, [takesFocus]);
  return (
    <Field
      as="textarea"
      // More than one such form may be refused on a page.
      id={id}
      name="body"
      label={label ?? t("say.label")}
      hint={t("say.hint")}
      rows={4}
      maxLength={longestComment}
      required
      defaultValue={defaultValue}
      error={error}
      ref={field}
      onFocus={(event) => offerPeople(event.currentTarget)}
    />
  );
}

export function KindChoices({ defaultValue }: { defaultValue: string }) {
  const { t } = useTranslation("discussion");
  return (
    <Choices
      legend={t("say.kind")}
      name="kind"
      defaultValue={defaultValue}
      options={commentKinds.map((kind) => ({ value: kind, label: t(`kind_choice.${kind}`), icon: kindIcon[kind] }))}
    />
  );
}
