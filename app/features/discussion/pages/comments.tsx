import { data, redirect } from "react-router";
import { forgetParked } from "../../accounts/parking.server.ts";
import { contextOf } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { wantsPage } from "../../../platform/http/wants.server.ts";
import IdeaPage, { handle as ideaHandle, loader as ideaLoader, meta as ideaMeta } from "../../ideas/pages/idea.tsx";
import { idOfPath } from "../../ideas/rules.ts";
import { postComment } from "../commands.server.ts";
import { commentInput } from "../inputs.ts";
import { talkQuery } from "../rules.ts";
import type { Route } from "./+types/comments.ts";

/** A comment by form. When it is refused, the idea's page shows the form again with what was typed. */
export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const idea = idOfPath(args.params.idea);
  const form = await args.request.formData();
  return answering(form, async () => {
    const comment = await postComment(ctx, idea, parseForm(commentInput, form));
    const headers = { "Set-Cookie": forgetParked(ctx) };
    if (!wantsPage(args.request)) return data({ posted: comment }, { headers });
    const place = talkQuery({ comment });
    return redirect(`/ideas/${args.params.idea}${place}#comment-${comment}`, { status: 303, headers });
  });
}

export const loader = ideaLoader;
export const handle = ideaHandle;
export const meta = ideaMeta;

export default function Comments() {
  return <IdeaPage />;
}
