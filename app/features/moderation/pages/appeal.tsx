import { Form, Link, redirect } from "react-router";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { contextOf } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { newId } from "../../../platform/ids.ts";
import { Field } from "../../../ui/field.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Person } from "../../../ui/person.tsx";
import { ProblemBox, useFieldError } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { placeInSpace } from "../../spaces/ui/place.ts";
import { appealPage, judgeAppeal } from "../appeals.server.ts";
import { verdictInput } from "../inputs.ts";
import { appealPath, longestWords } from "../rules.ts";
import { ActLine } from "../ui/act-line.tsx";
import type { Route } from "./+types/appeal.ts";
import styles from "./page.module.css";

export const handle = { i18n: ["moderation"], place: placeInSpace };

/** For pilots: a decision, what the person concerned says about it, and the judgment of a pilot who is not involved. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const { space, appeal } = args.params;
  const page = await appealPage(ctx, space, appeal);
  return { ...page, moveId: newId(ctx.now), parked: await unpark(args.request, ctx, appealPath(space, appeal)) };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  const { space, appeal } = args.params;
  return answering(form, async () => {
    await judgeAppeal(ctx, appeal, parseForm(verdictInput, form));
    return redirect(appealPath(space, appeal), { status: 303, headers: { "Set-Cookie": forgetParked(ctx) } });
  });
}

export default function Appeal({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("moderation");
  const { appeal, decision, item, mayJudge, moveId, parked } = loaderData;
  const wrong = useFieldError(reply);
  return (
    <div className={styles.page}>
      <Title of={t("appeal.title")} />
      <h1>{t("appeal.title")}</h1>
      {item && (
        <div className={styles.about}>
          <p>
            <Link to={item.to}>{item.title}</Link>
          </p>
          {/* Sanitised when it was written, in `platform/markdown`. */}
          {item.html !== null && <div className="prose" dangerouslySetInnerHTML={{ __html: item.html }} />}
        </div>
      )}
      <section aria-labelledby="decision">
        <h2 id="decision">{t("appeal.against")}</h2>
        <div className={styles.about}>
          <ActLine act={{ ...decision, liftedAt: null }} />
          {decision.html !== null ? (
            <div className="prose" dangerouslySetInnerHTML={{ __html: decision.html }} />
          ) : (
            decision.words && <p>{decision.words}</p>
          )}
          <p className="row small quiet">
            {decision.by && <Person name={decision.by.name} affiliation={decision.by.affiliation} />}{" "}
            <Moment at={decision.at} />
          </p>
        </div>
        {!decision.stands && appeal.state === "open" && <p className="strip">{t("appeal.gone")}</p>}
      </section>
      <section aria-labelledby="said">
        <h2 id="said">{t("appeal.said", { name: appeal.by?.name ?? "" })}</h2>
        <p className={styles.words}>{appeal.words}</p>
        <p className="row small quiet">
          {appeal.by && <Person name={appeal.by.name} affiliation={appeal.by.affiliation} />} <Moment at={appeal.at} />
        </p>
      </section>
      {appeal.state !== "open" ? (
        <section aria-labelledby="verdict">
          <h2 id="verdict">{t(`appeal.decided.${appeal.state}`, { name: appeal.judge?.name ?? "" })}</h2>
          <p className={styles.words}>{appeal.answer}</p>
          {appeal.decidedAt !== null && (
            <p className="small quiet">
              <Moment at={appeal.decidedAt} />
            </p>
          )}
        </section>
      ) : mayJudge ? (
        <section aria-labelledby="judge">
          <h2 id="judge">{t("appeal.judge")}</h2>
          <Form method="post" className={styles.form} noValidate>
            <ProblemBox reply={reply} />
            <input type="hidden" name="move" value={reply?.values.move ?? parked?.move ?? moveId} />
            <Field
              as="textarea"
              name="words"
              label={t("appeal.answer")}
              hint={t("appeal.answer_hint")}
              rows={4}
              maxLength={longestWords}
              defaultValue={reply?.values.words ?? parked?.words ?? ""}
              error={wrong("words")}
            />
            <div className="row">
              <button className="btn first" name="act" value="uphold">
                {t("appeal.uphold")}
              </button>
              <button className="btn" name="act" value="dismiss">
                {t("appeal.dismiss")}
              </button>
            </div>
          </Form>
        </section>
      ) : (
        <p className="strip">{t("appeal.own")}</p>
      )}
    </div>
  );
}
