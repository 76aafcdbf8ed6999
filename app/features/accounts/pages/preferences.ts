import { redirectDocument } from "react-router";
import { isSignedIn } from "../../../platform/actor.ts";
import { contextOf } from "../../../platform/context.server.ts";
import { cookie } from "../../../platform/cookies.server.ts";
import { parseForm } from "../../../platform/forms.server.ts";
import { safePath } from "../../../platform/paths.ts";
import { chooseLocale } from "../commands.server.ts";
import { preferencesInput } from "../inputs.ts";
import type { Route } from "./+types/preferences.ts";

const year = 365 * 86_400;

/** Language and theme, kept in this browser; the language also with the account, for mails and other devices. */
export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const { locale, theme, next } = parseForm(preferencesInput, await args.request.formData());
  const headers = new Headers();
  if (locale) {
    headers.append("Set-Cookie", cookie(ctx.config, "locale", locale, year));
    if (isSignedIn(ctx.actor)) await chooseLocale({ ...ctx, actor: ctx.actor }, locale);
  }
  if (theme) headers.append("Set-Cookie", cookie(ctx.config, "theme", theme, theme === "system" ? 0 : year));
  return redirectDocument(safePath(next), { status: 303, headers });
}
