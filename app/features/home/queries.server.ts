import { and, count, desc, eq, exists, inArray, min, ne, or, sql } from "drizzle-orm";
import { ideas, type Stage } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { joinRequests, memberships, spaces } from "../../../db/schema/spaces.ts";
import { ideaAuthors } from "../../../db/schema/writing.ts";
import { type Affiliation, isSignedIn, type Locale } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { reportsAwaiting } from "../moderation/queries.server.ts";

/** An idea in a short list. */
export type ListedIdea = {
  id: string;
  title: string;
  language: Locale;
  stage: Stage;
  extra: string | null;
  spaceId: string;
  /** Since when it stands there, in milliseconds since 1970 UTC. */
  stageSince: number;
  participants: number;
  space: string;
};

const listed = {
  id: ideas.id,
  title: ideas.title,
  language: ideas.language,
  stage: ideas.stage,
  extra: ideas.extra,
  spaceId: ideas.space,
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
export type Awaiting = {
  kind: "draft" | "invitation";
  id: string;
  title: string;
  language: Locale;
  space: string;
  slug: string;
  at: number;
};

/** Drafts and open invitations of the actor, newest first. */
export async function awaitingMe(ctx: Context): Promise<Awaiting[]> {
  if (!isSignedIn(ctx.actor)) return [];
  const place = {
    id: ideas.id,
    title: ideas.title,
    language: ideas.language,
    space: spaces.name,
    slug: spaces.slug,
  };
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

/** What waits in a space for its pilots. */
export type Steering = {
  slug: string;
  space: string;
  /** Ideas and comments with an open report. */
  reports: number;
  /** People who ask to come in. */
  requests: number;
  /** New ideas of others that nobody has moved on yet, and since when the oldest waits. */
  fresh: number;
  since: number | null;
};

/** What waits in each space that the actor pilots, by name; nothing for others. */
export async function awaitingPilot(ctx: Context): Promise<Steering[]> {
  const piloted = await reportsAwaiting(ctx);
  if (piloted.length === 0 || !isSignedIn(ctx.actor)) return [];
  const ids = piloted.map(({ id }) => id);
  const [requests, fresh] = await Promise.all([
    ctx.db.read
      .select({ space: joinRequests.space, count: count() })
      .from(joinRequests)
      .where(and(inArray(joinRequests.space, ids), eq(joinRequests.state, "waiting")))
      .groupBy(joinRequests.space),
    ctx.db.read
      .select({ space: ideas.space, count: count(), since: min(ideas.stageSince) })
      .from(ideas)
      .where(
        and(
          inArray(ideas.space, ids),
          eq(ideas.stage, "new"),
          eq(ideas.moderation, "visible"),
          ne(ideas.author, ctx.actor.id),
        ),
      )
      .groupBy(ideas.space),
  ]);
  return piloted.map(({ id, slug, name, count: reports }) => {
    const unmoved = fresh.find(({ space }) => space === id);
    return {
      slug,
      space: name,
      reports,
      requests: requests.find(({ space }) => space === id)?.count ?? 0,
      fresh: unmoved?.count ?? 0,
      since: unmoved?.since ?? null,
    };
  });
}

export type Shipped = {
  id: string;
  title: string;
  language: Locale;
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
      language: ideas.language,
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
