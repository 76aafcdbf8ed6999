import { lockIdea } from "../../../db/dialect/locks.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Invalid, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { must } from "../../platform/policy.ts";
import { postComment } from "../discussion/commands.server.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { promiseMade } from "./events.ts";
import type { PromiseInput } from "./inputs.ts";
import { deciderOf, isInvolved } from "./policy.ts";
import { decided } from "./queries.server.ts";
import { dayIn, wrongReview } from "./rules.ts";

/**
 * Names a day by which the pilot comes back to an idea, with a message below it. Sent twice, it is promised once. Throws
 * `NotFound`, `Forbidden` (`own_idea` for its authors), `Invalid` for a day that cannot be promised, and as `postComment`.
 */
export async function makePromise(ctx: Context, ideaId: string, { id, message, day }: PromiseInput): Promise<void> {
  const { actor } = signedIn(ctx);
  const { idea, space } = await ideaSeenBy(ctx.db.read, actor, ideaId);
  const about = await decided(ctx.db.read, idea);
  must(deciderOf(actor, about).length > 0, isInvolved(actor, about) ? "own_idea" : undefined);
  if (idea.moderation !== "visible") throw new Refused("idea_not_visible");
  const wrong = wrongReview(day, dayIn(space.timeZone, ctx.now));
  if (wrong) throw new Invalid({ day: wrong });
  // The words first: a promise that nobody can read is none. What is missing after it comes when the form is sent again.
  const comment = await postComment(ctx, idea.id, { id, kind: "remark", body: message });
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, idea.id);
    await record(tx, ctx, [promiseMade(idea, { comment, day })]);
  });
}
