/** Copies to go back to. */
import { existsSync } from "node:fs";
import { chmod, copyFile, mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { withDatabase } from "../../../db/database.ts";
import { dialectOf } from "../../../db/columns.ts";
import { copySqlite } from "../../../db/dialect/copy.ts";
import { openSnapshot, type Snapshot } from "../../../db/dialect/whole.ts";
import { journal } from "../../../db/journal.ts";
import { erasuresFile } from "../../features/privacy/erasures.server.ts";
import { noteBackup } from "../../platform/backups.server.ts";
import { type Config, readConfig } from "../../platform/config.server.ts";
import { programVersion } from "../../platform/version.server.ts";
import { type Progress, progressOn } from "../progress.ts";
import { type Streams, Unusable } from "../streams.ts";
import { appliedMigrations, countOf, writeDump, writeWhole } from "./dump.ts";
import { makeWhole, unfinished } from "./folder.ts";
import { mustBeWhole } from "./load.ts";
import { type BackupManifest, flush, formatVersion, hashOfFile, manifestName } from "./manifest.ts";
import { countsOf, folderIn } from "./move.ts";

export const backupHelp = `  backup DIR                         writes a copy to go back to into a new folder inside DIR
      --keep N                       then removes all but the newest N of them`;

/** What lies in a backup beside its manifest. */
export const names = { database: "caco.db", dump: "dump", secret: "secret", erasures: "erasures.jsonl" } as const;

/** How a backup is called: the moment at which it was begun, UTC. */
const stamp = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ$/;

/** After this time, in milliseconds, nobody is filling an unfinished backup any more. */
const abandoned = 24 * 3_600_000;

/**
 * `backup DIR [--keep N]`: a copy of one moment, of which everything was read again. The server may run meanwhile.
 * Throws `Unusable`; when it fails, nothing is left that looks whole, and older ones stay.
 */
export async function backupCommand(args: string[], { stdout, stderr }: Streams): Promise<void> {
  const { dir, keep } = orderOf(args);
  const config = readConfig(process.env);
  const progress = progressOn(stderr);
  try {
    const now = Date.now();
    const folder = path.join(dir, new Date(now).toISOString().replace(/\.\d+/, "").replaceAll(":", "-"));
    await removeAbandoned(dir, now);
    const manifest = await makeWhole(folder, (draft) => writeBackup(config, draft, { progress, now }));
    await noted(config, Date.now());
    const removed = keep === null ? 0 : await removeOld(dir, keep);
    stdout.write(`Backed up to ${folder}: ${countsOf(manifest.tables)}.\n`);
    if (removed > 0) stdout.write(`Removed ${removed} older ${removed === 1 ? "backup" : "backups"}.\n`);
  } finally {
    progress.stop();
  }
}

function orderOf(args: string[]): { dir: string; keep: number | null } {
  const { values, positionals } = parsed(args);
  const keep = values.keep === undefined ? null : Number(values.keep);
  if (keep !== null && !(Number.isInteger(keep) && keep >= 1)) {
    throw new Unusable(`"${values.keep}" is no number of backups to keep: use 1 or more.`);
  }
  return { dir: folderIn(positionals, "backup"), keep };
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: { keep: { type: "string" } } });
  } catch (error) {
    const [sentence = ""] = (error instanceof Error ? error.message : String(error)).split(". ");
    throw new Unusable(`${sentence.replace(/\.$/, "")}.`);
  }
}

async function writeBackup(
  config: Config,
  folder: string,
  { progress, now }: { progress: Progress; now: number },
): Promise<BackupManifest> {
  // Before the database: who is erased in between is on neither, or on both, or on the list alone.
  const erasures = await copyErasures(config.dataDir, folder);
  const secret = path.join(config.dataDir, names.secret);
  if (existsSync(secret)) {
    await copyFile(secret, path.join(folder, names.secret));
    await chmod(path.join(folder, names.secret), 0o600);
  }
  const content =
    dialectOf(config.databaseUrl) === "postgres"
      ? await dumpPostgres(config.databaseUrl, folder, { progress, now })
      : await copyFileOf(config.databaseUrl, folder, progress);
  const manifest: BackupManifest = {
    kind: "caco backup",
    formatVersion,
    program: programVersion(),
    createdAt: new Date(now).toISOString(),
    erasures,
    ...content,
  };
  await writeWhole(path.join(folder, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

async function copyErasures(dataDir: string, folder: string): Promise<number> {
  const text = await readFile(erasuresFile(dataDir), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  if (text !== "") await writeWhole(path.join(folder, names.erasures), text);
  return text.split("\n").filter((line) => line !== "").length;
}

type Content = Pick<BackupManifest, "dialect" | "migrations" | "tables" | "lastSeal" | "database">;

async function copyFileOf(url: string, folder: string, progress: Progress): Promise<Content> {
  if (!existsSync(url.replace(/^file:/, ""))) throw new Unusable(`There is no database at ${url}: check DATA_DIR.`);
  const file = path.join(folder, names.database);
  await copySqlite(url, file, progress);
  progress.stop();
  const { size } = await stat(file);
  progress.start("Taking its hash", size, "bytes");
  let read = 0;
  const sha256 = await hashOfFile(file, (bytes) => progress.reach((read += bytes)));
  progress.stop();
  const copy = await openSnapshot(`file:${file}`);
  try {
    const [orphan] = await copy.all<{ table: string }>("pragma foreign_key_check");
    if (orphan) throw new Error(`The database has rows in "${orphan.table}" that refer to nothing: run "doctor".`);
    const tables = await tablesOf(copy);
    const migrations = await appliedMigrations(copy);
    return { dialect: "sqlite", migrations, tables, lastSeal: await lastSeal(copy), database: { size, sha256 } };
  } finally {
    await copy.close();
    // A reader of a file in WAL mode leaves its helpers behind.
    for (const part of ["-wal", "-shm"]) await rm(file + part, { force: true });
  }
}

/** The tables of a SQLite file, whatever its schema is, and their rows. */
export async function tablesOf(copy: Pick<Snapshot, "all">): Promise<{ name: string; rows: number }[]> {
  const found = await copy.all<{ name: string }>(
    "select name from sqlite_master where type = 'table' and name not like 'sqlite!_%' escape '!' and name <> 'caco_migrations' order by name",
  );
  const tables = [];
  for (const { name } of found) tables.push({ name, rows: await countOf(copy, name) });
  return tables;
}

async function lastSeal(on: Pick<Snapshot, "all">): Promise<BackupManifest["lastSeal"]> {
  const [last] = await on.all<{ n: number; hash: string }>("select n, hash from seals order by n desc limit 1");
  return last ?? null;
}

async function dumpPostgres(
  url: string,
  folder: string,
  { progress, now }: { progress: Progress; now: number },
): Promise<Content> {
  const dump = path.join(folder, names.dump);
  await mkdir(dump, { mode: 0o700 });
  const snapshot = await openSnapshot(url);
  try {
    const expected = journal.map(({ tag }) => tag);
    const written = await writeDump(snapshot, dump, { expected, progress, now });
    await mustBeWhole(dump, written, progress);
    const { dialect, migrations, tables } = written;
    const counts = tables.map(({ name, rows }) => ({ name, rows }));
    return { dialect, migrations, tables: counts, lastSeal: await lastSeal(snapshot), database: null };
  } finally {
    await snapshot.close();
  }
}

async function noted({ databaseUrl }: Config, at: number): Promise<void> {
  await withDatabase(databaseUrl, (db) => noteBackup(db, at));
}

/** The backups inside a folder, the oldest first. Only whole ones have such a name. */
export async function backupsIn(dir: string): Promise<string[]> {
  const found = await readdir(dir).catch(() => []);
  return found.filter((name) => stamp.test(name) && existsSync(path.join(dir, name, manifestName))).toSorted();
}

async function removeOld(dir: string, keep: number): Promise<number> {
  const old = (await backupsIn(dir)).slice(0, -keep);
  for (const name of old) await rm(path.join(dir, name), { recursive: true, force: true });
  if (old.length > 0) await flush(dir);
  return old.length;
}

/** What a run that was cut off has left. */
async function removeAbandoned(dir: string, now: number): Promise<void> {
  for (const name of await readdir(dir).catch(() => [])) {
    const [begun = ""] = name.split(unfinished);
    if (!stamp.test(begun) || begun === name) continue;
    const folder = path.join(dir, name);
    if ((await stat(folder)).mtimeMs < now - abandoned) await rm(folder, { recursive: true, force: true });
  }
}
