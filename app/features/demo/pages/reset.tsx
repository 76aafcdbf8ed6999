import { Link, redirectDocument } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { answering } from "../../../platform/forms.server.ts";
import { ProblemBox } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { forgetSession } from "../../accounts/session.server.ts";
import { AccountDoor, Ways } from "../../accounts/ui/account-door.tsx";
import { beginAgain } from "../reset.server.ts";
import type { Route } from "./+types/reset.ts";

export const handle = { i18n: ["demo"] };

/** With a loader of its own, so that it passes the same doors as every page. */
export function loader() {
  return null;
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  return answering(await args.request.formData(), async () => {
    await beginAgain(ctx);
    return redirectDocument("/signin", { status: 303, headers: { "Set-Cookie": forgetSession(ctx.config) } });
  });
}

export default function Reset({ actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("demo");
  return (
    <AccountDoor title={t("reset.title")} lede={<p className="soft">{t("reset.what")}</p>}>
      <ProblemBox reply={reply} />
      {/* A plain form: the answer comes after some seconds, and the whole page with it. */}
      <form method="post" action="/demo/reset">
        <button className="btn first">{t("reset.act")}</button>
      </form>
      <Ways>
        <li>
          <Link to="/">{t("reset.back")}</Link>
        </li>
      </Ways>
    </AccountDoor>
  );
}
