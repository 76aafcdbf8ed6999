/**
 * Whether all servers of one database use one folder. Threat: a node with a folder of its own would
 * write its erasures where no restore looks for them, and its mails where nobody does.
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { eq } from "drizzle-orm";
import type { Database } from "../../db/database.ts";
import { settings } from "../../db/schema/log.ts";
import { BadConfig } from "./config.server.ts";
import { newSecret } from "./secrets.server.ts";

/** The row of `settings` that says what the file holds. */
export const folderSetting = "data_folder";

/**
 * Marks the folder as that of the database, or finds the mark that another server has left. SQLite
 * lies in the folder itself and has one server: there nothing is to be done. Throws `BadConfig` when
 * the database has another folder.
 */
export async function shareFolder(db: Database, dataDir: string): Promise<void> {
  if (db.dialect !== "postgres") return;
  const file = path.join(dataDir, "installation");
  const mark = await db.transaction(async (tx) => {
    const row = { name: folderSetting, value: newSecret() };
    const made = await tx.insert(settings).values(row).onConflictDoNothing().returning();
    // Before the commit, for which another server that starts now waits.
    if (made.length > 0) writeFileSync(file, `${row.value}\n`);
    const [found] = await tx.select().from(settings).where(eq(settings.name, folderSetting));
    return found?.value;
  });
  if (markIn(file) === mark) return;
  throw new BadConfig(
    `DATA_DIR ${dataDir} is not the folder that this database has: its servers share one. If that one is lost, write ${mark} into ${file}.`,
  );
}

function markIn(file: string): string | null {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return null;
  }
}
