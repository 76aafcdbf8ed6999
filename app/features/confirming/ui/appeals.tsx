import { Form, Link } from "react-router";
import { Field } from "../../../ui/field.tsx";
import { Day } from "../../../ui/moment.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { useCalled, useTranslation } from "../../../ui/words.ts";
import { sharesAppealPath } from "../appeals.ts";
import type { confirmingOf } from "../queries.server.ts";
import { longestWords } from "../rules.ts";
import styles from "./confirming.module.css";

type Shown = NonNullable<NonNullable<Awaited<ReturnType<typeof confirmingOf>>>["appeals"]>;

/** Objections to the shares, with what was decided and why, and the form to object. */
export function Appeals({ path, appeals, reply }: { path: string; appeals: Shown; reply: Reply | undefined }) {
  const { t } = useTranslation("confirming");
  const { shown, isFinal, object } = appeals;
  return (
    <>
      {shown.map((appeal) => (
        <Appeal key={appeal.id} path={path} appeal={appeal} />
      ))}
      {isFinal && <p>{t("appeal.final")}</p>}
      {object && (
        <details open={reply !== undefined} id="object">
          <summary>{t(object.round === 1 ? "appeal.object" : "appeal.object_again")}</summary>
          <ObjectionForm object={object} reply={reply} />
        </details>
      )}
      {!object && reply && <ObjectionForm object={null} reply={reply} />}
    </>
  );
}

function Appeal({ path, appeal }: { path: string; appeal: Shown["shown"][number] }) {
  const { t } = useTranslation("confirming");
  const called = useCalled();
  const { by, words, until, state, level, drawn, mayJudge, verdicts } = appeal;
  return (
    <>
      <div className="answer">
        <p className="label">{t("appeal.words", { name: called(by) })}</p>
        <p className="prose">{words}</p>
      </div>
      {state === "open" ? (
        <p>
          {drawn === 0 ? t("appeal.alone") : t("appeal.by", { count: drawn, level })} {t("verdict.until")}{" "}
          <Day at={until - 1} />. {t("appeal.meanwhile")}
        </p>
      ) : (
        <p>
          {t(`appeal.${state === "changed" ? "changed" : "kept"}`)}{" "}
          {verdicts.length === 0 ? t("appeal.nobody") : t("appeal.said", { count: verdicts.length })}
        </p>
      )}
      {mayJudge && (
        <p>
          <Link className="btn slim first" to={sharesAppealPath(path)}>
            {t("appeal.decide")}
          </Link>
        </p>
      )}
      {verdicts.map((verdict, at) => (
        <div className="answer" key={at}>
          <p className="label">
            {verdict.name === null ? t("appeal.member") : called(verdict.name)} · {t(`verdict.${verdict.decision}`)}
          </p>
          <p className="prose">{verdict.words}</p>
        </div>
      ))}
    </>
  );
}

/** `object`: what it is about; null where nobody can object any more, and what was typed stands there still. */
function ObjectionForm({ object, reply }: { object: Shown["object"]; reply: Reply | undefined }) {
  const { t } = useTranslation("confirming");
  const wrong = useFieldError(reply);
  return (
    <Form method="post" className={styles.form} noValidate>
      <ProblemBox reply={reply} />
      {object && (
        <p>
          {t(object.round === 1 ? "appeal.lede" : "appeal.lede_again")} {t("appeal.until")}{" "}
          <Day at={object.until - 1} />.
        </p>
      )}
      <input type="hidden" name="freeze" value={object?.freeze ?? ""} />
      <Field
        as="textarea"
        name="words"
        label={t("appeal.why")}
        hint={t("settle.words_hint")}
        rows={4}
        maxLength={longestWords}
        defaultValue={reply?.values.words ?? ""}
        readOnly={object === null}
        error={wrong("words")}
      />
      {object && (
        <div className="row">
          <button className="btn">{t("appeal.send")}</button>
        </div>
      )}
    </Form>
  );
}
