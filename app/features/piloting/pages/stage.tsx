import { useTranslation } from "../../../ui/words.ts";
import { Form, Link, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import { wantsPage } from "../../../platform/http/wants.server.ts";
import { newId } from "../../../platform/ids.ts";
import { ProblemBox } from "../../../ui/problem.tsx";
import { StageChip } from "../../../ui/stage.tsx";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { idOfPath } from "../../ideas/rules.ts";
import { placeUnderIdea } from "../../ideas/ui/place.ts";
import { moveIdea, undoMove } from "../commands.server.ts";
import { moveInput, undoInput } from "../inputs.ts";
import { movingPage } from "../queries.server.ts";
import { MoveFields } from "../ui/move-fields.tsx";
import { Title } from "../../../ui/title.tsx";
import type { Route } from "./+types/stage.ts";
import styles from "./stage.module.css";

export const handle = {
  i18n: ["piloting", "stages"],
  place: placeUnderIdea,
};

/** The form that moves an idea, on a page of its own: without script, and when a move was refused. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const id = idOfPath(args.params.idea);
  const page = await movingPage(ctx, id);
  const parked = await unpark(args.request, ctx, `/ideas/${args.params.idea}/stage`);
  return { ...page, moveId: newId(ctx.now), parked };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const id = idOfPath(args.params.idea);
  const page = `/ideas/${args.params.idea}`;
  const form = await args.request.formData();
  return answering(form, async () => {
    const { act, fields } = actOf(form);
    if (act === "undo") {
      const { move } = parseForm(undoInput, fields);
      await undoMove(ctx, id, move);
      return wantsPage(args.request) ? redirect(page, 303) : { undone: move };
    }
    if (act !== "move") throw new Malformed();
    const moved = await moveIdea(ctx, id, parseForm(moveInput, fields));
    if (!wantsPage(args.request)) return { moved };
    return redirect(page, { status: 303, headers: { "Set-Cookie": forgetParked(ctx) } });
  });
}

/** Who was too late is shown where the idea stands now, with what was typed. */
export { alsoAfterConflict as shouldRevalidate } from "../../../ui/after-conflict.ts";

export default function StagePage({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("piloting");
  const { idea, steering, moveId, parked, author } = loaderData;
  const reply = actionData && "problem" in actionData ? actionData : undefined;
  return (
    <div className={styles.page}>
      <Title of={t("move.title")} />
      <header className={styles.head}>
        <p className="row">
          <StageChip {...idea} />
          <Link to={idea.path}>{idea.title}</Link>
        </p>
        <h1>{t("move.title")}</h1>
      </header>
      {steering.closed !== null ? (
        <>
          <ProblemBox reply={reply} />
          <p className="strip">{t(`closed.${steering.closed}`)}</p>
        </>
      ) : (
        <Form method="post" className={styles.form} noValidate>
          <MoveFields
            id={reply?.values.id ?? moveId}
            stage={idea.stage}
            extra={idea.extra}
            space={idea.space}
            steering={steering}
            author={author.name}
            values={parked}
            reply={reply}
          />
        </Form>
      )}
    </div>
  );
}
