import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { answering } from "../../../platform/forms.server.ts";
import { idOfPath } from "../../ideas/rules.ts";
import { attachFile, mustTakeFiles } from "../commands.server.ts";
import { shownFile } from "../queries.server.ts";
import { takeSent } from "../sent.server.ts";
import type { Route } from "./+types/upload.ts";

/** Takes one file from script, and answers with what it is now. */
export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const id = idOfPath(args.params.idea);
  const form = await args.request.formData();
  return answering(form, async () => {
    await mustTakeFiles(ctx, id);
    const [file, ...others] = await takeSent(form);
    if (!file || others.length > 0) throw new Malformed();
    return { file: shownFile(await attachFile(ctx, id, file)) };
  });
}
