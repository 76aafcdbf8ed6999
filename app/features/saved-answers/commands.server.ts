import { and, eq } from "drizzle-orm";
import { savedAnswers } from "../../../db/schema/piloting.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { must } from "../../platform/policy.ts";
import { spaceSeenBy } from "../spaces/queries.server.ts";
import { answerSaved } from "./events.ts";
import type { SavedAnswerInput } from "./inputs.ts";
import { maySaveAnswers } from "./policy.ts";
import { mostSaved } from "./rules.ts";

/**
 * Keeps an answer ready, or changes one. Sent twice, it is kept once. Throws `NotFound`, `Forbidden`,
 * `Refused("saved_answers_full")`, and `Conflict("changed_meanwhile")` when it is not what the form showed.
 */
export async function saveAnswer(ctx: Context, space: string, input: SavedAnswerInput): Promise<void> {
  const { actor } = signedIn(ctx);
  const { id, updatedAt, ...words } = input;
  await ctx.db.transaction(async (tx) => {
    await spaceSeenBy(tx, actor, space);
    must(maySaveAnswers(actor, space));
    const [existing] = await tx.select().from(savedAnswers).where(eq(savedAnswers.id, id));
    if (existing && existing.space !== space) throw new Conflict("changed_meanwhile");
    const isSame = existing && existing.name === words.name && existing.en === words.en && existing.fr === words.fr;
    if (isSame) return;
    if (existing && existing.updatedAt !== updatedAt) throw new Conflict("changed_meanwhile");
    if (!existing && (await tx.$count(savedAnswers, eq(savedAnswers.space, space))) >= mostSaved) {
      throw new Refused("saved_answers_full");
    }
    const written = { ...words, updatedBy: actor.id, updatedAt: ctx.now };
    await tx
      .insert(savedAnswers)
      .values({ id, space, ...written })
      .onConflictDoUpdate({ target: savedAnswers.id, set: written });
    await record(tx, ctx, [answerSaved("saved_answer.written", space, id)]);
  });
}

/** Keeps an answer no longer. Done twice, it is done once. Throws `NotFound`, `Forbidden`. */
export async function removeAnswer(ctx: Context, space: string, id: string): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await spaceSeenBy(tx, actor, space);
    must(maySaveAnswers(actor, space));
    const removed = await tx
      .delete(savedAnswers)
      .where(and(eq(savedAnswers.id, id), eq(savedAnswers.space, space)))
      .returning({ id: savedAnswers.id });
    if (removed.length > 0) await record(tx, ctx, [answerSaved("saved_answer.removed", space, id)]);
  });
}
