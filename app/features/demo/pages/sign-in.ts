import { redirectDocument } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { parseForm } from "../../../platform/forms.server.ts";
import { safePath } from "../../../platform/paths.ts";
import { personaInput } from "../inputs.ts";
import { becomePersona } from "../personas.server.ts";
import type { Route } from "./+types/sign-in.ts";

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const { part, next } = parseForm(personaInput, await args.request.formData());
  const cookie = await becomePersona(ctx, part, args.request.headers.get("User-Agent") ?? "");
  // The whole page anew: shell and live connection are another person's now.
  return redirectDocument(safePath(next), { status: 303, headers: { "Set-Cookie": cookie } });
}
