import { Form, Link, redirect, useActionData, useLoaderData } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { Choices } from "../../../ui/choices.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Person } from "../../../ui/person.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { correctLanguage } from "../commands.server.ts";
import { languageInput } from "../inputs.ts";
import { historyOf } from "../queries.server.ts";
import { commentPath } from "../rules.ts";
import styles from "./comment-versions.module.css";
import { placeUnderIdea } from "../../ideas/ui/place.ts";
import type { Route } from "./+types/comment-versions.ts";

export const handle = {
  i18n: ["discussion"],
  place: placeUnderIdea,
};

/** What a comment said before it was edited: for everybody who reads the comment. */
export async function loader(args: Route.LoaderArgs) {
  return historyOf(contextOf(args), args.params.comment);
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const id = args.params.comment;
  const { idea } = await historyOf(ctx, id);
  const form = await args.request.formData();
  return answering(form, async () => {
    await correctLanguage(ctx, id, parseForm(languageInput, form).language);
    return redirect(commentPath(idea.path, id), 303);
  });
}

export default function CommentVersions() {
  const { t } = useTranslation("discussion");
  const { comment, author, states, idea, can } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const reply: Reply | undefined = answer && "problem" in answer ? answer : undefined;
  const wrong = useFieldError(reply);
  return (
    <div className={styles.page}>
      <Title of={`${t("history.title")} · ${idea.title}`} />
      <p className="small">
        <Link to={commentPath(idea.path, comment.id)}>{t("history.back")}</Link>
      </p>
      <h1>{t("history.title")}</h1>
      <Person name={author.name} affiliation={author.affiliation} />
      <ol className={styles.states}>
        {states.map(({ html, kind, at }, place) => (
          <li key={at} className={styles.state}>
            <p className="small quiet">
              <b>{t(place === 0 ? "history.now" : "history.before")}</b> · <Moment at={at} />
              {kind !== "remark" && <> · {t(`kind.${kind}`)}</>}
            </p>
            {/* Sanitised when it was written, in `platform/markdown`. */}
            <div className="prose" lang={comment.language} dangerouslySetInnerHTML={{ __html: html }} />
          </li>
        ))}
      </ol>
      {can.correctLanguage && (
        <Form method="post" className={styles.language}>
          <ProblemBox reply={reply} />
          <Choices
            legend={t("history.language")}
            name="language"
            options={(["en", "fr"] as const).map((value) => ({ value, label: t(`language.${value}`) }))}
            defaultValue={reply?.values.language ?? comment.language}
            error={wrong("language")}
          />
          <button className="btn">{t("history.save_language")}</button>
        </Form>
      )}
    </div>
  );
}
