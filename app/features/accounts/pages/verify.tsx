import { useTranslation } from "../../../ui/words.ts";
import { data, Form, Link, redirectDocument } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { safePath } from "../../../platform/paths.ts";
import { ProblemBox } from "../../../ui/problem.tsx";
import { verifyAddress } from "../commands.server.ts";
import { fromOf } from "../from.server.ts";
import { verifyInput } from "../inputs.ts";
import { mailedLink } from "../queries.server.ts";
import { AccountDoor, Ways } from "../ui/account-door.tsx";
import { GivenPasswordField, Username } from "../ui/fields.tsx";
import type { Route } from "./+types/verify.ts";

export const handle = { i18n: ["accounts"] };

/** Only shows a button: programs that look at every link of a mail must not use it up. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const { browser } = fromOf(ctx, args.request);
  const link = await mailedLink(ctx, "verify", args.params.token, browser);
  return data(link, { status: link.state === "ready" ? 200 : 410 });
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    const input = parseForm(verifyInput, form);
    const { cookie, next } = await verifyAddress(ctx, args.params.token, input, fromOf(ctx, args.request));
    return redirectDocument(safePath(next), { status: 303, headers: { "Set-Cookie": cookie } });
  });
}

export default function Verify({ loaderData: link, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("accounts");
  if (link.state === "ready") {
    return (
      <AccountDoor
        title={t("verify.title")}
        lede={<p className="lede">{t("verify.what", { name: link.name, email: link.email })}</p>}
      >
        <ProblemBox reply={reply} />
        <Form method="post" className="stack" noValidate>
          {link.needsPassword && (
            <>
              <p>{t("verify.other_browser")}</p>
              <Username email={link.email} />
              <GivenPasswordField reply={reply} name="password" label={t("fields.password")} />
            </>
          )}
          <button className="btn first">{t("verify.act")}</button>
        </Form>
        {link.needsPassword && (
          <Ways>
            <li>
              <Link to="/forgot">{t("sign_in.forgot")}</Link>
            </li>
          </Ways>
        )}
        <p className="soft">{t("verify.not_you")}</p>
      </AccountDoor>
    );
  }
  const kind = link.state;
  return (
    <AccountDoor title={t(`verify.${kind}_title`)} lede={<p className="lede">{t(`verify.${kind}`)}</p>}>
      <Ways>
        <li>
          <Link className="btn first" to="/signin">
            {t("sign_in.act")}
          </Link>
        </li>
        {kind === "dead" && (
          <li>
            <Link className="btn" to="/verify">
              {t("verify.again")}
            </Link>
          </li>
        )}
      </Ways>
    </AccountDoor>
  );
}
