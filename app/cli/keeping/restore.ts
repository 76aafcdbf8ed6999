/** The way back: a backup becomes the database. */
import { existsSync } from "node:fs";
import { appendFile, copyFile, mkdir, readFile, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { dialectOf } from "../../../db/columns.ts";
import { type Database, withDatabase, takePlace } from "../../../db/database.ts";
import { openSnapshot } from "../../../db/dialect/whole.ts";
import { journal } from "../../../db/journal.ts";
import { migrate } from "../../../db/migrate.ts";
import { sessions } from "../../../db/schema/members.ts";
import { erasuresFile } from "../../features/privacy/erasures.server.ts";
import { replayErasures } from "../../features/privacy/erasing.server.ts";
import { type Config, readConfig } from "../../platform/config.server.ts";
import { useExactReaders } from "../../platform/events.server.ts";
import { exactReaders } from "../../readers.ts";
import { type Progress, progressOn } from "../progress.ts";
import { type Streams, Unusable } from "../streams.ts";
import { backupsIn, names, tablesOf } from "./backup.ts";
import { writeWhole } from "./dump.ts";
import { loadDump, migrationsOf } from "./load.ts";
import { type BackupManifest, backupShape, flush, hashOfFile, manifestName, readManifest } from "./manifest.ts";
import { countsOf, folderIn } from "./move.ts";

export const restoreHelp = `  restore DIR                        makes such a copy the database, where there is none`;

/**
 * `restore DIR`: puts a backup in the place of a database that is not there. Everybody signs in anew, and whoever was
 * erased since is erased again. Throws `Unusable`; when it fails, nothing is in place.
 */
export async function restoreCommand(args: string[], { stdout, stderr }: Streams): Promise<void> {
  const folder = folderIn(args, "restore");
  const config = readConfig(process.env);
  const progress = progressOn(stderr);
  try {
    await mustBeOne(folder);
    const manifest = await readManifest(folder, backupShape);
    const target = dialectOf(config.databaseUrl);
    if (manifest.dialect !== target) {
      const kinds = { sqlite: "SQLite", postgres: "PostgreSQL" };
      throw new Unusable(
        `This is a backup of ${kinds[manifest.dialect]}, and DATABASE_URL is of ${kinds[target]}: restore it there, then move it with "export" and "import caco".`,
      );
    }
    migrationsOf(manifest, journal, target);
    const leave = takePlace(config.databaseUrl);
    let erased: number;
    try {
      await bringErasures(folder, config.dataDir);
      await bringSecret(folder, config);
      erased =
        target === "postgres"
          ? await restorePostgres(folder, config, progress)
          : await restoreSqlite(folder, manifest, config, progress);
    } finally {
      leave();
    }
    stdout.write(`Restored the backup of ${manifest.createdAt}: ${countsOf(manifest.tables)}.\n`);
    stdout.write(`Everybody signs in anew.${erased > 0 ? ` Erased again: ${erased}.` : ""}\n`);
  } finally {
    progress.stop();
  }
}

/** Throws `Unusable` that names the newest one when the folder is the one that holds the backups. */
async function mustBeOne(folder: string): Promise<void> {
  if (existsSync(path.join(folder, manifestName))) return;
  const newest = (await backupsIn(folder)).at(-1);
  if (newest !== undefined) throw new Unusable(`Say which one, such as the newest: ${path.join(folder, newest)}.`);
}

/** Adds to the list of erasures here what the backup's says beyond it: nobody who was erased comes back. */
async function bringErasures(folder: string, dataDir: string): Promise<void> {
  const linesOf = async (file: string) =>
    (await readFile(file, "utf8").catch(() => "")).split("\n").filter((line) => line !== "");
  const file = erasuresFile(dataDir);
  const known = new Set(await linesOf(file));
  const missing = (await linesOf(path.join(folder, names.erasures))).filter((line) => !known.has(line));
  if (missing.length === 0) return;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await appendFile(file, `\n${missing.join("\n")}\n`, { mode: 0o600 });
  await flush(file);
}

/** Links that the place has sent are signed with its secret; one that is here already stays. */
async function bringSecret(folder: string, { dataDir }: Config): Promise<void> {
  const [from, to] = [path.join(folder, names.secret), path.join(dataDir, names.secret)];
  if (!existsSync(from) || existsSync(to) || process.env.SECRET) return;
  await writeWhole(to, await readFile(from));
}

async function restorePostgres(folder: string, { databaseUrl, dataDir }: Config, progress: Progress): Promise<number> {
  await loadDump(path.join(folder, names.dump), databaseUrl, { journal, progress, without: ["sessions"] });
  return withDatabase(databaseUrl, (db) => eraseAgain(db, dataDir));
}

/** Everything is done to a copy under another name: what has the name of the database is whole. */
async function restoreSqlite(
  folder: string,
  { database, tables }: BackupManifest,
  { databaseUrl, dataDir }: Config,
  progress: Progress,
): Promise<number> {
  const file = path.resolve(databaseUrl.replace(/^file:/, ""));
  if (existsSync(file))
    throw new Unusable(`There is a database at ${file}: move it away first, with its -wal and -shm.`);
  const source = path.join(folder, names.database);
  if (!database || !existsSync(source)) throw new Unusable(`${source} is missing.`);
  const draft = `${file}.restoring`;
  const parts = ["", "-wal", "-shm"];
  for (const part of parts) await rm(draft + part, { force: true });
  try {
    await copyFile(source, draft);
    await mustBeTheSame(draft, source, database, progress);
    await mustHaveRows(draft, tables, source);
    const erased = await withDatabase(`file:${draft}`, async (db) => {
      await migrate(db, journal);
      await db.transaction((tx) => tx.delete(sessions));
      return eraseAgain(db, dataDir);
    });
    await flush(draft);
    // They belong to the database that was here: SQLite would read them as this one's. What was
    // confirmed last may stand in them alone, so they are put aside and not deleted.
    for (const part of ["-wal", "-shm"]) {
      if (existsSync(file + part)) await rename(file + part, `${file}${part}.before-restore-${Date.now()}`);
    }
    await rename(draft, file);
    await flush(path.dirname(file));
    return erased;
  } finally {
    for (const part of parts) await rm(draft + part, { force: true });
  }
}

async function mustBeTheSame(
  copy: string,
  source: string,
  { size, sha256 }: { size: number; sha256: string },
  progress: Progress,
): Promise<void> {
  progress.start("Checking the copy", (await stat(copy)).size, "bytes");
  let read = 0;
  const found = await hashOfFile(copy, (bytes) => progress.reach((read += bytes)));
  progress.stop();
  if (read === size && found === sha256) return;
  throw new Unusable(`${source} was changed or is damaged: its SHA-256 is not the manifest's.`);
}

async function mustHaveRows(copy: string, tables: BackupManifest["tables"], source: string): Promise<void> {
  const snapshot = await openSnapshot(`file:${copy}`);
  try {
    const found = new Map((await tablesOf(snapshot)).map(({ name, rows }) => [name, rows]));
    const other = tables.find(({ name, rows }) => found.get(name) !== rows);
    if (other)
      throw new Unusable(`${source} has not the ${other.rows} rows in "${other.name}" that its manifest says.`);
  } finally {
    await snapshot.close();
  }
}

/** Whoever was erased since the backup is erased again, before anybody sees the database. */
function eraseAgain(db: Database, dataDir: string): Promise<number> {
  useExactReaders(exactReaders);
  return replayErasures(db, dataDir, Date.now());
}
