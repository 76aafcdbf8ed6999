import type { Confidence } from "../../../../db/schema/boards.ts";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { confidences, longestReason } from "../rules.ts";
import { usePlanWords } from "./plan-words.ts";

/** Who sees to an idea, how far it is, by which day it is to be there and how sure that is. */
export function PlanFields({
  id,
  card,
  people,
  today,
  values,
  reply,
}: {
  /** The id that the change will have: sent twice, it is one. */
  id: string;
  card: {
    version: number;
    owner: { id: string } | null;
    percent: number;
    targetOn: string | null;
    confidence: Confidence | null;
  };
  /** The product people of the space. */
  people: readonly { id: string; name: string }[];
  today: string;
  values: Readonly<Record<string, string>> | null;
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("board");
  const wrong = useFieldError(reply);
  const { due } = usePlanWords();
  const stands = {
    owner: card.owner?.id ?? "",
    percent: String(card.percent),
    targetOn: card.targetOn ?? "",
    confidence: card.confidence ?? "",
    reason: "",
  };
  const typed = (name: keyof typeof stands) => reply?.values[name] ?? values?.[name] ?? stands[name];
  return (
    <>
      <ProblemBox reply={reply} />
      {reply?.problem === "plan_changed" && (
        <p className="strip">{t("stands_now", { percent: card.percent, day: due(card) })}</p>
      )}
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="version" value={card.version} />
      <Field
        as="select"
        name="owner"
        label={t("form.owner")}
        defaultValue={typed("owner")}
        error={wrong("owner")}
        options={[{ value: "", label: t("nobody") }, ...people.map((each) => ({ value: each.id, label: each.name }))]}
      />
      <Field
        name="percent"
        type="number"
        inputMode="numeric"
        min={0}
        max={100}
        label={t("form.percent")}
        defaultValue={typed("percent")}
        error={wrong("percent")}
      />
      <Field
        name="targetOn"
        type="date"
        label={t("form.target")}
        hint={t("form.target_hint")}
        optional
        min={today}
        defaultValue={typed("targetOn")}
        error={wrong("targetOn")}
      />
      <Field
        as="select"
        name="confidence"
        label={t("form.confidence")}
        defaultValue={typed("confidence")}
        error={wrong("confidence")}
        options={[
          { value: "", label: t("confidence.none") },
          ...confidences.map((each) => ({ value: each, label: t(`confidence.${each}`) })),
        ]}
      />
      {card.targetOn !== null && (
        <Field
          as="textarea"
          name="reason"
          label={t("form.reason")}
          hint={t("form.reason_hint")}
          rows={3}
          maxLength={longestReason}
          defaultValue={typed("reason")}
          error={wrong("reason")}
        />
      )}
      <div className="row">
        <button className="btn first" name="act" value="plan">
          {t("form.save")}
        </button>
      </div>
    </>
  );
}
