import { redirect } from "react-router";
import { type Context, contextOf } from "../../platform/context.server.ts";
import { Malformed } from "../../platform/errors.ts";
import { answering, fieldOf } from "../../platform/forms.server.ts";
import { wantsPage } from "../../platform/http/wants.server.ts";
import { placeOfComment } from "./queries.server.ts";
import { commentPath } from "./rules.ts";

type Args = Parameters<typeof contextOf>[0] & { request: Request; params: { comment: string } };

/**
 * Does with a comment what the field `act` of a form names among `acts`, and leads back to the comment. Throws
 * `NotFound`; what an act throws becomes the answer.
 */
export async function actOnComment(
  args: Args,
  acts: Readonly<Record<string, (ctx: Context, comment: string) => Promise<unknown>>>,
) {
  const ctx = contextOf(args);
  const id = args.params.comment;
  const { idea } = await placeOfComment(ctx, id);
  const form = await args.request.formData();
  return answering(form, async () => {
    const act = new Map(Object.entries(acts)).get(fieldOf(form, "act"));
    if (!act) throw new Malformed();
    await act(ctx, id);
    return wantsPage(args.request) ? redirect(commentPath(idea.path, id), 303) : { ok: true };
  });
}
