import { redirectDocument } from "react-router";
import { isSignedIn } from "../../../platform/actor.ts";
import { contextOf } from "../../../platform/context.server.ts";
import { parseForm } from "../../../platform/forms.server.ts";
import { safePath } from "../../../platform/paths.ts";
import { choosePreferences } from "../commands.server.ts";
import { preferencesInput } from "../inputs.ts";
import { preferenceCookies } from "../preferences.server.ts";
import type { Route } from "./+types/preferences.ts";

/** Language and theme, kept in this browser and with the account, for other devices; the language also for mails. */
export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const { next, ...look } = parseForm(preferencesInput, await args.request.formData());
  if (isSignedIn(ctx.actor)) await choosePreferences({ ...ctx, actor: ctx.actor }, look);
  return redirectDocument(safePath(next), { status: 303, headers: preferenceCookies(ctx, look) });
}
