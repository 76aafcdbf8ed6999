import { Link, redirect, useActionData, useLoaderData } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { answering, fieldOf } from "../../../platform/forms.server.ts";
import { wantsPage } from "../../../platform/http/wants.server.ts";
import { ProblemBox, type Reply } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { placeOfComment } from "../../discussion/queries.server.ts";
import { commentPath } from "../../discussion/rules.ts";
import { adoptComment, undoAdoption } from "../adoption.server.ts";
import { placeUnderIdea } from "../../ideas/ui/place.ts";
import type { Route } from "./+types/adoption.ts";

export const handle = {
  i18n: ["writing"],
  place: placeUnderIdea,
};

/** Whether a comment went into the idea. The page is only seen when that could not be said. */
export async function loader(args: Route.LoaderArgs) {
  return placeOfComment(contextOf(args), args.params.comment);
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const id = args.params.comment;
  const { idea } = await placeOfComment(ctx, id);
  const form = await args.request.formData();
  return answering(form, async () => {
    const act = fieldOf(form, "act");
    if (act === "adopt") await adoptComment(ctx, id);
    else if (act === "undo") await undoAdoption(ctx, id);
    else throw new Malformed();
    return wantsPage(args.request) ? redirect(commentPath(idea.path, id), 303) : { ok: true };
  });
}

export default function Adoption() {
  const { t } = useTranslation("writing");
  const { idea, comment } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const reply: Reply | undefined = answer && "problem" in answer ? answer : undefined;
  return (
    <div className="stack">
      <Title of={t("adoption.title")} />
      <h1>{t("adoption.title")}</h1>
      <ProblemBox reply={reply} />
      <p>
        <Link to={commentPath(idea.path, comment.id)}>{t("adoption.back")}</Link>
      </p>
    </div>
  );
}
