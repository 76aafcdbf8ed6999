import { setTimeout as wait } from "node:timers/promises";
import type { Database, Tx } from "../../../db/database.ts";

/** How long one transaction goes on taking items, in milliseconds. */
const slice = 40;
/** How long others get the database for themselves after it, in milliseconds. */
const gap = 10;

/**
 * Writes items in short transactions with a pause after each, so that a server beside it is not
 * kept waiting. `write` gives whether it changed anything; the number of those is returned. What is
 * committed stays when the process ends in between.
 */
export async function inBatches<Item>(
  db: Database,
  items: readonly Item[],
  write: (tx: Tx, item: Item) => Promise<boolean>,
  reach: (done: number) => void,
): Promise<number> {
  let changed = 0;
  for (let position = 0; position < items.length;) {
    const from = position;
    // May run again after a clash on PostgreSQL: it counts from the start each time.
    const batch = await db.transaction(async (tx) => {
      const until = Date.now() + slice;
      let next = from;
      let changes = 0;
      while (next < items.length && (next === from || Date.now() < until)) {
        if (await write(tx, items[next] as Item)) changes++;
        next++;
      }
      return { next, changes };
    });
    position = batch.next;
    changed += batch.changes;
    reach(position);
    if (position < items.length) await wait(gap);
  }
  return changed;
}
