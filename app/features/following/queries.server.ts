import { and, desc, eq, ne } from "drizzle-orm";
import { follows } from "../../../db/schema/following.ts";
import { ideas, type Stage } from "../../../db/schema/ideas.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import type { Locale } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { comesAfter } from "../../platform/paging.server.ts";
import { type PageKey, pageOf } from "../../platform/paging.ts";
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

export type FollowedIdea = {
  id: string;
  title: string;
  language: Locale;
  stage: Stage;
  extra: string | null;
  spaceId: string;
  stageSince: number;
  space: string;
  /** Since when it is followed. */
  at: number;
};

/** A page of the ideas that the actor follows and still sees, the last followed first, and the key of the next. */
export async function followedIdeas(
  ctx: Context,
  after: PageKey | null,
): Promise<{ ideas: FollowedIdea[]; next: PageKey | null }> {
  const { actor } = signedIn(ctx);
  const rows = await ctx.db.read
    .select({
      at: follows.at,
      id: ideas.id,
      title: ideas.title,
      language: ideas.language,
      stage: ideas.stage,
      extra: ideas.extra,
      spaceId: ideas.space,
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
        // It stands in this list as the one that it is part of.
        ne(ideas.stage, "merged"),
        ideasSeenBy(ctx.db.read, actor),
        comesAfter(follows.at, follows.idea, after),
      ),
    )
    .orderBy(desc(follows.at), desc(follows.idea))
    .limit(followedOnAPage + 1);
  const { page, last } = pageOf(rows, followedOnAPage);
  return { ideas: page, next: last ? { at: last.at, id: last.id } : null };
}
