/**
 * Notes of closed rooms, as inputs that may go into a text. Who wrote a note whose author's name is sealed is known
 * here, and goes out to nobody but that author: `isNamed` says whether others may read it.
 */
import { and, asc, eq, inArray } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { rooms, roomWords } from "../../../db/schema/rooms.ts";
import { boardOf, wordsOf } from "../rooms/queries.server.ts";
import { showsName } from "../rooms/rules.ts";

/** `at`: when its words were written, in milliseconds since 1970 UTC. */
export type RoomNote = { id: string; room: string; author: string; isNamed: boolean; body: string; at: number };

/** The notes that stand on the boards of these rooms, as far as they are closed. */
export async function notesOfRooms(read: Reads, ids: readonly string[]): Promise<RoomNote[]> {
  if (ids.length === 0) return [];
  const closed = await read
    .select()
    .from(rooms)
    .where(and(inArray(rooms.id, [...ids]), eq(rooms.state, "closed")));
  const found: RoomNote[] = [];
  for (const room of closed) {
    const board = await boardOf(read, room);
    const notes = Object.values(board.notes);
    const bodies = await wordsOf(
      read,
      notes.map(({ words }) => words),
    );
    const times = await read
      .select({ id: roomWords.id, at: roomWords.at })
      .from(roomWords)
      .where(eq(roomWords.room, room.id));
    const timeOf = new Map(times.map(({ id, at }) => [id, at]));
    for (const note of notes) {
      if (note.by === null) continue;
      // What was said among those who were invited, nobody else hears with a name.
      const isNamed = room.audience === "space" && showsName(note, true);
      const body = bodies[note.words] ?? "";
      found.push({ id: note.id, room: room.id, author: note.by, isNamed, body, at: timeOf.get(note.words) ?? 0 });
    }
  }
  return found;
}

/** The closed rooms on these ideas. */
export async function closedRoomsOn(read: Reads, ideas: readonly string[]): Promise<string[]> {
  const rows = await read
    .select({ id: rooms.id })
    .from(rooms)
    .where(and(inArray(rooms.idea, [...ideas]), eq(rooms.state, "closed")))
    .orderBy(asc(rooms.createdAt));
  return rows.map(({ id }) => id);
}
