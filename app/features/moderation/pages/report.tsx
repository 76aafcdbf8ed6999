import { useTranslation } from "../../../ui/words.ts";
import { Form, Link, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { ProblemBox } from "../../../ui/problem.tsx";
import { reportItem } from "../commands.server.ts";
import { reportInput } from "../inputs.ts";
import { myMute } from "../muting.server.ts";
import { reportPage } from "../queries.server.ts";
import { subjectIn, subjectPath } from "../rules.ts";
import { Item } from "../ui/item.tsx";
import { MuteNote } from "../ui/mute-note.tsx";
import { ReasonFields } from "../ui/reason-fields.tsx";
import { Title } from "../../../ui/title.tsx";
import { placeUnderIdea } from "../../ideas/ui/place.ts";
import type { Route } from "./+types/report.ts";
import styles from "./page.module.css";

export const handle = {
  i18n: ["moderation"],
  place: placeUnderIdea,
};

function subjectOf({ params, url }: Pick<Route.LoaderArgs, "params" | "url">) {
  return subjectIn(params.idea, url.searchParams.get("comment"));
}

/** Tells the pilots of a space that an idea, or with `?comment=` a comment, should not stand there. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const page = await reportPage(ctx, subjectOf(args));
  return { ...page, mute: await myMute(ctx, page.space.id) };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const subject = subjectOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    await reportItem(ctx, subject, parseForm(reportInput, form));
    return redirect(subjectPath("report", subject), 303);
  });
}

export default function Report({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("moderation");
  const { subject, state } = loaderData;
  const what = subject.comment === null ? "idea" : "comment";
  return (
    <div className={styles.page}>
      <Title of={t(`report.title_${what}`)} />
      <h1>{t(`report.title_${what}`)}</h1>
      <Item {...loaderData} />
      {loaderData.mute && <MuteNote mute={loaderData.mute} />}
      {state === "none" ? (
        <Form method="post" className={styles.form} noValidate>
          <ProblemBox reply={reply} />
          <ReasonFields
            legend={t("report.reason")}
            words={t("report.words")}
            hint={t("report.words_hint")}
            reply={reply}
          />
          <div className="row">
            <button className="btn first">{t("report.send")}</button>
            <Link className="btn" to={loaderData.back}>
              {t("cancel")}
            </Link>
          </div>
          <p className="small quiet">{t("report.what_happens")}</p>
        </Form>
      ) : (
        <>
          <p className="strip live" role="status">
            {t(`report.state.${state}`)}
          </p>
          <p>
            <Link className="btn" to={loaderData.back}>
              {t("back")}
            </Link>
          </p>
        </>
      )}
    </div>
  );
}
