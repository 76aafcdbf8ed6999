/** Databases on the PostgreSQL that the run has started. */
import { randomUUID } from "node:crypto";
import pg from "pg";

/** The name of the migrated database that others are copies of. */
export const templateName = "caco_template";

export type PostgresDatabase = { url: string; drop(): Promise<void> };

/** A migrated database of its own. `server` is the address of any database beside it. */
export async function postgresDatabase(server: string): Promise<PostgresDatabase> {
  const name = `caco_${randomUUID().replaceAll("-", "")}`;
  await onServer(server, `create database ${name} template ${templateName}`);
  const url = new URL(server);
  url.pathname = name;
  return { url: url.href, drop: () => onServer(server, `drop database ${name} with (force)`) };
}

/** Runs one statement beside the databases of the tests. */
export async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client(server);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
