import { useEffect, useRef } from "react";
import { useTranslation } from "../../../ui/words.ts";
import { data, Form, Link, redirect, useActionData, useLoaderData, useNavigation } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Conflict } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import { Choices } from "../../../ui/choices.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { editByForm } from "../../cowriting/form-edits.server.ts";
import { attachedTo, shownFile } from "../../files/queries.server.ts";
import { FileSection } from "../../files/ui/file-section.tsx";
import { previewOf } from "../../ideas/commands.server.ts";
import { idOfPath, ideaPath } from "../../ideas/rules.ts";
import { IdeaFields } from "../../ideas/ui/idea-fields.tsx";
import { Texts } from "../../ideas/ui/texts.tsx";
import { myMute } from "../../moderation/muting.server.ts";
import { MuteNote } from "../../moderation/ui/mute-note.tsx";
import { editInput } from "../inputs.ts";
import { type Meanwhile, meanwhileOn, textToEdit } from "../queries.server.ts";
import { languages } from "../rules.ts";
import { Difference } from "../ui/difference.tsx";
import { usePartWord } from "../ui/part-word.ts";
import { Title } from "../../../ui/title.tsx";
import styles from "./edit.module.css";
import { placeUnderIdea } from "../../ideas/ui/place.ts";
import type { Route } from "./+types/edit.ts";

export const handle = {
  i18n: ["writing", "ideas", "files", "mentions", "moderation"],
  place: placeUnderIdea,
};

/** The text of an idea, for those who may change it. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const id = idOfPath(args.params.idea);
  const text = await textToEdit(ctx, id);
  const files = (await attachedTo(ctx.db.read, id)).map(shownFile);
  const mute = await myMute(ctx, text.space.id);
  return { ...text, files, mute, parked: await unpark(args.request, ctx, `/ideas/${args.params.idea}/edit`) };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const id = idOfPath(args.params.idea);
  const form = await args.request.formData();
  const { act, fields } = actOf(form);
  return answering(form, async () => {
    const { language, version, ...texts } = parseForm(editInput, fields);
    const values = Object.fromEntries(fields) as Record<string, string>;
    if (act === "preview") return { preview: await previewOf(ctx, texts), values };
    try {
      await editByForm(ctx, id, { ...texts, language, version });
    } catch (error) {
      if (!(error instanceof Conflict && error.code === "edited_meanwhile")) throw error;
      const meanwhile = await meanwhileOn(ctx, id, version, texts);
      const shown = { ...values, ...meanwhile.texts, version: String(meanwhile.version) };
      return data({ problem: error.code, fields: {}, values: shown, meanwhile }, { status: error.status });
    }
    return redirect(ideaPath({ id, title: texts.title }), {
      status: 303,
      headers: { "Set-Cookie": forgetParked(ctx) },
    });
  });
}

export default function Edit() {
  const { t } = useTranslation("writing");
  const { idea, texts, language, version, isOthers, parked, files, mute } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const reply: Reply | undefined = answer && "problem" in answer ? answer : undefined;
  const meanwhile = answer && "meanwhile" in answer ? answer.meanwhile : undefined;
  const preview = answer && "preview" in answer ? answer.preview : undefined;
  const values: Record<string, string> = { ...texts, language, version: String(version), ...parked, ...answer?.values };
  const wrong = useFieldError(reply);
  const isSending = useNavigation().state === "submitting";
  const told = useRef<HTMLElement>(null);
  useEffect(() => told.current?.focus(), [preview, meanwhile]);
  return (
    <div className={styles.page}>
      <Title of={`${t("edit.title")} · ${idea.title}`} />
      <h1>{t("edit.title")}</h1>
      <p className="lede">{t("edit.lede")}</p>
      {isOthers && <p className="strip">{t("edit.others")}</p>}
      {mute && <MuteNote mute={mute} />}
      {preview && (
        <section className={styles.preview} aria-labelledby="preview-heading" tabIndex={-1} ref={told}>
          <h2 id="preview-heading" className="label">
            {t("edit.preview_heading")}
          </h2>
          <p className={styles.previewTitle}>{values.title}</p>
          <Texts
            problem={preview.problemHtml}
            forWhom={preview.forWhomHtml}
            solution={preview.solutionHtml}
            language={values.language ?? language}
          />
        </section>
      )}
      {meanwhile && (
        <section className={styles.meanwhile} aria-labelledby="meanwhile-heading" tabIndex={-1} ref={told}>
          <WhatHappened meanwhile={meanwhile} />
        </section>
      )}
      <Form method="post" className={styles.form} key={values.version}>
        {!meanwhile && <ProblemBox reply={reply} />}
        {meanwhile && <h2>{t("meanwhile.yours")}</h2>}
        <input type="hidden" name="version" value={values.version} />
        <IdeaFields valueOf={(name) => values[name]} wrong={wrong} />
        <Choices
          legend={t("edit.language")}
          name="language"
          options={languages.map((value) => ({ value, label: t(`language.${value}`) }))}
          defaultValue={values.language}
          error={wrong("language")}
        />
        <div className="row">
          <button className="btn first" disabled={isSending}>
            {t("edit.save")}
          </button>
          <button className="btn" name="act" value="preview">
            {t("edit.preview")}
          </button>
          <Link className="btn bare" to={idea.path}>
            {t("edit.cancel")}
          </Link>
        </div>
      </Form>
      <FileSection idea={idea.id} files={files} />
    </div>
  );
}

/** Somebody was faster: who, what changed, and what the form below shows now. */
function WhatHappened({ meanwhile }: { meanwhile: Meanwhile }) {
  const { t } = useTranslation("writing");
  const word = usePartWord();
  const { writers, clashing, parts, language } = meanwhile;
  const names = writers.map((writer) => writer.name);
  return (
    <>
      <div className="error" role="alert">
        <h2 id="meanwhile-heading">{names.length > 0 ? t("meanwhile.title", { names }) : t("meanwhile.unknown")}</h2>
        <p>{t("meanwhile.what")}</p>
        {clashing.length > 0 && (
          <p>{t("meanwhile.clashing", { parts: clashing.map(word.named), count: clashing.length })}</p>
        )}
      </div>
      <h2>{t("meanwhile.heading")}</h2>
      <Difference parts={parts} language={language} headings="h3" />
    </>
  );
}
