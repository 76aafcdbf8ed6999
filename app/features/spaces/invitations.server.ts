/**
 * Invitations. Threats: a link passed on further than was meant (it has a limit, an end, and can
 * be revoked), one made by somebody who lost the right since (asked again at each use), one for
 * an address used by somebody else (for any other account it is not there).
 */
import { and, desc, eq, gt, isNull, lt, or, sql } from "drizzle-orm";
import type { Reads, Tx } from "../../../db/database.ts";
import { members } from "../../../db/schema/members.ts";
import { invitations, invitationUses, memberships, spaces } from "../../../db/schema/spaces.ts";
import { isSignedIn, isVerified, type SignedIn } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Invalid, NotFound, Refused } from "../../platform/errors.ts";
import { record, type Recording } from "../../platform/events.server.ts";
import { newId } from "../../platform/ids.ts";
import { limit } from "../../platform/limits.server.ts";
import { enqueueMail } from "../../platform/mail.server.ts";
import { must } from "../../platform/policy.ts";
import { sign, unsign } from "../../platform/signing.server.ts";
import { changeAffiliation } from "../accounts/members.server.ts";
import { mailAddress } from "../accounts/rules.ts";
import { joinSpace } from "./commands.server.ts";
import { invitationAccepted, invitationChanged, roleGiven } from "./events.ts";
import type { InvitationInput } from "./inputs.ts";
import { mayManageMembers } from "./policy.ts";
import { type Space, spaceSeenBy } from "./queries.server.ts";

export type Invitation = typeof invitations.$inferSelect;

const day = 86_400_000;

/** The last part of an invitation's address. */
export function inviteToken(ctx: Context, id: string): string {
  return sign(ctx.config, "invite", id);
}

/**
 * Invites by a link, or one address by mail. A link that gives a role works once. Throws
 * `Forbidden`, `Invalid`, `TooMany`.
 */
export async function invite(ctx: Context, spaceId: string, input: InvitationInput, origin: string): Promise<string> {
  const { actor } = signedIn(ctx);
  const space = await spaceSeenBy(ctx.db.read, actor, spaceId);
  must(mayManageMembers(actor, spaceId));
  const email = input.email === "" ? null : mailAddress(input.email);
  if (input.email !== "" && email === null) throw new Invalid({ email: "email_unusable" });
  if (email === null && input.role !== "member" && input.mostUses > 1) throw new Invalid({ mostUses: "role_once" });
  if (email !== null) await limit("mail_account", email);
  const row = {
    id: newId(ctx.now),
    space: spaceId,
    createdBy: actor.id,
    email,
    role: input.role,
    affiliation: input.affiliation === "partner" ? ("partner" as const) : null,
    mostUses: email === null ? input.mostUses : 1,
    createdAt: ctx.now,
    expiresAt: ctx.now + input.days * day,
  };
  await ctx.db.transaction(async (tx) => {
    await spaceSeenBy(tx, actor, spaceId);
    await tx.insert(invitations).values(row);
    await record(tx, ctx, [invitationChanged("invitation.created", row)]);
    if (email === null) return;
    const values = { by: actor.name, space: space.name, url: `${origin}/invite/${inviteToken(ctx, row.id)}` };
    await enqueueMail(tx, ctx, {
      to: { name: "", address: email },
      locale: space.language,
      template: "invited",
      values,
    });
  });
  return row.id;
}

/** Takes an invitation back; whoever came in by it stays. Throws `NotFound`, `Forbidden`. */
export async function revokeInvitation(ctx: Context, spaceId: string, id: string): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await spaceSeenBy(tx, actor, spaceId);
    must(mayManageMembers(actor, spaceId));
    const [invitation] = await tx
      .select()
      .from(invitations)
      .where(and(eq(invitations.id, id), eq(invitations.space, spaceId)));
    if (!invitation) throw new NotFound();
    if (invitation.revokedAt !== null) return;
    await tx.update(invitations).set({ revokedAt: ctx.now }).where(eq(invitations.id, id));
    await record(tx, ctx, [invitationChanged("invitation.revoked", invitation)]);
  });
}

/** Takes back what still lets somebody in by or for a member, for one who is kept out. */
export async function revokeInvitationsOf(
  tx: Tx,
  by: Recording,
  { id, email }: { id: string; email: string | null },
): Promise<void> {
  const revoked = await tx
    .update(invitations)
    .set({ revokedAt: by.now })
    .where(
      and(
        or(eq(invitations.createdBy, id), email === null ? undefined : eq(invitations.email, email)),
        ...stillOpen(by.now),
      ),
    )
    .returning();
  await record(
    tx,
    by,
    revoked.map((invitation) => invitationChanged("invitation.revoked", invitation)),
  );
}

/** The conditions that an invitation still lets somebody in. */
function stillOpen(now: number) {
  return [isNull(invitations.revokedAt), gt(invitations.expiresAt, now), lt(invitations.uses, invitations.mostUses)];
}

/** The invitations of a space that still let somebody in, the newest first, with their links. */
export async function openInvitations(ctx: Context, spaceId: string) {
  must(mayManageMembers(ctx.actor, spaceId));
  const rows = await ctx.db.read
    .select({ invitation: invitations, by: members.name })
    .from(invitations)
    .innerJoin(members, eq(members.id, invitations.createdBy))
    .where(and(eq(invitations.space, spaceId), ...stillOpen(ctx.now)))
    .orderBy(desc(invitations.createdAt), desc(invitations.id))
    .limit(100);
  return rows.map(({ invitation: { id, email, role, affiliation, mostUses, uses, expiresAt }, by }) => {
    return { id, email, role, affiliation, mostUses, uses, expiresAt, by, token: inviteToken(ctx, id) };
  });
}

/** An invitation as the one who holds its link sees it. */
export type Invited = { space: Space; invitation: Invitation; by: string; state: "ready" | "over" };

/** What a link opens to this actor. Throws `NotFound` when it is forged or for somebody else's address. */
export async function invitationBy(ctx: Context, token: string): Promise<Invited> {
  const found = await load(ctx.db.read, unsign(ctx.config, "invite", token));
  if (!found || !isFor(ctx, found.invitation)) throw new NotFound();
  const { invitation, space, by } = found;
  const isReady = isOpen(invitation, ctx.now) && mayStillInvite(found);
  return { invitation, space, by, state: isReady ? "ready" : "over" };
}

async function load(read: Reads, id: string | null) {
  if (id === null) return null;
  const [found] = await read
    .select({
      invitation: invitations,
      space: spaces,
      by: members.name,
      byAdmin: members.admin,
      byPilot: memberships.pilot,
    })
    .from(invitations)
    .innerJoin(spaces, eq(spaces.id, invitations.space))
    .innerJoin(members, eq(members.id, invitations.createdBy))
    .leftJoin(memberships, and(eq(memberships.space, spaces.id), eq(memberships.member, members.id)))
    .where(eq(invitations.id, id));
  return found ?? null;
}

/** A visitor may be anybody still; who signed in is the one invited or is not. */
function isFor({ actor }: Context, { email }: Invitation): boolean {
  return email === null || !isSignedIn(actor) || actor.email === email;
}

function isOpen({ revokedAt, expiresAt, uses, mostUses }: Invitation, now: number): boolean {
  return revokedAt === null && expiresAt > now && uses < mostUses;
}

function mayStillInvite({ byAdmin, byPilot }: { byAdmin: boolean; byPilot: boolean | null }): boolean {
  return byAdmin || byPilot === true;
}

/**
 * Comes in by an invitation and gives the space's address. A second click changes nothing. Throws
 * `NotFound`, `Forbidden("verify_first")`, `Refused("invitation_over")`.
 */
export async function acceptInvitation(ctx: Context, token: string): Promise<{ slug: string }> {
  const { actor } = signedIn(ctx);
  const { invitation } = await invitationBy(ctx, token);
  must(isVerified(actor), "verify_first");
  return ctx.db.transaction(async (tx) => {
    const found = await load(tx, invitation.id);
    if (!found) throw new NotFound();
    if (await hasUsed(tx, invitation.id, actor.id)) return { slug: found.space.slug };
    if (!mayStillInvite(found)) throw new Refused("invitation_over");
    await spend(tx, ctx, invitation, actor.id);
    const { space, role } = invitation;
    await record(tx, ctx, [invitationAccepted(space, { member: actor.id, invitation: invitation.id, role })]);
    // An employee stays one: partners are made of customers.
    if (invitation.affiliation === "partner" && actor.affiliation === "customer") {
      await changeAffiliation(tx, ctx, actor.id, "partner");
    }
    await joinSpace(tx, ctx, space, actor);
    await giveInvitedRole(tx, ctx, invitation, actor);
    return { slug: found.space.slug };
  }, "serializable");
}

async function hasUsed(tx: Tx, invitation: string, member: string): Promise<boolean> {
  const used = await tx
    .select({ member: invitationUses.member })
    .from(invitationUses)
    .where(and(eq(invitationUses.invitation, invitation), eq(invitationUses.member, member)));
  return used.length > 0;
}

/** One statement decides who has the last place. */
async function spend(tx: Tx, ctx: Context, { id }: Invitation, member: string): Promise<void> {
  const spent = await tx
    .update(invitations)
    .set({ uses: sql`${invitations.uses} + 1` })
    .where(and(eq(invitations.id, id), ...stillOpen(ctx.now)))
    .returning({ id: invitations.id });
  if (spent.length === 0) throw new Refused("invitation_over");
  await tx.insert(invitationUses).values({ invitation: id, member, usedAt: ctx.now });
}

async function giveInvitedRole(tx: Tx, ctx: Context, { space, role }: Invitation, { id }: SignedIn): Promise<void> {
  if (role === "member") return;
  const mine = and(eq(memberships.space, space), eq(memberships.member, id));
  const [before] = await tx.select().from(memberships).where(mine);
  if (before?.[role]) return;
  await tx
    .update(memberships)
    .set({ [role]: true })
    .where(mine);
  await record(tx, ctx, [roleGiven(space, { member: id, role })]);
}
