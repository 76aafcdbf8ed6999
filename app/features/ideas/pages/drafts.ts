import { contextOf } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { spaceBySlug } from "../../spaces/queries.server.ts";
import { saveDraft } from "../commands.server.ts";
import { draftInput } from "../inputs.ts";
import type { Route } from "./+types/drafts.ts";

/** Keeps a draft while its author is typing. */
export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    const space = await spaceBySlug(ctx, args.params.space);
    return { savedAt: await saveDraft(ctx, space.id, parseForm(draftInput, form)) };
  });
}
