import { Field } from "../../../ui/field.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { useCompletion } from "../../mentions/ui/use-completion.ts";
import { limits } from "../rules.ts";

/** The title and the three texts of an idea, as they are written first and edited later. */
export function IdeaFields({
  valueOf,
  wrong,
}: {
  /** What a field begins with. */
  valueOf: (name: "title" | "problem" | "forWhom" | "solution") => string | undefined;
  /** What is wrong with a field, in the reader's language. */
  wrong: (name: string) => string | undefined;
}) {
  const { t } = useTranslation("ideas");
  const offerPeople = useCompletion();
  return (
    <>
      <Field
        name="title"
        label={t("new.title_label")}
        hint={t("new.title_hint")}
        defaultValue={valueOf("title")}
        error={wrong("title")}
        maxLength={limits.title}
        autoComplete="off"
      />
      <Field
        as="textarea"
        name="problem"
        label={t("new.problem_label")}
        hint={t("new.problem_hint")}
        defaultValue={valueOf("problem")}
        error={wrong("problem")}
        maxLength={limits.problem}
        onFocus={(event) => offerPeople(event.currentTarget)}
      />
      <Field
        as="textarea"
        name="forWhom"
        label={t("new.for_whom_label")}
        hint={t("new.for_whom_hint")}
        defaultValue={valueOf("forWhom")}
        error={wrong("forWhom")}
        maxLength={limits.forWhom}
        onFocus={(event) => offerPeople(event.currentTarget)}
      />
      <Field
        as="textarea"
        name="solution"
        label={t("new.solution_label")}
        hint={t("new.solution_hint")}
        defaultValue={valueOf("solution")}
        error={wrong("solution")}
        maxLength={limits.solution}
        onFocus={(event) => offerPeople(event.currentTarget)}
      />
    </>
  );
}
