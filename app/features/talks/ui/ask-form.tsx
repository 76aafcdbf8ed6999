import { useEffect, useEffectEvent, useState } from "react";
import { useFetcher } from "react-router";
import { newId } from "../../../platform/ids.ts";
import { Choices } from "../../../ui/choices.tsx";
import { Field } from "../../../ui/field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { Asking } from "../queries.server.ts";
import { asksKinds, longestWords } from "../rules.ts";
import styles from "./talk-thread.module.css";

/**
 * Asks the authors of an idea for more: a plain form that posts to the page of its talks; with script the
 * page around it stays. It may stand wherever an idea is open: on its page, on the desk.
 */
export function AskForm({
  path,
  asking,
  earliest,
  firstId,
  values,
  reply,
}: {
  /** The idea's address. */
  path: string;
  asking: Asking;
  /** The first day of the space's calendar by which an answer can be wished for. */
  earliest: string;
  /** The id the talk will have: sent twice, it is one. */
  firstId: string;
  /** What was typed before somebody had to sign in. */
  values?: Readonly<Record<string, string>> | null;
  reply?: Reply | undefined;
}) {
  const { t } = useTranslation("talks");
  const fetcher = useFetcher<Reply | { said: string }>();
  const [first] = useState(firstId);
  const [id, setId] = useState(first);
  const asked = fetcher.state === "idle" && fetcher.data && "said" in fetcher.data ? fetcher.data.said : null;
  const startAnew = useEffectEvent(() => setId(newId(Date.now())));
  useEffect(() => {
    if (asked !== null) startAnew();
  }, [asked]);
  const isFirst = id === first;
  const refusal = fetcher.data && "problem" in fetcher.data ? fetcher.data : isFirst ? reply : undefined;
  const wrong = useFieldError(refusal);
  const typed = refusal?.values ?? (isFirst ? values : null) ?? {};
  const isSending = fetcher.state !== "idle";
  return (
    <fetcher.Form key={id} method="post" action={`${path}/talk`} className={styles.form} noValidate>
      <ProblemBox reply={refusal} />
      <input type="hidden" name="id" value={refusal?.values.id ?? id} />
      <p className="soft">{t("ask.what", { name: asking.author })}</p>
      <Choices
        legend={t("ask.asks")}
        name="asks"
        defaultValue={typed.asks ?? "detail"}
        error={wrong("asks")}
        options={asksKinds.map((kind) => ({ value: kind, label: t(`ask.${kind}`) }))}
      />
      <Field
        as="textarea"
        id={`ask-${id}`}
        name="body"
        label={t("ask.body")}
        hint={t("ask.body_hint")}
        rows={3}
        maxLength={longestWords}
        defaultValue={typed.body ?? ""}
        error={wrong("body")}
      />
      <Field
        name="answerBy"
        type="date"
        label={t("ask.answer_by")}
        optional
        min={earliest}
        defaultValue={typed.answerBy ?? ""}
        error={wrong("answerBy")}
      />
      <div className="field">
        <div className="choices">
          <label>
            <input
              type="checkbox"
              name="private"
              value="yes"
              defaultChecked={typed.private === "yes"}
              aria-describedby={`private-${id}`}
            />
            {t("ask.private")}
          </label>
        </div>
        <p className="hint" id={`private-${id}`}>
          {t("ask.private_hint")}
        </p>
      </div>
      <There asking={asking} />
      <div className="row">
        <button className="btn first" disabled={isSending}>
          <Icon name="question" />
          {t(isSending ? "ask.asking" : "ask.act")}
        </button>
      </div>
    </fetcher.Form>
  );
}

/** What the clock shows where the author is: whoever writes at night is not waited for. */
function There({ asking: { author: name, there } }: { asking: Asking }) {
  const { t } = useTranslation("talks");
  if (there === null) return null;
  const { time, isQuiet, isEvening } = there;
  const when = !isQuiet ? "ask.day" : isEvening ? "ask.night_today" : "ask.night_morning";
  return <p className="small quiet">{t(when, { name, time })}</p>;
}
