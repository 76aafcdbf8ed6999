import { setTimeout as wait } from "node:timers/promises";
import type { Database, Tx } from "../../../db/database.ts";

/** How long one transaction goes on taking items, in milliseconds. */
const slice = 40;
/** How long others get the database for themselves after it, in milliseconds. */
const gap = 10;

/**
 * Writes items in short transactions with a pause after each, so that a server beside it is not
 * kept waiting. What is committed stays when the process ends in between.
 */
export async function inBatches<Item>(
  db: Database,
  items: readonly Item[],
  write: (tx: Tx, item: Item) => Promise<void>,
  reach: (done: number) => void,
): Promise<void> {
  for (let position = 0; position < items.length;) {
    const from = position;
    // May run again after a clash on PostgreSQL: it begins at `from` each time.
    position = await db.transaction(async (tx) => {
      const until = Date.now() + slice;
      let next = from;
      do await write(tx, items[next++] as Item);
      while (next < items.length && Date.now() < until);
      return next;
    });
    reach(position);
    if (position < items.length) await wait(gap);
  }
}

/** Items in groups of at most `size`, in their order. */
export function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
