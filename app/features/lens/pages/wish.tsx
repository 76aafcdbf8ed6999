import { Form, Link, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { ProblemBox } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { AccountDoor } from "../../accounts/ui/account-door.tsx";
import { answerInput } from "../inputs.ts";
import { answerWish, wishBy } from "../wishing.server.ts";
import type { Route } from "./+types/wish.ts";

export const handle = { i18n: ["lens"] };

/** What was noted for a customer, for whoever has the link. Only shows buttons: programs that look at every link answer nothing. */
export async function loader(args: Route.LoaderArgs) {
  return wishBy(contextOf(args), args.params.token);
}

export async function action(args: Route.ActionArgs) {
  const form = await args.request.formData();
  return answering(form, async () => {
    const { act } = parseForm(answerInput, form);
    await answerWish(contextOf(args), args.params.token, act);
    return redirect(`/wish/${args.params.token}`, 303);
  });
}

export default function Wish({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("lens");
  const { by, space, words, state, idea } = loaderData;
  const values = { by: by || t("former"), space: space.name };
  return (
    <AccountDoor title={t("asked.title")} lede={<p className="lede">{t("asked.what", values)}</p>}>
      {words !== "" && <blockquote>{words}</blockquote>}
      {idea && (
        <p>
          {t("asked.idea")}{" "}
          <Link to={idea.path} lang={idea.language}>
            {idea.title}
          </Link>
        </p>
      )}
      {state !== "waiting" && (
        <p className="strip" role="status">
          {t(`asked.state.${state}`)}
        </p>
      )}
      <ProblemBox reply={reply} />
      {(state === "waiting" || state === "confirmed") && (
        <Form method="post" className="stack">
          {state === "waiting" && (
            <button className="btn first" name="act" value="confirmed">
              {t("asked.confirm")}
            </button>
          )}
          <button className="btn" name="act" value="refused">
            {t(state === "waiting" ? "asked.refuse" : "asked.take_back")}
          </button>
        </Form>
      )}
      <p className="small quiet">{t("asked.counts")}</p>
    </AccountDoor>
  );
}
