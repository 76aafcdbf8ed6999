import { Form, Link } from "react-router";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, type Reply, useFieldError, useSentence } from "../../../ui/problem.tsx";
import { StageChip } from "../../../ui/stage.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { MergingPage, Preview } from "../queries.server.ts";
import { longestElements, longestMessage } from "../rules.ts";
import styles from "./merging.module.css";

/** What will happen, what each idea brings, and the answer: then the merge. */
export function MergeForm({
  title,
  chosen,
  space,
  formId,
  values,
  reply,
}: {
  title: string;
  chosen: NonNullable<MergingPage["chosen"]>;
  /** The id of the space of both. */
  space: string;
  /** The id the merge will have: sent twice, it is one. */
  formId: string;
  /** What was typed before somebody had to sign in. */
  values: Readonly<Record<string, string>> | null;
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("merging");
  const wrong = useFieldError(reply);
  const sentence = useSentence();
  const typed = reply?.values ?? values ?? {};
  return (
    <>
      <ProblemBox reply={reply} />
      <section className={styles.form} aria-labelledby="into">
        <h2 id="into">
          {t("into")} <Link to={chosen.path}>{chosen.idea.title}</Link>
        </h2>
        <p className="row small quiet">
          <StageChip stage={chosen.idea.stage} space={space} />
        </p>
        {chosen.closed === null ? (
          <What preview={chosen.preview} title={title} into={chosen.idea.title} />
        ) : (
          <p className="strip">{sentence(chosen.closed)}</p>
        )}
      </section>
      {chosen.closed === null && (
        <Form method="post" className={`${styles.form} ${styles.part}`} noValidate>
          <input type="hidden" name="id" value={formId} />
          <input type="hidden" name="into" value={chosen.idea.id} />
          <Field
            as="textarea"
            name="sourceElements"
            label={t("elements.of", { title })}
            hint={t("elements.hint")}
            rows={3}
            maxLength={longestElements}
            defaultValue={typed.sourceElements ?? ""}
            error={wrong("sourceElements")}
          />
          <Field
            as="textarea"
            name="targetElements"
            label={t("elements.of", { title: chosen.idea.title })}
            hint={t("elements.hint_both")}
            rows={3}
            maxLength={longestElements}
            defaultValue={typed.targetElements ?? ""}
            error={wrong("targetElements")}
          />
          <Field
            as="textarea"
            name="message"
            label={t("message")}
            hint={t("message_hint")}
            rows={5}
            maxLength={longestMessage}
            defaultValue={typed.message ?? ""}
            error={wrong("message")}
          />
          <div className="row">
            <button className="btn first" name="act" value="merge">
              {t("send")}
            </button>
          </div>
          <p className="small quiet">{t("afterwards")}</p>
        </Form>
      )}
    </>
  );
}

function What({ preview, title, into }: { preview: Preview; title: string; into: string }) {
  const { t, i18n } = useTranslation("merging");
  const { people, comments, authors, followers } = preview;
  const gone = people.source + people.target - people.both - people.after;
  return (
    <>
      <h3 className="label">{t("preview.title")}</h3>
      <ul className={styles.what}>
        <li>
          <b>{t("preview.people", people)}</b>
          {gone > 0 && <> {t("preview.apart", { count: gone })}</>}
        </li>
        <li>{t("preview.comments", { count: comments.source, after: comments.source + comments.target })}</li>
        <li>
          {authors.length === 0
            ? t("preview.no_author")
            : t("preview.authors", {
                count: authors.length,
                names: new Intl.ListFormat(i18n.language).format(authors),
              })}
        </li>
        <li>{t("preview.followers", { count: followers })}</li>
        <li>{t("preview.leads", { title, into })}</li>
      </ul>
    </>
  );
}
