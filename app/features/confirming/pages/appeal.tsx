import { Link, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { answering, fieldOf, parseForm } from "../../../platform/forms.server.ts";
import { wantsPage } from "../../../platform/http/wants.server.ts";
import { Day } from "../../../ui/moment.tsx";
import type { Reply } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useCalled, useTranslation } from "../../../ui/words.ts";
import { creditsPath } from "../../crediting/rules.ts";
import { idOfPath } from "../../ideas/rules.ts";
import { placeUnderIdea } from "../../ideas/ui/place.ts";
import { noteVisit } from "../../notices/commands.server.ts";
import { declineAppeal, judgeAppeal } from "../appealing.server.ts";
import { declineInput, othersIn, sharesIn, verdictInput } from "../inputs.ts";
import { appealPage } from "../queries.server.ts";
import styles from "../ui/confirming.module.css";
import { DeclineForm, VerdictForm } from "../ui/verdict-form.tsx";
import type { Route } from "./+types/appeal.ts";

export const handle = { i18n: ["confirming", "crediting"], place: placeUnderIdea };

/** Where an objection to shares is decided. Throws `NotFound` for whoever does not decide it. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const page = await appealPage(ctx, idOfPath(args.params.idea));
  if (wantsPage(args.request)) noteVisit(ctx, page.idea.id);
  return page;
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const id = idOfPath(args.params.idea);
  const form = await args.request.formData();
  return answering(form, async () => {
    if (fieldOf(form, "act") === "decline") {
      await declineAppeal(ctx, id, parseForm(declineInput, form).appeal);
    } else {
      const input = parseForm(verdictInput, form);
      await judgeAppeal(ctx, id, input, sharesIn(input, othersIn(form)));
    }
    return redirect(creditsPath(`/ideas/${args.params.idea}`), 303);
  });
}

export default function DecideAppeal({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("confirming");
  const called = useCalled();
  const { idea, appeal, part, drawn, state } = loaderData;
  const reply: Reply | undefined = actionData && "problem" in actionData ? actionData : undefined;
  return (
    <div className={styles.page}>
      <Title of={`${t("verdict.title")} · ${idea.title}`} />
      <p className="small">
        <Link to={creditsPath(idea.path)}>{t("back")}</Link>
      </p>
      <h1>{t("verdict.title")}</h1>
      <p className="lede">
        {t(drawn === 0 ? "verdict.alone" : `verdict.${part}`)} {t("verdict.until")} <Day at={appeal.until - 1} />.
      </p>
      <div className="answer">
        <p className="label">{t("appeal.words", { name: called(appeal.by) })}</p>
        <p className="prose">{appeal.words}</p>
      </div>
      {drawn > 0 && <p>{t("verdict.how")}</p>}
      {(state === "open" || reply) && <VerdictForm page={loaderData} reply={reply} />}
      {state === "open" && part === "drawn" && <DeclineForm appeal={appeal.id} />}
      {state !== "open" && !reply && <p className="strip">{t(`verdict.${state}`)}</p>}
    </div>
  );
}
