import { redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { wantsPage } from "../../../platform/http/wants.server.ts";
import { safePath } from "../../../platform/paths.ts";
import { giveConsent } from "../commands.server.ts";
import { consentInput } from "../inputs.ts";
import type { Route } from "./+types/consent.ts";

/** Takes the yes of the banner, and stays on its page. */
export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  const isForm = wantsPage(args.request);
  const act = async () => {
    const { consent, next } = parseForm(consentInput, form);
    await giveConsent(ctx, consent);
    return isForm ? redirect(safePath(next), 303) : { ok: true };
  };
  // A plain form has no page of its own to show a refusal on: the error page says it.
  return isForm ? act() : answering(form, act);
}
