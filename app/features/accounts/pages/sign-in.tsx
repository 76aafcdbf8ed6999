import { useTranslation } from "../../../ui/words.ts";
import { Form, Link, redirect, redirectDocument } from "react-router";
import { isSignedIn } from "../../../platform/actor.ts";
import { contextOf } from "../../../platform/context.server.ts";
import { readCookie } from "../../../platform/cookies.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { safePath } from "../../../platform/paths.ts";
import { ProblemBox } from "../../../ui/problem.tsx";
import { type Persona, personas } from "../../demo/personas.server.ts";
import { Personas } from "../../demo/ui/personas.tsx";
import { signIn } from "../commands.server.ts";
import { fromOf } from "../from.server.ts";
import { signInInput } from "../inputs.ts";
import { AccountDoor, Ways } from "../ui/account-door.tsx";
import { EmailField, GivenPasswordField, NextField } from "../ui/fields.tsx";
import { askedNext, withNext } from "../ui/links.ts";
import type { Route } from "./+types/sign-in.ts";

export const handle = { i18n: ["accounts", "demo"] };

export const headers = ({ actionHeaders }: Route.HeadersArgs) => actionHeaders;

export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const next = askedNext(args.url);
  const offered = args.url.searchParams.has("own") ? [] : await personas(ctx);
  // In a demo one may be somebody else at any time.
  if (isSignedIn(ctx.actor) && offered.length === 0) throw redirect(safePath(next));
  const hasParked = readCookie(ctx.config, args.request.headers.get("Cookie"), "parked") !== null;
  return { next, offered, keepsWords: hasParked && args.url.searchParams.has("kept") };
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
  const { next, offered, keepsWords } = loaderData;
  if (offered.length > 0 && !reply) return <AsSomebody offered={offered} next={next} keepsWords={keepsWords} />;
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

/** The sign-in page of a demo: one press, and one is somebody. */
function AsSomebody({
  offered,
  next,
  keepsWords,
}: {
  offered: readonly Persona[];
  next: string | undefined;
  keepsWords: boolean;
}) {
  const { t } = useTranslation("accounts");
  const { t: td } = useTranslation("demo");
  return (
    <AccountDoor title={td("sign_in.title")} lede={<p className="soft">{td("sign_in.what")}</p>}>
      {keepsWords && <p className="strip live">{t("sign_in.kept")}</p>}
      <Personas personas={offered} next={next} />
      <Ways>
        <li>
          <Link to="/signin?own">{td("sign_in.own")}</Link>
        </li>
        <li>
          <Link to="/">{t("sign_in.look")}</Link>
        </li>
      </Ways>
    </AccountDoor>
  );
}
