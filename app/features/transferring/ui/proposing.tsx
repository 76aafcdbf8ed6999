import { Form, Link } from "react-router";
import { Empty } from "../../../ui/empty.tsx";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, type Reply, useFieldError, useSentence } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { ProposingPage } from "../queries.server.ts";
import { longestMessage } from "../rules.ts";
import { Letter } from "./letter.tsx";
import { Preview } from "./preview.tsx";
import styles from "./transferring.module.css";

/** Chooses a space, shows what will happen, and proposes the idea to its pilots. */
export function Proposing({
  page,
  space,
  formId,
  values,
  reply,
}: {
  page: ProposingPage;
  /** The name of the space in which the idea stands. */
  space: string;
  /** The id that the proposal will have: sent twice, it is one. */
  formId: string;
  /** What was typed before somebody had to sign in. */
  values: Readonly<Record<string, string>> | null;
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("transferring");
  const sentence = useSentence();
  if (page.closed !== null) {
    return (
      <>
        <ProblemBox reply={reply} />
        <p className="strip">{page.closed === "own_idea" ? t("own_idea") : sentence(page.closed)}</p>
      </>
    );
  }
  if (page.choices.length === 0) {
    return (
      <Empty title={t("nowhere")}>
        <p className="soft">{t("nowhere_what")}</p>
      </Empty>
    );
  }
  if (page.chosen) return <ProposalForm chosen={page.chosen} formId={formId} values={values} reply={reply} />;
  return (
    <>
      <ProblemBox reply={reply} />
      <p className="soft">{t("what_it_is", { space })}</p>
      {page.before && <Letter transfer={page.before} />}
      <section className={styles.form} aria-labelledby="choose">
        <h2 id="choose">{t("choose")}</h2>
        <ul className={styles.choices}>
          {page.choices.map((choice) => (
            <li key={choice.id} className="row">
              <Link to={`?to=${choice.id}`}>{choice.name}</Link>
              {choice.isPrivate && <span className="small quiet">{t("private")}</span>}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function ProposalForm({
  chosen,
  formId,
  values,
  reply,
}: {
  chosen: NonNullable<ProposingPage["chosen"]>;
  formId: string;
  values: Readonly<Record<string, string>> | null;
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("transferring");
  const wrong = useFieldError(reply);
  const sentence = useSentence();
  const { space, closed, isAtOnce, preview } = chosen;
  const typed = reply?.values ?? values ?? {};
  return (
    <>
      <ProblemBox reply={reply} />
      <section className={styles.form} aria-labelledby="to">
        <h2 id="to">{t("to", { space: space.name })}</h2>
        {closed !== null && <p className="strip">{sentence(closed)}</p>}
        <Preview preview={preview} into={space.name} />
      </section>
      {closed === null && (
        <Form method="post" className={`${styles.form} ${styles.part}`} noValidate>
          <input type="hidden" name="id" value={reply?.values.id ?? formId} />
          <input type="hidden" name="to" value={space.id} />
          <p>{t(isAtOnce ? "at_once" : "asks", { space: space.name })}</p>
          <Field
            as="textarea"
            name="message"
            label={t("message")}
            hint={t("message_hint")}
            rows={5}
            maxLength={longestMessage}
            defaultValue={typed.message ?? ""}
            error={wrong("message")}
          />
          <div className="row">
            <button className="btn first" name="act" value={isAtOnce ? "move" : "propose"}>
              {t(isAtOnce ? "send_at_once" : "send")}
            </button>
          </div>
        </Form>
      )}
      <Form method="get">
        <button className="btn bare">{t("choose_another")}</button>
      </Form>
    </>
  );
}
