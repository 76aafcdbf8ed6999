import { and, eq } from "drizzle-orm";
import type { Reads, Tx } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { transfers } from "../../../db/schema/transferring.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { renderMarkdown } from "../../platform/markdown.server.ts";
import { must } from "../../platform/policy.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { isInvolved } from "../piloting/policy.ts";
import { decided } from "../piloting/queries.server.ts";
import { maySeeSpace } from "../spaces/policy.ts";
import { spaceSeenBy } from "../spaces/queries.server.ts";
import { carry } from "./carrying.server.ts";
import { ideaTransferred, transferDeclined, transferProposed, transferWithdrawn } from "./events.ts";
import type { DecisionInput, ProposalInput } from "./inputs.ts";
import { mayReceive, proposesAs } from "./policy.ts";
import { decidedIn, isLate, openTransfer, outsideOf, type Transfer, wholeTransfer } from "./queries.server.ts";
import { whyNoTransfer } from "./rules.ts";

/**
 * Proposes that an idea goes to another space, with a reason that everybody reads; nothing moves yet. `isAtOnce`: whoever
 * may decide for both spaces moves it. Sent twice, it is proposed once. Throws `NotFound`, `Forbidden` (`own_idea` for its
 * authors), `Refused` for what the rules do not allow, `transfer_late` and `transfer_waiting`, `Conflict` for an id of
 * something else. Serializable: who may decide, where the idea stands and who would read it are read before the write.
 */
export async function proposeTransfer(
  ctx: Context,
  ideaId: string,
  input: ProposalInput,
  { isAtOnce = false }: { isAtOnce?: boolean } = {},
): Promise<void> {
  const { actor } = signedIn(ctx);
  // Before anything else is said or rendered: what may not be seen is not there.
  await ideaSeenBy(ctx.db.read, actor, ideaId);
  const html = await renderMarkdown(input.message, actor.id);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, ideaId);
    const { idea, space: source } = await ideaSeenBy(tx, actor, ideaId);
    const target = await spaceSeenBy(tx, actor, input.to);
    const [existing] = await tx.select().from(transfers).where(eq(transfers.id, input.id));
    if (existing?.by === actor.id && existing.idea === idea.id) return;
    const about = await decided(tx, idea);
    const signsAs = proposesAs(actor, about);
    must(signsAs !== null, isInvolved(actor, about) ? "own_idea" : undefined);
    if (isAtOnce) must(mayReceive(actor, await decidedIn(tx, idea, target.id), target));
    const why = whyNoTransfer(idea, { source, target }, await outsideOf(tx, idea, { source, target }));
    if (why) throw new Refused(why);
    if (await isLate(tx, idea.id, ctx.now)) throw new Refused("transfer_late");
    if (await openTransfer(tx, idea.id)) throw new Refused("transfer_waiting");

    const decision = isAtOnce ? { state: "accepted" as const, decidedBy: actor.id, decidedAt: ctx.now } : null;
    const [transfer] = await tx
      .insert(transfers)
      .values({
        id: input.id,
        idea: idea.id,
        source: source.id,
        target: target.id,
        words: input.message,
        html,
        by: actor.id,
        affiliation: actor.affiliation,
        signsAs: signsAs ?? "pilot",
        at: ctx.now,
        ...(decision ?? { state: "open" as const }),
      })
      .onConflictDoNothing()
      .returning();
    if (!transfer) throw new Conflict("changed_meanwhile");
    if (isAtOnce) await bring(tx, ctx, transfer);
    else await record(tx, ctx, [transferProposed(transfer)]);
  }, "serializable");
}

/**
 * A pilot of the other space decides, with words: accepted, the idea stands there from now on; declined, it stays.
 * Decided twice alike by the same person, it is decided once. Throws `NotFound`, `Forbidden` (`own_idea` for its authors),
 * `Conflict("transfer_decided")`, and `Refused` for what the rules do not allow by now. Serializable, as `proposeTransfer`.
 */
export async function judgeTransfer(ctx: Context, ideaId: string, input: DecisionInput): Promise<void> {
  const { actor } = signedIn(ctx);
  await receivedBy(ctx.db.read, ctx, ideaId, input.transfer);
  const html = await renderMarkdown(input.message, actor.id);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, ideaId);
    const { transfer, idea, source, target } = await receivedBy(tx, ctx, ideaId, input.transfer);
    if (transfer.state === input.decision && transfer.decidedBy === actor.id) return;
    if (transfer.state !== "open") throw new Conflict("transfer_decided");
    if (input.decision === "accepted") {
      const why = whyNoTransfer(idea, { source, target }, await outsideOf(tx, idea, { source, target }));
      if (why) throw new Refused(why);
    }
    const decision = { state: input.decision, decidedBy: actor.id, decidedAt: ctx.now };
    await tx
      .update(transfers)
      .set({ ...decision, answer: input.message, answerHtml: html })
      .where(eq(transfers.id, transfer.id));
    if (input.decision === "accepted") await bring(tx, ctx, transfer);
    else await record(tx, ctx, [transferDeclined(transfer)]);
  }, "serializable");
}

/**
 * A proposal and all that deciding on it needs, for whoever decides for the other space. Throws `NotFound` for those to
 * whom the idea is not there, and `Forbidden` for those who see it and do not decide.
 */
async function receivedBy(read: Reads, ctx: Context, ideaId: string, id: string) {
  const { actor } = signedIn(ctx);
  const found = await wholeTransfer(read, id);
  if (found.idea.id !== ideaId) throw new NotFound();
  const about = await decidedIn(read, found.idea, found.target.id);
  if (mayReceive(actor, about, found.target)) return found;
  await ideaSeenBy(read, actor, ideaId);
  if (!maySeeSpace(actor, found.target)) throw new NotFound();
  must(false, isInvolved(actor, about) ? "own_idea" : undefined);
  return found;
}

/**
 * Takes a proposal back before anybody decided. Done twice, it is done once. Throws `NotFound`, `Forbidden` (`own_idea`
 * for its authors), `Conflict("transfer_decided")`. Read committed: one update of what is still open decides.
 */
export async function withdrawTransfer(ctx: Context, ideaId: string, id: string): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, ideaId);
    const { idea } = await ideaSeenBy(tx, actor, ideaId);
    const about = await decided(tx, idea);
    must(proposesAs(actor, about) !== null, isInvolved(actor, about) ? "own_idea" : undefined);
    const ofIdea = and(eq(transfers.id, id), eq(transfers.idea, idea.id));
    const [transfer] = await tx
      .update(transfers)
      .set({ state: "withdrawn", decidedBy: actor.id, decidedAt: ctx.now })
      .where(and(ofIdea, eq(transfers.state, "open")))
      .returning();
    if (transfer) return record(tx, ctx, [transferWithdrawn(transfer)]);
    const [before] = await tx.select({ state: transfers.state }).from(transfers).where(ofIdea);
    if (!before) throw new NotFound();
    if (before.state !== "withdrawn") throw new Conflict("transfer_decided");
  });
}

async function bring(tx: Tx, ctx: Context, transfer: Transfer): Promise<void> {
  await carry(tx, ctx, { id: transfer.idea, space: transfer.target });
  await record(tx, ctx, [ideaTransferred(transfer)]);
}
