/** Writes a whole instance as JSON lines; `docs/operations.md` describes the folder. */
import { createHash } from "node:crypto";
import { mkdir, open } from "node:fs/promises";
import path from "node:path";
import {
  type Columns,
  quoted,
  type Row,
  type Snapshot,
  type Value,
  type ValueType,
} from "../../../db/dialect/whole.ts";
import { type TableFacts, tables } from "../../../db/tables.ts";
import { programVersion } from "../../platform/version.server.ts";
import type { Progress } from "../progress.ts";
import { Unusable } from "../streams.ts";
import { type DumpManifest, flush, formatVersion, manifestName } from "./manifest.ts";

/** Rows read at once. Of tables with files one row may have 10 MB. */
const page = 500;

/**
 * Columns that are left out. The number of the writing transaction means nothing in another database; the place in
 * the log is counted anew instead, in the order of the commits.
 */
const leftOut: ReadonlySet<string> = new Set(["events.transaction", "reader_cursors.transaction"]);

/**
 * Writes everything that a snapshot sees into an existing, empty folder, the manifest last. `expected` are the names of
 * this program's migrations. Throws `Unusable` when the schema is not this program's: it would not know every column.
 */
export async function writeDump(
  snapshot: Snapshot,
  folder: string,
  { expected, progress, now }: { expected: readonly string[]; progress: Progress; now: number },
): Promise<DumpManifest> {
  const migrations = await appliedMigrations(snapshot);
  if (migrations.map(({ tag }) => tag).join() !== expected.join()) {
    throw new Unusable(
      "The database has the schema of another version: use that version, or bring it up to date first.",
    );
  }
  await mkdir(path.join(folder, "tables"));
  await mkdir(path.join(folder, "files"));
  let total = 0;
  for (const { name } of tables) total += await countOf(snapshot, name);
  progress.start("Writing", total, "rows");
  const written: DumpManifest["tables"] = [];
  let done = 0;
  for (const table of tables) {
    const entry = await writeTable(snapshot, folder, table, (rows) => progress.reach((done += rows)));
    written.push(entry);
  }
  progress.stop();
  const manifest: DumpManifest = {
    kind: "caco export",
    formatVersion,
    program: programVersion(),
    dialect: snapshot.dialect,
    migrations,
    createdAt: new Date(now).toISOString(),
    tables: written,
  };
  for (const name of ["tables", "files"]) await flush(path.join(folder, name));
  await writeWhole(path.join(folder, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
  await flush(folder);
  return manifest;
}

/** The migrations that made a database, oldest first. */
export function appliedMigrations(snapshot: Pick<Snapshot, "all">): Promise<{ tag: string; hash: string }[]> {
  return snapshot.all("select tag, hash from caco_migrations order by position");
}

/** How many rows a table has. */
export async function countOf(on: Pick<Snapshot, "all">, table: string): Promise<number> {
  const [row] = await on.all<{ count: number }>(`select count(*) as count from ${quoted(table)}`);
  return Number(row?.count ?? 0);
}

/** Writes a file that must not exist, and waits until it is on the disk. */
export async function writeWhole(file: string, content: string | Buffer, mode = 0o600): Promise<void> {
  const handle = await open(file, "wx", mode);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeTable(
  snapshot: Snapshot,
  folder: string,
  table: TableFacts,
  reach: (rows: number) => void,
): Promise<DumpManifest["tables"][number]> {
  const columns = columnsOf(table);
  const sum = createHash("sha256");
  const handle = await open(path.join(folder, "tables", `${table.name}.jsonl`), "wx", 0o600);
  let rows = 0;
  try {
    for await (const found of pagesOf(snapshot, table, columns)) {
      const lines = [];
      for (const row of found) lines.push(`${JSON.stringify(await written(snapshot, folder, table, columns, row))}\n`);
      const text = lines.join("");
      await handle.writeFile(text);
      sum.update(text);
      rows += found.length;
      reach(found.length);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { name: table.name, columns: [...columns], rows, sha256: sum.digest("hex") };
}

function columnsOf({ name: table, columns }: TableFacts): Columns {
  return columns
    .filter(({ name }) => !leftOut.has(`${table}.${name}`))
    .map(({ name, dataType }) => ({ name, type: typeOf(dataType) }));
}

function typeOf(dataType: string): ValueType {
  if (dataType === "string") return "text";
  if (dataType === "number" || dataType === "boolean" || dataType === "json") return dataType;
  if (dataType === "buffer" || dataType === "custom") return "bytes";
  throw new Error(`Nobody has said how a column of ${dataType} is exported.`);
}

/** A table's rows in the order of its key; those of the log in the order of the commits, counted from 1. */
export async function* pagesOf(snapshot: Snapshot, table: TableFacts, columns: Columns): AsyncGenerator<Row[]> {
  const isLog = table.name === "events";
  const key = isLog && snapshot.dialect === "postgres" ? ["transaction", "seq"] : table.primaryKey;
  const names = [...new Set([...columns.map(({ name }) => name), ...key])];
  const most = columns.some(({ type }) => type === "bytes") ? 1 : page;
  const select = `select ${quoted(...names)} from ${quoted(table.name)}`;
  const order = `order by ${quoted(...key)} limit ${most}`;
  let after: Value[] | null = null;
  let seq = 0;
  for (;;) {
    const beyond: string = after ? `where (${quoted(...key)}) > (${key.map(() => "?").join()})` : "";
    const found: Row[] = await snapshot.all<Row>(`${select} ${beyond} ${order}`, after ?? []);
    const last = found.at(-1);
    if (!last) return;
    after = key.map((column) => last[column] ?? null);
    yield isLog ? found.map((row) => ({ ...row, seq: ++seq })) : found;
    if (found.length < most) return;
  }
}

/** A row as it stands in the file: its columns in their order, bytes as the name of their file. */
async function written(
  snapshot: Snapshot,
  folder: string,
  table: TableFacts,
  columns: Columns,
  row: Row,
): Promise<Record<string, unknown>> {
  const content: Record<string, unknown> = {};
  for (const { name, type } of columns) {
    content[name] = await writtenValue(snapshot, folder, type, row[name] ?? null);
  }
  if (table.name === "reader_cursors") content.seq = await eventsUpTo(snapshot, row.reader as string);
  return content;
}

async function writtenValue({ dialect }: Snapshot, folder: string, type: ValueType, value: Value): Promise<unknown> {
  if (value === null) return null;
  if (type === "boolean") return value === true || value === 1;
  if (type === "json") return dialect === "sqlite" ? JSON.parse(value as string) : value;
  if (!Buffer.isBuffer(value)) return value;
  const sha256 = createHash("sha256").update(value).digest("hex");
  await writeWhole(path.join(folder, "files", sha256), value).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error; // the same bytes twice are one file
  });
  return { sha256 };
}

/** How many events a reader has behind it, in the order of the commits. */
async function eventsUpTo(snapshot: Snapshot, reader: string): Promise<number> {
  const behind =
    snapshot.dialect === "postgres"
      ? `("transaction", seq) <= (select "transaction", seq from reader_cursors where reader = ?)`
      : "seq <= (select seq from reader_cursors where reader = ?)";
  const [row] = await snapshot.all<{ count: number }>(`select count(*) as count from events where ${behind}`, [reader]);
  return Number(row?.count ?? 0);
}
