import { Form } from "react-router";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { openOnDesk } from "../desk-item.server.ts";
import { longestReason } from "../rules.ts";
import { StandsStill } from "./paused.tsx";

type Pausing = NonNullable<Awaited<ReturnType<typeof openOnDesk>>["pausing"]>;

/** Lets the clock of an idea stand still, for a reason that everybody reads, or go on. */
export function DeskPause({
  idea,
  pausing: { pause, days, firstId },
  mayPause,
  reply,
}: {
  idea: string;
  pausing: Pausing;
  /** Whether a clock runs that can be paused. */
  mayPause: boolean;
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("piloting");
  const wrong = useFieldError(reply);
  if (pause) {
    return (
      <>
        <StandsStill pause={pause} />
        <Form method="post" action={`?idea=${idea}`}>
          <input type="hidden" name="idea" value={idea} />
          <input type="hidden" name="pause" value={pause.id} />
          <button className="btn" name="act" value="resume">
            {t("desk.pausing.resume")}
          </button>
        </Form>
      </>
    );
  }
  if (!mayPause && reply === undefined) return null;
  return (
    <details open={reply !== undefined}>
      <summary>{t("desk.pausing.title")}</summary>
      <Form method="post" action={`?idea=${idea}`} className="stack" noValidate>
        <ProblemBox reply={reply} />
        <p className="small soft">{t("desk.pausing.what")}</p>
        <input type="hidden" name="idea" value={idea} />
        <input type="hidden" name="id" value={reply?.values.id ?? firstId} />
        <Field
          as="textarea"
          name="reason"
          rows={3}
          maxLength={longestReason}
          label={t("desk.pausing.reason")}
          defaultValue={reply?.values.reason}
          error={wrong("reason")}
        />
        <Field
          type="date"
          name="goesOn"
          min={days.first}
          max={days.last}
          label={t("desk.pausing.goes_on")}
          hint={t("desk.pausing.goes_on_hint")}
          defaultValue={reply?.values.goesOn}
          error={wrong("goesOn")}
        />
        <button className="btn" name="act" value="pause">
          {t("desk.pausing.act")}
        </button>
      </Form>
    </details>
  );
}
