/** Opening a database with the schema of this program, and what is done for safety before it changes. */
import { existsSync } from "node:fs";
import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { type Database, openDatabase, takePlace } from "./database.ts";
import { dialectOf } from "./columns.ts";
import { copySqlite } from "./dialect/copy.ts";
import { fileOf } from "./dialect/sqlite.ts";
import { type Migration, migrate, pendingIn, tryMigrating } from "./migrate.ts";
import { DatabaseUnavailable } from "./unavailable.ts";

/** Where the database is, and the folder that takes copies of it. */
type Place = { databaseUrl: string; dataDir: string; databasePool?: number };

export type Opening = {
  journal: Migration[];
  /** Told in a sentence of what is done to the schema. */
  say: (sentence: string) => void;
  /** Whether this process is the server of the database already. */
  hasPlace?: boolean;
};

/** How many copies made before migrations are kept. */
const keptCopies = 3;

/**
 * Opens a database and brings its schema up to date. A SQLite file that holds something is copied
 * first, to `DATA_DIR/backups`; it is changed by its server, or where no server runs. Throws
 * `SchemaMismatch`, `MigrationFailed`, `DatabaseUnavailable`.
 */
export async function openUpToDate(place: Place, opening: Opening): Promise<Database> {
  const db = await openDatabase(place.databaseUrl, { pool: place.databasePool });
  try {
    await bringUpToDate(db, place, opening);
    return db;
  } catch (error) {
    await db.close();
    throw error;
  }
}

/** The same for a database that is open. Gives the tags of what was applied. */
export async function bringUpToDate(
  db: Database,
  place: Place,
  { journal, say, hasPlace = false }: Opening,
): Promise<string[]> {
  if ((await pendingIn(db, journal)).length === 0) return [];
  // A server of the version before would go on with a schema that it does not know.
  const leave = hasPlace ? () => undefined : takePlace(place.databaseUrl);
  try {
    const done = await migrate(db, journal, { keep: (first) => keepCopy(db, place, first, say) });
    if (done.length > 0) say(`The database was brought up to date: ${done.join(", ")}.`);
    return done;
  } finally {
    leave();
  }
}

/**
 * Tries what a start would apply, and leaves the database as it is: on SQLite on a copy of it, on
 * PostgreSQL in a transaction that is taken back. Gives the tags, oldest first; null where there is no
 * database yet. Throws what `openUpToDate` would.
 */
export async function tryUpToDate(place: Place, journal: Migration[]): Promise<string[] | null> {
  const { databaseUrl } = place;
  if (dialectOf(databaseUrl) === "sqlite" && !existsSync(fileOf(databaseUrl))) return null;
  const db = await openDatabase(databaseUrl);
  try {
    if ((await pendingIn(db, journal)).length === 0) return [];
    return db.dialect === "postgres" ? await tryMigrating(db, journal) : await tryOnCopy(place, journal);
  } finally {
    await db.close();
  }
}

async function tryOnCopy(place: Place, journal: Migration[]): Promise<string[]> {
  // As private as the database: not in a folder for temporary files that others read.
  const copy = path.join(backupsOf(place), `trial-${process.pid}.db`);
  try {
    await copySqlite(place.databaseUrl, copy);
    const db = await openDatabase(`file:${copy}`);
    try {
      return await migrate(db, journal);
    } finally {
      await db.close();
    }
  } finally {
    for (const part of ["", "-wal", "-shm"]) await rm(copy + part, { force: true });
  }
}

async function keepCopy(db: Database, place: Place, { tag }: Migration, say: Opening["say"]): Promise<void> {
  if (db.dialect === "postgres") {
    say("Of PostgreSQL no copy is made before its schema changes: that is the operator's part.");
    return;
  }
  const folder = backupsOf(place);
  const copy = path.join(folder, `before-${tag}-${timeOf(Date.now())}.db`);
  try {
    await copySqlite(place.databaseUrl, copy);
    await removeOldCopies(folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const sentence = `No copy of the database could be made in ${folder}, so its schema was left as it is: ${reason}`;
    throw new DatabaseUnavailable(sentence, { cause: error });
  }
  say(`The database as it was is kept in ${copy}.`);
}

/**
 * Removes copies made before `until` (milliseconds since 1970 UTC), also if they are the last: they hold people who have
 * left since. What a killed process left unfinished goes once it is a day old.
 */
export async function removeCopiesBefore(place: Pick<Place, "dataDir">, until: number): Promise<void> {
  const folder = backupsOf(place);
  const last = `${timeOf(until)}.db`;
  for (const name of await copiesIn(folder))
    if (timeIn(name) < last) await rm(path.join(folder, name), { force: true });
  for (const name of await unfinishedIn(folder)) {
    const file = path.join(folder, name);
    if ((await stat(file)).mtimeMs < Date.now() - abandoned) await rm(file, { force: true });
  }
}

/** After this time, in milliseconds, nobody is filling an unfinished copy any more. */
const abandoned = 24 * 3_600_000;

async function unfinishedIn(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  return (await readdir(folder)).filter((name) => /^(trial-\d+\.db|before-.+\.db\.partial)/.test(name));
}

async function copiesIn(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  return (await readdir(folder)).filter((name) => /^before-.+-\d{14}\.db$/.test(name));
}

function timeOf(at: number): string {
  return new Date(at).toISOString().replace(/\D/g, "").slice(0, 14);
}

/** Names end in the time, but begin with what came after: so the time decides. */
async function removeOldCopies(folder: string): Promise<void> {
  const newestFirst = (await copiesIn(folder)).toSorted((a, b) => timeIn(b).localeCompare(timeIn(a)));
  for (const name of newestFirst.slice(keptCopies)) await rm(path.join(folder, name));
}

function timeIn(name: string): string {
  return name.slice(-"20260302100000.db".length);
}

function backupsOf({ dataDir }: Pick<Place, "dataDir">): string {
  return path.join(dataDir, "backups");
}
