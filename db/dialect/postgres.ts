import { setTimeout as wait } from "node:timers/promises";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";
import type { Changing, Engine } from "../database.ts";
import { DatabaseUnavailable } from "../unavailable.ts";

/** How often a transaction that clashed with another one is tried again. */
const attempts = 5;

/** How long a request waits for a connection, in milliseconds. */
const patience = 10_000;

/** Opens a pool on a PostgreSQL address and checks that it answers. */
export async function openPostgres(url: string): Promise<Engine> {
  // Counts and sums come as text by default; every one of ours fits a JavaScript number.
  pg.types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    statement_timeout: 30_000,
    connectionTimeoutMillis: patience,
  });
  pool.on("error", ignore); // an idle connection was lost; the next query opens another
  await pool.query("select 1").catch((error: unknown) => {
    throw new DatabaseUnavailable("PostgreSQL does not answer.", { cause: error });
  });

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
      change: (work) => change(pool, work),
    },
    async transaction(work, isolation) {
      for (let attempt = 1; ; attempt++) {
        const client = await pool.connect().catch((error: unknown) => {
          throw new DatabaseUnavailable("PostgreSQL does not answer.", { cause: error });
        });
        // A connection lost between two statements tells nobody else: unheard, it would end the process.
        client.on("error", ignore);
        let isBroken = false;
        try {
          await client.query(`begin isolation level ${isolation}`);
          const result = await work(over(client));
          await client.query("commit");
          return result;
        } catch (error) {
          await client.query("rollback").catch(() => (isBroken = true));
          if (!isClash(error) || attempt === attempts) throw error;
          await wait(5 * 2 ** attempt * Math.random());
        } finally {
          client.off("error", ignore);
          client.release(isBroken);
        }
      }
    },
    close: () => pool.end(),
  };
}

/** One process after another; however long a change takes, it is not cut off half-way. */
async function change<Result>(pool: pg.Pool, work: (on: Changing) => Promise<Result>): Promise<Result> {
  const client = await pool.connect().catch((error: unknown) => {
    throw new DatabaseUnavailable("PostgreSQL does not answer.", { cause: error });
  });
  client.on("error", ignore);
  let isBroken = false;
  try {
    await client.query("begin");
    await client.query("set local statement_timeout = 0");
    await client.query("select pg_advisory_xact_lock(hashtext('caco_migrations'))");
    // A table that somebody else holds must not stop everybody behind us for long.
    await client.query(`set local lock_timeout = ${patience}`);
    const result = await work({
      run: async (sql) => void (await client.query(sql)),
      all: async <Row>(sql: string) => (await client.query(sql)).rows as Row[],
      check: async () => void (await client.query("set constraints all immediate")),
    });
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch(() => (isBroken = true));
    throw error;
  } finally {
    client.off("error", ignore);
    client.release(isBroken);
  }
}

function ignore(): void {}

/** Serialisation failure or deadlock: nothing is wrong, and another try may succeed. */
function isClash(error: unknown): boolean {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  return cause instanceof pg.DatabaseError && (cause.code === "40001" || cause.code === "40P01");
}
