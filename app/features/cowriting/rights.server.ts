/** Who may open a living text, and write in it. */
import type { Reads } from "../../../db/database.ts";
import { isVerified, type SignedIn } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { Refused } from "../../platform/errors.ts";
import { must } from "../../platform/policy.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { mustNotBeMuted } from "../moderation/muting.server.ts";
import { writesAlong } from "../rooms/writing-along.server.ts";
import { maySuggest } from "../suggesting/policy.ts";
import { mayEditIdea } from "../writing/policy.ts";
import { takesEdits } from "../writing/rules.ts";

/**
 * Who may write in the living text of an idea, while its stage takes edits: whoever may edit it, and all who take part
 * in a room that writes in it. Throws `NotFound`, `Forbidden`, `Refused("text_closed")`.
 */
export async function mustWrite(read: Reads, ctx: Context, actor: SignedIn, id: string) {
  const { idea, mayWrite } = await rightIn(read, actor, id);
  must(mayWrite);
  if (!takesEdits(idea)) throw new Refused("text_closed");
  await mustNotBeMuted(read, ctx, idea.space);
  return idea;
}

/**
 * Who may open the living text of an idea: whoever may write in it, and to read along whoever may suggest changes of it,
 * which the answer tells. Throws what `mustWrite` throws, `Forbidden("verify_first")`.
 */
export async function mustOpen(read: Reads, ctx: Context, actor: SignedIn, id: string): Promise<{ mayWrite: boolean }> {
  const { idea, mayWrite } = await rightIn(read, actor, id);
  if (!mayWrite) must(maySuggest(actor, idea), "verify_first");
  if (!takesEdits(idea)) throw new Refused("text_closed");
  if (mayWrite) await mustNotBeMuted(read, ctx, idea.space);
  return { mayWrite };
}

async function rightIn(read: Reads, actor: SignedIn, id: string) {
  const { idea } = await ideaSeenBy(read, actor, id);
  return { idea, mayWrite: mayEditIdea(actor, idea) || (isVerified(actor) && (await writesAlong(read, actor, id))) };
}
