import { Form, Link, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { newId } from "../../../platform/ids.ts";
import type { Place } from "../../../pages/inside.tsx";
import { Choices } from "../../../ui/choices.tsx";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { idOfPath } from "../../ideas/rules.ts";
import { spaceBySlug } from "../../spaces/queries.server.ts";
import { answerHelp, helpPage } from "../helping.server.ts";
import { helpInput } from "../inputs.ts";
import { helpAnswers, helpPath, longestWords, releasePath } from "../rules.ts";
import styles from "../ui/releases.module.css";
import type { Route } from "./+types/help.ts";

export const handle = {
  i18n: ["releases"],
  place: ({ space, title, path }: Awaited<ReturnType<typeof loader>>): Place => ({
    here: [
      { label: space.name, to: `/s/${space.slug}` },
      { label: title, to: path },
    ],
    accent: space.accent,
  }),
};

/** Asks somebody about the ideas of a release that concern him or her. Throws `NotFound`, `Forbidden`, `Refused`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const space = await spaceBySlug(ctx, args.params.space);
  const { release, ideas } = await helpPage(ctx, space.id, idOfPath(args.params.release));
  const path = releasePath(space.slug, release);
  return {
    space: { name: space.name, slug: space.slug, accent: space.accent },
    title: release.title,
    path,
    ideas: ideas.map((idea) => ({ ...idea, commentId: newId(ctx.now) })),
    parked: await unpark(args.request, ctx, helpPath(path)),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    const space = await spaceBySlug(ctx, args.params.space);
    await answerHelp(ctx, space.id, idOfPath(args.params.release), parseForm(helpInput, form));
    return redirect(`/s/${args.params.space}/releases/${args.params.release}/help`, {
      status: 303,
      headers: { "Set-Cookie": forgetParked(ctx) },
    });
  });
}

export default function Help({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("releases");
  const { title, path, ideas, parked } = loaderData;
  return (
    <div className={styles.page}>
      <Title of={`${t("help.title")} · ${title}`} />
      <header className={styles.head}>
        <p className="small">
          <Link to={path}>{t("help.to_release")}</Link>
        </p>
        <h1>{t("help.title")}</h1>
        <p className="lede">{t("help.what", { title })}</p>
      </header>
      {ideas.map((idea) => (
        <AboutIdea
          key={idea.id}
          idea={idea}
          reply={actionData?.values.idea === idea.id ? actionData : undefined}
          typed={parked?.idea === idea.id ? parked : null}
        />
      ))}
    </div>
  );
}

function AboutIdea({
  idea,
  reply,
  typed,
}: {
  idea: Awaited<ReturnType<typeof loader>>["ideas"][number];
  reply: Reply | undefined;
  typed: Record<string, string> | null;
}) {
  const { t } = useTranslation("releases");
  const wrong = useFieldError(reply);
  return (
    // A new id stands for what is written next: the fields begin anew with it.
    <Form method="post" className={styles.form} noValidate key={reply?.values.comment ?? idea.commentId}>
      <ProblemBox reply={reply} />
      <input type="hidden" name="idea" value={idea.id} />
      <input type="hidden" name="comment" value={reply?.values.comment ?? typed?.comment ?? idea.commentId} />
      <Choices
        legend={t("help.legend", { title: idea.title })}
        name="answer"
        options={helpAnswers.map((value) => ({ value, label: t(`help.answer.${value}`) }))}
        defaultValue={reply?.values.answer ?? typed?.answer ?? idea.answer ?? undefined}
        error={wrong("answer")}
      />
      <Field
        as="textarea"
        name="words"
        label={t("help.words")}
        hint={t("help.words_hint")}
        optional
        rows={3}
        maxLength={longestWords}
        defaultValue={reply?.values.words ?? typed?.words ?? ""}
        error={wrong("words")}
      />
      <div className="row">
        <button className="btn first">{t("help.save")}</button>
        {idea.answer !== null && <span className="small">{t("help.said")}</span>}
        {idea.comment !== null && <Link to={idea.comment}>{t("help.said_words")}</Link>}
      </div>
    </Form>
  );
}
