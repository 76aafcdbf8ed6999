import { Link, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { wantsPage } from "../../../platform/http/wants.server.ts";
import { Day } from "../../../ui/moment.tsx";
import type { Reply } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { creditsPath } from "../../crediting/rules.ts";
import { idOfPath } from "../../ideas/rules.ts";
import { placeUnderIdea } from "../../ideas/ui/place.ts";
import { noteVisit } from "../../notices/commands.server.ts";
import { answerShares } from "../commands.server.ts";
import { answerInput, othersIn, pointsIn } from "../inputs.ts";
import { confirmPage } from "../queries.server.ts";
import { allPoints } from "../rules.ts";
import { AnswerForm } from "../ui/answer-form.tsx";
import styles from "../ui/confirming.module.css";
import type { Route } from "./+types/confirm.ts";

export const handle = { i18n: ["confirming", "crediting"], place: placeUnderIdea };

/** What a contributor thinks of the others' shares of an idea. Throws `NotFound` for everybody else. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const page = await confirmPage(ctx, idOfPath(args.params.idea));
  if (wantsPage(args.request)) noteVisit(ctx, page.idea.id);
  return page;
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const id = idOfPath(args.params.idea);
  const form = await args.request.formData();
  return answering(form, async () => {
    const others = othersIn(form);
    const input = parseForm(answerInput(others), form);
    await answerShares(ctx, id, { freeze: String(input.freeze), points: pointsIn(input, others) });
    return redirect(creditsPath(`/ideas/${args.params.idea}`), 303);
  });
}

export default function Confirm({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("confirming");
  const { idea, until, isOpen, hasAnswered, isFew } = loaderData;
  const reply: Reply | undefined = actionData && "problem" in actionData ? actionData : undefined;
  return (
    <div className={styles.page}>
      <Title of={`${t("confirm.title")} · ${idea.title}`} />
      <p className="small">
        <Link to={creditsPath(idea.path)}>{t("back")}</Link>
      </p>
      <h1>{t("confirm.title")}</h1>
      <p className="lede">{t("confirm.lede", { points: allPoints })}</p>
      {isOpen && (
        <>
          <p>
            {t("confirm.until")} <Day at={until - 1} />. {t("confirm.optional")}
          </p>
          <ul>
            <li>{t("confirm.private")}</li>
            <li>{t("confirm.middle")}</li>
            <li>{t("confirm.bounds")}</li>
            {isFew && <li>{t("confirm.few")}</li>}
          </ul>
          {hasAnswered && !reply && <p className="strip">{t("confirm.answered")}</p>}
        </>
      )}
      {!isOpen && !reply && <p className="strip">{t("confirm.over")}</p>}
      {(isOpen || reply) && <AnswerForm page={loaderData} reply={reply} />}
    </div>
  );
}
