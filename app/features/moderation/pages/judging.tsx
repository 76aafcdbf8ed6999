import { useTranslation } from "../../../ui/words.ts";
import { Link, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { answering, fieldOf, parseForm } from "../../../platform/forms.server.ts";
import { Moment } from "../../../ui/moment.tsx";
import { Person } from "../../../ui/person.tsx";
import type { Reply } from "../../../ui/problem.tsx";
import { dismissReports, hideItem, releaseItem, restoreItem } from "../commands.server.ts";
import { dismissInput, hideInput, releaseInput, restoreInput } from "../inputs.ts";
import { judgingPage, pathOfItem } from "../queries.server.ts";
import { cardPath, subjectIn } from "../rules.ts";
import { ActForm, WordsField } from "../ui/act-form.tsx";
import { ActLine } from "../ui/act-line.tsx";
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
    else if (act === "release") await releaseItem(ctx, subject, parseForm(releaseInput, form).words);
    else if (act === "restore") await restoreItem(ctx, subject, parseForm(restoreInput, form).words);
    else if (act === "dismiss") await dismissReports(ctx, subject, parseForm(dismissInput, form).words);
    else throw new Malformed();
    return redirect(await pathOfItem(ctx, subject), 303);
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
            {loaderData.isHeld && <Release reply={replyTo("release")} />}
            {reports.length > 0 && !loaderData.isHeld && <Dismiss reply={replyTo("dismiss")} />}
            <Hide reply={replyTo("hide")} />
          </>
        ))}
      {acts.length > 0 && (
        <section aria-labelledby="acts">
          <h2 id="acts">{t("judge.acts")}</h2>
          <ul className={styles.list}>
            {acts.map((act) => (
              <li key={act.id}>
                <ActLine act={act} />
                {act.words && <p>{act.words}</p>}
                <p className="row small quiet">
                  <Person {...act.by} /> <Moment at={act.at} />
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className="row">
        <Link className="btn" to={loaderData.back}>
          {t("back")}
        </Link>
        {part === "judge" && (
          <Link className="btn" to={cardPath(loaderData.space.slug, loaderData.handle)}>
            {t("card.link", { name: loaderData.author })}
          </Link>
        )}
      </p>
    </div>
  );
}

function Hide({ reply }: { reply: Reply | undefined }) {
  const { t } = useTranslation("moderation");
  return (
    <ActForm
      act="hide"
      title={t("judge.hide")}
      label={t("judge.hide_act")}
      className="btn loss"
      what={t("judge.hide_what")}
      reply={reply}
    >
      <ReasonFields legend={t("judge.reason")} words={t("judge.words")} hint={t("judge.words_hint")} reply={reply} />
    </ActForm>
  );
}

function Release({ reply }: { reply: Reply | undefined }) {
  const { t } = useTranslation("moderation");
  return (
    <ActForm
      act="release"
      title={t("judge.release")}
      label={t("judge.release_act")}
      className="btn first"
      what={t("judge.release_what")}
      reply={reply}
    >
      <WordsField label={t("judge.dismiss_words")} optional reply={reply} />
    </ActForm>
  );
}

function Dismiss({ reply }: { reply: Reply | undefined }) {
  const { t } = useTranslation("moderation");
  return (
    <ActForm act="dismiss" title={t("judge.dismiss")} label={t("judge.dismiss_act")} reply={reply}>
      <WordsField label={t("judge.dismiss_words")} optional reply={reply} />
    </ActForm>
  );
}

function Restore({ reply }: { reply: Reply | undefined }) {
  const { t } = useTranslation("moderation");
  return (
    <ActForm
      act="restore"
      title={t("judge.restore")}
      label={t("judge.restore_act")}
      className="btn first"
      reply={reply}
    >
      <WordsField label={t("judge.restore_words")} reply={reply} />
    </ActForm>
  );
}
