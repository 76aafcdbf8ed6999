/**
 * The ground a demo stands on. Threats: a demo started on a real database, which it would wipe and
 * open to everybody; and a demo that the whole internet reaches by mistake. Whether this server is a
 * demo is said once, by how it was started, and by nothing that a request brings.
 */
import { rm } from "node:fs/promises";
import path from "node:path";
import { dialectOf } from "../../../db/columns.ts";
import { withDatabase } from "../../../db/database.ts";
import { BadConfig, type Config, isLoopback } from "../../platform/config.server.ts";

/** The table by which a database says that it is a demo's. It is there before anything else is. */
export const demoMark = "caco_demo";

/**
 * Refuses what no demo may stand on, and clears away what an earlier demo left. Throws `BadConfig`
 * for PostgreSQL, for a public name that was not meant (`DEMO_PUBLIC`), and for a database that is
 * not a demo's: nothing in it is touched. Called once this process has the database's place.
 */
export async function clearGround(config: Config, env: NodeJS.ProcessEnv): Promise<void> {
  if (dialectOf(config.databaseUrl) === "postgres") throw new BadConfig("The demo needs a SQLite file of its own.");
  if (config.origin !== null && !isLoopback(config.origin) && env.DEMO_PUBLIC !== "1") {
    throw new BadConfig(
      "ORIGIN is a public name, and everybody may be anybody in a demo: set DEMO_PUBLIC=1 if that is meant.",
    );
  }
  const file = config.databaseUrl.replace(/^file:/, "");
  if (!(await isDemoOrEmpty(config.databaseUrl))) {
    throw new BadConfig(`${file} is not a demo's database. The demo wipes its database, so it leaves this one alone.`);
  }
  for (const part of ["", "-wal", "-shm"]) await rm(file + part, { force: true });
  await rm(path.join(config.dataDir, "outbox"), { recursive: true, force: true });
  await withDatabase(config.databaseUrl, ({ raw }) => raw.run(`create table ${demoMark} (is_demo integer)`));
}

function isDemoOrEmpty(url: string): Promise<boolean> {
  return withDatabase(url, async ({ raw }) => {
    const tables = await raw.all<{ name: string }>("select name from sqlite_master where type = 'table'");
    return tables.length === 0 || tables.some(({ name }) => name === demoMark);
  });
}
