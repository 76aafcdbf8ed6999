/**
 * A real PostgreSQL for the tests: one for all projects of a run; where it cannot start, the run fails.
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
    /** Address of a running PostgreSQL, which has the template of `postgres.ts`. */
    postgres: string;
  }
}

type Shared = { users: number; server: Promise<{ url: string; stop(): Promise<void> }> | null };

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const shared = once("the tests' PostgreSQL", (): Shared => ({ users: 0, server: null }));
  shared.users += 1;
  const { url, stop } = await (shared.server ??= started());
  project.provide("postgres", url);
  return async () => {
    shared.users -= 1;
    if (shared.users === 0) await stop();
  };
}

/** Nothing of it outlives the run, so that nothing waits for the disk. */
const settings = ["fsync=off", "full_page_writes=off", "max_connections=300"];

async function started(): Promise<{ url: string; stop(): Promise<void> }> {
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
