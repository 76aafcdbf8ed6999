import { useEffect, useEffectEvent, useState } from "react";
import { useFetcher } from "react-router";
import { newId } from "../../../platform/ids.ts";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { useCompletion } from "../../mentions/ui/use-completion.ts";
import { longestNote, notesPath } from "../rules.ts";

type Answered = Reply | { done: string };

/**
 * Writes an internal note. A plain form; with script the page stays, and the words leave the field
 * only once they are stored.
 */
export function NoteForm({
  idea,
  firstId,
  values,
  reply,
}: {
  /** The idea's id. */
  idea: string;
  /** The id of the first note written here: sent twice, it is one. */
  firstId: string;
  /** What was typed before signing in. */
  values?: Readonly<Record<string, string>> | null | undefined;
  /** What a plain form was answered. */
  reply?: Reply | undefined;
}) {
  const { t } = useTranslation("notes");
  const fetcher = useFetcher<Answered>();
  const [id, setId] = useState(firstId);
  const written = fetcher.state === "idle" && fetcher.data && "done" in fetcher.data ? fetcher.data.done : null;
  // Another id is another form, with nothing typed in it.
  const startAnew = useEffectEvent(() => setId(newId(Date.now())));
  useEffect(() => {
    if (written !== null) startAnew();
  }, [written]);
  const isFirst = id === firstId;
  const refusal = fetcher.data && "problem" in fetcher.data ? fetcher.data : isFirst ? reply : undefined;
  const isSending = fetcher.state !== "idle";
  return (
    <fetcher.Form key={id} method="post" action={notesPath(idea)} className="say" noValidate>
      <ProblemBox reply={refusal} />
      <input type="hidden" name="id" value={id} />
      <NoteField
        label={t("label")}
        defaultValue={refusal?.values.body ?? (isFirst ? values?.body : undefined) ?? ""}
        reply={refusal}
      />
      <div className="row">
        <button className="btn" name="act" value="write" disabled={isSending}>
          {t(isSending ? "sending" : "write")}
        </button>
      </div>
    </fetcher.Form>
  );
}

/** The words of a note. */
export function NoteField({
  label,
  defaultValue,
  reply,
}: {
  label: string;
  defaultValue: string;
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("notes");
  const wrong = useFieldError(reply);
  const offerPeople = useCompletion();
  return (
    <Field
      as="textarea"
      name="body"
      label={label}
      hint={t("hint")}
      rows={3}
      maxLength={longestNote}
      required
      defaultValue={defaultValue}
      error={wrong("body")}
      onFocus={(event) => offerPeople(event.currentTarget)}
    />
  );
}
