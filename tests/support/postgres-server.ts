/**
 * Real PostgreSQLs for the tests, the same for all projects of a run; where one cannot start, the run
 * fails. Each worker has one of its own: what readers see of the log waits for whatever is under way in
 * any database of their server, and so a test would wait for the tests of another file.
 */
import type { TestProject } from "vitest/node";
import { openDatabase } from "../../db/database.ts";
import { journalOf } from "../../db/journal.ts";
import { migrate } from "../../db/migrate.ts";
import { once } from "../../app/platform/once.server.ts";
import { onServer, templateName } from "./postgres.ts";
import { startPostgres } from "./postgres-process.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Addresses of running PostgreSQLs, one for each worker, which have the template of `postgres.ts`. */
    postgres: string[];
  }
}

type Server = { url: string; stop(): Promise<void> };
type Shared = { users: number; servers: Promise<Server>[] };

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const shared = once("the tests' PostgreSQL", (): Shared => ({ users: 0, servers: [] }));
  shared.users += 1;
  while (shared.servers.length < project.config.maxWorkers) shared.servers.push(started());
  const servers = await Promise.all(shared.servers);
  project.provide(
    "postgres",
    servers.map(({ url }) => url),
  );
  return async () => {
    shared.users -= 1;
    if (shared.users === 0) await Promise.all(servers.map(({ stop }) => stop()));
  };
}

/**
 * Nothing of it outlives the run, so that nothing waits for the disk; and it does nothing by itself: while
 * it gathers statistics, readers of the log would go no further, and a test would hang on the moment.
 */
const settings = ["fsync=off", "full_page_writes=off", "autovacuum=off", "max_connections=300"];

async function started(): Promise<Server> {
  const { address, stop } = await startPostgres(settings);
  await makeTemplate(address).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { url: `${address}/postgres`, stop };
}

/** The schema is made once: each test's database is a copy. It orders text as people do, which we must not notice. */
async function makeTemplate(address: string): Promise<void> {
  const order = "template template0 locale_provider icu icu_locale 'en-US'";
  await onServer(`${address}/postgres`, `create database ${templateName} ${order}`);
  const template = await openDatabase(`${address}/${templateName}`);
  await migrate(template, journalOf("postgres"));
  await template.close();
}
