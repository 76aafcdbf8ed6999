import { and, eq, ne } from "drizzle-orm";
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
    if (!(await isChanged(tx, { idea: id, member: actor.id, state, at: ctx.now }))) return;
    const kind = state === "following" ? "idea.followed" : "idea.unfollowed";
    await record(tx, ctx, [followingChanged(kind, idea, actor.id)]);
  });
}

/** Writes the state unless it stands already; of two at the same moment one writes it. Whoever never followed has nothing to stop. */
async function isChanged(tx: Tx, follow: typeof follows.$inferInsert): Promise<boolean> {
  const { state, at } = follow;
  const ofThis = and(eq(follows.idea, follow.idea), eq(follows.member, follow.member));
  const rows =
    state === "stopped"
      ? await tx
          .update(follows)
          .set({ state, at, merge: null })
          .where(and(ofThis, ne(follows.state, state)))
          .returning()
      : await tx
          .insert(follows)
          .values(follow)
          .onConflictDoUpdate({
            target: [follows.idea, follows.member],
            set: { state, at, merge: null },
            setWhere: ne(follows.state, state),
          })
          .returning();
  return rows.length > 0;
}
