import { Form, Link } from "react-router";
import { Field } from "../../../ui/field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Person } from "../../../ui/person.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { Saying } from "../queries.server.ts";
import { longestAnswer } from "../rules.ts";
import styles from "./duplicates.module.css";

/** What somebody says of two ideas: why, what others think of it, and what became of it. `reply` is to what was sent from here. */
export function SaidAlike({
  saying,
  reply,
  kept,
}: {
  saying: Saying;
  reply: Reply | undefined;
  /** What was typed here before somebody had to sign in. */
  kept: Readonly<Record<string, string>> | null;
}) {
  const { t } = useTranslation("duplicates");
  const { id, other, words, affiliation, avatar, at, state, decided, people, same, mine, acts } = saying;
  const name = saying.by || t("former");
  const typed = (reply?.values ?? kept)?.message;
  return (
    <article className={styles.saying} aria-labelledby={`saying-${id}`}>
      <h2 id={`saying-${id}`}>
        {t("says", { name })}{" "}
        <Link to={other.path} lang={other.language}>
          {other.title}
        </Link>
      </h2>
      <ProblemBox reply={reply} />
      {words !== null && <p className={styles.words}>{words}</p>}
      <Person name={name} affiliation={affiliation} avatar={avatar} sub={<Moment at={at} />} />
      <p className="small soft">
        {same === null ? t("answered", { count: people }) : t("agree", { count: same, people })}{" "}
        {same === null && acts.answer && t("hidden")}
        {same !== null && state === "open" && saying.isAgreed && t("asked")}
      </p>
      {state !== "open" && <p className="strip">{t(`state.${state}`, { name: decided?.by || t("former") })}</p>}
      {decided?.reasons && (
        <div className="answer">
          <p className="label">{t("reasons", { name: decided.by || t("former") })}</p>
          <p className={styles.words}>{decided.reasons}</p>
        </div>
      )}
      {acts.answer && <Answer saying={saying} />}
      {mine === "first" && state === "open" && (
        <Form method="post">
          <input type="hidden" name="duplicate" value={id} />
          <button className="btn slim" name="act" value="withdraw">
            {t("withdraw")}
          </button>
        </Form>
      )}
      {(acts.merge.length > 0 || acts.decline) && <Decide saying={saying} reply={reply} kept={kept} />}
      {!acts.decline && typed !== undefined && <Typed words={typed} />}
    </article>
  );
}

function Answer({ saying: { id, other, mine } }: { saying: Saying }) {
  const { t } = useTranslation("duplicates");
  return (
    <Form method="post" className="row" aria-label={t("answer.legend", { title: other.title })}>
      <input type="hidden" name="act" value="answer" />
      <input type="hidden" name="duplicate" value={id} />
      {(["yes", "no"] as const).map((value) => (
        <button key={value} className="btn slim" name="same" value={value} aria-pressed={mine === value}>
          {t(`answer.${value}`)}
        </button>
      ))}
      {(mine === "yes" || mine === "no") && <span className="small quiet">{t(`answer.mine_${mine}`)}</span>}
    </Form>
  );
}

/** What a pilot who is not involved decides. */
function Decide({
  saying: { id, acts },
  reply,
  kept,
}: {
  saying: Saying;
  reply: Reply | undefined;
  kept: Readonly<Record<string, string>> | null;
}) {
  const { t } = useTranslation("duplicates");
  const wrong = useFieldError(reply);
  return (
    <section className={styles.form} aria-labelledby={`decide-${id}`}>
      <h3 id={`decide-${id}`}>{t("decide.title")}</h3>
      {acts.merge.length > 0 && (
        <p className="row">
          {acts.merge.map(({ way, path }) => (
            <Link key={way} className="btn slim" to={path}>
              <Icon name="merged" />
              {t(`decide.merge_${way}`)}
            </Link>
          ))}
        </p>
      )}
      {acts.decline && (
        <Form method="post" className={styles.form} noValidate>
          <input type="hidden" name="act" value="decline" />
          <input type="hidden" name="duplicate" value={id} />
          <Field
            as="textarea"
            name="message"
            label={t("decide.message")}
            hint={t("decide.message_hint")}
            rows={3}
            maxLength={longestAnswer}
            defaultValue={(reply?.values ?? kept)?.message ?? ""}
            error={wrong("message")}
          />
          <div className="row">
            <button className="btn">{t("decide.send")}</button>
          </div>
        </Form>
      )}
    </section>
  );
}

/** What somebody typed where there is no form for it any more: to be read and copied, not lost. */
export function Typed({ words }: { words: string }) {
  const { t } = useTranslation("duplicates");
  return (
    <div>
      <p className="label">{t("typed")}</p>
      <p className={styles.words}>{words}</p>
    </div>
  );
}
