import { redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { answering, fieldOf, parseForm } from "../../../platform/forms.server.ts";
import { wantsPage } from "../../../platform/http/wants.server.ts";
import { spaceBySlug } from "../../spaces/queries.server.ts";
import { forgetView, keepView } from "../commands.server.ts";
import { forgottenViewInput, keptViewInput } from "../inputs.ts";
import { queryOf, viewIn } from "../rules.ts";
import FeedPage, { handle as feedHandle, loader as feedLoader, meta as feedMeta } from "./feed.tsx";
import type { Route } from "./+types/views.ts";

/** Keeps or forgets a view. When it is refused, the feed says why. */
export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const space = await spaceBySlug(ctx, args.params.space);
  const form = await args.request.formData();
  const { order, filter } = viewIn(new URLSearchParams(fieldOf(form, "query")));
  return answering(form, async () => {
    if (form.has("id")) {
      form.delete("query");
      await forgetView(ctx, parseForm(forgottenViewInput, form).id);
    } else {
      await keepView(ctx, space.id, parseForm(keptViewInput, form));
    }
    return wantsPage(args.request) ? redirect(`/s/${space.slug}${queryOf(order, filter)}`, 303) : { ok: true };
  });
}

export const loader = feedLoader;
export const handle = feedHandle;
export const meta = feedMeta;

export default function Views() {
  return <FeedPage />;
}
