import { asc, isNull } from "drizzle-orm";
import type { Database } from "../../../db/database.ts";
import { events, readerCursors } from "../../../db/schema/log.ts";
import { notices } from "../../../db/schema/notices.ts";
import type { CatchingUpReader } from "../../platform/events.server.ts";
import { day } from "./rules.ts";

/** The readers of the log that miss nothing, on a database. */
export type ReadersOn = (db: Database) => readonly CatchingUpReader[];

/** How often the people of the demo look at what they were told, in milliseconds. */
const looks = 2 * day;

/**
 * Lets the readers of the log read what was sown, and people read what they were told as time goes by:
 * else everybody would find nine months of unread lines.
 */
export async function tellAsItHappened(db: Database, readersOn: ReadersOn): Promise<void> {
  const log = await db.read.select().from(events).orderBy(asc(events.seq));
  const last = log.at(-1);
  if (!last) return;
  const readers = readersOn(db);
  // Who came in is sown before what people did from then on: told in that order, nobody would have looked for months.
  const story = log.toSorted((one, other) => one.at - other.at || one.seq - other.seq);
  let lookedAt = story[0]?.at ?? 0;
  for (const event of story) {
    if (event.at - lookedAt > looks) {
      lookedAt = event.at;
      await db.transaction((tx) => tx.update(notices).set({ readAt: lookedAt }).where(isNull(notices.readAt)));
    }
    for (const reader of readers) {
      if (!reader.kinds.includes(event.kind)) continue;
      await ("read" in reader ? reader.read(event) : reader.readBatch([event]));
    }
  }
  const place = { transaction: last.transaction ?? 0, seq: last.seq };
  for (const reader of readers) {
    if (reader.place !== "stored") continue;
    await db.transaction((tx) =>
      tx
        .insert(readerCursors)
        .values({ reader: reader.name, ...place })
        .onConflictDoUpdate({ target: readerCursors.reader, set: place }),
    );
  }
}
