import { and, desc, eq, isNull } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { members } from "../../../db/schema/members.ts";
import { bans } from "../../../db/schema/moderation.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { newId } from "../../platform/ids.ts";
import { must } from "../../platform/policy.ts";
import { newSecret } from "../../platform/secrets.server.ts";
import { openBan, stillGoverns } from "../accounts/queries.server.ts";
import { endOtherSessions } from "../accounts/session.server.ts";
import { revokeInvitationsOf } from "../spaces/invitations.server.ts";
import { withdrawSuggestionsOf } from "../suggesting/commands.server.ts";
import { withdrawAuthorInvitations } from "../writing/authors.server.ts";
import { memberBanned, memberUnbanned } from "./events.ts";
import { mayBan } from "./policy.ts";

/** What the page that bans somebody shows: who it is, and what was decided so far. Throws `NotFound`. */
export async function banPage(ctx: Context, handle: string) {
  const { actor } = signedIn(ctx);
  const [person] = await ctx.db.read
    .select({ id: members.id, name: members.name, affiliation: members.affiliation })
    .from(members)
    .where(eq(members.handle, handle));
  if (!person) throw new NotFound();
  const rows = await ctx.db.read
    .select({
      id: bans.id,
      reason: bans.reason,
      at: bans.at,
      liftedAt: bans.liftedAt,
      liftedReason: bans.liftedReason,
      by: { name: members.name, affiliation: members.affiliation },
    })
    .from(bans)
    .innerJoin(members, eq(members.id, bans.by))
    .where(eq(bans.member, person.id))
    .orderBy(desc(bans.at), desc(bans.id))
    .limit(50);
  return {
    person,
    bans: rows,
    isBanned: rows.some((ban) => ban.liftedAt === null),
    may: mayBan(actor, person),
  };
}

/**
 * Keeps a member out: every session ends, sockets are cut, signing in says why, and invitations by
 * and for the person are taken back, and so is what he or she suggested. Banned twice, it is one ban. Throws `NotFound`, `Forbidden` (`ban_yourself`). Serializable: one ban stands at
 * a time.
 */
export async function banMember(ctx: Context, handle: string, reason: string): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    const member = await memberCalled(tx, handle);
    must(mayBan(actor, member), actor.id === member.id ? "ban_yourself" : undefined);
    // Of two admins who take each other's right or keep each other out at the same moment, one is left.
    must(await stillGoverns(tx, actor.id));
    if (await openBan(tx, member.id)) return;
    const ban = { id: newId(ctx.now), member: member.id, reason, by: actor.id, at: ctx.now };
    await tx.insert(bans).values(ban);
    // Another stamp also kills a session that is being made at this moment.
    await tx.update(members).set({ securityStamp: newSecret() }).where(eq(members.id, member.id));
    await endOtherSessions(tx, ctx, member.id, "");
    await record(tx, ctx, [memberBanned(member.id, ban.id)]);
    await revokeInvitationsOf(tx, ctx, member);
    await withdrawAuthorInvitations(tx, ctx, member.id);
    await withdrawSuggestionsOf(tx, ctx, member.id);
  }, "serializable");
}

/** Lets a banned member in again. Nothing happens when nobody banned him or her. Throws as `banMember`. */
export async function liftBan(ctx: Context, handle: string, reason: string): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    const member = await memberCalled(tx, handle);
    must(mayBan(actor, member), actor.id === member.id ? "ban_yourself" : undefined);
    must(await stillGoverns(tx, actor.id));
    const [lifted] = await tx
      .update(bans)
      .set({ liftedAt: ctx.now, liftedBy: actor.id, liftedReason: reason })
      .where(and(eq(bans.member, member.id), isNull(bans.liftedAt)))
      .returning({ id: bans.id });
    if (lifted) await record(tx, ctx, [memberUnbanned(member.id, lifted.id)]);
  }, "serializable");
}

async function memberCalled(tx: Tx, handle: string) {
  const [member] = await tx
    .select({ id: members.id, email: members.email })
    .from(members)
    .where(eq(members.handle, handle));
  if (!member) throw new NotFound();
  return member;
}
