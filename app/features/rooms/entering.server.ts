import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, ne, notExists, notInArray, or } from "drizzle-orm";
import type { Database, Reads } from "../../../db/database.ts";
import { members } from "../../../db/schema/members.ts";
import { roomPeople, type RoomRole, rooms } from "../../../db/schema/rooms.ts";
import { memberships } from "../../../db/schema/spaces.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { must } from "../../platform/policy.ts";
import { presenterOf } from "../pitching/policy.ts";
import { joinSpace } from "../spaces/commands.server.ts";
import { giveHost } from "./acts.server.ts";
import { endIdle, endPhase, presentPeople } from "./phases.server.ts";
import { mayEnter } from "./policy.ts";
import { proceed, type Proceeding } from "./proceeding.server.ts";
import { peopleHere, roomSeenBy } from "./queries.server.ts";
import { here, pageStands, takesPart } from "./rules.ts";

/**
 * Comes into a room, or back into it, and gives what one is there. Where no place is free one looks on, until one is.
 * Throws `NotFound`, and `Forbidden("verify_first")`.
 */
export async function enterRoom(ctx: Context, id: string): Promise<RoomRole> {
  const { actor } = signedIn(ctx);
  const { room, space } = await roomSeenBy(ctx.db.read, actor, id);
  must(mayEnter(actor), "verify_first");
  if (room.state === "closed") return "viewer";
  return proceed(ctx.db, id, ctx.now, async (proceeding) => {
    const { tx, board } = proceeding;
    // Invited, sent out or given a role at this very moment.
    const { own } = await roomSeenBy(tx, actor, id);
    await joinSpace(tx, ctx, space.id, actor);
    const before = board.people[actor.id];
    // What the lead gave, or one was invited as, stands in the row; on the board stands what it comes to by the places.
    const given = own?.role ?? "member";
    const role = await roleOf(proceeding, actor.id, given);
    const row = {
      room: id,
      member: actor.id,
      affiliation: actor.affiliation,
      role: given,
      enteredAt: ctx.now,
      seenAt: ctx.now,
    };
    await tx
      .insert(roomPeople)
      .values(row)
      .onConflictDoUpdate({
        target: [roomPeople.room, roomPeople.member],
        set: { enteredAt: ctx.now, seenAt: ctx.now },
      });
    if (before !== role) proceeding.happen("entered", { member: actor.id, role }, actor.id);
    return role;
  });
}

/** What somebody is on coming in: what was given, but a member looks on where no place is free. */
async function roleOf(proceeding: Proceeding, member: string, given: RoomRole): Promise<RoomRole> {
  const { tx, room, board, now } = proceeding;
  if (member === room.host) return "host";
  // Who presents is needed: for him or her there is always a place.
  if (member === presenterOf(room)) return given;
  if (given !== "member" || board.people[member] === "member") return given;
  const present = await peopleHere(tx, room.id, now);
  const taken = present.filter((each) => each !== member && takesPart(board.people[each]));
  return taken.length < room.most ? "member" : "viewer";
}

/** Notes that the connections of these people, who came into a room before, stand now. */
export async function noteHere(
  db: Pick<Database, "transaction">,
  room: string,
  people: readonly string[],
  now: number,
): Promise<void> {
  const came = and(eq(roomPeople.room, room), isNotNull(roomPeople.enteredAt), inArray(roomPeople.member, [...people]));
  await db.transaction((tx) => tx.update(roomPeople).set({ seenAt: now }).where(came));
}

/**
 * Notes that somebody who came into a room before has its page before him or her. No connection may stand behind it, so
 * it counts for a while; as soon as one does, that one says when it ends.
 */
export async function notePage(
  db: Pick<Database, "transaction">,
  room: string,
  member: string,
  now: number,
): Promise<void> {
  await noteHere(db, room, [member], now + pageStands - here);
}

/** The rooms in which the clock has to do something now: at most a hundred, those that are late first, but none of `except`. */
export async function dueRooms(read: Reads, now: number, except: readonly string[] = []): Promise<string[]> {
  const rows = await read
    .select({ id: rooms.id })
    .from(rooms)
    .where(and(lte(rooms.dueAt, now), notInArray(rooms.id, [...except])))
    .orderBy(asc(rooms.dueAt), asc(rooms.id))
    .limit(100);
  return rows.map(({ id }) => id);
}

/**
 * Does what the clock asks for in a room, and what follows when somebody left: ends a phase whose time is over or in which
 * all who are still there are done, closes what nobody uses.
 */
export async function tick(db: Pick<Database, "transaction">, room: string, now: number): Promise<void> {
  await proceed(
    db,
    room,
    now,
    async (proceeding) => {
      await endPhase(proceeding, "time");
      await endPhase(proceeding, "all_ready");
      await endIdle(proceeding);
    },
    { quiet: true },
  );
}

/**
 * The rooms that are to run now, whose host is away and in which somebody is who may lead instead: at most a hundred, but
 * none of `except`.
 */
export async function hostlessRooms(read: Reads, now: number, except: readonly string[] = []): Promise<string[]> {
  const hosting = read
    .select({ room: roomPeople.room })
    .from(roomPeople)
    .where(and(eq(roomPeople.room, rooms.id), eq(roomPeople.member, rooms.host), gt(roomPeople.seenAt, now - here)));
  const rows = await read
    .selectDistinct({ id: rooms.id })
    .from(rooms)
    .innerJoin(roomPeople, and(eq(roomPeople.room, rooms.id), gt(roomPeople.seenAt, now - here)))
    .innerJoin(members, eq(members.id, roomPeople.member))
    .leftJoin(memberships, and(eq(memberships.member, members.id), eq(memberships.space, rooms.space)))
    .where(
      and(
        isNotNull(rooms.dueAt),
        notInArray(rooms.id, [...except]),
        or(isNull(rooms.startsAt), lte(rooms.startsAt, now)),
        notExists(hosting),
        eq(roomPeople.isBlocked, false),
        ne(roomPeople.role, "viewer"),
        or(eq(roomPeople.role, "cohost"), mayOpenRooms),
      ),
    )
    .orderBy(asc(rooms.id))
    .limit(100);
  return rows.map(({ id }) => id);
}

/** The condition that a row of `members`, joined with its membership of a space, is of somebody who opens rooms there. */
const mayOpenRooms = or(eq(members.admin, true), eq(memberships.pilot, true), eq(memberships.product, true));

/**
 * Lets the next one who may lead take over from a host who is away: a co-host, else whoever may open rooms here and
 * came first. Where nobody is, the room goes on by its clock.
 */
export async function replaceHost(db: Pick<Database, "transaction">, room: string, now: number): Promise<void> {
  await proceed(db, room, now, async (proceeding) => {
    const { tx, board } = proceeding;
    if (board.state === "closed") return;
    const present = await presentPeople(proceeding);
    if (present.some(({ member }) => member === board.host)) return;
    const taking = present.filter(({ role }) => takesPart(role));
    const next =
      taking.find(({ role }) => role === "cohost")?.member ??
      (await firstEntitled(
        tx,
        proceeding.room.space,
        taking.map(({ member }) => member),
      ));
    if (next) await giveHost(proceeding, next, "system");
  });
}

async function firstEntitled(read: Reads, space: string, present: readonly string[]): Promise<string | undefined> {
  if (present.length === 0) return undefined;
  const inside = and(eq(memberships.member, members.id), eq(memberships.space, space));
  const rows = await read
    .select({ id: members.id })
    .from(members)
    .leftJoin(memberships, inside)
    .where(and(inArray(members.id, [...present]), mayOpenRooms));
  const entitled = new Set(rows.map(({ id }) => id));
  return present.find((member) => entitled.has(member));
}
