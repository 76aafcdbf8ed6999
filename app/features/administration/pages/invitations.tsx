import { Form, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Day } from "../../../ui/moment.tsx";
import { ProblemBox } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { invitationInput } from "../inputs.ts";
import { invitationsPage, revokeAnyInvitation } from "../spaces.server.ts";
import type { Route } from "./+types/invitations.ts";
import styles from "./admin.module.css";

export const handle = { i18n: ["administration"] };

/** What still lets people in, over all spaces. Throws `Forbidden`. */
export async function loader(args: Route.LoaderArgs) {
  return { invitations: await invitationsPage(contextOf(args)) };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    await revokeAnyInvitation(ctx, parseForm(invitationInput, form).invitation);
    return redirect("/admin/invitations", 303);
  });
}

export default function Invitations({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("administration");
  const { invitations } = loaderData;
  return (
    <div className={styles.page}>
      <Title of={t("nav.invitations")} />
      <h1>{t("nav.invitations")}</h1>
      <ProblemBox reply={reply} />
      {invitations.length === 0 ? (
        <Empty title={t("invitations.none")}>
          <p className="soft">{t("invitations.none_what")}</p>
        </Empty>
      ) : (
        <ul className={styles.list}>
          {invitations.map(({ id, email, space, role, uses, mostUses, expiresAt, by }) => (
            <li key={id}>
              <div className={styles.said}>
                <b>{email ?? t("invitations.link")}</b>
                <span className="small quiet">
                  {space} · {t(`invitations.role.${role}`)} · {t("invitations.used", { uses, most: mostUses })} ·{" "}
                  {t("invitations.until")} <Day at={expiresAt} /> · {by}
                </span>
              </div>
              <Form method="post">
                <button className="btn slim loss" name="invitation" value={id}>
                  {t("invitations.revoke")}
                  <span className="away">
                    {" "}
                    {email ?? t("invitations.link")}, {space}
                  </span>
                </button>
              </Form>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
