import { useTranslation } from "../../../ui/words.ts";
import { Form, Link, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { answering, fieldOf, parseForm } from "../../../platform/forms.server.ts";
import { Field } from "../../../ui/field.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Person } from "../../../ui/person.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { dismissReports, hideItem, restoreItem } from "../commands.server.ts";
import { dismissInput, hideInput, restoreInput } from "../inputs.ts";
import { judgingPage } from "../queries.server.ts";
import { longestWords, subjectIn } from "../rules.ts";
import { Item } from "../ui/item.tsx";
import { ReasonFields } from "../ui/reason-fields.tsx";
import { Title } from "../../../ui/title.tsx";
import { placeUnderIdea } from "../../ideas/ui/place.ts";
import type { Route } from "./+types/judging.ts";
import styles from "./page.module.css";

export const handle = {
  i18n: ["moderation"],
  place: placeUnderIdea,
};

function subjectOf({ params, url }: Pick<Route.LoaderArgs, "params" | "url">) {
  return subjectIn(params.idea, url.searchParams.get("comment"));
}

/** What people say of an idea or a comment, and a pilot's decision on it. */
export async function loader(args: Route.LoaderArgs) {
  return judgingPage(contextOf(args), subjectOf(args));
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const subject = subjectOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    const act = fieldOf(form, "act");
    if (act === "hide") await hideItem(ctx, subject, parseForm(hideInput, form));
    else if (act === "restore") await restoreItem(ctx, subject, parseForm(restoreInput, form).words);
    else if (act === "dismiss") await dismissReports(ctx, subject, parseForm(dismissInput, form).words);
    else throw new Malformed();
    const hash = subject.comment === null ? "" : `#comment-${subject.comment}`;
    return redirect(`/ideas/${args.params.idea}${hash}`, 303);
  });
}

export default function Judging({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("moderation");
  const { subject, reports, acts, isHidden, part } = loaderData;
  const title = t(subject.comment === null ? "judge.title_idea" : "judge.title_comment");
  const replyTo = (act: string) => (reply?.values.act === act ? reply : undefined);
  return (
    <div className={styles.page}>
      <Title of={title} />
      <h1>{title}</h1>
      <Item {...loaderData} />
      {part !== "judge" && <p className="strip">{t(`judge.${part}`)}</p>}
      {reports.length > 0 && (
        <section aria-labelledby="reports">
          <h2 id="reports">{t("judge.reports", { count: reports.length })}</h2>
          <ul className={styles.list}>
            {reports.map((report) => (
              <li key={report.id}>
                <b>{t(`reason.${report.reason}`)}</b>
                {report.words && <p>{report.words}</p>}
                <p className="row small quiet">
                  <Person {...report.by} /> <Moment at={report.at} />
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {part === "judge" &&
        (isHidden ? (
          <Restore reply={replyTo("restore")} />
        ) : (
          <>
            {reports.length > 0 && <Dismiss reply={replyTo("dismiss")} />}
            <Hide reply={replyTo("hide")} />
          </>
        ))}
      {acts.length > 0 && (
        <section aria-labelledby="acts">
          <h2 id="acts">{t("judge.acts")}</h2>
          <ul className={styles.list}>
            {acts.map((act) => (
              <li key={act.id}>
                <p>
                  <b>{t(`act.${act.act}`)}</b>
                  {act.reason && <span className="soft"> {t(`reason.${act.reason}`)}</span>}
                </p>
                {act.words && <p>{act.words}</p>}
                <p className="row small quiet">
                  <Person {...act.by} /> <Moment at={act.at} />
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p>
        <Link className="btn" to={loaderData.back}>
          {t("back")}
        </Link>
      </p>
    </div>
  );
}

function Hide({ reply }: { reply: Reply | undefined }) {
  const { t } = useTranslation("moderation");
  return (
    <section aria-labelledby="hide">
      <h2 id="hide">{t("judge.hide")}</h2>
      <Form method="post" className={styles.form} noValidate>
        <ProblemBox reply={reply} />
        <ReasonFields legend={t("judge.reason")} words={t("judge.words")} hint={t("judge.words_hint")} reply={reply} />
        <div className="row">
          <button className="btn loss" name="act" value="hide">
            {t("judge.hide_act")}
          </button>
        </div>
        <p className="small quiet">{t("judge.hide_what")}</p>
      </Form>
    </section>
  );
}

function Dismiss({ reply }: { reply: Reply | undefined }) {
  const { t } = useTranslation("moderation");
  const wrong = useFieldError(reply);
  return (
    <section aria-labelledby="dismiss">
      <h2 id="dismiss">{t("judge.dismiss")}</h2>
      <Form method="post" className={styles.form} noValidate>
        <ProblemBox reply={reply} />
        <Field
          name="words"
          label={t("judge.dismiss_words")}
          optional
          maxLength={longestWords}
          defaultValue={reply?.values.words ?? ""}
          error={wrong("words")}
        />
        <div className="row">
          <button className="btn" name="act" value="dismiss">
            {t("judge.dismiss_act")}
          </button>
        </div>
      </Form>
    </section>
  );
}

function Restore({ reply }: { reply: Reply | undefined }) {
  const { t } = useTranslation("moderation");
  const wrong = useFieldError(reply);
  return (
    <section aria-labelledby="restore">
      <h2 id="restore">{t("judge.restore")}</h2>
      <Form method="post" className={styles.form} noValidate>
        <ProblemBox reply={reply} />
        <Field
          name="words"
          label={t("judge.restore_words")}
          maxLength={longestWords}
          defaultValue={reply?.values.words ?? ""}
          error={wrong("words")}
        />
        <div className="row">
          <button className="btn first" name="act" value="restore">
            {t("judge.restore_act")}
          </button>
        </div>
      </Form>
    </section>
  );
}
