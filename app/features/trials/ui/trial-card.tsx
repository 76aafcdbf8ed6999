import { Form, Link } from "react-router";
import { Choices } from "../../../ui/choices.tsx";
import { Field } from "../../../ui/field.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { ProblemBox, type Reply, useFieldError, useSentence } from "../../../ui/problem.tsx";
import { useCalled, useTranslation } from "../../../ui/words.ts";
import { commentPath } from "../../discussion/rules.ts";
import { personPath } from "../../people/rules.ts";
import type { ShownTrial } from "../queries.server.ts";
import { limits, workedAnswers } from "../rules.ts";
import styles from "./trials.module.css";

/** A test: whom it looks for, where the reader stands in it, and what those who tested say. */
export function TrialCard({
  trial,
  idea,
  isTeam,
  isSignedIn,
  reportId,
  reply,
  values,
}: {
  trial: ShownTrial;
  idea: { path: string };
  isTeam: boolean;
  isSignedIn: boolean;
  reportId: string;
  reply: Reply | undefined;
  values: Readonly<Record<string, string>> | null;
}) {
  const { t } = useTranslation("trials");
  const called = useCalled();
  const { mine, state } = trial;
  const canDraw = trial.isWanted && trial.volunteers > trial.seats;
  return (
    <article className={styles.card} aria-labelledby={`trial-${trial.id}`}>
      <h2 id={`trial-${trial.id}`}>{trial.isWanted ? t("wanted", { count: trial.seats }) : t(`state.${state}`)}</h2>
      <p className={styles.words}>{trial.what}</p>
      <ul className="small soft">
        <li>{t("takes", { count: trial.minutes })}</li>
        <li>{t(`for.${trial.affiliation ?? "anybody"}`)}</li>
        {trial.level > 0 && <li>{t(`level.${trial.level as 1}`)}</li>}
        {trial.gets !== "" && <li>{t("gets", { what: trial.gets })}</li>}
        <li>
          {t("asked_by", { name: called(trial.askedBy) })}, <Moment at={trial.at} />
        </li>
      </ul>
      {trial.isWanted && (
        <>
          <p>
            {t("volunteers", { count: trial.volunteers })} · {t("closes")} <Moment at={trial.closesAt} />
          </p>
          <p className="small quiet">{t("how")}</p>
          <Volunteering trial={trial} isSignedIn={isSignedIn} />
        </>
      )}
      {state === "drawn" && <p>{t("drawn_of", { count: trial.drawn, all: trial.volunteers })}</p>}
      {isTeam && trial.isWanted && !canDraw && <p className="small quiet">{t("draw_later")}</p>}
      {isTeam && state === "open" && (
        <Form method="post" className="row" preventScrollReset>
          <input type="hidden" name="trial" value={trial.id} />
          {canDraw && (
            <button className="btn slim" name="act" value="draw">
              {t("draw")}
            </button>
          )}
          <button className="btn bare slim" name="act" value="cancel">
            {t("cancel")}
          </button>
        </Form>
      )}
      {trial.testers && trial.testers.length > 0 && (
        <details className="small">
          <summary>{t("testers")}</summary>
          <ul>
            {trial.testers.map(({ name, handle, hasReported }) => (
              <li key={handle}>
                <Link to={personPath(handle)}>{called(name)}</Link>
                {hasReported && ` · ${t("has_reported")}`}
              </li>
            ))}
          </ul>
        </details>
      )}
      {mine.isDrawn && !mine.hasReported && (
        <ReportForm trial={trial.id} firstId={reportId} reply={reply} values={values} />
      )}
      {state === "drawn" && <Reports trial={trial} path={idea.path} />}
    </article>
  );
}

function Volunteering({ trial, isSignedIn }: { trial: ShownTrial; isSignedIn: boolean }) {
  const { t } = useTranslation("trials");
  const sentence = useSentence();
  const { mine } = trial;
  if (isSignedIn && !mine.volunteers && mine.whyNot !== null) return <p className="small">{sentence(mine.whyNot)}</p>;
  return (
    <Form method="post" className="row" preventScrollReset>
      <input type="hidden" name="trial" value={trial.id} />
      {mine.volunteers && <span role="status">{t("you_volunteer")}</span>}
      <button
        className={mine.volunteers ? "btn bare slim" : "btn first"}
        name="act"
        value={mine.volunteers ? "leave" : "volunteer"}
      >
        {t(mine.volunteers ? "leave" : "volunteer")}
      </button>
    </Form>
  );
}

function ReportForm({
  trial,
  firstId,
  reply,
  values,
}: {
  trial: string;
  firstId: string;
  reply: Reply | undefined;
  values: Readonly<Record<string, string>> | null;
}) {
  const { t } = useTranslation("trials");
  const wrong = useFieldError(reply);
  const typed = (name: string, usual = "") => reply?.values[name] ?? values?.[name] ?? usual;
  return (
    <Form method="post" className={styles.form} noValidate>
      <h3>{t("report.heading")}</h3>
      <p className="soft">{t("report.what")}</p>
      <ProblemBox reply={reply} />
      <input type="hidden" name="trial" value={trial} />
      <input type="hidden" name="id" value={typed("id", firstId)} />
      <Choices
        legend={t("report.worked")}
        name="worked"
        defaultValue={typed("worked")}
        error={wrong("worked")}
        options={workedAnswers.map((value) => ({ value, label: t(`worked.${value}`) }))}
      />
      <Choices
        legend={t("report.effort")}
        name="effort"
        defaultValue={typed("effort")}
        error={wrong("effort")}
        options={(["1", "2", "3", "4", "5"] as const).map((value) => ({ value, label: t(`effort.${value}`) }))}
      />
      <Field
        as="textarea"
        name="words"
        label={t("report.words")}
        rows={4}
        maxLength={limits.words}
        defaultValue={typed("words")}
        error={wrong("words")}
      />
      <Field
        as="textarea"
        name="missing"
        label={t("report.missing")}
        optional
        rows={2}
        maxLength={limits.missing}
        defaultValue={typed("missing")}
        error={wrong("missing")}
      />
      <div className="row">
        <button className="btn first" name="act" value="report">
          {t("report.act")}
        </button>
      </div>
    </Form>
  );
}

function Reports({ trial, path }: { trial: ShownTrial; path: string }) {
  const { t } = useTranslation("trials");
  const called = useCalled();
  const { reports } = trial;
  if (reports.length === 0) return <p className="soft">{t("reports.none")}</p>;
  const counted = workedAnswers.map((answer) => ({
    answer,
    count: reports.filter(({ worked }) => worked === answer).length,
  }));
  return (
    <section aria-labelledby={`reports-${trial.id}`}>
      <h3 id={`reports-${trial.id}`}>{t("reports.heading", { count: reports.length })}</h3>
      <p className="soft">{counted.map(({ answer, count }) => `${t(`worked.${answer}`)}: ${count}`).join(" · ")}</p>
      <ul className={styles.reports}>
        {reports.map(({ name, worked, effort, said, at }) => (
          <li key={`${at} ${name} ${said?.comment}`}>
            <p>
              <strong>{called(name)}</strong> · {t(`worked.${worked}`)} · {t(`effort.${effort as 1}`)}
            </p>
            {said && (
              <>
                {/* Sanitised when it was written, in `platform/markdown`. */}
                <div className="prose" lang={said.language} dangerouslySetInnerHTML={{ __html: said.html }} />
                <p className="small soft">
                  {said.isAccepted && `${t("reports.accepted")} · `}
                  <Link to={commentPath(path, said.comment)}>{t("reports.comment", { name: called(name) })}</Link>
                </p>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
