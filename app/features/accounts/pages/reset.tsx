import { useTranslation } from "../../../ui/words.ts";
import { data, Form, Link, redirectDocument } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { safePath } from "../../../platform/paths.ts";
import { ProblemBox } from "../../../ui/problem.tsx";
import { resetPassword } from "../commands.server.ts";
import { fromOf } from "../from.server.ts";
import { resetInput } from "../inputs.ts";
import { mailedLink } from "../queries.server.ts";
import { AccountDoor } from "../ui/account-door.tsx";
import { NewPasswordField, Username } from "../ui/fields.tsx";
import type { Route } from "./+types/reset.ts";

export const handle = { i18n: ["accounts"] };

export async function loader(args: Route.LoaderArgs) {
  const link = await mailedLink(contextOf(args), "reset", args.params.token, null);
  return data(link, { status: link.state === "ready" ? 200 : 410 });
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    const input = parseForm(resetInput, form);
    const { cookie, next } = await resetPassword(ctx, args.params.token, input, fromOf(ctx, args.request));
    return redirectDocument(safePath(next), { status: 303, headers: { "Set-Cookie": cookie } });
  });
}

export default function Reset({ loaderData: link, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("accounts");
  if (link.state !== "ready") {
    return (
      <AccountDoor title={t("reset.dead_title")} lede={<p className="lede">{t("reset.dead")}</p>}>
        <p>
          <Link className="btn first" to="/forgot">
            {t("forgot.again")}
          </Link>
        </p>
      </AccountDoor>
    );
  }
  return (
    <AccountDoor title={t("reset.title")} lede={<p className="soft">{t("reset.what", { email: link.email })}</p>}>
      <ProblemBox reply={reply} />
      <Form method="post" className="stack" noValidate>
        <Username email={link.email} />
        <NewPasswordField reply={reply} label={t("fields.new_password")} />
        <button className="btn first">{t("reset.act")}</button>
      </Form>
    </AccountDoor>
  );
}
