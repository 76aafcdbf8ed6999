import { Form, Link, redirect } from "react-router";
import type { Place } from "../../../pages/inside.tsx";
import { contextOf, signedIn } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { ProblemBox } from "../../../ui/problem.tsx";
import { Tick } from "../../../ui/tick.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { chooseFound } from "../commands.server.ts";
import { foundInput } from "../inputs.ts";
import { foundSettings } from "../queries.server.ts";
import { cardPath, foundPath, personPath } from "../rules.ts";
import type { Route } from "./+types/found.ts";
import styles from "./edit.module.css";

export const handle = {
  i18n: ["people"],
  place: ({ name }: Awaited<ReturnType<typeof loader>>): Place => ({ here: [{ label: name, to: "/me" }] }),
};

/** How others find the one who asks, to change it. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = signedIn(contextOf(args));
  const { name, handle: called } = ctx.actor;
  const isSaved = args.url.searchParams.has("saved");
  return { name, called, isSaved, ...(await foundSettings(ctx)) };
}

export async function action(args: Route.ActionArgs) {
  const ctx = signedIn(contextOf(args));
  const form = await args.request.formData();
  return answering(form, async () => {
    await chooseFound(ctx, parseForm(foundInput, form));
    return redirect(`${foundPath}?saved=1`, 303);
  });
}

export default function Found({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t, i18n } = useTranslation("people");
  const { called, isSaved, mayBeFound, showsCard } = loaderData;
  const language = i18n.language === "fr" ? "fr" : "en";
  return (
    <div className={styles.page}>
      <Title of={t("found.title")} />
      <h1>{t("found.title")}</h1>
      {isSaved && (
        <p className="strip live" role="status">
          {t("found.saved")}
        </p>
      )}
      <Form method="post" className={styles.form} noValidate>
        <ProblemBox reply={reply} />
        <section className="stack" aria-labelledby="teams-heading">
          <h2 id="teams-heading">{t("found.teams")}</h2>
          <Tick name="mayBeFound" value="yes" defaultChecked={mayBeFound}>
            {t("found.may")}
          </Tick>
          <p className="small soft">{t("found.may_what")}</p>
        </section>
        <section className="stack" aria-labelledby="card-heading">
          <h2 id="card-heading">{t("found.card")}</h2>
          <Tick name="showsCard" value="yes" defaultChecked={showsCard}>
            {t("found.shows")}
          </Tick>
          <p className="small soft">{t("found.shows_what")}</p>
          {showsCard && (
            <p className="small">
              <a href={cardPath(called, language)}>{t("found.see")}</a>
            </p>
          )}
        </section>
        <div className="row">
          <button className="btn first">{t("edit.act")}</button>
          <Link className="btn bare" to={personPath(called)}>
            {t("found.back")}
          </Link>
        </div>
      </Form>
    </div>
  );
}
