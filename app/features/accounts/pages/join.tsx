import { useTranslation } from "../../../ui/words.ts";
import { Form, Link, redirect } from "react-router";
import { isSignedIn } from "../../../platform/actor.ts";
import { contextOf } from "../../../platform/context.server.ts";
import { cookie } from "../../../platform/cookies.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { safePath } from "../../../platform/paths.ts";
import { newSecret } from "../../../platform/secrets.server.ts";
import { sign } from "../../../platform/signing.server.ts";
import { ProblemBox } from "../../../ui/problem.tsx";
import { markToAccept } from "../../legal/queries.server.ts";
import { ConsentTick } from "../../legal/ui/consent-tick.tsx";
import { join } from "../commands.server.ts";
import { fromOf } from "../from.server.ts";
import { joinInput } from "../inputs.ts";
import { mayJoinBy } from "../joining.server.ts";
import { linkAge } from "../rules.ts";
import { AccountDoor } from "../ui/account-door.tsx";
import { EmailField, NameField, NewPasswordField, NextField } from "../ui/fields.tsx";
import { askedNext, withNext } from "../ui/links.ts";
import type { Route } from "./+types/join.ts";

export const handle = { i18n: ["accounts", "legal"] };

export const headers = ({ actionHeaders }: Route.HeadersArgs) => actionHeaders;

export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const next = askedNext(args.url);
  if (isSignedIn(ctx.actor)) throw redirect(safePath(next));
  return {
    next,
    started: sign(ctx.config, "join", String(ctx.now)),
    isOpen: await mayJoinBy(ctx, next),
    mark: await markToAccept(ctx),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    const input = parseForm(joinInput, form);
    const browser = newSecret();
    await join(ctx, input, { ...fromOf(ctx, args.request), browser });
    const joined = cookie(ctx.config, "joined", browser, linkAge.verify / 1000);
    return redirect("/verify?sent=1", { status: 303, headers: { "Set-Cookie": joined } });
  });
}

export default function Join({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("accounts");
  const { next, started, isOpen, mark } = loaderData;
  if (!isOpen) return <ByInvitation next={next} />;
  return (
    <AccountDoor title={t("join.title")} lede={<p className="soft">{t("join.what")}</p>}>
      <ProblemBox reply={reply} />
      <Form method="post" className="stack" noValidate>
        <NameField reply={reply} />
        <EmailField reply={reply} username />
        <NewPasswordField reply={reply} />
        <div className="away" aria-hidden="true">
          <label>
            {t("join.website")}
            <input name="website" tabIndex={-1} autoComplete="off" defaultValue="" />
          </label>
        </div>
        <input type="hidden" name="started" value={started} />
        <ConsentTick mark={mark} reply={reply} />
        <NextField next={next} />
        <button className="btn first">{t("join.act")}</button>
      </Form>
      <p>
        {t("join.have_account")} <Link to={withNext("/signin", next)}>{t("sign_in.act")}</Link>
      </p>
    </AccountDoor>
  );
}

/** Where admins let nobody in but by invitation. */
function ByInvitation({ next }: { next: string | undefined }) {
  const { t } = useTranslation("accounts");
  return (
    <AccountDoor title={t("join.invited_title")} lede={<p className="soft">{t("join.invited_what")}</p>}>
      <p>
        {t("join.have_account")} <Link to={withNext("/signin", next)}>{t("sign_in.act")}</Link>
      </p>
    </AccountDoor>
  );
}
