import { Form, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import type { Place } from "../../../pages/inside.tsx";
import { Field } from "../../../ui/field.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Person } from "../../../ui/person.tsx";
import { ProblemBox, useFieldError } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { banMember, banPage, liftBan } from "../bans.server.ts";
import { banInput } from "../inputs.ts";
import { longestWords } from "../rules.ts";
import type { Route } from "./+types/ban.ts";
import styles from "./page.module.css";

export const handle = {
  i18n: ["moderation"],
  place: ({ person }: Route.ComponentProps["loaderData"]): Place => ({ here: [{ label: person.name }] }),
};

/** For admins: keeps somebody out, with a reason, or lets him or her in again. */
export async function loader(args: Route.LoaderArgs) {
  return banPage(contextOf(args), args.params.handle);
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    const { act, fields } = actOf(form);
    const { reason } = parseForm(banInput, fields);
    if (act === "ban") await banMember(ctx, args.params.handle, reason);
    else if (act === "lift") await liftBan(ctx, args.params.handle, reason);
    else throw new Malformed();
    return redirect(`/people/${args.params.handle}/ban`, 303);
  });
}

export default function Ban({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("moderation");
  const { person, bans, isBanned, may } = loaderData;
  const wrong = useFieldError(reply);
  const act = isBanned ? "lift" : "ban";
  const title = t(`ban.${act}_title`, { name: person.name });
  return (
    <div className={styles.page}>
      <Title of={title} />
      <h1>{title}</h1>
      <Person name={person.name} affiliation={person.affiliation} />
      {may ? (
        <Form key={act} method="post" className={styles.form} noValidate>
          <ProblemBox reply={reply} />
          <Field
            as="textarea"
            name="reason"
            label={t(`ban.${act}_reason`)}
            hint={t(`ban.${act}_hint`)}
            rows={3}
            maxLength={longestWords}
            defaultValue={reply?.values.reason ?? ""}
            error={wrong("reason")}
          />
          <div className="row">
            <button className={isBanned ? "btn first" : "btn loss"} name="act" value={act}>
              {t(`ban.${act}_act`)}
            </button>
          </div>
          <p className="small quiet">{t(`ban.${act}_what`)}</p>
        </Form>
      ) : (
        <p className="strip">{t("ban.yourself")}</p>
      )}
      {bans.length > 0 && (
        <section aria-labelledby="bans">
          <h2 id="bans">{t("judge.acts")}</h2>
          <ul className={styles.list}>
            {bans.map((ban) => (
              <li key={ban.id}>
                <p>{ban.reason}</p>
                <p className="row small quiet">
                  <Person {...ban.by} /> <Moment at={ban.at} />
                </p>
                {ban.liftedAt !== null && (
                  <p className="small">
                    {t("ban.lifted")} <Moment at={ban.liftedAt} />: {ban.liftedReason}
                  </p>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
