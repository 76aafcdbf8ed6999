/** Coming into a space and going from it, and what somebody may do inside. */
import { and, eq } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { memberships } from "../../../db/schema/spaces.ts";
import { isVerified } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { must } from "../../platform/policy.ts";
import { counted, joinSpace } from "./commands.server.ts";
import { memberLeft } from "./events.ts";
import { spaceSeenBy } from "./queries.server.ts";

/** Joins a public space by hand. Throws `NotFound`, `Forbidden("verify_first")`. */
export async function joinByHand(ctx: Context, spaceId: string): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    const space = await spaceSeenBy(tx, actor, spaceId);
    must(isVerified(actor), "verify_first");
    // Who sees a private space is in it already.
    if (space.visibility === "private") return;
    await joinSpace(tx, ctx, space.id, actor);
  });
}

/**
 * Leaves a space; what one contributed stays. Gives whether it can still be seen. Throws
 * `Refused("lead_needed")` for its lead.
 */
export async function leaveSpace(ctx: Context, spaceId: string): Promise<{ isStillSeen: boolean }> {
  const { actor } = signedIn(ctx);
  return ctx.db.transaction(async (tx) => {
    const space = await spaceSeenBy(tx, actor, spaceId);
    const left = await endMembership(tx, spaceId, actor.id);
    if (left) await record(tx, ctx, [memberLeft(spaceId, await counted(tx, actor.id))]);
    return { isStillSeen: space.visibility === "public" };
  });
}

/** Takes the row of a membership away. Gives whether there was one. Throws `Refused("lead_needed")`. */
export async function endMembership(tx: Tx, space: string, member: string): Promise<boolean> {
  const row = and(eq(memberships.space, space), eq(memberships.member, member));
  const removed = await tx.delete(memberships).where(row).returning({ lead: memberships.lead });
  // The throw takes the deletion back: a space never loses its lead without a new one.
  if (removed[0]?.lead) throw new Refused("lead_needed");
  return removed.length > 0;
}
