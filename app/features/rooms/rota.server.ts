/**
 * The rota of hosts: a room that is planned without somebody named to lead it, or whose host is away when it begins, goes
 * to whoever led the fewest rooms lately among those who steer the space. Who gets one is told, so long beforehand.
 */
import { and, between, count, eq, gt, isNotNull, isNull, max, ne, or } from "drizzle-orm";
import type { Database, Reads, Tx } from "../../../db/database.ts";
import { members } from "../../../db/schema/members.ts";
import { bans } from "../../../db/schema/moderation.ts";
import { absences } from "../../../db/schema/piloting.ts";
import { roomPeople, rooms } from "../../../db/schema/rooms.ts";
import { memberships } from "../../../db/schema/spaces.ts";
import { type ExactReader, record, type Recording } from "../../platform/events.server.ts";
import { enqueue } from "../../platform/jobs.server.ts";
import { awayAt } from "../piloting/assigning.server.ts";
import { giveHost } from "./acts.server.ts";
import { roomHostChosen } from "./events.ts";
import { proceed, type Proceeding } from "./proceeding.server.ts";
import { inTurn, lately } from "./rota.ts";

/** The kind of the job that looks whether the host of a planned room will be there. */
export const hostJob = "rooms.host";

/** How long before a room begins it is looked again whether its host will be there, in milliseconds. */
const dayBefore = 24 * 3_600_000;

/**
 * Who steers a space and may lead its rooms, in turn; `isAway` at the moment `at`. Moments in milliseconds since 1970 UTC.
 * `room`: one that does not count, because it is asked who leads it.
 */
export async function rotaIn(read: Reads, space: string, { at, now }: { at: number; now: number }, room?: string) {
  const people = await read
    .select({ id: members.id, name: members.name, affiliation: members.affiliation, avatar: members.avatar })
    .from(memberships)
    .innerJoin(members, eq(members.id, memberships.member))
    .leftJoin(bans, and(eq(bans.member, members.id), isNull(bans.liftedAt)))
    .where(
      and(
        eq(memberships.space, space),
        or(eq(memberships.pilot, true), eq(memberships.product, true)),
        isNotNull(members.emailVerifiedAt),
        isNull(members.erasesAt),
        isNull(bans.id),
      ),
    );
  const given = await read
    .select({ host: rooms.host, led: count(), lastAt: max(rooms.createdAt) })
    .from(rooms)
    .where(
      and(
        eq(rooms.space, space),
        room === undefined ? undefined : ne(rooms.id, room),
        or(ne(rooms.state, "closed"), and(gt(rooms.closedAt, now - lately), isNotNull(rooms.phaseBeganAt))),
      ),
    )
    .groupBy(rooms.host);
  const away = await awayAt(read, at);
  return inTurn(
    people.map((person) => {
      const own = given.find(({ host }) => host === person.id);
      return { ...person, led: own?.led ?? 0, lastAt: own?.lastAt ?? null, isAway: away.includes(person.id) };
    }),
  );
}

/**
 * Gives a planned room to the next in turn who is there when it begins, and gives whether somebody else leads it now.
 * `isAway`: because its host will not be there. Whoever was to lead it stands beside.
 */
export async function giveToNext(
  room: Proceeding,
  by: Recording,
  { actor, isAway, except }: { actor: string; isAway: boolean; except: readonly string[] },
): Promise<boolean> {
  const { tx, now, board } = room;
  const { id, space, startsAt } = room.room;
  const blocked = await tx
    .select({ member: roomPeople.member })
    .from(roomPeople)
    .where(and(eq(roomPeople.room, id), eq(roomPeople.isBlocked, true)));
  const left = new Set([...except, ...blocked.map(({ member }) => member)]);
  const rota = await rotaIn(tx, space, { at: startsAt ?? now, now }, id);
  const next = rota.find((person) => !person.isAway && !left.has(person.id));
  if (!next || next.id === board.host) return false;
  const row = { room: id, member: next.id, affiliation: next.affiliation, role: "member" as const, invitedAt: now };
  await tx.insert(roomPeople).values(row).onConflictDoNothing();
  const before = board.host;
  await giveHost(room, next.id, actor);
  await record(tx, by, [roomHostChosen(room.room, { host: next.id, before, isAway })]);
  return true;
}

/** Sees to it that somebody leads a planned room who is there when it begins: looked at soon, and a day before. */
export async function lookAfterHost(
  tx: Tx,
  at: { now: number },
  { id, startsAt }: { id: string; startsAt: number | null },
): Promise<void> {
  if (startsAt === null || startsAt <= at.now) return;
  await enqueue(tx, at, { kind: hostJob, payload: { room: id } });
  const runAt = startsAt - dayBefore;
  if (runAt > at.now) await enqueue(tx, at, { kind: hostJob, payload: { room: id }, runAt });
}

/** Lets the next in turn lead a planned room whose host is away when it begins. Nothing happens where nobody else is there. */
export async function replaceAwayHost(db: Pick<Database, "transaction">, id: string, now: number): Promise<void> {
  await proceed(
    db,
    id,
    now,
    async (room) => {
      const { startsAt } = room.room;
      const { host, state } = room.board;
      if (state !== "lobby" || startsAt === null || startsAt <= now) return;
      if (!(await awayAt(room.tx, startsAt)).includes(host)) return;
      await giveToNext(room, { actor: "system", now }, { actor: "system", isAway: true, except: [host] });
    },
    { quiet: true },
  );
}

/** Looks after the planned rooms of whoever notes to be away when they begin. */
export const keepHosts: ExactReader = {
  name: "rooms: hosts who are away",
  kinds: ["pilot.away_noted"],
  async read(tx, events) {
    for (const { at, payload } of events) {
      const found = await tx
        .select({ id: rooms.id })
        .from(rooms)
        .innerJoin(absences, eq(absences.id, String(payload.absence)))
        .where(
          and(
            eq(rooms.state, "lobby"),
            eq(rooms.host, String(payload.member)),
            between(rooms.startsAt, absences.startsAt, absences.endsAt),
          ),
        );
      for (const { id } of found) await enqueue(tx, { now: at }, { kind: hostJob, payload: { room: id } });
    }
  },
};
