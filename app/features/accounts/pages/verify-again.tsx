import { useTranslation } from "../../../ui/words.ts";
import { Form, Link, redirect } from "react-router";
import { isSignedIn } from "../../../platform/actor.ts";
import { contextOf } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { ProblemBox } from "../../../ui/problem.tsx";
import { resendVerification } from "../commands.server.ts";
import { fromOf } from "../from.server.ts";
import { mailInput } from "../inputs.ts";
import { AccountDoor, Ways } from "../ui/account-door.tsx";
import { EmailField } from "../ui/fields.tsx";
import type { Route } from "./+types/verify-again.ts";

export const handle = { i18n: ["accounts"] };

export const headers = ({ actionHeaders }: Route.HeadersArgs) => actionHeaders;

export function loader(args: Route.LoaderArgs) {
  const { actor } = contextOf(args);
  if (isSignedIn(actor) && actor.verified) throw redirect("/");
  const asked = args.url.searchParams;
  return { email: isSignedIn(actor) ? actor.email : null, isSent: asked.has("sent"), isAgain: asked.has("again") };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    await resendVerification(ctx, parseForm(mailInput, form), fromOf(ctx, args.request));
    return redirect("/verify?sent=1&again=1", 303);
  });
}

/** "Look into your mail": after joining, and where somebody acts whose address is not confirmed yet. */
export default function VerifyAgain({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("accounts");
  const { email, isSent, isAgain } = loaderData;
  const title = isSent ? t("look.title") : t("look.missing_title");
  return (
    <AccountDoor
      title={title}
      lede={
        <>
          <p className="lede">{isSent ? t("look.what") : t("look.missing")}</p>
          {isSent && <p className="soft">{t("look.kept")}</p>}
        </>
      }
    >
      {isAgain && (
        <p className="strip live" role="status">
          {t("look.again")}
        </p>
      )}
      <ProblemBox reply={reply} />
      <Form method="post" className="stack" noValidate>
        <p className="soft">{t("look.nothing_came")}</p>
        {email === null ? <EmailField reply={reply} /> : <input type="hidden" name="email" value={email} />}
        <button className={isSent ? "btn" : "btn first"}>
          {email === null ? t("look.act") : t("look.act_to", { email })}
        </button>
      </Form>
      <Ways>
        {email === null && (
          <li>
            <Link to="/signin">{t("sign_in.act")}</Link>
          </li>
        )}
        <li>
          <Link to="/">{t("sign_in.look")}</Link>
        </li>
      </Ways>
    </AccountDoor>
  );
}
