import { and, eq } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { type FollowState, follows } from "../../../db/schema/following.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { must } from "../../platform/policy.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { followingChanged } from "./events.ts";
import { mayFollow } from "./policy.ts";

/**
 * Hears what becomes of an idea from now on. Asked twice, it is one follow. Throws `NotFound`,
 * `Forbidden("verify_first")`.
 */
export async function followIdea(ctx: Context, id: string): Promise<void> {
  await change(ctx, id, "following");
}

/**
 * Hears of an idea no more, whatever one does there later; only following by hand brings it back.
 * Throws what `followIdea` throws.
 */
export async function unfollowIdea(ctx: Context, id: string): Promise<void> {
  await change(ctx, id, "stopped");
}

async function change(ctx: Context, id: string, state: FollowState): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    const { idea } = await ideaSeenBy(tx, actor, id);
    // A draft is its author's alone: nothing becomes of it yet.
    if (idea.stage === "draft") throw new NotFound();
    must(mayFollow(actor), "verify_first");
    const before = await stateOf(tx, id, actor.id);
    if ((before ?? "stopped") === state) return;
    await tx
      .insert(follows)
      .values({ idea: id, member: actor.id, state, at: ctx.now })
      .onConflictDoUpdate({ target: [follows.idea, follows.member], set: { state, at: ctx.now } });
    const kind = state === "following" ? "idea.followed" : "idea.unfollowed";
    await record(tx, ctx, [followingChanged(kind, idea, actor.id)]);
  });
}

async function stateOf(tx: Tx, idea: string, member: string): Promise<FollowState | null> {
  const [row] = await tx
    .select({ state: follows.state })
    .from(follows)
    .where(and(eq(follows.idea, idea), eq(follows.member, member)));
  return row?.state ?? null;
}
