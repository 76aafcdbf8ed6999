import { and, eq, sql } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { prepared } from "../../../db/prepared.ts";
import { roomPeople, rooms } from "../../../db/schema/rooms.ts";
import type { SignedIn } from "../../platform/actor.ts";
import { boardOf } from "./queries.server.ts";
import { takesPart } from "./rules.ts";

/** Whether somebody takes part in a room that writes in the living text of this idea now. */
export async function writesAlong(read: Reads, actor: SignedIn, idea: string): Promise<boolean> {
  const running = await roomsRunning(read, { idea, member: actor.id });
  for (const room of running) {
    const { text, phase, people } = await boardOf(read, room);
    if (text !== null && text.phase === phase && takesPart(people[actor.id])) return true;
  }
  return false;
}

/** The rooms that run on an idea and in which somebody is: asked for each letter that is written in one. */
const roomsRunning = prepared((on) =>
  on
    .select({ id: rooms.id, createdBy: rooms.createdBy })
    .from(rooms)
    .innerJoin(roomPeople, and(eq(roomPeople.room, rooms.id), eq(roomPeople.member, sql.placeholder("member"))))
    .where(and(eq(rooms.idea, sql.placeholder("idea")), eq(rooms.state, "running"), eq(roomPeople.isBlocked, false))),
);
