import { useTranslation } from "../../../ui/words.ts";
import { Form, Link, redirectDocument } from "react-router";
import { contextOf, signedIn } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { ProblemBox } from "../../../ui/problem.tsx";
import { changePassword } from "../commands.server.ts";
import { fromOf } from "../from.server.ts";
import { passwordInput } from "../inputs.ts";
import { GivenPasswordField, NewPasswordField, Username } from "../ui/fields.tsx";
import { Head } from "../ui/account-door.tsx";
import { Title } from "../../../ui/title.tsx";
import type { Route } from "./+types/password.ts";
import styles from "./password.module.css";

export const handle = {
  i18n: ["accounts"],
  place: ({ name }: { name: string }) => ({ here: [{ label: name, to: "/me" }] }),
};

export const headers = ({ actionHeaders }: Route.HeadersArgs) => actionHeaders;

export function loader(args: Route.LoaderArgs) {
  const { actor } = signedIn(contextOf(args));
  return { name: actor.name, email: actor.email };
}

export async function action(args: Route.ActionArgs) {
  const ctx = signedIn(contextOf(args));
  const form = await args.request.formData();
  return answering(form, async () => {
    const cookie = await changePassword(ctx, parseForm(passwordInput, form), fromOf(ctx, args.request));
    return redirectDocument("/me/sessions?secured=1", { status: 303, headers: { "Set-Cookie": cookie } });
  });
}

export default function Password({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("accounts");
  return (
    <div className={styles.page}>
      <Title of={t("password.title")} />
      <Head title={t("password.title")}>
        <p className="lede">{t("password.what")}</p>
      </Head>
      <ProblemBox reply={reply} />
      <Form method="post" className="stack" noValidate>
        <Username email={loaderData.email} />
        <GivenPasswordField reply={reply} name="currentPassword" label={t("fields.current_password")} />
        <NewPasswordField reply={reply} label={t("fields.new_password")} />
        <div className="row">
          <button className="btn first">{t("password.act")}</button>
          <Link className="btn bare" to="/me">
            {t("password.back")}
          </Link>
        </div>
      </Form>
    </div>
  );
}
