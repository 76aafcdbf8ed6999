/** Databases on the PostgreSQL that the run has started for this worker. */
import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import { onServer, templateName } from "./postgres.ts";

/** The address of the worker's PostgreSQL. */
export function ownServer(): string {
  const address = inject("postgres")[Number(process.env.VITEST_POOL_ID) - 1];
  if (address === undefined) throw new Error("This worker has no PostgreSQL.");
  return address;
}

export type PostgresDatabase = { url: string; drop(): Promise<void> };

/** A migrated database of its own. */
export async function postgresDatabase(): Promise<PostgresDatabase> {
  const server = ownServer();
  const name = `caco_${randomUUID().replaceAll("-", "")}`;
  await onServer(server, `create database ${name} template ${templateName}`);
  const url = new URL(server);
  url.pathname = name;
  return { url: url.href, drop: () => onServer(server, `drop database ${name} with (force)`) };
}
