import { Form, redirect, useNavigation } from "react-router";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import { newId } from "../../../platform/ids.ts";
import { must } from "../../../platform/policy.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { spaceBySlug } from "../../spaces/queries.server.ts";
import { placeInSpace } from "../../spaces/ui/place.ts";
import { removeAnswer, saveAnswer } from "../commands.server.ts";
import { removeInput, savedAnswerInput } from "../inputs.ts";
import { maySaveAnswers } from "../policy.ts";
import { answersSavedIn } from "../queries.server.ts";
import { longestName, longestText, mostSaved, placeholders } from "../rules.ts";
import type { Route } from "./+types/saved-answers.ts";
import styles from "./saved-answers.module.css";

export const handle = { i18n: ["saved-answers"], place: placeInSpace };

/** The answers a space keeps ready. Throws `NotFound`, `Forbidden`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const space = await spaceBySlug(ctx, args.params.space);
  must(maySaveAnswers(ctx.actor, space.id));
  return {
    space: { name: space.name, slug: space.slug, accent: space.accent },
    answers: await answersSavedIn(ctx.db.read, space.id),
    newId: newId(ctx.now),
    parked: await unpark(args.request, ctx, `/s/${space.slug}/saved-answers`),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    const space = await spaceBySlug(ctx, args.params.space);
    const { act, fields } = actOf(form);
    if (act === "save") await saveAnswer(ctx, space.id, parseForm(savedAnswerInput, fields));
    else if (act === "remove") await removeAnswer(ctx, space.id, parseForm(removeInput, fields).id);
    else throw new Malformed();
    return redirect(`/s/${space.slug}/saved-answers`, { status: 303, headers: { "Set-Cookie": forgetParked(ctx) } });
  });
}

export default function SavedAnswers({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("saved-answers");
  const { answers, newId: fresh, parked } = loaderData;
  const typed = reply?.values ?? parked ?? undefined;
  const isNew = typed !== undefined && !answers.some(({ id }) => id === typed.id);
  return (
    <div className={styles.page}>
      <Title of={t("title")} />
      <header className="stack">
        <h1>{t("title")}</h1>
        <p className="soft">{t("what")}</p>
      </header>
      <dl className="facts">
        {placeholders.map((each) => (
          <div key={each}>
            <dt>
              <code>{`{${each}}`}</code>
            </dt>
            <dd>{t(`placeholder.${each}`)}</dd>
          </div>
        ))}
      </dl>
      {answers.length === 0 && (
        <Empty title={t("none")}>
          <p>{t("none_what")}</p>
        </Empty>
      )}
      <ul className={styles.list}>
        {answers.map((answer) => {
          const mine = typed?.id === answer.id ? reply : undefined;
          const values = typed?.id === answer.id ? typed : undefined;
          return (
            <li key={answer.id}>
              <details open={values !== undefined || undefined}>
                <summary>{answer.name}</summary>
                <AnswerForm answer={answer} values={values} reply={mine} />
                <Form method="post" preventScrollReset>
                  <input type="hidden" name="id" value={answer.id} />
                  <button className="btn bare slim loss" name="act" value="remove">
                    {t("remove")}
                  </button>
                </Form>
              </details>
            </li>
          );
        })}
      </ul>
      {answers.length < mostSaved && (
        <section aria-labelledby="new-heading">
          <h2 id="new-heading">{t("new")}</h2>
          <AnswerForm
            key={fresh}
            answer={{ id: isNew ? (typed.id ?? fresh) : fresh, name: "", en: "", fr: "", updatedAt: null }}
            values={isNew ? typed : undefined}
            reply={isNew ? reply : undefined}
          />
        </section>
      )}
    </div>
  );
}

function AnswerForm({
  answer,
  values,
  reply,
}: {
  answer: { id: string; name: string; en: string; fr: string; updatedAt: number | null };
  /** What was typed before, if anything. */
  values: Readonly<Record<string, string>> | undefined;
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("saved-answers");
  const wrong = useFieldError(reply);
  const { state } = useNavigation();
  return (
    <Form method="post" className={styles.form} noValidate preventScrollReset>
      <ProblemBox reply={reply} />
      <input type="hidden" name="id" value={answer.id} />
      {answer.updatedAt !== null && <input type="hidden" name="updatedAt" value={answer.updatedAt} />}
      <Field
        name="name"
        label={t("name")}
        hint={t("name_hint")}
        maxLength={longestName}
        defaultValue={values?.name ?? answer.name}
        error={wrong("name")}
      />
      <div className={styles.pair}>
        {(["en", "fr"] as const).map((language) => (
          <Field
            key={language}
            as="textarea"
            name={language}
            label={t(language)}
            lang={language}
            rows={6}
            maxLength={longestText}
            defaultValue={values?.[language] ?? answer[language]}
            error={wrong(language)}
          />
        ))}
      </div>
      <div className="row">
        <button className="btn first" name="act" value="save" disabled={state === "submitting"}>
          {t("save")}
        </button>
      </div>
    </Form>
  );
}
