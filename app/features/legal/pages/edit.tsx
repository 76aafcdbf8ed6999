import { Form, Link, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { NotFound } from "../../../platform/errors.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import type { Place } from "../../../pages/inside.tsx";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, useFieldError } from "../../../ui/problem.tsx";
import { Tick } from "../../../ui/tick.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { publishLegal } from "../commands.server.ts";
import { legalInput } from "../inputs.ts";
import { legalToEdit } from "../queries.server.ts";
import { documentIn, longestText } from "../rules.ts";
import type { Route } from "./+types/edit.ts";
import styles from "./legal.module.css";

export const handle = {
  i18n: ["administration", "legal"],
  place: (): Place => ({ area: "administration", here: [] }),
};

/** The newest text of a legal page, to write the next version from. Throws `NotFound`, `Forbidden`. */
export async function loader(args: Route.LoaderArgs) {
  const document = documentIn(args.params.document);
  if (document === null) throw new NotFound();
  return legalToEdit(contextOf(args), document);
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const document = documentIn(args.params.document);
  if (document === null) throw new NotFound();
  const form = await args.request.formData();
  return answering(form, async () => {
    await publishLegal(ctx, document, parseForm(legalInput, form));
    return redirect(`/legal/${document}`, 303);
  });
}

/** After a conflict the page points to what somebody else published, and takes its version for the next try. */
export { alsoAfterConflict as shouldRevalidate } from "../../../ui/after-conflict.ts";

export default function EditLegal({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("legal");
  const { document, version } = loaderData;
  const wrong = useFieldError(reply);
  const title = t("edit.title", { title: t(`title.${document}`) });
  return (
    <div className={styles.page}>
      <Title of={title} />
      <h1>{title}</h1>
      <p className="lede">{t("edit.lede")}</p>
      <Form method="post" className={styles.form} noValidate>
        <ProblemBox reply={reply}>
          {reply?.problem === "legal_changed" && (
            <p>
              <Link to={`/legal/${document}`} target="_blank">
                {t("edit.see_theirs")}
              </Link>
            </p>
          )}
        </ProblemBox>
        {/* After a conflict this is the version that the reader has just been pointed to. */}
        <input type="hidden" name="version" value={version} />
        {(["en", "fr"] as const).map((language) => (
          <Field
            key={language}
            as="textarea"
            name={language}
            lang={language}
            label={t(`edit.${language}`)}
            hint={t("edit.hint")}
            maxLength={longestText}
            required
            defaultValue={reply?.values[language] ?? loaderData[language]}
            error={wrong(language)}
          />
        ))}
        {document !== "notice" && (
          <Tick name="asksAgain" value="yes" defaultChecked={reply?.values.asksAgain === "yes"}>
            {t("edit.asks_again")}
          </Tick>
        )}
        <div className="row">
          <button className="btn first">{t("edit.act")}</button>
          <Link className="btn bare" to="/admin/legal">
            {t("edit.leave")}
          </Link>
        </div>
      </Form>
    </div>
  );
}
