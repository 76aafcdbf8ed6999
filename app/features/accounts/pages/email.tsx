import { Form, Link, redirect } from "react-router";
import { contextOf, signedIn } from "../../../platform/context.server.ts";
import { answering, fieldOf, parseForm } from "../../../platform/forms.server.ts";
import { useClock } from "../../../ui/clock.tsx";
import { exact } from "../../../ui/dates.ts";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, useFieldError } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { askEmailChange, cancelMyEmailChange, myEmailChange } from "../email-change.server.ts";
import { fromOf } from "../from.server.ts";
import { emailInput } from "../inputs.ts";
import { limits } from "../rules.ts";
import { Head } from "../ui/account-door.tsx";
import { GivenPasswordField, Username } from "../ui/fields.tsx";
import type { Route } from "./+types/email.ts";
import styles from "./password.module.css";

export const handle = {
  i18n: ["accounts"],
  place: ({ name }: { name: string }) => ({ here: [{ label: name, to: "/me" }] }),
};

/** The address of one's account, and the change of it that waits. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = signedIn(contextOf(args));
  const { name, email, verified } = ctx.actor;
  const { searchParams } = args.url;
  return {
    name,
    email,
    verified,
    change: await myEmailChange(ctx),
    said: searchParams.has("asked")
      ? ("asked" as const)
      : searchParams.has("cancelled")
        ? ("cancelled" as const)
        : null,
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = signedIn(contextOf(args));
  const form = await args.request.formData();
  return answering(form, async () => {
    if (fieldOf(form, "act") === "cancel") {
      await cancelMyEmailChange(ctx);
      return redirect("/me/email?cancelled=1", 303);
    }
    await askEmailChange(ctx, parseForm(emailInput, form), fromOf(ctx, args.request));
    return redirect("/me/email?asked=1", 303);
  });
}

export default function Email({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t, i18n } = useTranslation("accounts");
  const { timeZone } = useClock();
  const { email, verified, change, said } = loaderData;
  return (
    <div className={styles.page}>
      <Title of={t("email.title")} />
      <Head title={t("email.title")}>
        <p className="lede">{t(verified ? "email.what" : "email.what_unverified", { email })}</p>
      </Head>
      {said && (said === "cancelled" || change) && (
        <p className="strip live" role="status">
          {t(`email.${said}`)}
        </p>
      )}
      {change && (
        <section className="stack" aria-labelledby="open-heading">
          <h2 id="open-heading">{t("email.open", { email: change.email })}</h2>
          {verified && <Said isYes={change.oldConfirmedAt !== null} side="old" />}
          <Said isYes={change.newConfirmedAt !== null} side="new" />
          <p className="small quiet">
            {t("email.until")} {exact(change.expiresAt, { locale: i18n.language, timeZone })}. {t("email.again")}
          </p>
          <Form method="post">
            <button className="btn" name="act" value="cancel">
              {t("email.cancel")}
            </button>
          </Form>
        </section>
      )}
      <ProblemBox reply={reply} />
      <Form method="post" className="stack" noValidate key={change?.email}>
        <Username email={email} />
        <Field
          label={t("email.new")}
          name="email"
          type="email"
          autoComplete="email"
          maxLength={limits.email}
          required
          defaultValue={reply?.values.email}
          error={useFieldError(reply)("email")}
        />
        <GivenPasswordField reply={reply} name="password" label={t("fields.current_password")} />
        <div className="row">
          <button className="btn first">{t("email.act")}</button>
          <Link className="btn bare" to="/me">
            {t("email.back")}
          </Link>
        </div>
      </Form>
    </div>
  );
}

function Said({ side, isYes }: { side: "old" | "new"; isYes: boolean }) {
  const { t } = useTranslation("accounts");
  return (
    <p className={isYes ? "due kept" : "due"}>
      <span>{t(`email.${side}_${isYes ? "said" : "waits"}`)}</span>
    </p>
  );
}
