import { and, asc, eq, gt, notExists, notInArray, sql } from "drizzle-orm";
import type { Database, Reads } from "../../../db/database.ts";
import { roomPeople, roomPhases, rooms } from "../../../db/schema/rooms.ts";
import { proceed } from "../rooms/proceeding.server.ts";
import { here } from "../rooms/rules.ts";
import { holdPitch } from "./acts.server.ts";

/** The rooms in which slides show and whoever presents them is away: at most a hundred, but none of `except`. */
export async function presenterlessRooms(read: Reads, now: number, except: readonly string[] = []): Promise<string[]> {
  const presenting = read
    .select({ room: roomPeople.room })
    .from(roomPeople)
    .where(
      and(
        eq(roomPeople.room, rooms.id),
        sql`${roomPeople.member} = coalesce(${rooms.presenter}, ${rooms.createdBy})`,
        gt(roomPeople.seenAt, now - here),
      ),
    );
  const rows = await read
    .select({ id: rooms.id })
    .from(rooms)
    .innerJoin(roomPhases, and(eq(roomPhases.room, rooms.id), eq(roomPhases.position, rooms.phase)))
    .where(
      and(
        eq(rooms.state, "running"),
        eq(roomPhases.kind, "slides"),
        gt(rooms.deadline, now),
        notInArray(rooms.id, [...except]),
        notExists(presenting),
      ),
    )
    .orderBy(asc(rooms.id))
    .limit(100);
  return rows.map(({ id }) => id);
}

/** Stops the clock of a pitch whose presenter is away. */
export async function holdRoom(db: Pick<Database, "transaction">, room: string, now: number): Promise<void> {
  await proceed(db, room, now, holdPitch);
}
