import type { ReactNode } from "react";
import { Form } from "react-router";
import { Choices } from "../../../ui/choices.tsx";
import { Field } from "../../../ui/field.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { RulebookPage } from "../queries.server.ts";
import { type Answer, most, type Question } from "../what-if.ts";
import styles from "./rulebook.module.css";
import { useFigures } from "./use-figures.ts";

type Typed = { value: (name: string, otherwise: string) => string; wrong: (name: string) => string | undefined };

/** Four questions to the rules. Each is a form that leads to this page, with the answer and its arithmetic under it. */
export function WhatIf({ page }: { page: RulebookPage }) {
  const { t } = useTranslation("rulebook");
  const { asked } = page;
  const typedIn = (what: Question["what"]): Typed => ({
    value: (name, otherwise) => (asked?.what === what ? (asked.typed[name] ?? "") : otherwise),
    wrong: (name) =>
      asked?.what === what && asked.wrong.includes(name) ? t(`wrong.${name as "days"}`, most) : undefined,
  });
  const [signals, step, forecast, later] = (["signals", "step", "forecast", "later"] as const).map(typedIn) as [
    Typed,
    Typed,
    Typed,
    Typed,
  ];
  return (
    <section aria-labelledby="what-if" className={styles.part}>
      <h2 id="what-if">{t("heading.what-if")}</h2>
      <p>{t("what_if.lede", { name: page.name })}</p>
      <Asking what="signals" page={page}>
        <Field
          name="people"
          inputMode="numeric"
          required
          label={t("field.people")}
          defaultValue={signals.value("people", "1")}
          error={signals.wrong("people")}
        />
        <Field
          name="days"
          required
          label={t("field.days")}
          hint={t("field.days_hint")}
          defaultValue={signals.value("days", "0, 1, 2")}
          error={signals.wrong("days")}
        />
        <Field
          name="share"
          inputMode="decimal"
          required
          label={t("field.share")}
          defaultValue={signals.value("share", "100")}
          error={signals.wrong("share")}
        />
      </Asking>
      <Asking what="step" page={page}>
        <Field
          as="select"
          name="rule"
          label={t("field.rule")}
          options={page.steps.map((name) => ({ value: name, label: t(`rule.${name}`) }))}
          defaultValue={step.value("rule", "adopted")}
          error={step.wrong("rule")}
        />
        <Field
          name="share"
          inputMode="decimal"
          required
          label={t("field.share_of")}
          defaultValue={step.value("share", "40")}
          error={step.wrong("share")}
        />
      </Asking>
      <Asking what="forecast" page={page}>
        <Field
          name="probability"
          inputMode="decimal"
          required
          label={t("field.probability")}
          defaultValue={forecast.value("probability", "80")}
          error={forecast.wrong("probability")}
        />
        <Choices
          name="happened"
          legend={t("field.happened")}
          options={[
            { value: "yes", label: t("field.yes") },
            { value: "no", label: t("field.no") },
          ]}
          defaultValue={forecast.value("happened", "yes")}
          error={forecast.wrong("happened")}
        />
      </Asking>
      <ForecastTable page={page} />
      <Asking what="later" page={page}>
        {(["", "2"] as const).map((which) => (
          <div key={which} className={styles.pair}>
            <Field
              name={`points${which}`}
              inputMode="decimal"
              required={which === ""}
              optional={which !== ""}
              label={t("field.points")}
              defaultValue={later.value(`points${which}`, which === "" ? "20" : "")}
              error={later.wrong(`points${which}`)}
            />
            <Field
              name={`age${which}`}
              inputMode="numeric"
              required={which === ""}
              optional={which !== ""}
              label={t("field.age")}
              defaultValue={later.value(`age${which}`, which === "" ? "180" : "")}
              error={later.wrong(`age${which}`)}
            />
          </div>
        ))}
      </Asking>
    </section>
  );
}

function Asking({ what, page, children }: { what: Question["what"]; page: RulebookPage; children: ReactNode }) {
  const { t } = useTranslation("rulebook");
  const { asked, answer } = page;
  const id = `what-if-${what}`;
  return (
    <section aria-labelledby={id} className={styles.asking}>
      <h3 id={id}>{t(`what_if.${what}`)}</h3>
      <Form method="get" action={`/reputation/rules#${id}`} className={styles.form}>
        <input type="hidden" name="what" value={what} />
        {children}
        <p>
          <button className="btn" type="submit">
            {t("what_if.ask")}
          </button>
        </p>
      </Form>
      {asked?.what === what && (
        <div role="status" className={styles.answer}>
          {answer?.what === what ? <Worked answer={answer} /> : <p>{t("what_if.unreadable")}</p>}
        </div>
      )}
    </section>
  );
}

function ForecastTable({ page: { forecasts } }: { page: RulebookPage }) {
  const { t } = useTranslation("rulebook");
  const { points, percent } = useFigures();
  return (
    <details className="small">
      <summary>{t("forecast.all")}</summary>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("forecast.said")}</th>
            <th scope="col">{t("forecast.if_so")}</th>
            <th scope="col">{t("forecast.if_not")}</th>
          </tr>
        </thead>
        <tbody>
          {forecasts.map(({ probability, ifSo, ifNot }) => (
            <tr key={probability}>
              <th scope="row">{percent(probability)}</th>
              <td>{points(ifSo)}</td>
              <td>{points(ifNot)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Worked({ answer }: { answer: Answer }) {
  const { t } = useTranslation("rulebook");
  const { number, points, factor, percent } = useFigures();
  const total = (
    <p className={styles.total}>
      <b className="num">{t("unit.points", { count: answer.total / 1_000, points: points(answer.total) })}</b>{" "}
      <span className="small quiet">{t("what_if.rules", { name: answer.rules })}</span>
    </p>
  );
  const cut = <p className="small soft">{t("what_if.cut")}</p>;
  switch (answer.what) {
    case "signals":
      return (
        <>
          {total}
          <ul className={styles.lines}>
            {answer.rows.map((row, place) => (
              <li key={place}>
                <span>
                  {t("what_if.on_day", { day: row.day })}
                  {" · "}
                  {t("signals.nth", { n: row.nth })}
                  <span className="small quiet num">
                    {points(answer.worth)} × {percent(answer.share)} × {factor(row.factor)}{" "}
                    {is(answer.worth * answer.share * row.factor, row.each * 10_000_000)} {points(row.each)}
                    {row.people > 1 && ` · ${row.people} × ${points(row.each)} = ${points(row.together)}`}
                  </span>
                </span>
                <b className="num">{points(row.counted)}</b>
              </li>
            ))}
          </ul>
          {answer.rows.some(({ together, counted }) => counted < together) && (
            <p className="small">{t("what_if.capped", { cap: points(answer.cap) })}</p>
          )}
          {cut}
        </>
      );
    case "step":
      return (
        <>
          {total}
          <p className="num">
            {points(answer.points)} × {percent(answer.share)} {is(answer.points * answer.share, answer.total * 10_000)}{" "}
            {points(answer.total)}
          </p>
          {cut}
        </>
      );
    case "forecast":
      return (
        <>
          {total}
          <p className="num">
            {points(answer.points)} × {factor(answer.score)} = {points(answer.total)}
          </p>
          <p className="small soft">{t("forecast.how")}</p>
        </>
      );
    case "later":
      return (
        <>
          {total}
          <ul className={styles.lines}>
            {answer.lines.map(({ points: was, days, now }, place) => (
              <li key={place}>
                <span className="num">
                  {points(was)} × ½<sup>{number(days / (answer.halfLife / 86_400_000))}</sup>
                </span>
                <b className="num">{points(now)}</b>
              </li>
            ))}
          </ul>
        </>
      );
  }
}

/** The sign between a product and what was made of it, both in one unit: figures are cut after thousandths. */
function is(exact: number, figure: number): "=" | "≈" {
  return exact === figure ? "=" : "≈";
}
