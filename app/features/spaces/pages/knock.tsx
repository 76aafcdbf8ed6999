import { Form, redirect } from "react-router";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { AccountDoor } from "../../accounts/ui/account-door.tsx";
import { isMemberOf, isSignedIn } from "../../../platform/actor.ts";
import { contextOf } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, useFieldError } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { requestInput } from "../inputs.ts";
import { askToJoin, myRequest, spaceByKnock } from "../requests.server.ts";
import { limits } from "../rules.ts";
import type { Route } from "./+types/knock.ts";

export const handle = { i18n: ["spaces"] };

/** The name and purpose of a private space for those whom a member gave its link, and what became of their request. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const space = await spaceByKnock(ctx, args.params.key);
  if (space.visibility === "public" || isMemberOf(ctx.actor, space.id)) throw redirect(`/s/${space.slug}`);
  const parked = await unpark(args.request, ctx, `/knock/${args.params.key}`);
  return {
    space: { name: space.name, purpose: space.purpose, language: space.language },
    request: await myRequest(ctx, space.id),
    isSignedIn: isSignedIn(ctx.actor),
    message: parked?.message ?? "",
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    await askToJoin(ctx, args.params.key, parseForm(requestInput, form));
    return redirect(`/knock/${args.params.key}`, { status: 303, headers: { "Set-Cookie": forgetParked(ctx) } });
  });
}

export default function Knock({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("spaces");
  const { space, request, message } = loaderData;
  const wrong = useFieldError(reply);
  return (
    <AccountDoor
      title={space.name}
      lede={
        <p className="lede" lang={space.language}>
          {space.purpose}
        </p>
      }
    >
      {request?.state === "waiting" ? (
        <>
          <p className="strip await" role="status">
            {t("knock.waiting")}
          </p>
          <blockquote className="soft">{request.message}</blockquote>
        </>
      ) : (
        <>
          {request?.state === "declined" && (
            <div className="strip">
              <p>{t("knock.declined")}</p>
              <p>{request.reason}</p>
            </div>
          )}
          <ProblemBox reply={reply} />
          <p>{t("knock.what")}</p>
          <Form method="post" className="stack" noValidate>
            <Field
              as="textarea"
              name="message"
              label={t("knock.message")}
              hint={t("knock.message_hint")}
              maxLength={limits.message}
              required
              defaultValue={reply?.values.message ?? message}
              error={wrong("message")}
            />
            <button className="btn first">{t("knock.act")}</button>
          </Form>
          {!loaderData.isSignedIn && <p className="small quiet">{t("knock.later")}</p>}
        </>
      )}
    </AccountDoor>
  );
}
