import { useEffect, useEffectEvent, useState } from "react";
import { Link, useFetcher } from "react-router";
import { newId } from "../../../platform/ids.ts";
import { Choices } from "../../../ui/choices.tsx";
import { useClock } from "../../../ui/clock.tsx";
import { plainDay } from "../../../ui/dates.ts";
import { Field } from "../../../ui/field.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Person } from "../../../ui/person.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { type Stage, useStageWord } from "../../../ui/stage.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { personPath } from "../../people/rules.ts";
import type { ShownMessage, ShownTalk } from "../queries.server.ts";
import { actsOf, earlierPath, longestWords, talksPath } from "../rules.ts";
import styles from "./talk-thread.module.css";

export type About = { path: string; space: string; title: string; stage: Stage; extra: string | null };

/** One talk: who asks what, what that means and what it does not, every word so far, and the next one. */
export function TalkThread({
  idea,
  talk,
  heading: Heading = "h3",
  values,
  reply,
}: {
  idea: About;
  talk: ShownTalk;
  /** Of which level its heading is. */
  heading?: "h2" | "h3";
  /** What was typed before somebody had to sign in. */
  values?: Readonly<Record<string, string>> | null;
  /** What a plain form was answered. */
  reply?: Reply | undefined;
}) {
  const { t } = useTranslation("talks");
  const { id, by, messages } = talk;
  return (
    <article className={styles.talk} id={`talk-${id}`} aria-labelledby={`asked-${id}`}>
      <header>
        <Heading id={`asked-${id}`}>{t(`asked.${talk.asks}`, { name: by.name })}</Heading>
        <p className="small quiet row">
          <span>{t(talk.isPrivate ? "private" : "public")}</span>
          {talk.closedAt === null ? (
            <span className={talk.turn === talk.side ? "due" : undefined}>{t(`turn.${talk.turn}`)}</span>
          ) : (
            <span>
              {t("closed_since")} <Moment at={talk.closedAt} />
            </span>
          )}
        </p>
      </header>
      {talk.side !== null && talk.closedAt === null && <Before idea={idea} talk={talk} />}
      {talk.earlier && (
        <p className="small">
          <Link to={earlierPath(idea.path, id, talk.earlier)}>{t("earlier")}</Link>
        </p>
      )}
      <ol className={styles.said}>
        {messages.map((message) => (
          <li key={message.id}>
            <Said message={message} />
          </li>
        ))}
      </ol>
      {talk.isPart && (
        <p className="small">
          <Link to={talksPath(idea.path, id)}>{t("last")}</Link>
        </p>
      )}
      {talk.helpers.length > 0 && <p className="small soft">{t("helpers", { names: talk.helpers })}</p>}
      {talk.acts.length > 0 && !talk.isPart && (
        <SpeakForm idea={idea} talk={talk} values={values ?? null} reply={reply} />
      )}
    </article>
  );
}

/** What is known, why somebody asks, by when a word would help, and what the question does not imply. */
function Before({ idea, talk }: { idea: About; talk: ShownTalk }) {
  const { t, i18n } = useTranslation("talks");
  const word = useStageWord();
  const { now } = useClock();
  const { name } = talk.by;
  return (
    <aside className={styles.before} aria-label={t("before")}>
      <p>
        {t("known", { title: idea.title, stage: word(idea.space, idea.stage, idea.extra) })}{" "}
        {t(`why.${talk.asks}`, { name })}
      </p>
      <p suppressHydrationWarning>
        {talk.answerBy === null
          ? t("helps_any")
          : t("helps_by", { day: plainDay(talk.answerBy, { now, locale: i18n.language }) })}
      </p>
      <p>
        {t(`means.${talk.asks}`)} {t("nothing_lost")}
      </p>
    </aside>
  );
}

function Said({ message: { by, act, html, at } }: { message: ShownMessage }) {
  const { t } = useTranslation("talks");
  return (
    <>
      <Person
        name={by.name}
        affiliation={by.affiliation}
        avatar={by.avatar}
        to={personPath(by.handle)}
        sub={
          <>
            {t(`did.${act}`)} · <Moment at={at} />
          </>
        }
      />
      {/* Sanitised when it was written, in `platform/markdown`. */}
      {html !== "" && <div className="prose" dangerouslySetInnerHTML={{ __html: html }} />}
    </>
  );
}

/** Writes the next word. A plain form; with script the page stays, and the words leave it once they are stored. */
function SpeakForm({
  idea,
  talk,
  values,
  reply,
}: {
  idea: About;
  talk: ShownTalk;
  values: Readonly<Record<string, string>> | null;
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("talks");
  const fetcher = useFetcher<Reply | { said: string }>();
  const [firstId] = useState(talk.nextId);
  const [id, setId] = useState(firstId);
  const said = fetcher.state === "idle" && fetcher.data && "said" in fetcher.data ? fetcher.data.said : null;
  const startAnew = useEffectEvent(() => setId(newId(Date.now())));
  useEffect(() => {
    if (said !== null) startAnew();
  }, [said]);
  const isFirst = id === firstId;
  const refusal = fetcher.data && "problem" in fetcher.data ? fetcher.data : isFirst ? reply : undefined;
  const wrong = useFieldError(refusal);
  const typed = refusal?.values ?? (isFirst ? values : null) ?? {};
  const isSending = fetcher.state !== "idle";
  const isReopening = talk.acts.includes("reopened");
  const words = (
    <Field
      as="textarea"
      id={`words-${talk.id}`}
      name="body"
      label={t(isReopening ? "speak.reopen" : "speak.answer")}
      hint={isReopening ? t("speak.reopen_hint") : undefined}
      rows={3}
      maxLength={longestWords}
      defaultValue={typed.body ?? ""}
      error={wrong("body")}
    />
  );
  return (
    <fetcher.Form key={id} method="post" action={`${idea.path}/talk`} className={styles.form} noValidate>
      <ProblemBox reply={refusal} />
      <input type="hidden" name="talk" value={talk.id} />
      <input type="hidden" name="id" value={refusal?.values.id ?? id} />
      {words}
      {talk.side === "authors" && !isReopening && (
        <Choices
          legend={t("speak.act")}
          name="act"
          hint={t("speak.act_hint")}
          defaultValue={typed.act ?? "answered"}
          error={wrong("act")}
          options={actsOf.authors.map((act) => ({ value: act, label: t(`speak.${act as "answered"}`) }))}
        />
      )}
      <div className="row">
        {talk.side === "authors" && !isReopening && (
          <button className="btn first" disabled={isSending}>
            {t(isSending ? "speak.sending" : "speak.send")}
          </button>
        )}
        {isReopening && (
          <button className="btn" name="act" value="reopened" disabled={isSending}>
            {t(isSending ? "speak.sending" : "speak.reopen")}
          </button>
        )}
        {talk.side === "pilots" && (
          <>
            <button className="btn first" name="act" value="said" disabled={isSending}>
              {t(isSending ? "speak.sending" : "speak.send")}
            </button>
            <button className="btn" name="act" value="closed" disabled={isSending}>
              {t("speak.close")}
            </button>
          </>
        )}
      </div>
    </fetcher.Form>
  );
}
