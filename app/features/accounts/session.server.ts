/**
 * Who is signed in. The only file that knows lucia: its author has retired it, so it stays
 * behind the adapter below and can be left in an afternoon.
 *
 * Threats: a stolen database opens nothing (only SHA-256 of a session's secret is stored); a
 * stolen cookie dies at 90 days, when its session is ended, and when the password changes; a
 * secret planted before signing in is worth nothing, because each sign-in makes a new one.
 */
import { and, eq, gt, isNull, lt, ne, type Placeholder, sql } from "drizzle-orm";
import { type Adapter, Lucia, TimeSpan } from "lucia";
import type { Database, Reads, Tx } from "../../../db/database.ts";
import { prepared } from "../../../db/prepared.ts";
import { members, sessions } from "../../../db/schema/members.ts";
import { mandates } from "../../../db/schema/piloting.ts";
import { memberships } from "../../../db/schema/spaces.ts";
import { type Actor, type Roles, type SignedIn, visitor } from "../../platform/actor.ts";
import type { Config } from "../../platform/config.server.ts";
import { cookie, readCookie } from "../../platform/cookies.server.ts";
import { Banned } from "../../platform/errors.ts";
import { record, type Recording } from "../../platform/events.server.ts";
import { newId } from "../../platform/ids.ts";
import { hashOf } from "../../platform/secrets.server.ts";
import { sessionEnded, sessionStarted } from "./events.ts";
import { openBan } from "./queries.server.ts";
import type { Member } from "./members.server.ts";
import { limits, seenEvery, sessionAge } from "./rules.ts";

type Served = Pick<Config, "origin">;

type SessionFacts = { publicId: string; stamp: string; userAgent: string; lastSeenAt: number };
type MemberFacts = { row: Member };

declare module "lucia" {
  interface Register {
    Lucia: ReturnType<typeof luciaOver>;
    DatabaseSessionAttributes: SessionFacts;
    DatabaseUserAttributes: MemberFacts;
  }
}

function luciaOver(adapter: Adapter) {
  return new Lucia(adapter, {
    sessionExpiresIn: new TimeSpan(sessionAge, "ms"),
    getSessionAttributes: (facts: SessionFacts) => facts,
    getUserAttributes: (facts: MemberFacts) => facts,
  });
}

/** What lucia asks of a database, on ours. Without `tx` it only reads. */
function adapter(read: Reads, now: number, tx?: Tx): Adapter {
  const onlyReads = () => Promise.reject(new Error("Sessions are changed inside a transaction."));
  return {
    async getSessionAndUser(secret) {
      const [found] = await sessionAndMember(read, { hash: hashOf(secret), now });
      if (!found) return [null, null];
      const { session, member } = found;
      return [
        {
          id: secret,
          userId: member.id,
          // lucia has a clock of its own: it is told how long is left.
          expiresAt: new Date(Date.now() + session.expiresAt - now),
          attributes: {
            publicId: session.id,
            stamp: session.securityStamp,
            userAgent: session.userAgent,
            lastSeenAt: session.lastSeenAt,
          },
        },
        { id: member.id, attributes: { row: member } },
      ];
    },
    async setSession({ id, userId, attributes }) {
      if (!tx) return onlyReads();
      await tx.insert(sessions).values({
        hash: hashOf(id),
        id: attributes.publicId,
        member: userId,
        securityStamp: attributes.stamp,
        userAgent: attributes.userAgent,
        createdAt: now,
        lastSeenAt: now,
        expiresAt: now + sessionAge,
      });
    },
    /** lucia would prolong a session that is used; ours ends at its age. */
    updateSessionExpiration: async () => undefined,
    getUserSessions: () => Promise.resolve([]),
    deleteSession: onlyReads,
    deleteUserSessions: onlyReads,
    deleteExpiredSessions: onlyReads,
  };
}

const sessionAndMember = prepared((on) =>
  on
    .select({ session: sessions, member: members })
    .from(sessions)
    .innerJoin(members, eq(members.id, sessions.member))
    .where(and(eq(sessions.hash, sql.placeholder("hash")), ...alive(sql.placeholder("now")))),
);

const membershipsOf = prepared((on) =>
  on
    .select({ membership: memberships, mandate: { id: mandates.id, tags: mandates.tags } })
    .from(memberships)
    .leftJoin(
      mandates,
      and(
        eq(mandates.space, memberships.space),
        eq(mandates.member, memberships.member),
        isNull(mandates.endedAt),
        gt(mandates.endsAt, sql.placeholder("now")),
      ),
    )
    .where(eq(memberships.member, sql.placeholder("member"))),
);

/** The spaces that somebody belongs to, with what he or she may do in each at `now` (milliseconds since 1970 UTC). */
export async function rolesOf(read: Reads, member: string, now: number): Promise<Map<string, Roles>> {
  const rows = await membershipsOf(read, { member, now });
  return new Map(
    rows.map(({ membership: { space, pilot, product, lead }, mandate }) => [
      space,
      { pilot, product, lead, ...(mandate ? { mandate: { tags: mandate.tags } } : {}) },
    ]),
  );
}

/** The conditions that a session joined with its member is not dead. */
function alive(now: number | Placeholder) {
  return [eq(sessions.securityStamp, members.securityStamp), gt(sessions.expiresAt, now)];
}

/**
 * Who sends this `Cookie` header at `now` (milliseconds since 1970 UTC), with two queries.
 * `sessionHash` is the stored name of the session, or null for a visitor.
 */
export async function actorOf(
  db: Database,
  cookieHeader: string | null | undefined,
  now: number,
  config: Served,
): Promise<{ actor: Actor; sessionHash: string | null }> {
  const secret = readCookie(config, cookieHeader, "session");
  if (secret === null) return { actor: visitor, sessionHash: null };
  const { session, user } = await luciaOver(adapter(db.read, now)).validateSession(secret);
  if (!session) return { actor: visitor, sessionHash: null };
  const sessionHash = hashOf(secret);
  if (now - session.lastSeenAt >= seenEvery) noteSeen(db, sessionHash, now);
  return { actor: actorFrom(user.row, session.publicId, await rolesOf(db.read, user.id, now)), sessionHash };
}

/** Nobody waits for this, and a lost one is written ten minutes later. */
function noteSeen(db: Database, hash: string, now: number): void {
  void db
    .transaction((tx) => tx.update(sessions).set({ lastSeenAt: now }).where(eq(sessions.hash, hash)))
    .catch(() => undefined);
}

/** A member with all rights that he or she has now, for what was agreed on before and is done later; null for nobody. */
export async function actorById(read: Reads, id: string): Promise<SignedIn | null> {
  const [member] = await read.select().from(members).where(eq(members.id, id));
  if (!member) return null;
  const rows = await read.select().from(memberships).where(eq(memberships.member, id));
  const roles = new Map(rows.map(({ space, pilot, product, lead }) => [space, { pilot, product, lead }]));
  return actorFrom(member, "", roles);
}

/** A member as an actor, for acts that begin before there is a session. */
export function actorFrom(member: Member, session = "", roles: ReadonlyMap<string, Roles> = new Map()): SignedIn {
  return {
    kind: "member",
    id: member.id,
    name: member.name,
    handle: member.handle,
    email: member.email ?? "",
    affiliation: member.affiliation,
    avatar: member.avatar,
    verified: member.emailVerifiedAt !== null,
    admin: member.admin,
    locale: member.locale,
    theme: member.theme,
    timeZone: member.timeZone,
    createdAt: member.createdAt,
    erasesAt: member.erasesAt,
    session,
    memberships: roles,
  };
}

/** Signs a member in on one device and gives the `Set-Cookie` header that carries it. Throws `Banned`. */
export async function startSession(
  tx: Tx,
  by: { now: number; config: Served },
  member: Member,
  userAgent: string,
): Promise<string> {
  const ban = await openBan(tx, member.id);
  if (ban) throw new Banned(ban.reason);
  const publicId = newId(by.now);
  const facts: SessionFacts = {
    publicId,
    stamp: member.securityStamp,
    userAgent: userAgent.slice(0, limits.userAgent),
    lastSeenAt: by.now,
  };
  const session = await luciaOver(adapter(tx, by.now, tx)).createSession(member.id, facts);
  await tx.delete(sessions).where(and(eq(sessions.member, member.id), lt(sessions.expiresAt, by.now)));
  await record(tx, { actor: actorFrom(member, publicId), now: by.now }, [sessionStarted(publicId, member.id)]);
  return cookie(by.config, "session", session.id, sessionAge / 1000);
}

/** Ends one session of a member by its public id. Gives whether there was one. */
export async function endSession(tx: Tx, by: Recording, member: string, session: string): Promise<boolean> {
  const mine = and(eq(sessions.member, member), eq(sessions.id, session));
  const ended = await tx.delete(sessions).where(mine).returning({ id: sessions.id });
  await record(
    tx,
    by,
    ended.map(({ id }) => sessionEnded(id, member)),
  );
  return ended.length > 0;
}

/** Ends every session of a member but the one with this public id. Gives how many there were. */
export async function endOtherSessions(tx: Tx, by: Recording, member: string, kept: string): Promise<number> {
  const others = and(eq(sessions.member, member), ne(sessions.id, kept));
  const ended = await tx.delete(sessions).where(others).returning({ id: sessions.id });
  await record(
    tx,
    by,
    ended.map(({ id }) => sessionEnded(id, member)),
  );
  return ended.length;
}

/** The `Set-Cookie` header that makes a browser forget its session. */
export function forgetSession(config: Served): string {
  return cookie(config, "session", "", 0);
}

/** Whether a session (by its public id) may still act: for sockets, which outlive their handshake. */
export async function sessionIsAlive(db: Database, session: string, now = Date.now()): Promise<boolean> {
  const found = await db.read
    .select({ id: sessions.id })
    .from(sessions)
    .innerJoin(members, eq(members.id, sessions.member))
    .where(and(eq(sessions.id, session), ...alive(now)));
  return found.length > 0;
}
