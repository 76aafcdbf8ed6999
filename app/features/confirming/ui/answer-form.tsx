import { useState } from "react";
import { Form } from "react-router";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { useCalled, useTranslation } from "../../../ui/words.ts";
import { wrongId } from "../../../ui/wrong-id.ts";
import { useShare } from "../../crediting/ui/use-share.ts";
import type { confirmPage } from "../queries.server.ts";
import { allPoints, pointsField } from "../rules.ts";
import styles from "./confirming.module.css";

type Page = Awaited<ReturnType<typeof confirmPage>>;

/** A number for each of the others, with their sum as it is typed. Once it is over, what was typed stands there still. */
export function AnswerForm({ page, reply }: { page: Page; reply: Reply | undefined }) {
  const { t } = useTranslation("confirming");
  const called = useCalled();
  const { exact } = useShare();
  const wrong = useFieldError(reply);
  const { freeze, people, isOpen, hasAnswered } = page;
  const valueOf = ({ id, points }: Page["people"][number]) => reply?.values[pointsField(id)] ?? String(points);
  // What is typed is counted by script alone: without it, the sum that is due stands there.
  const [total, setTotal] = useState<number | null>(null);
  return (
    <Form
      method="post"
      className={styles.form}
      noValidate
      onInput={({ currentTarget }) => {
        const fields = new FormData(currentTarget);
        setTotal(sumOf(people.map(({ id }) => fields.get(pointsField(id)))));
      }}
    >
      <ProblemBox reply={reply} />
      <input type="hidden" name="freeze" value={freeze} />
      {people.map((person) => (
        <Field
          key={person.id}
          label={called(person.name)}
          name={pointsField(person.id)}
          hint={t("confirm.today", { share: exact(person.share) })}
          error={wrong(pointsField(person.id))}
          className={styles.points}
          type="number"
          inputMode="numeric"
          min={0}
          max={allPoints}
          step={1}
          defaultValue={valueOf(person)}
          readOnly={!isOpen}
          autoComplete="off"
        />
      ))}
      <p className={styles.total} id={wrongId("total")} tabIndex={-1}>
        <span>{t("confirm.total")}</span>{" "}
        <output className="num" aria-live="polite">
          {total === null ? t("confirm.all", { points: allPoints }) : t("confirm.of", { total, points: allPoints })}
        </output>
      </p>
      {wrong("total") && <p className="wrong">{wrong("total")}</p>}
      {isOpen && (
        <div className="row">
          <button className="btn first">{t(hasAnswered ? "confirm.change" : "confirm.send")}</button>
        </div>
      )}
    </Form>
  );
}

function sumOf(values: readonly (FormDataEntryValue | null)[]): number {
  return values.reduce((sum: number, value) => sum + (Number(value) || 0), 0);
}
