import { and, desc, eq, isNotNull, isNull } from "drizzle-orm";
import type { Reads, Tx } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { ideas, ideaStages, type Stage } from "../../../db/schema/ideas.ts";
import { ideaWithdrawals } from "../../../db/schema/writing.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { must } from "../../platform/policy.ts";
import { freezeFirst } from "../cowriting/freezing.server.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { ideaWithdrawn } from "./events.ts";
import { mayWithdraw } from "./policy.ts";
import { canBeWithdrawn } from "./rules.ts";

/**
 * The author takes an idea back, with a reason or without. Throws `NotFound`, `Forbidden`, or
 * `Refused("withdraw_closed")` once somebody has decided on it. Serializable: it decides by the stage.
 */
export async function withdrawIdea(ctx: Context, id: string, why: string): Promise<void> {
  const { actor } = signedIn(ctx);
  const seen = await ideaSeenBy(ctx.db.read, actor, id);
  must(mayWithdraw(actor, seen.idea));
  await freezeFirst(ctx, id);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, id);
    const { idea } = await ideaSeenBy(tx, actor, id);
    must(mayWithdraw(actor, idea));
    if (idea.stage === "withdrawn") return;
    if (!canBeWithdrawn(idea)) throw new Refused("withdraw_closed");
    await tx.insert(ideaWithdrawals).values({ idea: id, at: ctx.now, why });
    await enterStage(tx, id, "withdrawn", ctx.now);
    await record(tx, ctx, [ideaWithdrawn("idea.withdrawn", idea)]);
  }, "serializable");
}

/**
 * The author brings a withdrawn idea back as a new one: once. Throws `NotFound`, `Forbidden`,
 * `Refused("returned_once")`.
 */
export async function returnIdea(ctx: Context, id: string): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, id);
    const { idea } = await ideaSeenBy(tx, actor, id);
    must(mayWithdraw(actor, idea));
    if (idea.stage !== "withdrawn") return;
    if (await hasReturned(tx, id)) throw new Refused("returned_once");
    await tx
      .update(ideaWithdrawals)
      .set({ returnedAt: ctx.now })
      .where(and(eq(ideaWithdrawals.idea, id), isNull(ideaWithdrawals.returnedAt)));
    await enterStage(tx, id, "new", ctx.now);
    await record(tx, ctx, [ideaWithdrawn("idea.returned", idea)]);
  }, "serializable");
}

async function hasReturned(read: Reads, id: string): Promise<boolean> {
  const returned = await read
    .select({ at: ideaWithdrawals.at })
    .from(ideaWithdrawals)
    .where(and(eq(ideaWithdrawals.idea, id), isNotNull(ideaWithdrawals.returnedAt)));
  return returned.length > 0;
}

async function enterStage(tx: Tx, idea: string, stage: Stage, at: number): Promise<void> {
  const [last] = await tx
    .select({ position: ideaStages.position })
    .from(ideaStages)
    .where(eq(ideaStages.idea, idea))
    .orderBy(desc(ideaStages.position))
    .limit(1);
  await tx.update(ideas).set({ stage, stageSince: at }).where(eq(ideas.id, idea));
  await tx.insert(ideaStages).values({ idea, position: (last?.position ?? -1) + 1, stage, enteredAt: at });
}

/** Why an idea is withdrawn, and what its author may do about it. */
export type Withdrawal = {
  /** The author's words; empty without any, null while the idea is not withdrawn. */
  why: string | null;
  can: { withdraw: boolean; return: boolean };
};

/** What an idea's page says of its withdrawal to this actor. */
export async function withdrawalOf(
  ctx: Context,
  idea: { id: string; space: string; stage: Stage; author: string; authors: readonly string[] },
): Promise<Withdrawal> {
  const isMine = mayWithdraw(ctx.actor, idea);
  if (idea.stage !== "withdrawn") {
    return { why: null, can: { withdraw: isMine && canBeWithdrawn(idea), return: false } };
  }
  const [newest] = await ctx.db.read
    .select({ why: ideaWithdrawals.why })
    .from(ideaWithdrawals)
    .where(eq(ideaWithdrawals.idea, idea.id))
    .orderBy(desc(ideaWithdrawals.at))
    .limit(1);
  const mayReturn = isMine && !(await hasReturned(ctx.db.read, idea.id));
  return { why: newest?.why ?? "", can: { withdraw: false, return: mayReturn } };
}
