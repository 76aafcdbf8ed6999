import { Form, Link } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { ProblemBox } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { AccountDoor, Ways } from "../../accounts/ui/account-door.tsx";
import { unsubscribeInput } from "../inputs.ts";
import type { Scope } from "../rules.ts";
import { linkIn, unsubscribe } from "../unsubscribing.server.ts";
import type { Route } from "./+types/unsubscribe.ts";

export const handle = { i18n: ["notices"] };

/** Only shows buttons: programs that look at every link of a mail end nothing. Throws `NotFound`. */
export function loader(args: Route.LoaderArgs) {
  const { scope } = linkIn(contextOf(args).config, args.params.token);
  return { scope };
}

/** A press of the button, or the POST that a mail program sends by itself. Both are answered at once, as RFC 8058 asks. */
export async function action(args: Route.ActionArgs) {
  const form = await args.request.formData();
  return answering(form, async () => {
    const { act } = parseForm(unsubscribeInput, form);
    return { ended: await unsubscribe(contextOf(args), args.params.token, act) };
  });
}

export default function Unsubscribe({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("notices");
  const { scope } = loaderData;
  const said = (what: "this" | "done", of: Scope) => {
    const [sort = "mail", group = ""] = of.split(":");
    return t(`unsubscribe.${what}.${sort as "mail"}`, {
      group: sort === "group" ? t(`choose.groups.${group as "talk"}`) : "",
    });
  };
  if (reply && "ended" in reply) {
    return (
      <AccountDoor
        title={t("unsubscribe.done_title")}
        lede={
          <p className="lede" role="status">
            {said("done", reply.ended)}
          </p>
        }
      >
        <p>{t("unsubscribe.again")}</p>
        <Ways>
          <li>
            <Link className="btn" to="/me/notices">
              {t("unsubscribe.choose")}
            </Link>
          </li>
        </Ways>
      </AccountDoor>
    );
  }
  return (
    <AccountDoor title={t("unsubscribe.title")} lede={<p className="lede">{t("unsubscribe.what")}</p>}>
      <ProblemBox reply={reply && "problem" in reply ? reply : undefined} />
      <Form method="post" className="stack">
        {scope !== "all" && (
          <button className="btn first" name="act" value="this">
            {said("this", scope)}
          </button>
        )}
        <button className={scope === "all" ? "btn first" : "btn"} name="act" value="all">
          {t("unsubscribe.all")}
        </button>
      </Form>
      <Ways>
        <li>
          <Link to="/me/notices">{t("unsubscribe.choose")}</Link>
        </li>
      </Ways>
    </AccountDoor>
  );
}
