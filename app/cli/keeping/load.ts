/** Brings a whole instance that was written as JSON lines into an empty database. */
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { eq } from "drizzle-orm";
import { StringDecoder } from "node:string_decoder";
import { type Database, withDatabase, takePlace } from "../../../db/database.ts";
import { dialectOf } from "../../../db/columns.ts";
import { type Columns, fill, type Filling, type Row, type Value } from "../../../db/dialect/whole.ts";
import { hashOf, type Migration, migrate } from "../../../db/migrate.ts";
import { settings } from "../../../db/schema/log.ts";
import { folderSetting } from "../../platform/shared-folder.server.ts";
import type { Progress } from "../progress.ts";
import { Unusable } from "../streams.ts";
import { countOf } from "./dump.ts";
import { type DumpManifest, dumpShape, hashOfFile, readManifest } from "./manifest.ts";

/** Rows written at once, and the bytes of files after which that is enough. */
const most = { rows: 500, bytes: 4_000_000 };

export type Loading = {
  /** The migrations of the target's dialect, oldest first. */
  journal: Migration[];
  progress: Progress;
  /** Tables whose rows stay behind. */
  without?: readonly string[];
};

/**
 * Puts the folder's rows into the database at `url`, which must be empty, all or none; then its schema is that of the
 * journal's end. Everything is checked before the first row is written. Gives the manifest. Throws `Unusable` when the
 * folder is not whole or not for this program, or when the database holds something; `DatabaseUnavailable` when a
 * server runs on it.
 */
export async function loadDump(
  folder: string,
  url: string,
  { journal, progress, without = [] }: Loading,
): Promise<DumpManifest> {
  const manifest = await readManifest(folder, dumpShape);
  const head = migrationsOf(manifest, journal, dialectOf(url));
  await mustBeWhole(folder, manifest, progress);
  const leave = takePlace(url);
  try {
    await withDatabase(url, async (db) => {
      await mustBeEmpty(db, url);
      await migrate(db, head);
    });
    await fill(url, (on) => fillTables(on, folder, manifest, { progress, without }));
    await withDatabase(url, async (db) => {
      await migrate(db, journal);
      // It gets a folder of its own, which need not be that of the place it comes from.
      await db.transaction((tx) => tx.delete(settings).where(eq(settings.name, folderSetting)));
    });
  } finally {
    leave();
  }
  return manifest;
}

/**
 * The head of the journal that makes the schema the rows come from. Throws `Unusable` when the journal has other
 * migrations: the rows come from a newer program, or from a schema of its own.
 */
export function migrationsOf(
  { migrations, dialect, program }: Pick<DumpManifest, "migrations" | "dialect" | "program">,
  journal: Migration[],
  target: string,
): Migration[] {
  for (const [position, { tag, hash }] of migrations.entries()) {
    const known = journal[position];
    if (!known || known.tag !== tag) {
      throw new Unusable(`It was written by a newer program (${program}), whose schema has "${tag}".`);
    }
    const sum = hashOf(known);
    if (dialect === target && sum !== hash) throw new Unusable(`It has another "${tag}" than this program.`);
  }
  return journal.slice(0, migrations.length);
}

/** Reads every file and compares it with the manifest. Throws `Unusable` that names the first one that differs. */
/** Reads all of a dump again. Throws `Unusable` when a file is missing, damaged, or has other rows than its manifest says. */
export async function mustBeWhole(folder: string, manifest: DumpManifest, progress: Progress): Promise<void> {
  const files = await Promise.all(
    manifest.tables.map(async (table) => {
      const file = tableFile(folder, table.name);
      return { ...table, file, size: (await sizeOf(file)) ?? missing(file) };
    }),
  );
  progress.start("Checking tables", sum(files.map(({ size }) => size)), "bytes");
  let read = 0;
  const needed = new Map<string, number>();
  for (const { file, rows, sha256, columns } of files) {
    const found = await hashOfFile(file, (bytes) => progress.reach((read += bytes)));
    if (found !== sha256) throw new Unusable(`${file} was changed or is damaged: its SHA-256 is not the manifest's.`);
    const inside = columns.filter(({ type }) => type === "bytes");
    let lines = 0;
    for await (const line of linesOf(file)) {
      lines++;
      if (inside.length === 0) continue;
      const row = rowIn(file, lines, line);
      for (const { name } of inside) {
        const sha = hashIn(row[name]);
        if (sha === null) continue;
        const bytes = bytesFile(folder, sha);
        needed.set(sha, (await sizeOf(bytes)) ?? missing(bytes));
      }
    }
    if (lines !== rows) throw new Unusable(`${file} has ${lines} lines instead of ${rows}.`);
  }
  progress.stop();
  progress.start("Checking files", sum([...needed.values()]), "bytes");
  read = 0;
  for (const sha of needed.keys()) {
    const file = bytesFile(folder, sha);
    const found = await hashOfFile(file, (bytes) => progress.reach((read += bytes)));
    if (found !== sha) throw new Unusable(`${file} was changed or is damaged: its SHA-256 is not its name.`);
  }
  progress.stop();
}

function missing(file: string): never {
  throw new Unusable(`${file} is missing.`);
}

async function sizeOf(file: string): Promise<number | null> {
  return (await stat(file).catch(() => null))?.size ?? null;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function tableFile(folder: string, table: string): string {
  return path.join(folder, "tables", `${table}.jsonl`);
}

function bytesFile(folder: string, sha256: string): string {
  return path.join(folder, "files", sha256);
}

/** Lines as they were written: only \n ends one. */
async function* linesOf(file: string): AsyncGenerator<string> {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    const lines = (rest + decoder.write(chunk)).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}

function rowIn(file: string, number: number, line: string): Record<string, unknown> {
  try {
    const row: unknown = JSON.parse(line);
    if (typeof row === "object" && row !== null) return row as Record<string, unknown>;
  } catch {
    // said below
  }
  throw new Unusable(`${file}, line ${number}: this is no JSON object.`);
}

function hashIn(value: unknown): string | null {
  if (typeof value !== "object" || value === null || !("sha256" in value)) return null;
  return /^[0-9a-f]{64}$/.test(String(value.sha256)) ? String(value.sha256) : null;
}

/** Throws `Unusable` when any table has a row; a schema without rows is as good as none. */
async function mustBeEmpty({ dialect, raw }: Database, url: string): Promise<void> {
  const names = await raw.all<{ name: string }>(
    dialect === "postgres"
      ? "select tablename as name from pg_tables where schemaname = current_schema()"
      : "select name from sqlite_master where type = 'table' and name not like 'sqlite!_%' escape '!'",
  );
  const place = dialect === "postgres" ? `"${new URL(url).pathname.slice(1)}"` : url.replace(/^file:/, "");
  for (const { name } of names) {
    const [row] = await raw.all(`select 1 from "${name}" limit 1`);
    if (row !== undefined && name !== "caco_migrations") {
      throw new Unusable(`The database ${place} is not empty: it has rows in "${name}". Nothing was changed.`);
    }
  }
}

async function fillTables(
  on: Filling,
  folder: string,
  manifest: DumpManifest,
  { progress, without }: Pick<Loading, "progress"> & { without: readonly string[] },
): Promise<void> {
  const tables = manifest.tables.filter(({ name }) => !without.includes(name));
  for (const table of tables) await mustFit(on, table);
  progress.start("Bringing in", sum(tables.map(({ rows }) => rows)), "rows");
  let done = 0;
  for (const table of tables) {
    await fillTable(on, folder, table, (rows) => progress.reach((done += rows)));
    const count = await countOf(on, table.name);
    if (count !== table.rows) throw new Error(`Table "${table.name}" got ${count} rows instead of ${table.rows}.`);
  }
  progress.stop();
  if (on.dialect === "postgres") await beginAfter(on);
}

/** Throws `Unusable` when the table is not there, or has other columns. */
async function mustFit(on: Filling, { name, columns }: DumpManifest["tables"][number]): Promise<void> {
  const found = await on.all<{ name: string }>(
    on.dialect === "postgres"
      ? "select column_name as name from information_schema.columns where table_schema = current_schema() and table_name = ?"
      : "select name from pragma_table_info(?)",
    [name],
  );
  if (found.length === 0) throw new Unusable(`This program has no table "${name}".`);
  const known = new Set(found.map((column) => column.name));
  const strange = columns.find((column) => !known.has(column.name));
  if (strange) throw new Unusable(`This program has no column "${strange.name}" in its table "${name}".`);
}

async function fillTable(
  on: Filling,
  folder: string,
  { name, columns }: DumpManifest["tables"][number],
  reach: (rows: number) => void,
): Promise<void> {
  const file = tableFile(folder, name);
  const isCursors = name === "reader_cursors";
  const all: Columns = isCursors ? [...columns, { name: "transaction", type: "number" }] : columns;
  // On PostgreSQL everything that is brought in belongs to one transaction: the cursors stand in it.
  const [own] =
    isCursors && on.dialect === "postgres"
      ? await on.all<{ transaction: number }>("select pg_current_xact_id()::text::bigint as transaction")
      : [];
  let rows: Row[] = [];
  let bytes = 0;
  let number = 0;
  const write = async () => {
    await on.insert(name, all, rows).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      const from = number - rows.length + 1;
      throw new Unusable(`${file}, lines ${from} to ${number}: ${reason}. Nothing was brought in.`, { cause: error });
    });
    reach(rows.length);
    rows = [];
    bytes = 0;
  };
  for await (const line of linesOf(file)) {
    const content = rowIn(file, ++number, line);
    const row: Row = isCursors ? { transaction: own?.transaction ?? 0 } : {};
    for (const { name: column, type } of columns) {
      const value = content[column] as Value | undefined;
      if (value === undefined) throw new Unusable(`${file}, line ${number}: there is no "${column}".`);
      const sha = type === "bytes" ? hashIn(value) : null;
      row[column] = sha === null ? value : await readFile(bytesFile(folder, sha));
      bytes += Buffer.isBuffer(row[column]) ? row[column].length : 0;
    }
    rows.push(row);
    if (rows.length >= most.rows || bytes >= most.bytes) await write();
  }
  if (rows.length > 0) await write();
}

/** Lets every column that counts by itself go on after its highest value. */
async function beginAfter(on: Filling): Promise<void> {
  const counting = await on.all<{ table: string; column: string }>(
    `select table_name as "table", column_name as "column" from information_schema.columns
     where table_schema = current_schema() and column_default like 'nextval(%'`,
  );
  for (const { table, column } of counting) {
    await on.run(
      `select setval(pg_get_serial_sequence('"${table}"', '${column}'), max("${column}")) from "${table}" having max("${column}") is not null`,
    );
  }
}
