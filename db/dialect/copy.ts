/** Whole copies of a SQLite database while it is in use. */
import { mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import SqliteDriver from "better-sqlite3";
import { fileOf } from "./sqlite.ts";

/**
 * Writes all that is committed at this moment into the file `target`: one file, without a log beside
 * it. Others may write meanwhile; this process stands still. Then reads all of it again. The file has
 * its name once it is sound and on disk, and not before. Throws `Error` when that cannot be.
 */
export async function copySqlite(url: string, target: string): Promise<void> {
  const partial = `${target}.partial`;
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  await rm(partial, { force: true });
  try {
    // Copying the file itself would miss what is in the log, and `.backup()` begins again at each write.
    using(fileOf(url), (source) => source.prepare("vacuum into ?").run(partial));
    using(partial, (copy) => {
      const found = copy.pragma("integrity_check", { simple: true });
      if (found !== "ok") throw new Error(`The copy of the database is not sound: ${String(found)}`);
    });
    await flush(partial, "r+");
    await rename(partial, target);
    await flush(path.dirname(target), "r");
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

function using(file: string, work: (connection: SqliteDriver.Database) => void): void {
  const connection = new SqliteDriver(file, { readonly: true, fileMustExist: true });
  try {
    work(connection);
  } finally {
    connection.close();
  }
}

/** Waits until a file, or the names in a folder, are on disk. */
async function flush(file: string, flags: "r" | "r+"): Promise<void> {
  const handle = await open(file, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
