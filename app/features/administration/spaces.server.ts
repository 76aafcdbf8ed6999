import { and, asc, count, desc, eq, gt, isNull, lt, max, ne, sum } from "drizzle-orm";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { invitations, memberships, spacePeople, spaces } from "../../../db/schema/spaces.ts";
import { stillGoverns } from "../accounts/queries.server.ts";
import { invitationChanged } from "../spaces/events.ts";
import { maySeeSpace } from "../spaces/policy.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { must } from "../../platform/policy.ts";
import { mayAdminister } from "./policy.ts";

const mostListed = 200;

/** All spaces by name, private ones too; `isOpen` says whether the reader may enter. Throws `Forbidden`. */
export async function spacesPage(ctx: Context) {
  must(mayAdminister(ctx.actor));
  const { read } = ctx.db;
  const [rows, people, written, leads] = await Promise.all([
    read
      .select({ id: spaces.id, slug: spaces.slug, name: spaces.name, visibility: spaces.visibility })
      .from(spaces)
      .orderBy(asc(spaces.name), asc(spaces.id))
      .limit(mostListed),
    read
      .select({ space: spacePeople.space, people: sum(spacePeople.people).mapWith(Number) })
      .from(spacePeople)
      .groupBy(spacePeople.space),
    read
      .select({ space: ideas.space, ideas: count(), at: max(ideas.updatedAt) })
      .from(ideas)
      .where(ne(ideas.stage, "draft"))
      .groupBy(ideas.space),
    read
      .select({ space: memberships.space, name: members.name })
      .from(memberships)
      .innerJoin(members, eq(members.id, memberships.member))
      .where(eq(memberships.lead, true)),
  ]);
  return rows.map((space) => {
    const texts = written.find((row) => row.space === space.id);
    return {
      ...space,
      isOpen: maySeeSpace(ctx.actor, space),
      people: people.find((row) => row.space === space.id)?.people ?? 0,
      ideas: texts?.ideas ?? 0,
      activeAt: texts?.at ?? null,
      lead: leads.find((row) => row.space === space.id)?.name ?? null,
    };
  });
}

/** Invitations that still let somebody into any space, the newest first. Throws `Forbidden`. */
export async function invitationsPage(ctx: Context) {
  must(mayAdminister(ctx.actor));
  return ctx.db.read
    .select({
      id: invitations.id,
      space: spaces.name,
      email: invitations.email,
      role: invitations.role,
      uses: invitations.uses,
      mostUses: invitations.mostUses,
      expiresAt: invitations.expiresAt,
      by: members.name,
    })
    .from(invitations)
    .innerJoin(spaces, eq(spaces.id, invitations.space))
    .innerJoin(members, eq(members.id, invitations.createdBy))
    .where(
      and(
        isNull(invitations.revokedAt),
        gt(invitations.expiresAt, ctx.now),
        lt(invitations.uses, invitations.mostUses),
      ),
    )
    .orderBy(desc(invitations.createdAt), desc(invitations.id))
    .limit(mostListed);
}

/** Takes an invitation to any space back, also to one that the admin may not enter. Throws `Forbidden`, `NotFound`. */
export async function revokeAnyInvitation(ctx: Context, id: string): Promise<void> {
  const { actor } = signedIn(ctx);
  must(mayAdminister(actor));
  await ctx.db.transaction(async (tx) => {
    must(await stillGoverns(tx, actor.id));
    const [revoked] = await tx
      .update(invitations)
      .set({ revokedAt: ctx.now })
      .where(and(eq(invitations.id, id), isNull(invitations.revokedAt)))
      .returning();
    if (!revoked) throw new NotFound();
    await record(tx, ctx, [invitationChanged("invitation.revoked", revoked)]);
  });
}
