import { and, desc, eq, exists, inArray, or, sql } from "drizzle-orm";
import { ideas, type Stage } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { memberships, spaces } from "../../../db/schema/spaces.ts";
import { ideaAuthors } from "../../../db/schema/writing.ts";
import { type Affiliation, isSignedIn } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";

/** An idea in a short list. */
export type ListedIdea = {
  id: string;
  title: string;
  stage: Stage;
  /** Since when it stands there, in milliseconds since 1970 UTC. */
  stageSince: number;
  participants: number;
  space: string;
};

const listed = {
  id: ideas.id,
  title: ideas.title,
  stage: ideas.stage,
  stageSince: ideas.stageSince,
  participants: ideas.participants,
  space: spaces.name,
};

/** Ideas the actor wrote or writes with others, the one that moved last first; at most 30. */
export async function myIdeas(ctx: Context): Promise<ListedIdea[]> {
  if (!isSignedIn(ctx.actor)) return [];
  const mine = ctx.db.read
    .select({ idea: ideaAuthors.idea })
    .from(ideaAuthors)
    .where(
      and(eq(ideaAuthors.idea, ideas.id), eq(ideaAuthors.member, ctx.actor.id), eq(ideaAuthors.state, "accepted")),
    );
  return ctx.db.read
    .select(listed)
    .from(ideas)
    .innerJoin(spaces, eq(spaces.id, ideas.space))
    .where(
      and(
        or(eq(ideas.author, ctx.actor.id), exists(mine)),
        sql`${ideas.stage} not in ('draft', 'discarded')`,
        seenSpace(ctx),
      ),
    )
    .orderBy(desc(ideas.stageSince), desc(ideas.id))
    .limit(30);
}

/** What waits for the actor: drafts to finish, and invitations to write with somebody. */
export type Awaiting =
  | { kind: "draft"; id: string; title: string; space: string; slug: string; at: number }
  | { kind: "invitation"; id: string; title: string; space: string; slug: string; at: number };

/** Drafts and open invitations of the actor, newest first. */
export async function awaitingMe(ctx: Context): Promise<Awaiting[]> {
  if (!isSignedIn(ctx.actor)) return [];
  const place = { id: ideas.id, title: ideas.title, space: spaces.name, slug: spaces.slug };
  const [drafts, invitations] = await Promise.all([
    ctx.db.read
      .select({ ...place, at: ideas.updatedAt })
      .from(ideas)
      .innerJoin(spaces, eq(spaces.id, ideas.space))
      .where(and(eq(ideas.author, ctx.actor.id), eq(ideas.stage, "draft"), seenSpace(ctx)))
      .orderBy(desc(ideas.updatedAt))
      .limit(10),
    ctx.db.read
      .select({ ...place, at: ideaAuthors.at })
      .from(ideaAuthors)
      .innerJoin(ideas, eq(ideas.id, ideaAuthors.idea))
      .innerJoin(spaces, eq(spaces.id, ideas.space))
      .where(and(eq(ideaAuthors.member, ctx.actor.id), eq(ideaAuthors.state, "invited"), seenSpace(ctx)))
      .orderBy(desc(ideaAuthors.at))
      .limit(10),
  ]);
  return [
    ...drafts.map((draft) => ({ ...draft, kind: "draft" as const })),
    ...invitations.map((invitation) => ({ ...invitation, kind: "invitation" as const })),
  ].sort((one, other) => other.at - one.at);
}

export type Shipped = {
  id: string;
  title: string;
  space: string;
  author: string;
  handle: string;
  avatar: string | null;
  affiliation: Affiliation;
  at: number;
};

/** What was shipped last in the spaces the actor may see; at most five. */
export async function shippedLately(ctx: Context): Promise<Shipped[]> {
  return ctx.db.read
    .select({
      id: ideas.id,
      title: ideas.title,
      space: spaces.name,
      author: members.name,
      handle: members.handle,
      avatar: members.avatar,
      affiliation: ideas.affiliation,
      at: ideas.stageSince,
    })
    .from(ideas)
    .innerJoin(spaces, eq(spaces.id, ideas.space))
    .innerJoin(members, eq(members.id, ideas.author))
    .where(and(eq(ideas.stage, "shipped"), eq(ideas.moderation, "visible"), seenSpace(ctx)))
    .orderBy(desc(ideas.stageSince))
    .limit(5);
}

/** The condition that the joined space is one the actor may know of. */
function seenSpace(ctx: Context) {
  const isPublic = eq(spaces.visibility, "public");
  if (!isSignedIn(ctx.actor)) return isPublic;
  const own = ctx.db.read
    .select({ space: memberships.space })
    .from(memberships)
    .where(eq(memberships.member, ctx.actor.id));
  return or(isPublic, inArray(spaces.id, own));
}
