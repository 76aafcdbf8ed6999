import { useTranslation } from "../../../ui/words.ts";
import { data, Form, redirect, useActionData, useLoaderData } from "react-router";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import { wantsPage } from "../../../platform/http/wants.server.ts";
import type { Place } from "../../../pages/inside.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { deleteComment, editComment, restoreComment } from "../commands.server.ts";
import { commentEdit } from "../inputs.ts";
import { ownComment } from "../queries.server.ts";
import { talkQuery } from "../rules.ts";
import { KindChoices, WordsField } from "../ui/comment-fields.tsx";
import { NowSays } from "../ui/now-says.tsx";
import { Title } from "../../../ui/title.tsx";
import type { Route } from "./+types/comment.ts";

export const handle = {
  i18n: ["discussion", "mentions"],
  place: ({ idea }: Route.ComponentProps["loaderData"]): Place => ({ here: [{ label: idea.title, to: idea.path }] }),
};

/** An own comment, to change it. Without script this page is where that happens. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const parked = await unpark(args.request, ctx, `/comments/${args.params.comment}`);
  return { ...(await ownComment(ctx, args.params.comment)), parked };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const id = args.params.comment;
  const { idea } = await ownComment(ctx, id);
  const form = await args.request.formData();
  return answering(form, async () => {
    const { act, fields } = actOf(form);
    if (act === "delete") await deleteComment(ctx, id);
    else if (act === "restore") await restoreComment(ctx, id);
    else if (act === "edit") await editComment(ctx, id, parseForm(commentEdit, fields));
    else throw new Malformed();
    const headers = { "Set-Cookie": forgetParked(ctx) };
    return wantsPage(args.request)
      ? redirect(`${idea.path}${talkQuery({ comment: id })}#comment-${id}`, { status: 303, headers })
      : data({ ok: true }, { headers });
  });
}

/** After a conflict the words that stand now are shown. */
export { alsoAfterConflict as shouldRevalidate } from "../../../ui/after-conflict.ts";

export default function Comment() {
  const { t } = useTranslation("discussion");
  const { comment, idea, parked } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const reply: Reply | undefined = answer && "problem" in answer ? answer : undefined;
  const wrong = useFieldError(reply);
  return (
    <>
      <Title of={t("edit.title")} />
      <h1>{t("edit.title")}</h1>
      <Form method="post" className="stack">
        <ProblemBox reply={reply}>
          {reply?.problem === "comment_edited_meanwhile" && <NowSays source={comment.source} />}
        </ProblemBox>
        {/* Once the other words were shown, saving again is meant to replace them. */}
        <input type="hidden" name="editedAt" value={(reply ? null : parked?.editedAt) ?? comment.editedAt ?? ""} />
        <WordsField defaultValue={reply?.values.body ?? parked?.body ?? comment.source} error={wrong("body")} />
        <KindChoices defaultValue={reply?.values.kind ?? parked?.kind ?? comment.kind} />
        <div className="row">
          <button className="btn first" name="act" value="edit">
            {t("edit.save")}
          </button>
          <a className="btn" href={`${idea.path}#comment-${comment.id}`}>
            {t("edit.cancel")}
          </a>
          <button className="btn bare loss" name="act" value="delete" formNoValidate>
            {t("delete")}
          </button>
        </div>
      </Form>
    </>
  );
}
