import { useTranslation } from "../../../ui/words.ts";
import { Form, Link, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { ProblemBox } from "../../../ui/problem.tsx";
import { askReset } from "../commands.server.ts";
import { fromOf } from "../from.server.ts";
import { mailInput } from "../inputs.ts";
import { AccountDoor, Ways } from "../ui/account-door.tsx";
import { EmailField, NextField } from "../ui/fields.tsx";
import { askedNext, withNext } from "../ui/links.ts";
import type { Route } from "./+types/forgot.ts";

export const handle = { i18n: ["accounts"] };

export const headers = ({ actionHeaders }: Route.HeadersArgs) => actionHeaders;

export function loader({ url }: Route.LoaderArgs) {
  return { next: askedNext(url), isSent: url.searchParams.has("sent") };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    await askReset(ctx, parseForm(mailInput, form), fromOf(ctx, args.request));
    return redirect("/forgot?sent=1", 303);
  });
}

export default function Forgot({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("accounts");
  const { next, isSent } = loaderData;
  if (isSent) {
    return (
      <AccountDoor title={t("look.title")} lede={<p className="lede">{t("forgot.sent")}</p>}>
        <p className="soft">{t("look.nothing_came")}</p>
        <Ways>
          <li>
            <Link to="/forgot">{t("forgot.again")}</Link>
          </li>
          <li>
            <Link to="/signin">{t("sign_in.act")}</Link>
          </li>
        </Ways>
      </AccountDoor>
    );
  }
  return (
    <AccountDoor title={t("forgot.title")} lede={<p className="soft">{t("forgot.what")}</p>}>
      <ProblemBox reply={reply} />
      <Form method="post" className="stack" noValidate>
        <EmailField reply={reply} username />
        <NextField next={next} />
        <button className="btn first">{t("forgot.act")}</button>
      </Form>
      <p>
        <Link to={withNext("/signin", next)}>{t("forgot.back")}</Link>
      </p>
    </AccountDoor>
  );
}
