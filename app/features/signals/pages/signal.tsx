import { redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { wantsPage } from "../../../platform/http/wants.server.ts";
import { safePath } from "../../../platform/paths.ts";
import IdeaPage, { handle as ideaHandle, loader as ideaLoader, meta as ideaMeta } from "../../ideas/pages/idea.tsx";
import { idOfPath, ideaPath } from "../../ideas/rules.ts";
import { castSignal } from "../commands.server.ts";
import { signalForm } from "../inputs.ts";
import type { Route } from "./+types/signal.ts";

/** A signal by form. When it is refused, the idea's page says why. */
export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const id = idOfPath(args.params.idea);
  const form = await args.request.formData();
  return answering(form, async () => {
    const { kind, back } = parseForm(signalForm, form);
    await castSignal(ctx, { idea: id, kind });
    return wantsPage(args.request)
      ? redirect(safePath(back, `${ideaPath({ id, title: "" })}#signal`), 303)
      : { ok: true };
  });
}

export const loader = ideaLoader;
export const handle = ideaHandle;
export const meta = ideaMeta;

export default function Signal() {
  return <IdeaPage />;
}
