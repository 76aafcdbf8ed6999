import { and, desc, eq, gt, isNull } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { emailChanges, mailTokens, type MailTokenKind, members, sessions } from "../../../db/schema/members.ts";
import type { Locale, SignedIn, Theme } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { Conflict, Invalid, NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { giveBack, isWithin, limit } from "../../platform/limits.server.ts";
import { enqueueMail } from "../../platform/mail.server.ts";
import { countFailedSignIn } from "../../platform/metrics.server.ts";
import { safePath } from "../../platform/paths.ts";
import { siteOf } from "../../platform/site.server.ts";
import { hashOf, newSecret } from "../../platform/secrets.server.ts";
import { unsign } from "../../platform/signing.server.ts";
import { mustConsent, noteConsent } from "../legal/commands.server.ts";
import { memberRegistered, memberSecured } from "./events.ts";
import type { JoinInput, MailInput, PasswordInput, ResetInput, SignInInput, VerifyInput } from "./inputs.ts";
import { mayJoinBy } from "./joining.server.ts";
import { mailLink } from "./links.server.ts";
import { addMember, confirmAddress, type Member } from "./members.server.ts";
import { hashPassword, isOutdated, passwordFits } from "./passwords.server.ts";
import { mailedLink, memberByEmail } from "./queries.server.ts";
import { judgePace } from "./rules.ts";
import { actorFrom, endOtherSessions, endSession, startSession } from "./session.server.ts";

/**
 * Where an act comes from, beside its context: for the session's device, for the links in mails,
 * and the secret of the browser that joined, if this is one.
 */
export type From = { userAgent: string; origin: string; browser: string | null };

/**
 * Makes an account and mails the link that confirms its address. For an address that has one
 * already, its owner gets a mail and nothing else happens: the caller cannot tell the two apart,
 * nor a program that was taken for a person. Throws `Refused("form_stale")` when the form was
 * shown more than a day ago, `Refused("invited_only")` where admins let nobody in but by
 * invitation, `Invalid` without a yes to the terms in force, `TooMany`.
 */
export async function join(ctx: Context, input: JoinInput, from: From): Promise<void> {
  const shownAt = unsign(ctx.config, "join", input.started);
  const pace = judgePace(shownAt === null ? null : Number(shownAt), ctx.now);
  if (pace === "bot" || input.website !== "") return;
  if (pace === "stale") throw new Refused("form_stale");
  await limit("join_address", ctx.address);
  if (!(await mayJoinBy(ctx, input.next, input.email))) throw new Refused("invited_only");

  const versions = await mustConsent(ctx, input.consent);
  const passwordHash = await hashPassword(input.password);
  // A flood of joins must not become a flood of mails to somebody; the page stays the same.
  const mayMail =
    (await isWithin("mail_account", `${input.email} ${ctx.address}`)) && (await isWithin("mail_box", input.email));
  await ctx.db.transaction(async (tx) => {
    const member = await addMember(tx, ctx, {
      name: input.name,
      email: input.email,
      emailVerifiedAt: null,
      affiliation: "customer",
      admin: false,
      locale: ctx.locale,
      passwordHash,
    });
    if (member) {
      const by = { actor: actorFrom(member), now: ctx.now };
      await record(tx, by, [memberRegistered(member)]);
      await noteConsent(tx, by, member.id, versions);
      if (mayMail) {
        const boundTo = from.browser === null ? null : hashOf(from.browser);
        await mailLink(tx, ctx, "verify", member, { origin: from.origin, boundTo, next: input.next });
      }
      return;
    }
    const owner = await memberByEmail(tx, input.email);
    if (!owner || !mayMail) return;
    const url = `${from.origin}/forgot${input.next ? `?next=${encodeURIComponent(safePath(input.next))}` : ""}`;
    await enqueueMail(tx, ctx, {
      to: toOf(owner),
      locale: owner.locale,
      template: "already",
      values: { name: owner.name, url },
    });
  });
}

/**
 * Signs in and gives the `Set-Cookie` header. A session that asks is ended: no secret from before
 * outlives it. Throws `Invalid` without saying which of the two was wrong, and `TooMany`.
 */
export async function signIn(ctx: Context, input: SignInInput, from: From): Promise<string> {
  const account = `${input.email} ${ctx.address}`;
  await limit("signin_address", ctx.address);
  await limit("signin_account", account);
  const member = await memberByEmail(ctx.db.read, input.email);
  if (!(await passwordFits(member?.passwordHash, input.password)) || !member?.passwordHash) {
    countFailedSignIn();
    throw new Invalid({ password: "credentials_wrong" });
  }
  const renewed = isOutdated(member.passwordHash) ? await hashPassword(input.password) : null;

  const cookie = await ctx.db.transaction(async (tx) => {
    const [current] = await tx.select().from(members).where(eq(members.id, member.id));
    // The password was changed while it was being compared.
    if (current?.securityStamp !== member.securityStamp) throw new Invalid({ password: "credentials_wrong" });
    if (renewed) await tx.update(members).set({ passwordHash: renewed }).where(eq(members.id, member.id));
    await leaveSession(tx, ctx);
    return startSession(tx, ctx, current, from.userAgent);
  });
  await giveBack("signin_account", account);
  await giveBack("signin_address", ctx.address);
  return cookie;
}

/** Ends the session that asks; nothing happens without one. */
export async function signOut(ctx: Context): Promise<void> {
  await ctx.db.transaction((tx) => leaveSession(tx, ctx));
}

async function leaveSession(tx: Tx, ctx: Context): Promise<void> {
  if (ctx.actor.kind === "member") await endSession(tx, ctx, ctx.actor.id, ctx.actor.session);
}

/**
 * Mails a link to choose a new password, if there is such an account; the caller cannot tell.
 * Throws `TooMany`, which counts for any address alike.
 */
export async function askReset(ctx: Context, input: MailInput, from: From): Promise<void> {
  await limit("join_address", ctx.address);
  await limit("mail_account", `${input.email} ${ctx.address}`);
  if (!(await isWithin("mail_box", input.email))) return;
  await ctx.db.transaction(async (tx) => {
    const member = await memberByEmail(tx, input.email);
    if (member) await mailLink(tx, ctx, "reset", member, { origin: from.origin, next: input.next });
  });
}

/** Mails the confirmation once more to an address that still lacks it; the caller cannot tell. Throws `TooMany`. */
export async function resendVerification(ctx: Context, input: MailInput, from: From): Promise<void> {
  await limit("join_address", ctx.address);
  await limit("mail_account", `${input.email} ${ctx.address}`);
  if (!(await isWithin("mail_box", input.email))) return;
  await ctx.db.transaction(async (tx) => {
    const member = await memberByEmail(tx, input.email);
    if (!member || member.emailVerifiedAt !== null) return;
    const [last] = await tx
      .select({ next: mailTokens.next, browser: mailTokens.browser })
      .from(mailTokens)
      .where(and(eq(mailTokens.member, member.id), eq(mailTokens.kind, "verify")))
      .orderBy(desc(mailTokens.createdAt))
      .limit(1);
    // Asking for the link again proves nothing: it stays bound to the browser that joined.
    const asked = { origin: from.origin, boundTo: last?.browser ?? null, next: input.next ?? last?.next };
    await mailLink(tx, ctx, "verify", member, asked);
  });
}

/**
 * Confirms the address that a link was mailed to, signs its owner in and gives where to go. In
 * another browser than the one that joined, the password is asked for: else somebody could join
 * with a stranger's address, let the stranger confirm it, and keep a password of his own. Of two
 * at once, one wins. Throws `Refused("link_dead")`, `Invalid` for a wrong password, `TooMany`.
 */
export async function verifyAddress(
  ctx: Context,
  token: string,
  input: VerifyInput,
  from: From,
): Promise<{ cookie: string; next: string }> {
  const link = await mailedLink(ctx, "verify", token, from.browser);
  if (link.state !== "ready") throw new Refused("link_dead");
  if (link.needsPassword) await provePassword(ctx, link.email, input.password ?? "");
  const { employeeDomains } = await siteOf(ctx.db);
  return ctx.db.transaction(async (tx) => {
    const { member, next } = await spendLink(tx, ctx, "verify", token);
    if (member.emailVerifiedAt !== null) throw new Refused("link_dead");
    const verified = await confirmAddress(tx, { actor: actorFrom(member), now: ctx.now }, member, employeeDomains);
    await leaveSession(tx, ctx);
    return { cookie: await startSession(tx, ctx, verified, from.userAgent), next };
  });
}

/**
 * Sets a new password by a mailed link, ends every session of the account, and signs in here. The
 * link also proves the address. Of two at once, one wins. Throws `Refused("link_dead")`, `TooMany`.
 */
export async function resetPassword(
  ctx: Context,
  token: string,
  input: ResetInput,
  from: From,
): Promise<{ cookie: string; next: string }> {
  const link = await mailedLink(ctx, "reset", token, null);
  if (link.state !== "ready") throw new Refused("link_dead");
  const passwordHash = await hashPassword(input.password);
  const { employeeDomains } = await siteOf(ctx.db);
  return ctx.db.transaction(async (tx) => {
    const { member, next } = await spendLink(tx, ctx, "reset", token);
    const verified = await confirmAddress(tx, { actor: actorFrom(member), now: ctx.now }, member, employeeDomains);
    const secured = await secure(tx, ctx, verified, passwordHash, from);
    return { cookie: await startSession(tx, ctx, secured, from.userAgent), next };
  });
}

/**
 * Sets a new password by the current one, ends every session and signs in anew here; gives the
 * `Set-Cookie` header. Throws `Invalid` when the current one is wrong, `TooMany`.
 */
export async function changePassword(
  ctx: Context & { actor: SignedIn },
  input: PasswordInput,
  from: From,
): Promise<string> {
  const account = `${ctx.actor.email} ${ctx.address}`;
  await limit("signin_account", account);
  const [member] = await ctx.db.read.select().from(members).where(eq(members.id, ctx.actor.id));
  if (!member || !(await passwordFits(member.passwordHash, input.currentPassword))) {
    throw new Invalid({ currentPassword: "password_wrong" });
  }
  const passwordHash = await hashPassword(input.password);
  const cookie = await ctx.db.transaction(async (tx) => {
    const [current] = await tx.select().from(members).where(eq(members.id, member.id));
    if (current?.securityStamp !== member.securityStamp) throw new Conflict("changed_meanwhile");
    const secured = await secure(tx, ctx, current, passwordHash, from);
    return startSession(tx, ctx, secured, from.userAgent);
  });
  await giveBack("signin_account", account);
  return cookie;
}

/** Signs one of the actor's own devices out. Throws `NotFound`, also for a session of somebody else. */
export async function endMySession(ctx: Context & { actor: SignedIn }, session: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    if (!(await endSession(tx, ctx, ctx.actor.id, session))) throw new NotFound();
  });
}

/** Signs all of the actor's devices out but this one. */
export async function endMyOtherSessions(ctx: Context & { actor: SignedIn }): Promise<void> {
  await ctx.db.transaction((tx) => endOtherSessions(tx, ctx, ctx.actor.id, ctx.actor.session));
}

/** Remembers what a member chose, for pages on other devices and for mails; what is left out stays as it is. */
export async function choosePreferences(
  ctx: Context & { actor: SignedIn },
  { locale, theme, timeZone }: { locale?: Locale; theme?: Theme; timeZone?: string | null },
): Promise<void> {
  const chosen = { locale, theme, timeZone };
  if (Object.values(chosen).every((value) => value === undefined)) return;
  await ctx.db.transaction((tx) => tx.update(members).set(chosen).where(eq(members.id, ctx.actor.id)));
}

/** Asks for the password of an account, counted like a sign-in. Throws `Invalid`, `TooMany`. */
export async function provePassword(ctx: Context, email: string, password: string): Promise<void> {
  const account = `${email} ${ctx.address}`;
  await limit("signin_account", account);
  const member = await memberByEmail(ctx.db.read, email);
  if (!(await passwordFits(member?.passwordHash, password))) throw new Invalid({ password: "password_wrong" });
  await giveBack("signin_account", account);
}

/**
 * Uses a mailed link up, and with it every other one of its kind. One statement decides who is
 * first. Throws `Refused("link_dead")` when it is used, over, or was for another address.
 */
async function spendLink(tx: Tx, ctx: Context, kind: MailTokenKind, token: string) {
  const [spent] = await tx
    .update(mailTokens)
    .set({ usedAt: ctx.now })
    .where(
      and(
        eq(mailTokens.hash, hashOf(token)),
        eq(mailTokens.kind, kind),
        isNull(mailTokens.usedAt),
        gt(mailTokens.expiresAt, ctx.now),
      ),
    )
    .returning();
  if (!spent) throw new Refused("link_dead");
  const [member] = await tx.select().from(members).where(eq(members.id, spent.member));
  if (!member || member.email !== spent.email) throw new Refused("link_dead");
  const siblings = and(eq(mailTokens.member, member.id), eq(mailTokens.kind, kind), isNull(mailTokens.usedAt));
  await tx.update(mailTokens).set({ usedAt: ctx.now }).where(siblings);
  return { member, next: spent.next };
}

/** A new password: a new stamp, no session left, open links worthless, and the owner is told. */
async function secure(tx: Tx, ctx: Context, member: Member, passwordHash: string, from: From): Promise<Member> {
  const change = { passwordHash, securityStamp: newSecret() };
  await tx.update(members).set(change).where(eq(members.id, member.id));
  await tx.delete(sessions).where(eq(sessions.member, member.id));
  const open = and(eq(mailTokens.member, member.id), isNull(mailTokens.usedAt));
  await tx.update(mailTokens).set({ usedAt: ctx.now }).where(open);
  await tx.delete(emailChanges).where(eq(emailChanges.member, member.id));
  await record(tx, { actor: actorFrom(member), now: ctx.now }, [memberSecured(member.id)]);
  const values = { name: member.name, url: `${from.origin}/forgot` };
  await enqueueMail(tx, ctx, { to: toOf(member), locale: member.locale, template: "secured", values });
  return { ...member, ...change };
}

function toOf(member: Member) {
  return { name: member.name, address: member.email ?? "" };
}
