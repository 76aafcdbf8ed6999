import { Form, Link, redirect, useActionData, useLoaderData } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { idOfPath } from "../../ideas/rules.ts";
import { placeUnderIdea } from "../../ideas/ui/place.ts";
import { withdrawInput } from "../inputs.ts";
import { withdrawalPage } from "../queries.server.ts";
import { longestReason } from "../rules.ts";
import { returnIdea, withdrawIdea } from "../withdrawal.server.ts";
import styles from "./authors.module.css";
import type { Route } from "./+types/withdrawal.ts";

export const handle = {
  i18n: ["writing"],
  place: placeUnderIdea,
};

/** Where the author of an idea takes it back. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const id = idOfPath(args.params.idea);
  const page = await withdrawalPage(ctx, id);
  return { ...page, parked: await unpark(args.request, ctx, `/ideas/${args.params.idea}/withdrawal`) };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const id = idOfPath(args.params.idea);
  const form = await args.request.formData();
  const { act, fields } = actOf(form);
  return answering(form, async () => {
    if (act === "return") await returnIdea(ctx, id);
    else if (act === "withdraw") await withdrawIdea(ctx, id, parseForm(withdrawInput, fields).why);
    else throw new Malformed();
    return redirect(`/ideas/${args.params.idea}`, { status: 303, headers: { "Set-Cookie": forgetParked(ctx) } });
  });
}

export default function Withdrawal() {
  const { t } = useTranslation("writing");
  const { idea, parked } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const reply: Reply | undefined = answer && "problem" in answer ? answer : undefined;
  const wrong = useFieldError(reply);
  return (
    <div className={styles.page}>
      <Title of={`${t("withdrawal.title")} · ${idea.title}`} />
      <h1>{t("withdrawal.title")}</h1>
      <p className="lede">{t("withdrawal.lede")}</p>
      <Form method="post" className={styles.part}>
        <ProblemBox reply={reply} />
        <Field
          as="textarea"
          name="why"
          label={t("withdrawal.why")}
          hint={t("withdrawal.why_hint")}
          optional
          rows={3}
          maxLength={longestReason}
          defaultValue={reply?.values.why ?? parked?.why ?? ""}
          error={wrong("why")}
        />
        <div className="row">
          <button className="btn loss" name="act" value="withdraw">
            {t("withdrawal.do")}
          </button>
          <Link className="btn bare" to={idea.path}>
            {t("withdrawal.cancel")}
          </Link>
        </div>
      </Form>
    </div>
  );
}
