import { Link, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { wantsPage } from "../../../platform/http/wants.server.ts";
import type { Reply } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { creditsPath } from "../../crediting/rules.ts";
import { idOfPath } from "../../ideas/rules.ts";
import { placeUnderIdea } from "../../ideas/ui/place.ts";
import { noteVisit } from "../../notices/commands.server.ts";
import { settleShares } from "../commands.server.ts";
import { settlingInput } from "../inputs.ts";
import { judgePage } from "../queries.server.ts";
import styles from "../ui/confirming.module.css";
import { SettlingForm } from "../ui/settling-form.tsx";
import { SharesTable } from "../ui/shares-table.tsx";
import type { Route } from "./+types/judge.ts";

export const handle = { i18n: ["confirming", "crediting"], place: placeUnderIdea };

/** Where shares are decided on that few people contradict. Throws `NotFound` for whoever does not judge them. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const page = await judgePage(ctx, idOfPath(args.params.idea));
  if (wantsPage(args.request)) noteVisit(ctx, page.idea.id);
  return page;
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const id = idOfPath(args.params.idea);
  const form = await args.request.formData();
  return answering(form, async () => {
    await settleShares(ctx, id, parseForm(settlingInput, form));
    return redirect(creditsPath(`/ideas/${args.params.idea}`), 303);
  });
}

export default function Judge({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("confirming");
  const { idea, freeze, people, isOpen } = loaderData;
  const reply: Reply | undefined = actionData && "problem" in actionData ? actionData : undefined;
  return (
    <div className={styles.page}>
      <Title of={`${t("settle.title")} · ${idea.title}`} />
      <p className="small">
        <Link to={creditsPath(idea.path)}>{t("back")}</Link>
      </p>
      <h1>{t("settle.title")}</h1>
      <p className="lede">{t("settle.lede")}</p>
      <SharesTable people={people} last="confirmed" />
      {isOpen || reply ? <SettlingForm freeze={freeze} reply={reply} /> : <p className="strip">{t("settle.over")}</p>}
    </div>
  );
}
