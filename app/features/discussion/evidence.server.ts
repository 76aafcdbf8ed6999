import { eq } from "drizzle-orm";
import type { Reads, Tx } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { comments, evidenceAcceptances } from "../../../db/schema/discussion.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { must } from "../../platform/policy.ts";
import { isAuthorOf } from "../ideas/policy.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { standsFor } from "../merging/lineage.server.ts";
import { evidenceAccepted } from "./events.ts";
import { mayAcceptEvidence } from "./policy.ts";

/**
 * Says that a comment is good evidence. Said twice, it counts once. Throws `NotFound` (also once the
 * comment is deleted or hidden), `Forbidden` (`own_item` for whoever wrote the idea), or
 * `Refused("not_evidence")` where the comment says that it is something else.
 */
export async function acceptEvidence(ctx: Context, id: string): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    const { comment, idea } = await judged(tx, ctx, id);
    if (comment.kind !== "evidence") throw new Refused("not_evidence");
    const marked = await tx
      .insert(evidenceAcceptances)
      .values({ comment: id, idea: idea.id, by: actor.id, at: ctx.now })
      .onConflictDoNothing()
      .returning({ comment: evidenceAcceptances.comment });
    if (marked.length === 0) return;
    await record(tx, ctx, [evidenceAccepted("comment.evidence_accepted", { ...comment, space: idea.space })]);
  });
}

/** Takes that back, whoever of those who may say it said it. Throws `NotFound`, `Forbidden`. */
export async function undoAcceptance(ctx: Context, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const { comment, idea } = await judged(tx, ctx, id);
    const taken = await tx
      .delete(evidenceAcceptances)
      .where(eq(evidenceAcceptances.comment, id))
      .returning({ comment: evidenceAcceptances.comment });
    if (taken.length === 0) return;
    await record(tx, ctx, [evidenceAccepted("comment.evidence_acceptance_undone", { ...comment, space: idea.space })]);
  });
}

/** The comment with its idea held: its author may be making something else of it at this moment. */
async function judged(tx: Tx, ctx: Context, id: string) {
  const { actor } = signedIn(ctx);
  const [place] = await tx.select({ idea: comments.idea }).from(comments).where(eq(comments.id, id));
  if (!place) throw new NotFound();
  await lockIdea(tx, place.idea);
  const [comment] = await tx.select().from(comments).where(eq(comments.id, id));
  if (!comment || comment.deletedAt !== null || comment.hiddenAt !== null) throw new NotFound();
  const { idea } = await ideaSeenBy(tx, actor, comment.idea);
  // Of a merged idea it speaks for the one that stands for it now as well.
  const whole = idea.stage === "merged" ? (await ideaSeenBy(tx, actor, await standsFor(tx, idea.id))).idea : idea;
  const about = { space: idea.space, tags: whole.tags, authors: [...idea.authors, ...whole.authors] };
  must(mayAcceptEvidence(actor, about, comment), isAuthorOf(actor, about) ? "own_item" : undefined);
  if (idea.moderation !== "visible") throw new NotFound();
  return { comment, idea };
}

/** Whether a comment stands accepted as evidence. */
export async function isAcceptedEvidence(read: Reads, comment: string): Promise<boolean> {
  return (await read.$count(evidenceAcceptances, eq(evidenceAcceptances.comment, comment))) > 0;
}
