import { and, eq } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { roomPeople, rooms } from "../../../db/schema/rooms.ts";
import type { SignedIn } from "../../platform/actor.ts";
import { boardOf } from "./queries.server.ts";
import { takesPart } from "./rules.ts";

/** Whether somebody takes part in a room that writes in the living text of this idea now. */
export async function writesAlong(read: Reads, actor: SignedIn, idea: string): Promise<boolean> {
  const running = await read
    .select({ id: rooms.id, createdBy: rooms.createdBy })
    .from(rooms)
    .innerJoin(roomPeople, and(eq(roomPeople.room, rooms.id), eq(roomPeople.member, actor.id)))
    .where(and(eq(rooms.idea, idea), eq(rooms.state, "running"), eq(roomPeople.isBlocked, false)));
  for (const room of running) {
    const { text, phase, people } = await boardOf(read, room);
    if (text !== null && text.phase === phase && takesPart(people[actor.id])) return true;
  }
  return false;
}
