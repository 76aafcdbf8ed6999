import { and, eq } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { revivals } from "../../../db/schema/reviving.ts";
import { type Context, signedIn, within } from "../../platform/context.server.ts";
import { Conflict, NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { renderMarkdown } from "../../platform/markdown.server.ts";
import { must } from "../../platform/policy.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { mustNotBeMuted } from "../moderation/muting.server.ts";
import { moveIdea } from "../piloting/commands.server.ts";
import { isInvolved } from "../piloting/policy.ts";
import { decided } from "../piloting/queries.server.ts";
import { joinSpace } from "../spaces/commands.server.ts";
import { standText } from "../stages/rules.ts";
import { revivalAccepted, revivalAsked, revivalDeclined, revivalOvertaken } from "./events.ts";
import type { RevivalInput, VerdictInput } from "./inputs.ts";
import { mayJudgeRevival, mayRevive } from "./policy.ts";
import { whyNoRevival } from "./rules.ts";

/**
 * Brings a new argument for a declined idea. Sent twice, it is brought once. Throws `NotFound`,
 * `Forbidden("verify_first")`, and `Refused` (`muted`, `revival_not_declined`, `revival_waiting`, `revival_too_soon`).
 * Serializable: where the idea stands and what was brought before are read before the write.
 */
export async function bringArgument(ctx: Context, ideaId: string, input: RevivalInput): Promise<void> {
  const { actor } = signedIn(ctx);
  // Before anything else is said or rendered: what may not be seen is not there.
  await ideaSeenBy(ctx.db.read, actor, ideaId);
  must(mayRevive(actor), "verify_first");
  const html = await renderMarkdown(input.argument, actor.id);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, ideaId);
    const { idea } = await ideaSeenBy(tx, actor, ideaId);
    await mustNotBeMuted(tx, ctx, idea.space);
    const brought = await tx.select().from(revivals).where(eq(revivals.idea, idea.id));
    if (brought.some(({ id, by }) => id === input.id && by === actor.id)) return;
    const why = whyNoRevival(idea, brought, actor.id, ctx.now);
    if (why) throw new Refused(why);
    await joinSpace(tx, ctx, idea.space, actor);
    const revival = { id: input.id, idea: idea.id, by: actor.id, affiliation: actor.affiliation, at: ctx.now };
    const written = await tx
      .insert(revivals)
      .values({ ...revival, words: input.argument, html, state: "open" })
      .onConflictDoNothing()
      .returning({ id: revivals.id });
    if (written.length === 0) throw new Conflict("changed_meanwhile");
    await record(tx, ctx, [revivalAsked(idea, revival)]);
  }, "serializable");
}

/**
 * A pilot who is not involved decides on an argument: accepted, the idea is open again with the message as its
 * answer; declined, the message stands under the argument. Decided twice alike by the same person, it is decided
 * once. Throws `NotFound`, `Forbidden` (`own_argument`, `own_idea`), `Conflict("revival_decided")`, and what
 * `moveIdea` throws. Serializable: who may decide and where the idea stands are read before the write.
 */
export async function judgeRevival(ctx: Context, ideaId: string, input: VerdictInput): Promise<void> {
  const { actor } = signedIn(ctx);
  await ideaSeenBy(ctx.db.read, actor, ideaId);
  const html = await renderMarkdown(input.message, actor.id);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, ideaId);
    const { idea } = await ideaSeenBy(tx, actor, ideaId);
    const [revival] = await tx
      .select()
      .from(revivals)
      .where(and(eq(revivals.id, input.revival), eq(revivals.idea, idea.id)));
    if (!revival) throw new NotFound();
    const about = await decided(tx, idea, [revival.by]);
    const isOwn = isInvolved(actor, about);
    must(mayJudgeRevival(actor, about), isOwn ? (revival.by === actor.id ? "own_argument" : "own_idea") : undefined);
    if (revival.state === input.decision && revival.decidedBy === actor.id) return;
    if (revival.state !== "open") throw new Conflict("revival_decided");
    const decision = { state: input.decision, decidedBy: actor.id, decidedAt: ctx.now };
    if (input.decision === "declined") {
      const reasons = { reasons: input.message, reasonsHtml: html };
      await tx
        .update(revivals)
        .set({ ...decision, ...reasons })
        .where(eq(revivals.id, revival.id));
      return record(tx, ctx, [revivalDeclined(idea, revival)]);
    }
    const from = standText(idea.stage, idea.extra);
    const answer = { id: input.move, from, to: "open", message: input.message, reasonKind: null, reviewOn: null };
    const move = await moveIdea(within(ctx, tx), idea.id, answer, { asked: { involved: [revival.by] } });
    await tx
      .update(revivals)
      .set({ ...decision, move })
      .where(eq(revivals.id, revival.id));
    await record(tx, ctx, [revivalAccepted(idea, revival, move)]);
  }, "serializable");
}

/** Closes what waits for a decision on an idea that is opened in another way. */
export async function overtakeRevivals(tx: Tx, ctx: Context, idea: { id: string; space: string }): Promise<void> {
  const closed = await tx
    .update(revivals)
    .set({ state: "overtaken", decidedAt: ctx.now })
    .where(and(eq(revivals.idea, idea.id), eq(revivals.state, "open")))
    .returning({ id: revivals.id, by: revivals.by });
  for (const revival of closed) await record(tx, ctx, [revivalOvertaken(idea, revival)]);
}
