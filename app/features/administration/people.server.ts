/**
 * What admins do to accounts. Threats: an admin who locks all admins out (nobody takes his or her own
 * right, and of two who take each other's at once one keeps it), and one who uses a right that is
 * gone (it is read again inside each act).
 */
import { and, desc, eq, gt, inArray, isNotNull, isNull, lt, max, or, sql } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { type AdminAct, adminActs } from "../../../db/schema/administration.ts";
import { members, sessions } from "../../../db/schema/members.ts";
import { bans } from "../../../db/schema/moderation.ts";
import { memberships, spaces } from "../../../db/schema/spaces.ts";
import { mailLink } from "../accounts/links.server.ts";
import { changeAffiliation, confirmAddress, type Member } from "../accounts/members.server.ts";
import { openBan, stillGoverns } from "../accounts/queries.server.ts";
import { endOtherSessions } from "../accounts/session.server.ts";
import type { Affiliation, SignedIn } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { NotFound, Refused } from "../../platform/errors.ts";
import { record, type Recording } from "../../platform/events.server.ts";
import { newId } from "../../platform/ids.ts";
import { must } from "../../platform/policy.ts";
import { newSecret } from "../../platform/secrets.server.ts";
import { siteOf } from "../../platform/site.server.ts";
import { pageOf } from "../../platform/paging.ts";
import { memberAdministered } from "./events.ts";
import { mayAdminister, mayChangeAdmin } from "./policy.ts";
import { likeBeginning, pageSize, type PeopleFilter } from "./rules.ts";

/**
 * A page of people, the newest first, whose name, handle or address begins with `query`; `after` is
 * the id of the last one of the page before. Throws `Forbidden`.
 */
export async function peoplePage(ctx: Context, query: string, filter: PeopleFilter, after: string | null) {
  must(mayAdminister(ctx.actor));
  const rows = await ctx.db.read
    .select({
      id: members.id,
      name: members.name,
      handle: members.handle,
      email: members.email,
      affiliation: members.affiliation,
      admin: members.admin,
      verifiedAt: members.emailVerifiedAt,
      ban: bans.id,
      createdAt: members.createdAt,
      erasedAt: members.erasedAt,
    })
    .from(members)
    .leftJoin(bans, and(eq(bans.member, members.id), isNull(bans.liftedAt)))
    .where(
      and(
        or(isNotNull(members.email), isNotNull(members.erasedAt)),
        called(query),
        filter === "admins" ? eq(members.admin, true) : undefined,
        filter === "unverified" ? and(isNull(members.emailVerifiedAt), isNull(members.erasedAt)) : undefined,
        filter === "banned" ? isNotNull(bans.id) : undefined,
        after === null ? undefined : lt(members.id, after),
      ),
    )
    .orderBy(desc(members.id))
    .limit(pageSize + 1);
  const { page, last } = pageOf(rows, pageSize);
  const seen = await lastSeen(
    ctx,
    page.map(({ id }) => id),
  );
  return {
    people: page.map(({ ban, verifiedAt, ...person }) => ({
      ...person,
      // Of somebody erased nothing is asked any more.
      isVerified: verifiedAt !== null || person.erasedAt !== null,
      isBanned: ban !== null,
      seenAt: seen.get(person.id) ?? null,
    })),
    next: last?.id ?? null,
  };
}

/** The condition that somebody's name, one of its later parts, handle or address begins so. */
function called(query: string) {
  const typed = query.trim();
  if (typed === "") return undefined;
  const beginning = likeBeginning(typed.toLowerCase());
  const begins = (column: typeof members.name | typeof members.handle | typeof members.email, pattern: string) =>
    sql`${column} like ${pattern} escape '!'`;
  const name = sql<string>`lower(${members.name})`;
  return or(
    sql`${name} like ${beginning} escape '!'`,
    sql`${name} like ${`% ${beginning}`} escape '!'`,
    // SQLite makes nothing but a to z small.
    begins(members.name, likeBeginning(typed)),
    begins(members.name, likeBeginning(typed.charAt(0).toUpperCase() + typed.slice(1))),
    begins(members.handle, likeBeginning(typed.replace(/^@/, "").toLowerCase())),
    begins(members.email, beginning),
  );
}

async function lastSeen(ctx: Context, ids: string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.read
    .select({ member: sessions.member, at: max(sessions.lastSeenAt) })
    .from(sessions)
    .where(inArray(sessions.member, ids))
    .groupBy(sessions.member);
  return new Map(rows.map(({ member, at }) => [member, at ?? 0]));
}

/** One person with what admins did to the account, and what this admin may do. Throws `Forbidden`, `NotFound`. */
export async function personPage(ctx: Context, id: string) {
  const { actor } = signedIn(ctx);
  must(mayAdminister(actor));
  const { read } = ctx.db;
  const [person] = await read
    .select()
    .from(members)
    .where(and(eq(members.id, id), or(isNotNull(members.email), isNotNull(members.erasedAt))));
  if (!person) throw new NotFound();
  const [ban, seen, devices, belongs, acts] = await Promise.all([
    openBan(read, id),
    lastSeen(ctx, [id]),
    read
      .select({ id: sessions.id })
      .from(sessions)
      .where(and(eq(sessions.member, id), gt(sessions.expiresAt, ctx.now)))
      .limit(100),
    read
      .select({ slug: spaces.slug, name: spaces.name, visibility: spaces.visibility })
      .from(memberships)
      .innerJoin(spaces, eq(spaces.id, memberships.space))
      .where(eq(memberships.member, id))
      .orderBy(spaces.name)
      .limit(100),
    read
      .select({
        id: adminActs.id,
        act: adminActs.act,
        to: adminActs.to,
        reason: adminActs.reason,
        at: adminActs.at,
        by: members.name,
      })
      .from(adminActs)
      .leftJoin(members, eq(members.id, adminActs.by))
      .where(eq(adminActs.member, id))
      .orderBy(desc(adminActs.at), desc(adminActs.id))
      .limit(50),
  ]);
  const { name, handle, email, affiliation, admin, emailVerifiedAt, createdAt, erasedAt, erasesAt } = person;
  const isVerified = emailVerifiedAt !== null;
  return {
    person: { id, name, handle, email, affiliation, admin, createdAt, erasedAt, erasesAt, isVerified },
    isBanned: ban !== null,
    seenAt: seen.get(id) ?? null,
    devices: devices.length,
    spaces: belongs,
    acts,
    isMe: actor.id === id,
    mayChangeAdmin: mayChangeAdmin(actor, person),
  };
}

/** Counts somebody as another group from now on; past rows keep what they say. Throws `Forbidden`, `NotFound`. */
export function correctAffiliation(ctx: Context, id: string, to: Affiliation, reason: string): Promise<void> {
  return administer(ctx, id, async (tx, _actor, person) => {
    if (person.affiliation === to) return;
    await changeAffiliation(tx, ctx, id, to);
    await keep(tx, ctx, id, "affiliated", { reason, to });
  });
}

/**
 * Makes somebody an admin. Throws `Forbidden`, `NotFound`, `Refused("admin_unverified")` before the
 * address is confirmed, and `Refused("admin_banned")` for somebody who is kept out.
 */
export function grantAdmin(ctx: Context, id: string, reason: string): Promise<void> {
  return administer(ctx, id, async (tx, actor, person) => {
    must(mayChangeAdmin(actor, person));
    if (person.emailVerifiedAt === null) throw new Refused("admin_unverified");
    if (await openBan(tx, id)) throw new Refused("admin_banned");
    if (person.admin) return;
    await tx.update(members).set({ admin: true }).where(eq(members.id, id));
    const act = await keep(tx, ctx, id, "admin_granted", { reason });
    await record(tx, ctx, [memberAdministered("member.admin_granted", { member: id, act })]);
  });
}

/**
 * Takes an admin's right; sockets are cut and come back with fewer rights. Throws `NotFound`, and
 * `Forbidden("admin_yourself")` for oneself: so one is always left.
 */
export function revokeAdmin(ctx: Context, id: string, reason: string): Promise<void> {
  return administer(ctx, id, async (tx, actor, person) => {
    must(mayChangeAdmin(actor, person), actor.id === id ? "admin_yourself" : undefined);
    if (!person.admin) return;
    await tx.update(members).set({ admin: false }).where(eq(members.id, id));
    const act = await keep(tx, ctx, id, "admin_revoked", { reason });
    await record(tx, ctx, [memberAdministered("member.admin_revoked", { member: id, act })]);
  });
}

/** Holds an address for confirmed because an admin says so. Throws `Forbidden`, `NotFound`. */
export async function verifyByHand(ctx: Context, id: string): Promise<void> {
  const { employeeDomains } = await siteOf(ctx.db);
  await administer(ctx, id, async (tx, _actor, person) => {
    if (person.emailVerifiedAt !== null) return;
    await confirmAddress(tx, ctx, person, employeeDomains);
    await keep(tx, ctx, id, "verified");
  });
}

/** Mails somebody a link to choose a new password. `origin` is that of the link. Throws `Forbidden`, `NotFound`. */
export function sendReset(ctx: Context, id: string, origin: string): Promise<void> {
  return administer(ctx, id, async (tx, _actor, person) => {
    await mailLink(tx, ctx, "reset", person, { origin });
    const act = await keep(tx, ctx, id, "reset_sent");
    await record(tx, ctx, [memberAdministered("member.reset_sent", { member: id, act })]);
  });
}

/** Signs somebody out everywhere. Throws `Forbidden`, `NotFound`. */
export function endSessionsOf(ctx: Context, id: string): Promise<void> {
  return administer(ctx, id, async (tx) => {
    await signOutEverywhere(tx, ctx, id);
    await keep(tx, ctx, id, "sessions_ended");
  });
}

/** Ends every session, also one that is being made at this moment: its stamp is another. */
export async function signOutEverywhere(tx: Tx, by: Recording, member: string): Promise<void> {
  await tx.update(members).set({ securityStamp: newSecret() }).where(eq(members.id, member));
  await endOtherSessions(tx, by, member, "");
}

/** Writes down what was done to an account, and gives the id of the act. `by` null: whoever runs the machine. */
export async function keep(
  tx: Tx,
  by: Recording,
  member: string,
  act: AdminAct,
  { reason = "", to = null }: { reason?: string; to?: string | null } = {},
): Promise<string> {
  const id = newId(by.now);
  const who = by.actor !== "system" && by.actor.kind === "member" ? by.actor.id : null;
  await tx.insert(adminActs).values({ id, member, act, to, reason, by: who, at: by.now });
  return id;
}

/** An act on somebody by an admin who still is one. Serializable: it decides by the rights of both. */
async function administer(
  ctx: Context,
  id: string,
  act: (tx: Tx, actor: SignedIn, person: Member) => Promise<void>,
): Promise<void> {
  const { actor } = signedIn(ctx);
  must(mayAdminister(actor));
  await ctx.db.transaction(async (tx) => {
    must(await stillGoverns(tx, actor.id));
    const [person] = await tx
      .select()
      .from(members)
      .where(and(eq(members.id, id), isNotNull(members.email)));
    if (!person) throw new NotFound();
    await act(tx, actor, person);
  }, "serializable");
}
