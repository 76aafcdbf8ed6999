/** Coming into a space and going from it, and what somebody may do inside. */
import { and, eq } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { members } from "../../../db/schema/members.ts";
import { memberships, removals } from "../../../db/schema/spaces.ts";
import { isVerified } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { newId } from "../../platform/ids.ts";
import { enqueueMail } from "../../platform/mail.server.ts";
import { must } from "../../platform/policy.ts";
import { writeAct } from "../moderation/acts.server.ts";
import { counted, joinSpace } from "./commands.server.ts";
import { memberLeft, memberRemoved, roleGiven, roleTaken } from "./events.ts";
import type { RemovalInput, RoleInput } from "./inputs.ts";
import { mayGiveRole, mayRemove, maySeeMembers, mayTakeRole, type Role } from "./policy.ts";
import { type Space, spaceSeenBy } from "./queries.server.ts";

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

/**
 * Gives somebody inside a role. The lead is handed over: there is one, and a pilot. Given twice, it
 * is given once. Throws `NotFound` for somebody outside, `Forbidden`.
 */
export async function giveRole(ctx: Context, spaceId: string, { member, role }: RoleInput): Promise<void> {
  await withInsider(ctx, spaceId, member, async (tx, insider) => {
    must(mayGiveRole(ctx.actor, spaceId, role));
    if (insider[role]) return;
    if (role === "lead") await layLeadDown(tx, ctx, spaceId);
    const given = role === "lead" ? { lead: true, pilot: true } : { [role]: true };
    await tx.update(memberships).set(given).where(rowOf(spaceId, member));
    await record(tx, ctx, [roleGiven(spaceId, { member, role })]);
  });
}

async function layLeadDown(tx: Tx, ctx: Context, space: string): Promise<void> {
  const before = await tx
    .update(memberships)
    .set({ lead: false })
    .where(and(eq(memberships.space, space), eq(memberships.lead, true)))
    .returning({ member: memberships.member });
  for (const { member } of before) await record(tx, ctx, [roleTaken(space, { member, role: "lead" })]);
}

/**
 * Takes a role from somebody inside, or lays down one's own. Throws `NotFound`, `Forbidden`, and
 * `Refused("lead_needed")` for the lead, which is only handed over.
 */
export async function takeRole(ctx: Context, spaceId: string, { member, role }: RoleInput): Promise<void> {
  await withInsider(ctx, spaceId, member, async (tx, insider) => {
    if (insider.lead && role !== "product") throw new Refused("lead_needed");
    must(mayTakeRole(ctx.actor, spaceId, insider, role));
    if (!insider[role]) return;
    await tx
      .update(memberships)
      .set({ [role]: false })
      .where(rowOf(spaceId, member));
    await record(tx, ctx, [roleTaken(spaceId, { member, role })]);
  });
}

/**
 * Removes somebody from a space, with a reason that he or she is told; contributions stay. Throws
 * `NotFound`, `Forbidden`, `Refused("lead_needed")`.
 */
export async function removeMember(ctx: Context, spaceId: string, { member, reason }: RemovalInput): Promise<void> {
  await withInsider(ctx, spaceId, member, async (tx, insider, space) => {
    must(mayRemove(ctx.actor, spaceId, insider));
    const { actor } = signedIn(ctx);
    const { affiliation } = await counted(tx, member);
    await endMembership(tx, spaceId, member);
    const removal = newId(ctx.now);
    const row = { id: removal, space: spaceId, member, removedBy: actor.id, reason, removedAt: ctx.now };
    await tx.insert(removals).values(row);
    const act = { act: "removed" as const, reason: null, words: "", subject: `member:${member}` };
    await writeAct(tx, ctx, { ...act, space: spaceId, member });
    await record(tx, ctx, [memberRemoved(spaceId, { member, affiliation, removal })]);
    if (insider.email === null) return;
    const values = { name: insider.name, space: space.name, by: actor.name, reason };
    const to = { name: insider.name, address: insider.email };
    await enqueueMail(tx, ctx, { to, locale: insider.locale, template: "space_removed", values });
  });
}

type InsiderRow = {
  id: string;
  name: string;
  email: string | null;
  locale: "en" | "fr";
  admin: boolean;
} & Record<Role, boolean>;

/** Runs an act on somebody inside. Serializable: it reads who holds what and then decides. */
async function withInsider(
  ctx: Context,
  spaceId: string,
  member: string,
  act: (tx: Tx, insider: InsiderRow, space: Space) => Promise<void>,
): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    const space = await spaceSeenBy(tx, actor, spaceId);
    must(maySeeMembers(actor, spaceId));
    const [insider] = await tx
      .select({
        id: members.id,
        name: members.name,
        email: members.email,
        locale: members.locale,
        admin: members.admin,
        pilot: memberships.pilot,
        product: memberships.product,
        lead: memberships.lead,
      })
      .from(memberships)
      .innerJoin(members, eq(members.id, memberships.member))
      .where(rowOf(spaceId, member));
    if (!insider) throw new NotFound();
    await act(tx, insider, space);
  }, "serializable");
}

function rowOf(space: string, member: string) {
  return and(eq(memberships.space, space), eq(memberships.member, member));
}
