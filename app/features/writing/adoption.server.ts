import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { comments } from "../../../db/schema/discussion.ts";
import { commentAdoptions } from "../../../db/schema/writing.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { must } from "../../platform/policy.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { commentAdopted } from "./events.ts";
import { mayAdopt } from "./policy.ts";

/**
 * Says that a comment went into the text that stands now. Said twice, it counts once. Throws
 * `NotFound`, `Forbidden` (also for an own comment).
 */
export async function adoptComment(ctx: Context, id: string): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    const { comment, idea } = await adoptable(tx, ctx, id);
    const marked = await tx
      .insert(commentAdoptions)
      .values({ comment: id, idea: idea.id, version: idea.version, by: actor.id, at: ctx.now })
      .onConflictDoNothing()
      .returning({ comment: commentAdoptions.comment });
    if (marked.length === 0) return;
    await record(tx, ctx, [commentAdopted("comment.adopted", { ...comment, space: idea.space }, idea.version)]);
  });
}

/** Takes that mark away, whoever of those who may make it made it. Throws `NotFound`, `Forbidden`. */
export async function undoAdoption(ctx: Context, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const { comment, idea } = await adoptable(tx, ctx, id);
    const [taken] = await tx.delete(commentAdoptions).where(eq(commentAdoptions.comment, id)).returning();
    if (!taken) return;
    const subject = { ...comment, space: idea.space };
    await record(tx, ctx, [commentAdopted("comment.adoption_undone", subject, taken.version)]);
  });
}

async function adoptable(tx: Tx, ctx: Context, id: string) {
  const { actor } = signedIn(ctx);
  const [comment] = await tx
    .select({ id: comments.id, idea: comments.idea, author: comments.author, kind: comments.kind })
    .from(comments)
    .where(and(eq(comments.id, id), isNull(comments.deletedAt), isNull(comments.hiddenAt)));
  if (!comment) throw new NotFound();
  const { idea } = await ideaSeenBy(tx, actor, comment.idea);
  must(mayAdopt(actor, idea, comment));
  return { comment, idea };
}
