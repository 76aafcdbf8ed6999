import { Form } from "react-router";
import { Choices } from "../../../ui/choices.tsx";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, type Reply, useFieldError, useSentence } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { Texts } from "../../ideas/ui/texts.tsx";
import type { WaitingPage } from "../queries.server.ts";
import { longestMessage } from "../rules.ts";
import { Letter } from "./letter.tsx";
import { Preview } from "./preview.tsx";
import styles from "./transferring.module.css";

/** A proposal that waits: for those who made it, and for those who decide. */
export function Waiting({
  page,
  values,
  reply,
}: {
  page: WaitingPage;
  /** What was typed before somebody had to sign in. */
  values: Readonly<Record<string, string>> | null;
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("transferring");
  const { transfer, mayDecide, mayWithdraw, preview, texts } = page;
  return (
    <>
      {!mayDecide && <ProblemBox reply={reply} />}
      {/* It leads here. */}
      <Letter transfer={{ ...transfer, acts: null }} />
      {texts && (
        <section className={styles.form} aria-labelledby="texts">
          <h2 id="texts">{t("texts", { name: texts.by })}</h2>
          <p className="small quiet">{t("texts_what")}</p>
          <Texts {...texts} />
        </section>
      )}
      <Preview preview={preview} into={transfer.target?.name ?? t("letter.private")} />
      {mayDecide ? (
        <Decision page={page} values={values} reply={reply} />
      ) : (
        <p className="strip">{t(mayWithdraw ? "waits" : "own_idea")}</p>
      )}
      {mayWithdraw && (
        <Form method="post" className={styles.part}>
          <input type="hidden" name="transfer" value={transfer.id} />
          <div className="row">
            <button className="btn" name="act" value="withdraw">
              {t("withdraw")}
            </button>
          </div>
        </Form>
      )}
    </>
  );
}

function Decision({
  page,
  values,
  reply,
}: {
  page: WaitingPage;
  values: Readonly<Record<string, string>> | null;
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("transferring");
  const wrong = useFieldError(reply);
  const sentence = useSentence();
  const { transfer, closed } = page;
  const typed = reply?.values ?? values ?? {};
  const decisions = closed === null ? (["accepted", "declined"] as const) : (["declined"] as const);
  return (
    <section className={styles.part} aria-labelledby="judge">
      <h2 id="judge">{t("judge.title", { space: transfer.target?.name ?? "" })}</h2>
      {closed !== null && <p className="strip">{sentence(closed)}</p>}
      <Form method="post" className={styles.form} noValidate>
        <ProblemBox reply={reply} />
        <input type="hidden" name="transfer" value={transfer.id} />
        <Choices
          legend={t("judge.decision")}
          name="decision"
          defaultValue={typed.decision}
          error={wrong("decision")}
          options={decisions.map((value) => ({ value, label: t(`judge.${value}`) }))}
        />
        <Field
          as="textarea"
          name="message"
          label={t("judge.message")}
          hint={t("judge.hint")}
          rows={4}
          maxLength={longestMessage}
          defaultValue={typed.message ?? ""}
          error={wrong("message")}
        />
        <div className="row">
          <button className="btn first" name="act" value="judge">
            {t("judge.send")}
          </button>
        </div>
      </Form>
    </section>
  );
}
