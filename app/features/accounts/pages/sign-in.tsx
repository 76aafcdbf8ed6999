import { useTranslation } from "../../../ui/words.ts";
import { Form, Link, redirect, redirectDocument } from "react-router";
import { isSignedIn } from "../../../platform/actor.ts";
import { contextOf } from "../../../platform/context.server.ts";
import { readCookie } from "../../../platform/cookies.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { safePath } from "../../../platform/paths.ts";
import { ProblemBox } from "../../../ui/problem.tsx";
import { signIn } from "../commands.server.ts";
import { fromOf } from "../from.server.ts";
import { signInInput } from "../inputs.ts";
import { AccountDoor, Ways } from "../ui/account-door.tsx";
import { EmailField, GivenPasswordField, NextField } from "../ui/fields.tsx";
import { askedNext, withNext } from "../ui/links.ts";
import type { Route } from "./+types/sign-in.ts";

export const handle = { i18n: ["accounts"] };

export const headers = ({ actionHeaders }: Route.HeadersArgs) => actionHeaders;

export function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const next = askedNext(args.url);
  if (isSignedIn(ctx.actor)) throw redirect(safePath(next));
  const hasParked = readCookie(ctx.config, args.request.headers.get("Cookie"), "parked") !== null;
  return { next, keepsWords: hasParked && args.url.searchParams.has("kept") };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    const input = parseForm(signInInput, form);
    const cookie = await signIn(ctx, input, fromOf(ctx, args.request));
    // The whole page anew: language, live connection and shell are another person's now.
    return redirectDocument(safePath(input.next), { status: 303, headers: { "Set-Cookie": cookie } });
  });
}

export default function SignIn({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("accounts");
  const { next, keepsWords } = loaderData;
  return (
    <AccountDoor title={t("sign_in.title")}>
      {keepsWords && <p className="strip live">{t("sign_in.kept")}</p>}
      <ProblemBox reply={reply}>{reply?.problem === "too_many" && <p>{t("sign_in.too_many")}</p>}</ProblemBox>
      <Form method="post" className="stack" noValidate>
        <EmailField reply={reply} username />
        <GivenPasswordField reply={reply} name="password" label={t("fields.password")} />
        <NextField next={next} />
        <button className="btn first">{t("sign_in.act")}</button>
      </Form>
      <Ways>
        <li>
          <Link to={withNext("/forgot", next)}>{t("sign_in.forgot")}</Link>
        </li>
        <li>
          <Link to={withNext("/join", next)}>{t("sign_in.join")}</Link>
        </li>
        <li>
          <Link to="/">{t("sign_in.look")}</Link>
        </li>
      </Ways>
    </AccountDoor>
  );
}
