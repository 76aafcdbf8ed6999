import { settings } from "../../db/schema/log.ts";
import type { Database } from "../../db/database.ts";

/** Whether the database takes a write at this moment (milliseconds since 1970 UTC). */
export async function takesWrites(db: Database, now: number): Promise<boolean> {
  const row = { name: "ready_at", value: String(now) };
  try {
    await db.transaction(async (tx) => {
      await tx
        .insert(settings)
        .values(row)
        .onConflictDoUpdate({ target: settings.name, set: { value: row.value } });
    });
    return true;
  } catch {
    return false;
  }
}
