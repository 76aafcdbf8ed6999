/** A word to those who are expected, a quarter of an hour before a planned room. */
import { and, eq } from "drizzle-orm";
import type { Database, Tx } from "../../../db/database.ts";
import { lockRoom } from "../../../db/dialect/locks.ts";
import { events } from "../../../db/schema/log.ts";
import { rooms } from "../../../db/schema/rooms.ts";
import { record } from "../../platform/events.server.ts";
import { enqueue } from "../../platform/jobs.server.ts";
import { roomSoon } from "./events.ts";

/** The kind of the job that reminds of a room. */
export const reminderJob = "rooms.remind";

/** How long before a room begins people are reminded of it, in milliseconds. */
const before = 15 * 60_000;

/** Which room is to begin when, in milliseconds since 1970 UTC. */
export type Reminder = { room: string; startsAt: number };

/** Sees to it that people are reminded of a room; of one that begins sooner, its invitation is reminder enough. */
export async function remindBefore(
  tx: Tx,
  at: { now: number },
  { id, startsAt }: { id: string; startsAt: number | null },
): Promise<void> {
  if (startsAt === null || startsAt - before <= at.now) return;
  const payload: Reminder = { room: id, startsAt };
  await enqueue(tx, at, { kind: reminderJob, payload, runAt: startsAt - before });
}

/** Writes that a room begins soon, once for each moment at which it was to begin; not when it begins at another one by now. */
export async function remind(db: Pick<Database, "transaction">, { room: id, startsAt }: Reminder, now: number) {
  await db.transaction(async (tx) => {
    await lockRoom(tx, id);
    const [room] = await tx.select().from(rooms).where(eq(rooms.id, id));
    if (!room || room.state !== "lobby" || room.startsAt !== startsAt || now >= startsAt) return;
    const said = await tx
      .select({ payload: events.payload })
      .from(events)
      .where(and(eq(events.subject, `room:${id}`), eq(events.kind, "room.soon")));
    if (said.some(({ payload }) => payload.startsAt === startsAt)) return;
    await record(tx, { actor: "system", now }, [roomSoon(room, { startsAt })]);
  });
}
