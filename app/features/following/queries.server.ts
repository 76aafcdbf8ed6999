import { and, desc, eq, lt, or } from "drizzle-orm";
import { follows } from "../../../db/schema/following.ts";
import { ideas, type Stage } from "../../../db/schema/ideas.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import type { Locale } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { ideasSeenBy } from "../ideas/queries.server.ts";
import { followedOnAPage } from "./rules.ts";

/** Whether the actor follows an idea. */
export async function isFollowing({ actor, db }: Context, idea: string): Promise<boolean> {
  if (actor.kind !== "member") return false;
  const [row] = await db.read
    .select({ state: follows.state })
    .from(follows)
    .where(and(eq(follows.idea, idea), eq(follows.member, actor.id)));
  return row?.state === "following";
}

/** Where a page of followed ideas begins: after the one followed at this moment, of this id. */
export type FollowKey = { at: number; id: string };

export type FollowedIdea = {
  id: string;
  title: string;
  language: Locale;
  stage: Stage;
  stageSince: number;
  space: string;
  /** Since when it is followed. */
  at: number;
};

/** A page of the ideas that the actor follows and still sees, the last followed first, and the key of the next. */
export async function followedIdeas(
  ctx: Context,
  after: FollowKey | null,
): Promise<{ ideas: FollowedIdea[]; next: FollowKey | null }> {
  const { actor } = signedIn(ctx);
  const rows = await ctx.db.read
    .select({
      at: follows.at,
      id: ideas.id,
      title: ideas.title,
      language: ideas.language,
      stage: ideas.stage,
      stageSince: ideas.stageSince,
      space: spaces.name,
    })
    .from(follows)
    .innerJoin(ideas, eq(ideas.id, follows.idea))
    .innerJoin(spaces, eq(spaces.id, ideas.space))
    .where(
      and(
        eq(follows.member, actor.id),
        eq(follows.state, "following"),
        ideasSeenBy(ctx.db.read, actor),
        after ? or(lt(follows.at, after.at), and(eq(follows.at, after.at), lt(follows.idea, after.id))) : undefined,
      ),
    )
    .orderBy(desc(follows.at), desc(follows.idea))
    .limit(followedOnAPage + 1);
  const page = rows.slice(0, followedOnAPage);
  const last = rows.length > followedOnAPage ? page.at(-1) : undefined;
  return { ideas: page, next: last ? { at: last.at, id: last.id } : null };
}
