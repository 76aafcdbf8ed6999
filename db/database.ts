/**
 * The one door to the data: `read` for looking, `transaction` for changing.
 *
 * On SQLite there is one writer connection behind a queue, which commits what waits at the same
 * moment together, and one read-only connection, so that readers see committed data only. On PostgreSQL there is a pool.
 * drizzle's own `db.transaction` is never used: with an async callback on better-sqlite3 it
 * throws and yet keeps what follows the first `await`.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import { dialectOf, type Dialect } from "./columns.ts";
import { openPostgres } from "./dialect/postgres.ts";
import { openSqlite, takeFile } from "./dialect/sqlite.ts";

/** What a query may use: the part of drizzle that both dialects have. */
export type Reads = Pick<NodePgDatabase, "select" | "selectDistinct" | "with" | "$count">;

/**
 * What a command may use inside its transaction. Its queries go over one connection: each is awaited before the next,
 * also in functions that only read, and never several at once by `Promise.all`.
 */
export type Tx = Reads &
  Pick<NodePgDatabase, "insert" | "update" | "delete"> & {
    /** Runs once the transaction is committed; never when it is rolled back. */
    afterCommit(work: () => void): void;
  };

/**
 * How much of what others do at the same time a command may see. `read committed` where one
 * atomic statement and a unique key decide; `serializable` (tried again on a clash) where a
 * command reads several rows and then decides. SQLite has one writer: always serializable.
 */
export type Isolation = "read committed" | "serializable";

export interface Database {
  readonly dialect: Dialect;
  readonly read: Reads;
  /**
   * Runs `work` in a transaction and gives what it gives. Everything or nothing is kept. `work`
   * may run more than once: effects outside the database belong in `jobs` rows or `afterCommit`.
   * Throws when called inside another transaction.
   */
  transaction<Result>(work: (tx: Tx) => Promise<Result>, isolation?: Isolation): Promise<Result>;
  /** Runs raw SQL outside any transaction; for the migrator and the checks at start only. */
  raw: RawConnection;
  close(): Promise<void>;
}

/** Statements as text, alike on both dialects. */
export interface Statements {
  run(sql: string): Promise<void>;
  all<Row>(sql: string): Promise<Row[]>;
}

/** The same inside a change of the schema. */
export interface Changing extends Statements {
  /** Throws when rows refer to rows that are not there. */
  check(): Promise<void>;
}

/** The few raw statements that the migrator needs. */
export interface RawConnection extends Statements {
  /**
   * Runs `work` in a transaction that may change the schema, and gives what it gives. References
   * between rows may be broken until its end, which throws when they still are. Of several processes
   * one is inside, and the others wait, for minutes if need be.
   */
  change<Result>(work: (on: Changing) => Promise<Result>): Promise<Result>;
}

/** What a dialect gives; `open` adds what both share. */
export interface Engine {
  read: Reads;
  raw: RawConnection;
  transaction<Result>(
    work: (writes: Omit<Tx, "afterCommit">) => Promise<Result>,
    isolation: Isolation,
  ): Promise<Result>;
  close(): Promise<void>;
}

/**
 * Takes the place of the one server of a SQLite file, and gives the function that leaves it. The
 * operators' tool needs no place. Throws `DatabaseUnavailable` when another process has it.
 * PostgreSQL may have several servers.
 */
export function takePlace(url: string): () => void {
  return dialectOf(url) === "postgres" ? () => undefined : takeFile(url);
}

/**
 * The databases that have a transaction around what runs now. One for all of them: every promise that is
 * made asks each storage that was ever used, also those of databases that are closed.
 */
const inside = new AsyncLocalStorage<readonly Engine[]>();

/**
 * Opens `file:path` or `postgres://…`, the latter with at most `pool` connections. Throws `DatabaseUnavailable` when it cannot be reached
 * and `Error` when a connection does not hold what is asserted (WAL, FULL, foreign keys).
 */
export async function openDatabase(url: string, { pool }: { pool?: number } = {}): Promise<Database> {
  const dialect = dialectOf(url);
  const engine = dialect === "postgres" ? await openPostgres(url, pool) : openSqlite(url);

  return {
    dialect,
    read: engine.read,
    raw: engine.raw,
    close: () => engine.close(),
    async transaction(work, isolation = "read committed") {
      const around = inside.getStore() ?? [];
      if (around.includes(engine)) throw new Error("A transaction was begun inside a transaction.");
      let committed: (() => void)[] = [];
      const result = await inside.run([...around, engine], () =>
        engine.transaction((writes) => {
          committed = [];
          const tx: Tx = Object.assign(Object.create(writes) as Omit<Tx, "afterCommit">, {
            afterCommit: (then: () => void) => void committed.push(then),
          });
          return work(tx);
        }, isolation),
      );
      for (const then of committed) then();
      return result;
    },
  };
}

/** Opens a database for a piece of work, and closes it whatever comes of it. Throws what `openDatabase` does. */
export async function withDatabase<Result>(url: string, work: (db: Database) => Promise<Result>): Promise<Result> {
  const db = await openDatabase(url);
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}
