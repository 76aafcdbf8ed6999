import { setTimeout as wait } from "node:timers/promises";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";
import type { Changing, Engine } from "../database.ts";
import { DatabaseUnavailable } from "../unavailable.ts";
import { codeOf, troubleOf } from "./trouble.ts";

/** How often a transaction that clashed with others is tried: with the pauses between, for a second or two. */
const attempts = 9;

/** How long a request waits for a connection, in milliseconds. */
const patience = 10_000;

/** How long one statement may take, in milliseconds: whoever waited longer has gone. */
const longestStatement = 30_000;

/** How long a transaction may do nothing, in milliseconds: what it holds, others wait for. */
const longestIdle = 60_000;

/** How long an answer may stay away before the network is taken for dead, in milliseconds. */
const longestSilence = longestStatement + 5_000;

/** Connections of one process, unless `DATABASE_POOL` says otherwise. */
export const defaultPool = 10;

/**
 * The oldest release that is taken, as PostgreSQL counts (14 is 140000). 13 would have what is used
 * (`pg_current_xact_id`); 14 is the oldest that was maintained when this was written.
 */
const oldest = 140_000;

/**
 * Opens a pool of at most `size` connections on a PostgreSQL address, and checks that it is one that
 * can be used. Throws `DatabaseUnavailable` with a sentence for the operator.
 */
export async function openPostgres(url: string, size: number = defaultPool): Promise<Engine> {
  // Counts and sums come as text by default; every one of ours fits a JavaScript number.
  pg.types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({
    connectionString: url,
    application_name: "caco",
    max: size,
    statement_timeout: longestStatement,
    idle_in_transaction_session_timeout: longestIdle,
    query_timeout: longestSilence,
    connectionTimeoutMillis: patience,
    keepAlive: true,
  });
  pool.on("error", ignore); // an idle connection was lost; the next query opens another
  try {
    await check(pool, url);
  } catch (error) {
    await pool.end();
    throw error;
  }

  // One for each connection, so that what was prepared on it is found again.
  const known = new WeakMap<pg.PoolClient, NodePgDatabase>();
  const over = (client: pg.PoolClient) => {
    const writes = known.get(client) ?? drizzle(client, { casing: "snake_case" });
    known.set(client, writes);
    return writes;
  };

  return {
    read: drizzle(pool, { casing: "snake_case" }),
    raw: {
      run: async (sql) => void (await pool.query(sql)),
      all: async <Row>(sql: string) => (await pool.query(sql)).rows as Row[],
      change: (work) => change(url, work),
    },
    async transaction(work, isolation) {
      for (let attempt = 1; ; attempt++) {
        const client = await connected(pool);
        try {
          return await inTransaction(client, `begin isolation level ${isolation}`, () => work(over(client)));
        } catch (error) {
          // A connection lost at its commit is no clash: whether all was kept, nobody can say, so it
          // is neither tried again nor told to have worked.
          if (!isClash(error) || attempt === attempts) throw error;
        }
        await wait(5 * 2 ** attempt * Math.random());
      }
    },
    close: () => pool.end(),
  };
}

async function connected(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw new DatabaseUnavailable("PostgreSQL does not answer.", { cause: error });
  }
}

/** Gives the connection back afterwards, unless nobody knows what state it is in. */
async function inTransaction<Result>(
  client: pg.PoolClient,
  begin: string,
  work: () => Promise<Result>,
): Promise<Result> {
  // A connection lost between two statements tells nobody else: unheard, it would end the process.
  client.on("error", ignore);
  let isBroken = false;
  try {
    await client.query(begin);
    const result = await work();
    await client.query("commit");
    return result;
  } catch (error) {
    isBroken = troubleOf(error) === "away" && !isClash(error);
    if (!isBroken) await client.query("rollback").catch(() => (isBroken = true));
    throw error;
  } finally {
    client.off("error", ignore);
    client.release(isBroken);
  }
}

/** One process after another; however long a change takes, it is not cut off half-way. */
async function change<Result>(url: string, work: (on: Changing) => Promise<Result>): Promise<Result> {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: "caco",
    max: 1,
    connectionTimeoutMillis: patience,
    keepAlive: true,
  });
  pool.on("error", ignore);
  try {
    const client = await connected(pool);
    return await inTransaction(client, "begin", async () => {
      await client.query("set local statement_timeout = 0");
      await client.query("set local idle_in_transaction_session_timeout = 0");
      await client.query("select pg_advisory_xact_lock(hashtext('caco_migrations'))");
      // A table that somebody else holds must not stop everybody behind us for long.
      await client.query(`set local lock_timeout = ${patience}`);
      return work({
        run: async (sql) => void (await client.query(sql)),
        all: async <Row>(sql: string) => (await client.query(sql)).rows as Row[],
        check: async () => void (await client.query("set constraints all immediate")),
      });
    });
  } finally {
    await pool.end();
  }
}

function ignore(): void {}

/** Serialisation failure or deadlock: nothing is wrong, and another try may succeed. */
function isClash(error: unknown): boolean {
  const code = codeOf(error);
  return code === "40001" || code === "40P01";
}

/** Whether this PostgreSQL can be used at all. Throws `DatabaseUnavailable`: what is wrong, in one sentence. */
async function check(pool: pg.Pool, url: string): Promise<void> {
  const query = `select current_setting('server_version_num')::int as number, current_setting('server_version') as version,
    current_setting('server_encoding') as encoding, pg_is_in_recovery() as "isStandby"`;
  const { rows } = await pool.query<ServerFacts>(query).catch((error: unknown) => {
    throw new DatabaseUnavailable(whyNot(error, new URL(url)), { cause: error });
  });
  const wrong = rows[0] && unfit(rows[0]);
  if (wrong) throw new DatabaseUnavailable(wrong);
}

type ServerFacts = { number: number; version: string; encoding: string; isStandby: boolean };

/** What makes a server unfit, in a sentence, or null. `number` is its version as PostgreSQL counts. */
export function unfit({ number, version, encoding, isStandby }: ServerFacts): string | null {
  if (number < oldest) return `PostgreSQL ${version} is too old: Caco needs ${oldest / 10_000} or newer.`;
  if (encoding !== "UTF8") {
    return `The database's encoding is ${encoding}: make one with UTF8 (createdb --encoding=UTF8 --template=template0).`;
  }
  return isStandby ? "This PostgreSQL is a standby, which takes no writes: DATABASE_URL must name the primary." : null;
}

/** Never with the address itself: it holds a password. */
function whyNot(error: unknown, { host, username, pathname }: URL): string {
  const code = codeOf(error);
  const name = decodeURIComponent(pathname.slice(1) || username);
  if (code === "3D000") return `PostgreSQL at ${host} has no database "${name}": make it first (createdb).`;
  if (code.startsWith("28") || (error instanceof Error && error.message.startsWith("SASL"))) {
    return `PostgreSQL at ${host} does not let "${username}" in: check the user and the password of DATABASE_URL.`;
  }
  return `PostgreSQL at ${host} does not answer${code ? ` (${code})` : ""}.`;
}
