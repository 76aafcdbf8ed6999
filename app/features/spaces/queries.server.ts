import { and, asc, desc, eq, inArray, or, sql } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { members } from "../../../db/schema/members.ts";
import {
  charterAcceptances,
  charters,
  joinRequests,
  memberships,
  spacePeople,
  spaces,
} from "../../../db/schema/spaces.ts";
import { type Actor, isSignedIn } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { comesAfter } from "../../platform/paging.server.ts";
import { type PageKey, pageOf } from "../../platform/paging.ts";
import { rankIn } from "./policy.ts";
import { type MemberFilter, membersPage, nobody, type PeopleCounts } from "./rules.ts";

export type Space = typeof spaces.$inferSelect;

/** The condition that a space row is one this actor may know of. */
export function spacesSeenBy(actor: Actor) {
  const isPublic = eq(spaces.visibility, "public");
  if (!isSignedIn(actor) || actor.memberships.size === 0) return isPublic;
  return or(isPublic, inArray(spaces.id, [...actor.memberships.keys()]));
}

/** The space behind an address. Throws `NotFound`, also for a private space seen from outside. */
export async function spaceBySlug(ctx: Context, slug: string): Promise<Space> {
  const [space] = await ctx.db.read
    .select()
    .from(spaces)
    .where(and(eq(spaces.slug, slug), spacesSeenBy(ctx.actor)));
  if (!space) throw new NotFound();
  return space;
}

/** The space of an id, as far as this actor may know of it. Throws `NotFound`. */
export async function spaceSeenBy(read: Reads, actor: Actor, id: string): Promise<Space> {
  const [space] = await read
    .select()
    .from(spaces)
    .where(and(eq(spaces.id, id), spacesSeenBy(actor)));
  if (!space) throw new NotFound();
  return space;
}

/** The spaces for the shell and the home page, by name: the actor's own ones, then other public ones. */
export async function spacesFor(
  ctx: Context,
): Promise<{ slug: string; name: string; purpose: string; logo: string | null; mine: boolean }[]> {
  const mine = isSignedIn(ctx.actor) ? ctx.actor.memberships : new Map<string, unknown>();
  const own = mine.size > 0 ? [desc(inArray(spaces.id, [...mine.keys()]))] : [];
  const rows = await ctx.db.read
    .select({ id: spaces.id, slug: spaces.slug, name: spaces.name, purpose: spaces.purpose, logo: spaces.logo })
    .from(spaces)
    .where(spacesSeenBy(ctx.actor))
    .orderBy(...own, asc(spaces.name), asc(spaces.id))
    .limit(100);
  return rows.map(({ id, ...space }) => ({ ...space, mine: mine.has(id) }));
}

/** How many people belong to a space, by affiliation. */
export async function peopleOf(ctx: Context, space: string): Promise<PeopleCounts> {
  const rows = await ctx.db.read.select().from(spacePeople).where(eq(spacePeople.space, space));
  return rows.reduce((counts, row) => ({ ...counts, [row.affiliation]: row.people }), nobody);
}

/** The pilots of a space by name, the lead first. */
export async function pilotsOf(read: Reads, space: string) {
  return read
    .select({
      id: members.id,
      name: members.name,
      handle: members.handle,
      avatar: members.avatar,
      affiliation: members.affiliation,
      lead: memberships.lead,
    })
    .from(memberships)
    .innerJoin(members, eq(members.id, memberships.member))
    .where(and(eq(memberships.space, space), eq(memberships.pilot, true)))
    .orderBy(sql`${memberships.lead} desc`, asc(members.name));
}

/** The product people of a space by name. */
export async function productPeopleOf(read: Reads, space: string) {
  return read
    .select({
      id: members.id,
      name: members.name,
      handle: members.handle,
      avatar: members.avatar,
      affiliation: members.affiliation,
    })
    .from(memberships)
    .innerJoin(members, eq(members.id, memberships.member))
    .where(and(eq(memberships.space, space), eq(memberships.product, true)))
    .orderBy(asc(members.name), asc(members.id));
}

/** One version of a space's charter and who wrote it; null when there is no such version. */
export async function charterOf(read: Reads, space: string, version: number) {
  const [charter] = await read
    .select({
      version: charters.version,
      source: charters.source,
      html: charters.html,
      writtenAt: charters.writtenAt,
      writer: members.name,
    })
    .from(charters)
    .innerJoin(members, eq(members.id, charters.writtenBy))
    .where(and(eq(charters.space, space), eq(charters.version, version)));
  return charter ?? null;
}

/** The versions of a space's charter, the newest first. */
export async function charterVersions(read: Reads, space: string) {
  return read
    .select({ version: charters.version, writtenAt: charters.writtenAt, writer: members.name })
    .from(charters)
    .innerJoin(members, eq(members.id, charters.writtenBy))
    .where(eq(charters.space, space))
    .orderBy(desc(charters.version))
    .limit(100);
}

/** When the actor accepted this version of a space's charter, or null. */
export async function acceptedAt(read: Reads, actor: Actor, space: string, version: number): Promise<number | null> {
  if (!isSignedIn(actor)) return null;
  const [row] = await read
    .select({ at: charterAcceptances.acceptedAt })
    .from(charterAcceptances)
    .where(
      and(
        eq(charterAcceptances.space, space),
        eq(charterAcceptances.member, actor.id),
        eq(charterAcceptances.version, version),
      ),
    );
  return row?.at ?? null;
}

/** The version of the charter that a form must ask this actor to accept; null when there is nothing to ask. */
export async function charterToAccept(ctx: Context, space: Space): Promise<number | null> {
  if (space.charterVersion === 0) return null;
  const accepted = await acceptedAt(ctx.db.read, ctx.actor, space.id, space.charterVersion);
  return accepted === null ? space.charterVersion : null;
}

/** A page of a space's members, the newest first, and the key of the next one. */
export async function membersOf(read: Reads, space: string, filter: MemberFilter, after: PageKey | null) {
  const { joinedAt, member } = memberships;
  const rows = await read
    .select({
      id: members.id,
      name: members.name,
      handle: members.handle,
      avatar: members.avatar,
      affiliation: members.affiliation,
      admin: members.admin,
      pilot: memberships.pilot,
      product: memberships.product,
      lead: memberships.lead,
      joinedAt,
    })
    .from(memberships)
    .innerJoin(members, eq(members.id, member))
    .where(
      and(
        eq(memberships.space, space),
        filter === "all" ? undefined : eq(memberships[filter], true),
        comesAfter(joinedAt, member, after),
      ),
    )
    .orderBy(desc(joinedAt), desc(member))
    .limit(membersPage + 1);
  const { page, last } = pageOf(rows, membersPage);
  return { members: page, next: last ? { at: last.joinedAt, id: last.id } : null };
}

/** Who asks to come into a space, those who wait longest first; nobody for those who do not decide. */
export async function waitingRequests(ctx: Context, space: string) {
  if (rankIn(ctx.actor, space) === 0) return [];
  return ctx.db.read
    .select({
      id: members.id,
      name: members.name,
      affiliation: members.affiliation,
      message: joinRequests.message,
      askedAt: joinRequests.askedAt,
    })
    .from(joinRequests)
    .innerJoin(members, eq(members.id, joinRequests.member))
    .where(and(eq(joinRequests.space, space), eq(joinRequests.state, "waiting")))
    .orderBy(asc(joinRequests.askedAt), asc(members.id))
    .limit(100);
}
