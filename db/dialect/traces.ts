import type { Database } from "../database.ts";

/**
 * Takes what was deleted or changed out of the write-ahead log of a SQLite file as well: `secure_delete` has overwritten
 * it in the database itself. PostgreSQL does so by its own vacuum.
 */
export async function leaveNoTrace({ dialect, raw }: Database): Promise<void> {
  if (dialect === "sqlite") await raw.run("pragma wal_checkpoint(truncate)");
}
