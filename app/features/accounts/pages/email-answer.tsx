import { data, Form, Link, redirectDocument } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { ProblemBox } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { answerEmailChange, type EmailOutcome, emailQuestion } from "../email-change.server.ts";
import { fromOf } from "../from.server.ts";
import { emailAnswer } from "../inputs.ts";
import { AccountDoor, Ways } from "../ui/account-door.tsx";
import { GivenPasswordField } from "../ui/fields.tsx";
import type { Route } from "./+types/email-answer.ts";

export const handle = { i18n: ["accounts"] };

/** Where an answered link leads: shorter than any secret, so none of them is one. */
const outcomes: readonly string[] = ["changed", "cancelled", "kept", "taken"] satisfies EmailOutcome[];

/** Only shows buttons: programs that look at every link of a mail must not answer for a person. */
export async function loader(args: Route.LoaderArgs) {
  const { token } = args.params;
  if (outcomes.includes(token)) return { outcome: token as Exclude<EmailOutcome, "half">, question: null };
  const question = await emailQuestion(contextOf(args), token);
  return data({ outcome: null, question }, { status: question ? 200 : 410 });
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    const { token } = args.params;
    const outcome = await answerEmailChange(ctx, token, parseForm(emailAnswer, form), fromOf(ctx, args.request));
    return redirectDocument(`/email/${outcome === "half" ? token : outcome}`, 303);
  });
}

export default function EmailAnswer({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("accounts");
  const { outcome, question } = loaderData;
  if (outcome) return <Outcome outcome={outcome} />;
  if (!question) {
    return (
      <AccountDoor title={t("email.dead_title")} lede={<p className="lede">{t("email.dead")}</p>}>
        <Ways>
          <li>
            <Link className="btn" to="/me/email">
              {t("email.to_me")}
            </Link>
          </li>
        </Ways>
      </AccountDoor>
    );
  }
  const { side, name, email, isAnswered } = question;
  return (
    <AccountDoor
      title={t(isAnswered ? "email.half_title" : `email.${side}_title`)}
      lede={<p className="lede">{isAnswered ? t(`email.half_${side}`) : t(`email.${side}_what`, { name, email })}</p>}
    >
      <ProblemBox reply={reply} />
      <Form method="post" className="stack" noValidate>
        {!isAnswered && (
          <>
            {question.needsPassword && (
              <>
                <p>{t("email.new_password")}</p>
                <GivenPasswordField reply={reply} name="password" label={t("fields.password")} />
              </>
            )}
            <button className="btn first" name="act" value="confirm">
              {t(`email.${side}_act`)}
            </button>
          </>
        )}
        <button className="btn" name="act" value="cancel">
          {t(side === "old" ? "email.not_me" : "email.new_cancel")}
        </button>
        {side === "old" && <p className="small quiet">{t("email.not_me_what")}</p>}
      </Form>
    </AccountDoor>
  );
}

function Outcome({ outcome }: { outcome: Exclude<EmailOutcome, "half"> }) {
  const { t } = useTranslation("accounts");
  const isKept = outcome === "kept";
  const what = outcome === "cancelled" ? "email.cancelled_what" : isKept ? "email.kept_what" : `email.${outcome}`;
  return (
    <AccountDoor
      title={t(isKept ? "email.cancelled_title" : `email.${outcome}_title`)}
      lede={<p className="lede">{t(what as "email.changed")}</p>}
    >
      <Ways>
        {outcome === "cancelled" && (
          <li>
            <Link className="btn first" to="/forgot">
              {t("reset.title")}
            </Link>
          </li>
        )}
        {outcome !== "cancelled" && !isKept && (
          <li>
            <Link className="btn" to="/me">
              {t("email.to_me")}
            </Link>
          </li>
        )}
      </Ways>
    </AccountDoor>
  );
}
