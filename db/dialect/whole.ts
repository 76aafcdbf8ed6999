/**
 * A database as a whole: all of its rows at one moment, or all of them put into an empty one. By its
 * address and by names, past the schema that this process was started with: a move has both dialects.
 */
import { existsSync } from "node:fs";
import pg from "pg";
import SqliteDriver from "better-sqlite3";
import { type Dialect, dialectOf } from "../columns.ts";
import { DatabaseUnavailable } from "../unavailable.ts";
import { connectAlone, fileOf } from "./sqlite.ts";

/** What a column holds, in either dialect. */
export type ValueType = "text" | "number" | "boolean" | "json" | "bytes";
export type Value = string | number | boolean | null | Buffer | object;
export type Row = Record<string, Value>;
export type Columns = readonly { name: string; type: ValueType }[];

/** Rows of one moment: what others write meanwhile is not seen. */
export type Snapshot = {
  dialect: Dialect;
  /** Rows of a query; each `?` stands for the next of `values`. */
  all<Found>(sql: string, values?: readonly Value[]): Promise<Found[]>;
  close(): Promise<void>;
};

/** An empty database while it is filled. */
export type Filling = Pick<Snapshot, "dialect" | "all"> & {
  run(sql: string): Promise<void>;
  insert(table: string, columns: Columns, rows: readonly Row[]): Promise<void>;
};

/**
 * Opens a connection that sees one moment and writes nothing. Close it soon: SQLite's write-ahead log grows until
 * then. Throws `DatabaseUnavailable` when there is no such database.
 */
export async function openSnapshot(url: string): Promise<Snapshot> {
  return dialectOf(url) === "postgres" ? postgresSnapshot(url) : sqliteSnapshot(url);
}

/** Runs `work` in one transaction, with all the time it takes. When it throws, nothing of it is kept. */
export async function fill<Result>(url: string, work: (on: Filling) => Promise<Result>): Promise<Result> {
  return dialectOf(url) === "postgres" ? fillPostgres(url, work) : fillSqlite(url, work);
}

/** A name in SQL; names such as "from" need the quotes. */
export function quoted(...names: string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}

function sqliteSnapshot(url: string): Snapshot {
  const file = fileOf(url);
  if (!existsSync(file)) throw new DatabaseUnavailable(`There is no database at ${file}.`);
  const connection = openedToRead(file);
  connection.exec("begin");
  connection.prepare("select 1 from sqlite_master limit 1").all(); // from here on the moment is fixed
  return {
    dialect: "sqlite",
    all: async <Found>(sql: string, values: readonly Value[] = []) => connection.prepare(sql).all(...values) as Found[],
    close: async () => void connection.close(),
  };
}

async function fillSqlite<Result>(url: string, work: (on: Filling) => Promise<Result>): Promise<Result> {
  const connection = connectAlone(url);
  try {
    connection.exec("begin immediate");
    const result = await work({
      dialect: "sqlite",
      all: async <Found>(sql: string, values: readonly Value[] = []) =>
        connection.prepare(sql).all(...values) as Found[],
      run: async (sql) => void connection.exec(sql),
      async insert(table, columns, rows) {
        const names = columns.map(({ name }) => name);
        const statement = connection.prepare(
          `insert into ${quoted(table)} (${quoted(...names)}) values (${names.map(() => "?").join()})`,
        );
        for (const row of rows) statement.run(...columns.map(({ name, type }) => sqliteValue(type, row[name] ?? null)));
      },
    });
    connection.exec("commit");
    return result;
  } finally {
    connection.close(); // what was not committed is taken back
  }
}

function openedToRead(file: string): SqliteDriver.Database {
  try {
    return new SqliteDriver(file, { readonly: true, fileMustExist: true, timeout: 5_000 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DatabaseUnavailable(`${file} cannot be opened: ${reason}.`, { cause: error });
  }
}

function sqliteValue(type: ValueType, value: Value): Value {
  if (value === null) return null;
  if (type === "boolean") return value === true ? 1 : 0;
  return type === "json" ? JSON.stringify(value) : value;
}

async function connected(url: string): Promise<pg.Client> {
  pg.types.setTypeParser(pg.types.builtins.INT8, Number);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined); // a lost connection fails the next query
  await client.connect().catch((error: unknown) => {
    throw new DatabaseUnavailable("PostgreSQL does not answer.", { cause: error });
  });
  return client;
}

async function postgresSnapshot(url: string): Promise<Snapshot> {
  const client = await connected(url);
  await client.query("begin isolation level repeatable read read only");
  await client.query("select 1"); // from here on the moment is fixed
  return { dialect: "postgres", all: (sql, values) => queried(client, sql, values), close: () => client.end() };
}

async function fillPostgres<Result>(url: string, work: (on: Filling) => Promise<Result>): Promise<Result> {
  const client = await connected(url);
  try {
    await client.query("begin");
    await client.query("set local statement_timeout = 0");
    const result = await work({
      dialect: "postgres",
      all: (sql, values) => queried(client, sql, values),
      run: async (sql) => void (await client.query(sql)),
      async insert(table, columns, rows) {
        const names = quoted(...columns.map(({ name }) => name));
        await client.query(
          `insert into ${quoted(table)} (${names}) select ${names} from json_populate_recordset(null::${quoted(table)}, $1)`,
          [JSON.stringify(rows.map((row) => postgresRow(columns, row)))],
        );
      },
    });
    await client.query("commit");
    return result;
  } finally {
    await client.end(); // what was not committed is taken back
  }
}

function postgresRow(columns: Columns, row: Row): Row {
  return Object.fromEntries(
    columns.map(({ name }) => {
      const value = row[name] ?? null;
      return [name, Buffer.isBuffer(value) ? `\\x${value.toString("hex")}` : value];
    }),
  );
}

async function queried<Found>(client: pg.Client, sql: string, values: readonly Value[] = []): Promise<Found[]> {
  let count = 0;
  const numbered = values.length > 0 ? sql.replaceAll("?", () => `$${++count}`) : sql;
  return (await client.query(numbered, [...values])).rows as Found[];
}
