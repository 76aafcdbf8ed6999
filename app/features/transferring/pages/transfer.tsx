import { Link, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import { idPattern, newId } from "../../../platform/ids.ts";
import type { Reply } from "../../../ui/problem.tsx";
import { StageChip } from "../../../ui/stage.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { idOfPath } from "../../ideas/rules.ts";
import { placeUnderIdea } from "../../ideas/ui/place.ts";
import styles from "../../ideas/ui/under-idea.module.css";
import { judgeTransfer, proposeTransfer, withdrawTransfer } from "../commands.server.ts";
import { decisionInput, proposalInput, withdrawalInput } from "../inputs.ts";
import { pathAfter, transferPage } from "../queries.server.ts";
import { Proposing } from "../ui/proposing.tsx";
import { Waiting } from "../ui/waiting.tsx";

import type { Route } from "./+types/transfer.ts";

export const handle = { i18n: ["transferring", "ideas"], place: placeUnderIdea };

/** Where an idea is proposed to another space; once it is, where that space's pilots decide. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const id = idOfPath(args.params.idea);
  const asked = args.url.searchParams.get("to");
  const page = await transferPage(ctx, id, asked !== null && idPattern.test(asked) ? asked : null);
  const parked = await unpark(args.request, ctx, `/ideas/${args.params.idea}/transfer`);
  return { ...page, formId: newId(ctx.now), parked };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const id = idOfPath(args.params.idea);
  const form = await args.request.formData();
  return answering(form, async () => {
    const { act, fields } = actOf(form);
    if (act === "propose" || act === "move") {
      await proposeTransfer(ctx, id, parseForm(proposalInput, fields), { isAtOnce: act === "move" });
    } else if (act === "judge") await judgeTransfer(ctx, id, parseForm(decisionInput, fields));
    else if (act === "withdraw") await withdrawTransfer(ctx, id, parseForm(withdrawalInput, fields).transfer);
    else throw new Malformed();
    const path = await pathAfter(ctx, id);
    return redirect(path, { status: 303, headers: { "Set-Cookie": forgetParked(ctx) } });
  });
}

export default function Transfer({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("transferring");
  const { idea, space, page, formId, parked } = loaderData;
  const reply: Reply | undefined = actionData && "problem" in actionData ? actionData : undefined;
  return (
    <div className={styles.page}>
      <Title of={t("title")} />
      <header>
        <p className="row">
          <StageChip {...idea} />
          {idea.isSeen ? <Link to={idea.path}>{idea.title}</Link> : <b>{idea.title}</b>}
        </p>
        <h1>{t("title")}</h1>
      </header>
      {page.kind === "waiting" ? (
        <Waiting page={page} values={parked} reply={reply} />
      ) : (
        <Proposing page={page} space={space.name} formId={formId} values={parked} reply={reply} />
      )}
    </div>
  );
}
