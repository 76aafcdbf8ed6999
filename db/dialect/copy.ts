/** Whole copies of a SQLite database while it is in use. */
import { once } from "node:events";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { fileOf } from "./sqlite.ts";

/** Tells how far a copy is, in bytes. */
export type Watching = { start(label: string, total: number, unit: string): void; reach(done: number): void };

const unwatched: Watching = { start: () => undefined, reach: () => undefined };

/** How often the size of a copy that grows is looked at, in milliseconds. */
const look = 100;

/**
 * Writes all that is committed at this moment into the file `target`: one file, without a log beside
 * it. Others may write meanwhile. Then reads all of it again. The file has its name once it is sound
 * and on disk, and not before. Throws `Error` when that cannot be.
 */
export async function copySqlite(url: string, target: string, watching: Watching = unwatched): Promise<void> {
  const partial = `${target}.partial`;
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  await rm(partial, { force: true });
  const size = (await stat(fileOf(url))).size;
  watching.start("Copying", size, "bytes");
  const timer = setInterval(() => {
    void stat(partial).then(
      (grown) => watching.reach(Math.min(grown.size, size)),
      () => undefined,
    );
  }, look);
  try {
    // Copying the file itself would miss what is in the log, and `.backup()` begins again at each write.
    await runAside(fileOf(url), "vacuum into ?", partial);
    clearInterval(timer);
    watching.start("Reading it again", size, "bytes");
    const [found] = await runAside<{ integrity_check: string }>(partial, "pragma integrity_check");
    if (found?.integrity_check !== "ok") {
      throw new Error(`The copy of the database is not sound: ${String(found?.integrity_check)}`);
    }
    watching.reach(size);
    await flush(partial, "r+");
    await rename(partial, target);
    await flush(path.dirname(target), "r");
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/** Needs nothing of the bundle but the driver, so that it can be told as text. */
const task = `
const { parentPort, workerData } = require("node:worker_threads");
const { driver, file, sql, values } = workerData;
const connection = new (require(driver))(file, { readonly: true, fileMustExist: true, timeout: 5000 });
try {
  const statement = connection.prepare(sql);
  parentPort.postMessage({ rows: statement.reader ? statement.all(...values) : [statement.run(...values)] });
} catch (error) {
  parentPort.postMessage({ message: error.message, code: error.code });
} finally {
  connection.close();
}`;

type Told<Row> = { rows: Row[] } | { message: string; code: string };

/** Runs one long statement that only reads `file`, in a thread of its own, and gives its rows. Throws what SQLite says. */
async function runAside<Row>(file: string, sql: string, ...values: string[]): Promise<Row[]> {
  const driver = createRequire(import.meta.url).resolve("better-sqlite3");
  const worker = new Worker(task, { eval: true, workerData: { driver, file, sql, values } });
  const [told] = (await once(worker, "message")) as [Told<Row>];
  await worker.terminate();
  if ("rows" in told) return told.rows;
  throw Object.assign(new Error(told.message), { code: told.code });
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
