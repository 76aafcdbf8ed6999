/** Rooms in lists: those of a space and of an idea, as far as somebody may know of them. */
import { and, asc, desc, eq, exists, gt, inArray, isNotNull, isNull, ne, not, or, sql } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { events } from "../../../db/schema/log.ts";
import { members } from "../../../db/schema/members.ts";
import { roomEvents, roomPeople, rooms } from "../../../db/schema/rooms.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import { type Actor, isSignedIn, isVerified } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { comesAfter } from "../../platform/paging.server.ts";
import { type PageKey, pageOf } from "../../platform/paging.ts";
import { ideasSeenBy } from "../ideas/queries.server.ts";
import { ideaPath } from "../ideas/rules.ts";
import type { RoomClosed, RoomContributed } from "../rooms/events.ts";
import { type RoomPerson, roomPeopleOf } from "../rooms/queries.server.ts";
import { here } from "../rooms/rules.ts";
import { roomsOnAPage } from "./rules.ts";

/**
 * The condition that a row of `rooms`, joined with its space and its idea, is one that this actor may open: what
 * `roomSeenBy` says of one room, said of many.
 */
function roomsSeenBy(read: Reads, actor: Actor) {
  return and(roomsOpenTo(read, actor), or(isNull(rooms.idea), ideasSeenBy(read, actor)));
}

/** The part of it that is about the room alone: who was invited, and who was sent out. */
export function roomsOpenTo(read: Reads, actor: Actor) {
  const own = (isBlocked: boolean) =>
    exists(
      read
        .select({ room: roomPeople.room })
        .from(roomPeople)
        .where(
          and(
            eq(roomPeople.room, rooms.id),
            eq(roomPeople.member, isSignedIn(actor) ? actor.id : ""),
            eq(roomPeople.isBlocked, isBlocked),
          ),
        ),
    );
  return and(
    isVerified(actor) ? or(eq(rooms.audience, "space"), own(false)) : eq(rooms.audience, "space"),
    isSignedIn(actor) ? not(own(true)) : undefined,
  );
}

/** The ids of those who are expected in a room: invited into it or in it before, and not sent out. */
export async function expectedIn(read: Reads, room: string): Promise<string[]> {
  const rows = await read
    .select({ member: roomPeople.member })
    .from(roomPeople)
    .where(and(eq(roomPeople.room, room), eq(roomPeople.isBlocked, false)));
  return rows.map(({ member }) => member);
}

/** The ids of those who came into a room and were not sent out. */
export async function wereIn(read: Reads, room: string): Promise<string[]> {
  const rows = await read
    .select({ member: roomPeople.member })
    .from(roomPeople)
    .where(and(eq(roomPeople.room, room), eq(roomPeople.isBlocked, false), isNotNull(roomPeople.enteredAt)));
  return rows.map(({ member }) => member);
}

/** A room in a list. Moments in milliseconds since 1970 UTC. */
export type ListedRoom = Pick<
  typeof rooms.$inferSelect,
  "id" | "title" | "template" | "audience" | "state" | "startsAt" | "closedAt" | "end"
> & {
  idea: { title: string; path: string } | null;
  host: RoomPerson;
  /** How many people are in it now, on whichever server. */
  here: number;
  /** How many gave something, and the notes on its board, once it is closed. */
  gave: { people: number; notes: number } | null;
  /** Who is credited with something, once it is closed; only in the list of an idea. */
  givers: RoomPerson[];
};

function listed(ctx: Context) {
  const { read } = ctx.db;
  const present = read
    .select({ count: sql<number>`count(*)` })
    .from(roomPeople)
    .where(and(eq(roomPeople.room, rooms.id), eq(roomPeople.isBlocked, false), gt(roomPeople.seenAt, ctx.now - here)));
  return read
    .select({
      room: rooms,
      idea: { id: ideas.id, title: ideas.title },
      host: {
        id: members.id,
        name: members.name,
        handle: members.handle,
        affiliation: members.affiliation,
        avatar: members.avatar,
      },
      here: sql<number>`(${present})`.mapWith(Number),
    })
    .from(rooms)
    .innerJoin(spaces, eq(spaces.id, rooms.space))
    .innerJoin(members, eq(members.id, rooms.host))
    .leftJoin(ideas, eq(ideas.id, rooms.idea));
}

/** The rooms of a space that are open or planned, those that begin first first. */
export async function comingRooms(ctx: Context, space: string): Promise<ListedRoom[]> {
  const rows = await listed(ctx)
    .where(and(eq(rooms.space, space), ne(rooms.state, "closed"), roomsSeenBy(ctx.db.read, ctx.actor)))
    .orderBy(asc(rooms.startsAt), asc(rooms.createdAt))
    .limit(200);
  return rows.map((row) => shown(row));
}

/** A page of a space's rooms that are over, the last one first, and the key of the next page. */
export async function pastRooms(
  ctx: Context,
  space: string,
  after: PageKey | null,
): Promise<{ rooms: ListedRoom[]; next: PageKey | null }> {
  const rows = await listed(ctx)
    .where(
      and(
        eq(rooms.space, space),
        eq(rooms.state, "closed"),
        roomsSeenBy(ctx.db.read, ctx.actor),
        comesAfter(rooms.createdAt, rooms.id, after),
      ),
    )
    .orderBy(desc(rooms.createdAt), desc(rooms.id))
    .limit(roomsOnAPage + 1);
  const { page, last } = pageOf(rows, roomsOnAPage);
  const gave = await givenIn(
    ctx.db.read,
    page.map(({ room }) => room.id),
  );
  return {
    rooms: page.map((row) => shown(row, gave)),
    next: last ? { at: last.room.createdAt, id: last.room.id } : null,
  };
}

/** The rooms on an idea, the newest first, with those who gave something to them. */
export async function roomsOn(ctx: Context, idea: string): Promise<ListedRoom[]> {
  const rows = await listed(ctx)
    .where(and(eq(rooms.idea, idea), roomsSeenBy(ctx.db.read, ctx.actor)))
    .orderBy(desc(rooms.createdAt), desc(rooms.id))
    .limit(50);
  const ids = rows.map(({ room }) => room.id);
  const gave = await givenIn(ctx.db.read, ids);
  const givers = await giversIn(ctx.db.read, ids);
  return rows.map((row) => ({ ...shown(row, gave), givers: givers.get(row.room.id) ?? [] }));
}

/**
 * Who gave something to closed rooms, by their ids, with the affiliation of then. Somebody whose only gift is a note
 * without a name is not among them until he or she claims it: the list would say who wrote it.
 */
async function giversIn(read: Reads, ids: readonly string[]): Promise<Map<string, RoomPerson[]>> {
  const givers = new Map<string, RoomPerson[]>();
  if (ids.length === 0) return givers;
  const subjects = ids.map((id) => `room:${id}`);
  const [given, claims] = await Promise.all([
    read
      .select({ payload: events.payload })
      .from(events)
      .where(and(inArray(events.subject, subjects), eq(events.kind, "room.contributed")))
      .orderBy(asc(events.seq)),
    read
      .select({ room: roomEvents.room, member: roomEvents.actor })
      .from(roomEvents)
      .where(and(inArray(roomEvents.room, [...ids]), inArray(roomEvents.kind, ["note_claimed", "question_claimed"]))),
  ]);
  const claimed = new Set(claims.map(({ room, member }) => `${room} ${member}`));
  const named = given
    .map(({ payload }) => payload as RoomContributed["payload"])
    .filter(
      ({ room, member, signed, sorted, weighed, askedSigned, presented, hosted }) =>
        hosted || presented || signed + sorted + weighed > 0 || askedSigned > 0 || claimed.has(`${room} ${member}`),
    );
  const people = await roomPeopleOf(
    read,
    named.map(({ member }) => member),
  );
  const then = await affiliationsIn(read, ids);
  for (const { room, member } of named) {
    const person = people[member];
    if (!person) continue;
    const affiliation = then.get(`${room} ${member}`) ?? person.affiliation;
    givers.set(room, [...(givers.get(room) ?? []), { ...person, affiliation }]);
  }
  return givers;
}

async function affiliationsIn(read: Reads, ids: readonly string[]) {
  const rows = await read
    .select({ room: roomPeople.room, member: roomPeople.member, affiliation: roomPeople.affiliation })
    .from(roomPeople)
    .where(inArray(roomPeople.room, [...ids]));
  return new Map(rows.map(({ room, member, affiliation }) => [`${room} ${member}`, affiliation]));
}

/** The names of those who were invited into a room, by name; at most a hundred. */
export async function invitedTo(read: Reads, room: string): Promise<string[]> {
  const rows = await read
    .select({ name: members.name })
    .from(roomPeople)
    .innerJoin(members, eq(members.id, roomPeople.member))
    .where(
      and(
        eq(roomPeople.room, room),
        ne(roomPeople.role, "host"),
        eq(roomPeople.isBlocked, false),
        isNotNull(roomPeople.invitedAt),
      ),
    )
    .orderBy(asc(members.name))
    .limit(100);
  return rows.map(({ name }) => name);
}

type Row = Awaited<ReturnType<typeof listed>>[number];
type Given = ReadonlyMap<string, { people: number; notes: number }>;

function shown({ room, idea, host, here }: Row, gave: Given = new Map()): ListedRoom {
  const { id, title, template, audience, state, startsAt, closedAt, end } = room;
  return {
    id,
    title,
    template,
    audience,
    state,
    startsAt,
    closedAt,
    end,
    host,
    here,
    idea: idea && { title: idea.title, path: ideaPath(idea) },
    gave: gave.get(id) ?? null,
    givers: [],
  };
}

/** What closed rooms came to, by their ids, as the log says. */
async function givenIn(read: Reads, ids: readonly string[]): Promise<Given> {
  if (ids.length === 0) return new Map();
  const rows = await read
    .select({ subject: events.subject, payload: events.payload })
    .from(events)
    .where(
      and(
        inArray(
          events.subject,
          ids.map((id) => `room:${id}`),
        ),
        eq(events.kind, "room.closed"),
      ),
    );
  return new Map(
    rows.map(({ subject, payload }) => {
      const { people, notes } = payload as RoomClosed["payload"];
      return [subject.slice("room:".length), { people, notes }];
    }),
  );
}
