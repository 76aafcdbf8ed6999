import { and, asc, eq, inArray, or, sql } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { members } from "../../../db/schema/members.ts";
import { memberships, spacePeople, spaces } from "../../../db/schema/spaces.ts";
import { type Actor, isSignedIn } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { nobody, type PeopleCounts } from "./rules.ts";

export type Space = typeof spaces.$inferSelect;

/** The condition that a space row is one this actor may know of. */
function seenBy(actor: Actor) {
  const isPublic = eq(spaces.visibility, "public");
  if (!isSignedIn(actor) || actor.memberships.size === 0) return isPublic;
  return or(isPublic, inArray(spaces.id, [...actor.memberships.keys()]));
}

/** The space behind an address. Throws `NotFound`, also for a private space seen from outside. */
export async function spaceBySlug(ctx: Context, slug: string): Promise<Space> {
  const [space] = await ctx.db.read
    .select()
    .from(spaces)
    .where(and(eq(spaces.slug, slug), seenBy(ctx.actor)));
  if (!space) throw new NotFound();
  return space;
}

/** The space of an id, as far as this actor may know of it. Throws `NotFound`. */
export async function spaceSeenBy(read: Reads, actor: Actor, id: string): Promise<Space> {
  const [space] = await read
    .select()
    .from(spaces)
    .where(and(eq(spaces.id, id), seenBy(actor)));
  if (!space) throw new NotFound();
  return space;
}

/** The spaces for the shell and the home page, by name: the actor's own ones, then other public ones. */
export async function spacesFor(
  ctx: Context,
): Promise<{ slug: string; name: string; purpose: string; mine: boolean }[]> {
  const rows = await ctx.db.read
    .select({ id: spaces.id, slug: spaces.slug, name: spaces.name, purpose: spaces.purpose })
    .from(spaces)
    .where(seenBy(ctx.actor))
    .orderBy(asc(spaces.name), asc(spaces.id))
    .limit(100);
  const mine = isSignedIn(ctx.actor) ? ctx.actor.memberships : new Map<string, unknown>();
  return rows
    .map(({ id, ...space }) => ({ ...space, mine: mine.has(id) }))
    .sort((a, b) => Number(b.mine) - Number(a.mine));
}

/** How many people belong to a space, by affiliation. */
export async function peopleOf(ctx: Context, space: string): Promise<PeopleCounts> {
  const rows = await ctx.db.read.select().from(spacePeople).where(eq(spacePeople.space, space));
  return rows.reduce((counts, row) => ({ ...counts, [row.affiliation]: row.people }), nobody);
}

/** The pilots of a space by name, the lead first. */
export async function pilotsOf(read: Reads, space: string) {
  return read
    .select({ id: members.id, name: members.name, affiliation: members.affiliation, lead: memberships.lead })
    .from(memberships)
    .innerJoin(members, eq(members.id, memberships.member))
    .where(and(eq(memberships.space, space), eq(memberships.pilot, true)))
    .orderBy(sql`${memberships.lead} desc`, asc(members.name));
}
