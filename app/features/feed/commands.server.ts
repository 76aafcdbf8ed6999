import { and, count, eq } from "drizzle-orm";
import { savedFilters } from "../../../db/schema/ideas.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Refused } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { must } from "../../platform/policy.ts";
import { spaceSeenBy } from "../spaces/queries.server.ts";
import { mayKeepViews } from "./policy.ts";
import { queryOf, viewIn } from "./rules.ts";

/** Views a member keeps for one space at the most. */
const mostViews = 20;

/** Keeps a view of a space under a name. Throws `NotFound`, `Refused("too_many_views")`. */
export async function keepView(ctx: Context, spaceId: string, input: { name: string; query: string }): Promise<void> {
  const { actor } = signedIn(ctx);
  const { order, filter } = viewIn(new URLSearchParams(input.query));
  await ctx.db.transaction(async (tx) => {
    await spaceSeenBy(tx, actor, spaceId);
    must(mayKeepViews(actor));
    const own = and(eq(savedFilters.member, actor.id), eq(savedFilters.space, spaceId));
    const [kept] = await tx.select({ number: count() }).from(savedFilters).where(own);
    if ((kept?.number ?? 0) >= mostViews) throw new Refused("too_many_views");
    await tx.insert(savedFilters).values({
      id: newId(ctx.now),
      member: actor.id,
      space: spaceId,
      name: input.name,
      query: queryOf(order, filter),
      createdAt: ctx.now,
    });
  }, "serializable");
}

/** Forgets a kept view of one's own; nothing happens when it is gone already. */
export async function forgetView(ctx: Context, id: string): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await tx.delete(savedFilters).where(and(eq(savedFilters.id, id), eq(savedFilters.member, actor.id)));
  });
}
