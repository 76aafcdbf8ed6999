import { type ReactNode, useState, useSyncExternalStore } from "react";
import { useTranslation } from "../../../ui/words.ts";
import { Choices } from "../../../ui/choices.tsx";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { type Stage, useStageWord } from "../../../ui/stage.tsx";
import { longestOverride, standIn, standText } from "../../stages/rules.ts";
import { GateList } from "../../stages/ui/gates.tsx";
import type { Steering } from "../queries.server.ts";
import { asksReason, asksReview, longestMessage, reasonKinds } from "../rules.ts";

/**
 * What moving an idea asks for. Without script every field stands there and says when it counts;
 * with it, only those that the chosen stage asks for.
 */
export function MoveFields({
  id,
  stage,
  extra,
  space,
  steering,
  author,
  values,
  reply,
  isSending = false,
  mayStay = false,
  aids,
}: {
  /** The id the move will have: sending twice moves once. */
  id: string;
  /** Where the idea stands now; null: it is about several. */
  stage: Stage | null;
  extra: string | null;
  /** The space's id: its words for stages are used. Null: there are several. */
  space: string | null;
  steering: Steering;
  /** Who will read the answer first; null: several people. */
  author: string | null;
  /** What was typed before, if anything. */
  values?: Readonly<Record<string, string>> | null | undefined;
  reply: Reply | undefined;
  isSending?: boolean;
  /** Whether a message alone will do, and the idea stays where it is. */
  mayStay?: boolean;
  /** Stands below and helps to write the message. */
  aids?: ReactNode;
}) {
  const { t } = useTranslation("piloting");
  const { t: tStages } = useTranslation("stages");
  const word = useStageWord();
  const wrong = useFieldError(reply);
  const typed = reply?.values ?? values ?? {};
  const [chosen, choose] = useState(typed.to ?? "");
  const hasScript = useHasScript();
  const stays = !mayStay
    ? t("move.choose")
    : stage === null
      ? t("move.all_stay")
      : t("move.stays", { stage: word(space, stage, extra) });
  const to = steering.places.find((each) => each === chosen) ?? "";
  const missing = steering.missing.filter((each) => !hasScript || each.stage === standIn(to).stage);
  /** A step of the space's own stands below its stage. */
  const labelOf = (place: string) => {
    const { stage: at, extra: step } = standIn(place);
    if (place === "later" && stage === "later") return t("move.later_again");
    return `${step === null ? "" : "– "}${word(space, at as Stage, step)}`;
  };
  return (
    <>
      <ProblemBox reply={reply} />
      <input type="hidden" name="id" value={id} />
      {stage !== null && <input type="hidden" name="from" value={standText(stage, extra)} />}
      <Field
        as="textarea"
        name="message"
        label={t("move.message")}
        hint={author === null ? t("move.message_hint_all") : t("move.message_hint", { name: author })}
        rows={5}
        maxLength={longestMessage}
        defaultValue={typed.message ?? ""}
        error={wrong("message")}
      />
      <Field
        as="select"
        name="to"
        label={t("move.to")}
        value={to}
        onChange={(event) => choose(event.currentTarget.value)}
        error={wrong("to")}
        options={[
          { value: "", label: stays },
          ...steering.places.map((each) => ({ value: each, label: labelOf(each) })),
        ]}
      />
      {missing.map((each) => (
        <div key={each.stage} className="strip">
          <p>{tStages("ahead", { stage: word(space, each.stage) })}</p>
          <GateList gates={each.gates} />
        </div>
      ))}
      {missing.length > 0 && steering.mayOverride && (
        <Field
          as="textarea"
          name="override"
          label={tStages("override")}
          hint={tStages("override_hint")}
          optional
          rows={2}
          maxLength={longestOverride}
          defaultValue={typed.override ?? ""}
          error={wrong("override")}
        />
      )}
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
      <div className="row">
        <button className="btn first" name="act" value="move" disabled={isSending}>
          {t(isSending ? "move.sending" : mayStay && to === "" ? "move.say" : "move.send")}
        </button>
      </div>
      {aids}
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
