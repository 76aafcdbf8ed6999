import { Field } from "../../../ui/field.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { limits, mostMinutes, mostSeats } from "../rules.ts";

/** Whom a test looks for, what it takes and what it gives. */
export function AskForm({
  firstId,
  today,
  reply,
  values,
}: {
  firstId: string;
  today: string;
  reply: Reply | undefined;
  values: Readonly<Record<string, string>> | null;
}) {
  const { t } = useTranslation("trials");
  const wrong = useFieldError(reply);
  const typed = (name: string, usual = "") => reply?.values[name] ?? values?.[name] ?? usual;
  return (
    <>
      <ProblemBox reply={reply} />
      <input type="hidden" name="id" value={typed("id", firstId)} />
      <Field
        as="textarea"
        name="what"
        label={t("ask.what")}
        hint={t("ask.what_hint")}
        rows={4}
        maxLength={limits.what}
        defaultValue={typed("what")}
        error={wrong("what")}
      />
      <Field
        name="gets"
        label={t("ask.gets")}
        hint={t("ask.gets_hint")}
        optional
        maxLength={limits.gets}
        defaultValue={typed("gets")}
        error={wrong("gets")}
      />
      <Field
        name="minutes"
        type="number"
        min={1}
        max={mostMinutes}
        label={t("ask.minutes")}
        defaultValue={typed("minutes", "30")}
        error={wrong("minutes")}
      />
      <Field
        name="seats"
        type="number"
        min={1}
        max={mostSeats}
        label={t("ask.seats")}
        defaultValue={typed("seats", "8")}
        error={wrong("seats")}
      />
      <Field
        as="select"
        name="affiliation"
        label={t("ask.affiliation")}
        defaultValue={typed("affiliation")}
        error={wrong("affiliation")}
        options={(["", "customer", "employee", "partner"] as const).map((value) => ({
          value,
          label: t(`who.${value === "" ? "anybody" : value}`),
        }))}
      />
      <Field
        as="select"
        name="level"
        label={t("ask.level")}
        hint={t("ask.level_hint")}
        defaultValue={typed("level", "0")}
        error={wrong("level")}
        options={(["0", "1", "2", "3"] as const).map((value) => ({ value, label: t(`level.${value}`) }))}
      />
      <Field
        name="closesOn"
        type="date"
        min={today}
        label={t("ask.closes")}
        hint={t("ask.closes_hint")}
        defaultValue={typed("closesOn")}
        error={wrong("closesOn")}
      />
      <div className="row">
        <button className="btn first" name="act" value="ask">
          {t("ask.act")}
        </button>
      </div>
    </>
  );
}
