import { contextOf, signedIn } from "../../../platform/context.server.ts";
import { parseForm } from "../../../platform/forms.server.ts";
import { readNoticesOf } from "../commands.server.ts";
import { visitInput } from "../inputs.ts";
import { unreadNotices } from "../queries.server.ts";
import type { Route } from "./+types/unread.ts";

/** How many notices wait: for the bell, when it hears that something changed. */
export async function loader(args: Route.LoaderArgs) {
  return Response.json({ unread: await unreadNotices(signedIn(contextOf(args))) });
}

/** An idea's page was opened by script: what stands there needs no notice any more. */
export async function action(args: Route.ActionArgs) {
  const ctx = signedIn(contextOf(args));
  const { idea } = parseForm(visitInput, await args.request.formData());
  await readNoticesOf(ctx, idea);
  return Response.json({ unread: await unreadNotices(ctx) });
}
