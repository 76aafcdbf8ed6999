import { eq } from "drizzle-orm";
import type { Database, Reads } from "../../db/database.ts";
import { settings } from "../../db/schema/log.ts";

/** The name of the one row in `settings`. */
const row = "backup_at";

/** Notes that a backup was finished at `at`, in milliseconds since 1970 UTC. */
export async function noteBackup(db: Database, at: number): Promise<void> {
  const value = String(at);
  await db.transaction(async (tx) => {
    await tx
      .insert(settings)
      .values({ name: row, value })
      .onConflictDoUpdate({ target: settings.name, set: { value } });
  });
}

/** When the last backup was finished, in milliseconds since 1970 UTC; null while there is none. */
export async function lastBackup(read: Reads): Promise<number | null> {
  const [noted] = await read.select({ value: settings.value }).from(settings).where(eq(settings.name, row));
  return noted ? Number(noted.value) : null;
}
