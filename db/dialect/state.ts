/** What an operator wants to know of the database itself. */
import { stat } from "node:fs/promises";
import type { Dialect } from "../columns.ts";
import type { Database, Statements } from "../database.ts";
import { fileOf } from "./sqlite.ts";

export type DatabaseState = {
  kind: "SQLite" | "PostgreSQL";
  version: string;
  /** Bytes of the database; of SQLite without its write-ahead log. */
  size: number;
  /** Bytes of SQLite's write-ahead log; null on PostgreSQL. */
  wal: number | null;
  /** Migrations by name, the oldest first. */
  migrations: string[];
};

/** How the database is at this moment. `url` is its configured address. */
export async function databaseState({ dialect, raw }: Database, url: string): Promise<DatabaseState> {
  const applied = await raw.all<{ tag: string }>("select tag from caco_migrations order by position");
  const migrations = applied.map(({ tag }) => tag);
  if (dialect === "postgres") {
    const [row] = await raw.all<{ version: string; size: string | number }>(
      "select current_setting('server_version') as version, pg_database_size(current_database()) as size",
    );
    return { kind: "PostgreSQL", version: row?.version ?? "", size: Number(row?.size ?? 0), wal: null, migrations };
  }
  const [row] = await raw.all<{ version: string }>("select sqlite_version() as version");
  const file = fileOf(url);
  const [size, wal] = await Promise.all([sizeOf(file), sizeOf(`${file}-wal`)]);
  return { kind: "SQLite", version: row?.version ?? "", size, wal, migrations };
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => null))?.size ?? 0;
}

/** The tables there are, without the database's own, by name. */
export async function tableNames(dialect: Dialect, on: Statements): Promise<string[]> {
  const rows = await on.all<{ name: string }>(
    dialect === "postgres"
      ? "select tablename as name from pg_tables where schemaname = current_schema() order by tablename"
      : "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name",
  );
  return rows.map(({ name }) => name);
}
