import { and, desc, eq, gt, isNull } from "drizzle-orm";
import type { Database, Reads } from "../../../db/database.ts";
import { mailTokens, type MailTokenKind, members, sessions } from "../../../db/schema/members.ts";
import { bans } from "../../../db/schema/moderation.ts";
import type { SignedIn } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { hashOf } from "../../platform/secrets.server.ts";
import { type Device, deviceOf } from "./rules.ts";

const governed = new WeakSet<Database>();

/** Whether somebody governs this place. Asked by every request, so a yes is remembered. */
export async function isSetUp(db: Database): Promise<boolean> {
  if (governed.has(db)) return true;
  if (!(await hasAdmin(db.read))) return false;
  governed.add(db);
  return true;
}

/** The same, always looked up: for the transaction that makes the first admin. */
export async function hasAdmin(read: Reads): Promise<boolean> {
  const found = await read.select({ id: members.id }).from(members).where(eq(members.admin, true)).limit(1);
  return found.length > 0;
}

/** The member who signs in with this address, as `mailAddress` writes it. */
export async function memberByEmail(read: Reads, email: string) {
  const [member] = await read.select().from(members).where(eq(members.email, email));
  return member ?? null;
}

/** The ban that keeps a member out, or null. */
export async function openBan(read: Reads, member: string) {
  const [ban] = await read
    .select({ id: bans.id, reason: bans.reason })
    .from(bans)
    .where(and(eq(bans.member, member), isNull(bans.liftedAt)))
    .limit(1);
  return ban ?? null;
}

/**
 * Whether a member governs this place now, and is not kept out: for the transaction of an act, as the right may have been
 * taken since the request began.
 */
export async function stillGoverns(read: Reads, member: string): Promise<boolean> {
  const [row] = await read.select({ admin: members.admin }).from(members).where(eq(members.id, member));
  return row?.admin === true && (await openBan(read, member)) === null;
}

export type SessionShown = {
  id: string;
  device: Device;
  createdAt: number;
  lastSeenAt: number;
  isThis: boolean;
};

/** The live sessions of the one who asks: this one first, then the latest seen. */
export async function mySessions(ctx: Context & { actor: SignedIn }): Promise<SessionShown[]> {
  const rows = await ctx.db.read
    .select({ session: sessions })
    .from(sessions)
    .innerJoin(members, eq(members.id, sessions.member))
    .where(
      and(
        eq(sessions.member, ctx.actor.id),
        eq(sessions.securityStamp, members.securityStamp),
        gt(sessions.expiresAt, ctx.now),
      ),
    )
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id))
    .limit(100);
  return rows
    .map(({ session }) => ({
      id: session.id,
      device: deviceOf(session.userAgent),
      createdAt: session.createdAt,
      lastSeenAt: session.lastSeenAt,
      isThis: session.id === ctx.actor.session,
    }))
    .sort((a, b) => Number(b.isThis) - Number(a.isThis));
}

export type MailedLink =
  { state: "ready"; name: string; email: string; needsPassword: boolean } | { state: "used" | "dead" };

/**
 * What a mailed link still opens. It is dead when its time is over, when a newer one of its kind
 * was used, and when the account has another address by now. `browser` is the secret of the
 * browser that joined, if this is one: elsewhere the password is asked for.
 */
export async function mailedLink(
  ctx: Context,
  kind: MailTokenKind,
  token: string,
  browser: string | null,
): Promise<MailedLink> {
  const [found] = await ctx.db.read
    .select({ token: mailTokens, name: members.name, email: members.email })
    .from(mailTokens)
    .innerJoin(members, eq(members.id, mailTokens.member))
    .where(and(eq(mailTokens.hash, hashOf(token)), eq(mailTokens.kind, kind)));
  if (!found || found.token.email !== found.email) return { state: "dead" };
  if (found.token.usedAt !== null) return { state: "used" };
  if (found.token.expiresAt <= ctx.now) return { state: "dead" };
  const isSameBrowser = browser !== null && hashOf(browser) === found.token.browser;
  return { state: "ready", name: found.name, email: found.token.email, needsPassword: !isSameBrowser };
}
