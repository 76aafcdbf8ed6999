import { setTimeout as wait } from "node:timers/promises";
import type { Database } from "../database.ts";

/** How long it waits for readers of older states, in milliseconds. */
const patience = 60_000;

/**
 * Takes what was deleted or changed out of the write-ahead log of a SQLite file as well: `secure_delete` has overwritten
 * it in the database itself. Gives false when somebody read an older state for longer than a minute: it has to be done
 * again then. PostgreSQL does so by its own vacuum.
 */
export async function leaveNoTrace({ dialect, raw }: Database): Promise<boolean> {
  if (dialect !== "sqlite") return true;
  for (const deadline = Date.now() + patience; ; await wait(250)) {
    const [row] = await raw.all<{ busy: number }>("pragma wal_checkpoint(truncate)");
    if (row?.busy === 0) return true;
    if (Date.now() > deadline) return false;
  }
}
