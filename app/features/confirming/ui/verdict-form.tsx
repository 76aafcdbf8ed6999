import { Form } from "react-router";
import { Choices } from "../../../ui/choices.tsx";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { useCalled, useTranslation } from "../../../ui/words.ts";
import { wrongId } from "../../../ui/wrong-id.ts";
import { useShare } from "../../crediting/ui/use-share.ts";
import { shareField } from "../appeals.ts";
import type { appealPage } from "../queries.server.ts";
import { longestWords } from "../rules.ts";
import styles from "./confirming.module.css";

type Page = Awaited<ReturnType<typeof appealPage>>;

/** Whether the shares stand, or which ones should, with the reason. */
export function VerdictForm({ page, reply }: { page: Page; reply: Reply | undefined }) {
  const { t, i18n } = useTranslation("confirming");
  const called = useCalled();
  const { exact } = useShare();
  const wrong = useFieldError(reply);
  const { appeal, people, all } = page;
  const percent = new Intl.NumberFormat(i18n.language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return (
    <Form method="post" className={styles.form} noValidate>
      <ProblemBox reply={reply} />
      <input type="hidden" name="act" value="judge" />
      <input type="hidden" name="appeal" value={appeal.id} />
      <Choices
        legend={t("settle.decision")}
        name="decision"
        defaultValue={reply?.values.decision}
        error={wrong("decision")}
        options={(["keep", "change"] as const).map((value) => ({ value, label: t(`verdict.${value}`) }))}
      />
      <fieldset className={styles.form}>
        <legend>{t("verdict.shares")}</legend>
        <p className="hint">{t("verdict.sum", { all: exact(all) })}</p>
        {people.map(({ id, name, stands }) => (
          <Field
            key={id}
            label={called(name)}
            name={shareField(id)}
            hint={t("verdict.stands", { share: exact(stands) })}
            error={wrong(shareField(id))}
            className={styles.points}
            inputMode="decimal"
            defaultValue={reply?.values[shareField(id)] ?? percent.format(stands / 100)}
            autoComplete="off"
          />
        ))}
        {wrong("total") && (
          <p className="wrong" id={wrongId("total")} tabIndex={-1}>
            {wrong("total")}
          </p>
        )}
      </fieldset>
      <Field
        as="textarea"
        name="words"
        label={t("settle.words")}
        hint={t(page.part === "pilot" ? "settle.words_hint" : "verdict.words_hint")}
        rows={4}
        maxLength={longestWords}
        defaultValue={reply?.values.words ?? ""}
        error={wrong("words")}
      />
      <div className="row">
        <button className="btn first">{t("verdict.send")}</button>
      </div>
    </Form>
  );
}

/** Whoever was drawn may stay out of it. */
export function DeclineForm({ appeal }: { appeal: string }) {
  const { t } = useTranslation("confirming");
  return (
    <Form method="post" className={styles.form}>
      <input type="hidden" name="act" value="decline" />
      <input type="hidden" name="appeal" value={appeal} />
      <p className="small">{t("verdict.decline_why")}</p>
      <div className="row">
        <button className="btn slim">{t("verdict.decline")}</button>
      </div>
    </Form>
  );
}
