import { redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { wantsPage } from "../../../platform/http/wants.server.ts";
import IdeaPage, { handle as ideaHandle, loader as ideaLoader, meta as ideaMeta } from "../../ideas/pages/idea.tsx";
import { idOfPath } from "../../ideas/rules.ts";
import { tagIdea } from "../commands.server.ts";
import { tagsInput } from "../inputs.ts";
import type { Route } from "./+types/tags.ts";

/** The tags of an idea by form. When they are refused, the idea's page says why. */
export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const id = idOfPath(args.params.idea);
  const form = await args.request.formData();
  return answering(form, async () => {
    const { tags } = parseForm(tagsInput, form);
    await tagIdea(ctx, id, tags);
    return wantsPage(args.request) ? redirect(`/ideas/${args.params.idea}#topics-heading`, 303) : { ok: true };
  });
}

export const loader = ideaLoader;
export const handle = ideaHandle;
export const meta = ideaMeta;

export default function Tags() {
  return <IdeaPage />;
}
