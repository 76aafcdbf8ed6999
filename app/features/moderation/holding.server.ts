import { and, eq, isNotNull, isNull } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { comments } from "../../../db/schema/discussion.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { isAdmin, steers } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";

/**
 * Whether what the actor is about to write in a space waits for a pilot: as long as fewer of his or her
 * contributions stand there than the space looks at. What waits, or was hidden, does not count as one.
 */
export async function holdsBack(tx: Tx, ctx: Context, space: { id: string; holdFirst: number }): Promise<boolean> {
  const { actor } = signedIn(ctx);
  if (space.holdFirst === 0 || steers(actor, space.id) || isAdmin(actor)) return false;
  const proposed = await tx.$count(
    ideas,
    and(
      eq(ideas.author, actor.id),
      eq(ideas.space, space.id),
      eq(ideas.moderation, "visible"),
      isNotNull(ideas.submittedAt),
    ),
  );
  if (proposed >= space.holdFirst) return false;
  const said = await tx
    .select({ id: comments.id })
    .from(comments)
    .innerJoin(ideas, eq(ideas.id, comments.idea))
    .where(
      and(
        eq(comments.author, actor.id),
        eq(ideas.space, space.id),
        isNull(comments.hiddenAt),
        isNull(comments.deletedAt),
      ),
    )
    .limit(space.holdFirst);
  return proposed + said.length < space.holdFirst;
}
