import { Form, Link, redirect, redirectDocument } from "react-router";
import { forgetParked } from "../../accounts/parking.server.ts";
import { AccountDoor, Ways } from "../../accounts/ui/account-door.tsx";
import { withNext } from "../../accounts/ui/links.ts";
import { isMemberOf, isSignedIn } from "../../../platform/actor.ts";
import { contextOf } from "../../../platform/context.server.ts";
import { answering } from "../../../platform/forms.server.ts";
import { ProblemBox } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { acceptInvitation, invitationBy } from "../invitations.server.ts";
import type { Route } from "./+types/invite.ts";

export const handle = { i18n: ["spaces"] };

/** What an invitation leads to, for whoever has its link; for another account than the one invited it is not there. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const { space, invitation, by, state } = await invitationBy(ctx, args.params.token);
  if (isMemberOf(ctx.actor, space.id) && invitation.role === "member") throw redirect(`/s/${space.slug}`);
  if (state === "over") return { state, path: "", by: "", space: null, role: "", isPersonal: false, isSignedIn: false };
  return {
    state,
    path: `/invite/${args.params.token}`,
    by,
    space: { name: space.name, purpose: space.purpose, language: space.language },
    role: invitation.role,
    isPersonal: invitation.email !== null,
    isSignedIn: isSignedIn(ctx.actor),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  return answering(await args.request.formData(), async () => {
    const { slug } = await acceptInvitation(ctx, args.params.token);
    return redirectDocument(`/s/${slug}`, { status: 303, headers: { "Set-Cookie": forgetParked(ctx) } });
  });
}

export default function Invite({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("spaces");
  const { space, by, role, path } = loaderData;
  if (space === null) {
    return (
      <AccountDoor title={t("invite.over_title")} lede={<p className="lede">{t("invite.over")}</p>}>
        <ProblemBox reply={reply} />
        <Ways>
          <li>
            <Link className="btn" to="/">
              {t("invite.home")}
            </Link>
          </li>
        </Ways>
      </AccountDoor>
    );
  }
  return (
    <AccountDoor
      title={t("invite.title", { space: space.name })}
      lede={
        <p className="lede" lang={space.language}>
          {space.purpose}
        </p>
      }
    >
      <ProblemBox reply={reply} />
      <p>{t("invite.by", { name: by })}</p>
      {role !== "member" && <p>{t(`invite.as.${role as "pilot"}`)}</p>}
      {loaderData.isSignedIn ? (
        <Form method="post">
          <button className="btn first">{t("invite.act")}</button>
        </Form>
      ) : (
        <>
          <p className="soft">{t(loaderData.isPersonal ? "invite.who_personal" : "invite.who")}</p>
          <Ways>
            <li>
              <Link className="btn first" to={withNext("/join", path)}>
                {t("invite.join")}
              </Link>
            </li>
            <li>
              <Link className="btn" to={withNext("/signin", path)}>
                {t("invite.sign_in")}
              </Link>
            </li>
          </Ways>
        </>
      )}
    </AccountDoor>
  );
}
