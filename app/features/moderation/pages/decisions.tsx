import { Form, Link, redirect } from "react-router";
import { contextOf, signedIn } from "../../../platform/context.server.ts";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import { newId } from "../../../platform/ids.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Person } from "../../../ui/person.tsx";
import { ProblemBox } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { appeal } from "../appeals.server.ts";
import { decisionsAboutMe } from "../concerning.server.ts";
import { appealInput, readInput } from "../inputs.ts";
import { readWarning } from "../sanctions.server.ts";
import { ActLine } from "../ui/act-line.tsx";
import { AppealForm } from "../ui/appeal-form.tsx";
import type { Route } from "./+types/decisions.ts";
import styles from "./page.module.css";

export const handle = {
  i18n: ["moderation"],
  place: ({ name }: { name: string }) => ({ here: [{ label: name, to: "/me" }] }),
};

/** Every decision about oneself and what one wrote. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = signedIn(contextOf(args));
  const decisions = await decisionsAboutMe(ctx);
  return {
    name: ctx.actor.name,
    decisions: decisions.map((each) => ({ ...each, appealId: newId(ctx.now) })),
    parked: await unpark(args.request, ctx, "/me/decisions"),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    const { act, fields } = actOf(form);
    if (act === "appeal") await appeal(ctx, parseForm(appealInput, fields));
    else if (act === "read") await readWarning(ctx, parseForm(readInput, fields).warning);
    else throw new Malformed();
    return redirect("/me/decisions", { status: 303, headers: { "Set-Cookie": forgetParked(ctx) } });
  });
}

export default function Decisions({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("moderation");
  const { decisions, parked } = loaderData;
  const refused = reply?.values.decision;
  return (
    <div className={styles.page}>
      <Title of={t("mine.title")} />
      <h1>{t("mine.title")}</h1>
      <p className="lede">{t("mine.what")}</p>
      {refused === undefined && <ProblemBox reply={reply} />}
      {decisions.length === 0 ? (
        <Empty title={t("mine.empty")}>
          <p className="soft">{t("mine.empty_what")}</p>
        </Empty>
      ) : (
        <ul className={styles.list}>
          {decisions.map((act) => (
            <li key={act.id} id={`act-${act.id}`}>
              <ActLine act={act} />

              {act.idea && (
                <p>
                  {act.isComment && <span className="small quiet">{t("list.comment")} </span>}
                  <Link to={`/ideas/${act.idea.id}`}>{act.idea.title}</Link>
                </p>
              )}
              {act.case !== null && (
                <p>
                  <Link to={act.case}>{t("mine.case")}</Link>
                </p>
              )}
              {act.words && (
                <p>
                  <q>{act.words}</q>
                </p>
              )}
              <p className="row small quiet">
                <Person {...act.by} /> {act.space ?? t("mine.left")} · <Moment at={act.at} />
              </p>
              {act.act === "warned" && act.liftedAt === null && (
                <Form method="post">
                  {act.readAt === null ? (
                    <>
                      <input type="hidden" name="warning" value={act.id} />
                      <button className="btn slim" name="act" value="read">
                        {t("mine.read")}
                      </button>
                    </>
                  ) : (
                    <p className="small soft">
                      {t("mine.was_read")} <Moment at={act.readAt} />
                    </p>
                  )}
                </Form>
              )}
              <AppealForm
                decision={act.decision}
                appeal={act.appeal}
                until={act.appealUntil}
                firstId={act.appealId}
                typed={parked?.decision === act.decision ? parked : null}
                reply={refused === act.decision ? reply : undefined}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
