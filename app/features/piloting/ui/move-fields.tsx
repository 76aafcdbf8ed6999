import { useState, useSyncExternalStore } from "react";
import { useTranslation } from "../../../ui/words.ts";
import { Choices } from "../../../ui/choices.tsx";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import type { Stage } from "../../../ui/stage.tsx";
import type { Steering } from "../queries.server.ts";
import { asksReason, asksReview, longestMessage, reasonKinds } from "../rules.ts";

/**
 * What moving an idea asks for. Without script every field stands there and says when it counts;
 * with it, only those that the chosen stage asks for.
 */
export function MoveFields({
  id,
  stage,
  steering,
  author,
  values,
  reply,
  isSending = false,
  mayStay = false,
}: {
  /** The id the move will have: sending twice moves once. */
  id: string;
  /** Where the idea stands now. */
  stage: Stage;
  steering: Steering;
  /** Who will read the answer first. */
  author: string;
  /** What was typed before, if anything. */
  values?: Readonly<Record<string, string>> | null | undefined;
  reply: Reply | undefined;
  isSending?: boolean;
  /** Whether a message alone will do, and the idea stays where it is. */
  mayStay?: boolean;
}) {
  const { t } = useTranslation("piloting");
  const { t: tUi } = useTranslation("ui");
  const wrong = useFieldError(reply);
  const typed = reply?.values ?? values ?? {};
  const [chosen, choose] = useState(typed.to ?? "");
  const hasScript = useHasScript();
  const to = steering.stages.find((each) => each === chosen) ?? "";
  return (
    <>
      <ProblemBox reply={reply} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="from" value={stage} />
      <Field
        as="select"
        name="to"
        label={t("move.to")}
        value={to}
        onChange={(event) => choose(event.currentTarget.value)}
        error={wrong("to")}
        options={[
          { value: "", label: mayStay ? t("move.stays", { stage: tUi(`stage.${stage}`) }) : t("move.choose") },
          ...steering.stages.map((each) => ({
            value: each,
            label: each === stage ? t("move.later_again") : tUi(`stage.${each}`),
          })),
        ]}
      />
      {(!hasScript || asksReason(to)) && (
        <Choices
          legend={t("move.reason")}
          name="reasonKind"
          hint={hasScript ? undefined : t("move.reason_when")}
          defaultValue={typed.reasonKind}
          error={wrong("reasonKind")}
          options={reasonKinds.map((kind) => ({ value: kind, label: t(`reason.${kind}`) }))}
        />
      )}
      {(!hasScript || asksReview(to)) && (
        <Field
          name="reviewOn"
          type="date"
          label={t("move.review")}
          hint={t(hasScript ? "move.review_hint" : "move.review_when")}
          min={steering.earliestReview}
          defaultValue={typed.reviewOn ?? ""}
          error={wrong("reviewOn")}
        />
      )}
      <Field
        as="textarea"
        name="message"
        label={t("move.message")}
        hint={t("move.message_hint", { name: author })}
        rows={5}
        maxLength={longestMessage}
        defaultValue={typed.message ?? ""}
        error={wrong("message")}
      />
      <div className="row">
        <button className="btn first" name="act" value="move" disabled={isSending}>
          {t(isSending ? "move.sending" : mayStay && to === "" ? "move.say" : "move.send")}
        </button>
      </div>
      <p className="small quiet">{t("move.what_happens")}</p>
    </>
  );
}

const never = () => () => undefined;

/** False in the server's HTML and in the first picture that must equal it. */
function useHasScript(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
