import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import SqliteDriver from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import type { Changing, Engine, Reads, Tx } from "../database.ts";
import { DatabaseUnavailable } from "../unavailable.ts";

/** How long a write waits for another process (a command beside the server), in milliseconds. */
const patience = 5_000;

/** How long a process waits for another one that changes the schema, in milliseconds. */
const patienceWithChange = 600_000;

/**
 * Opens the file twice: one connection that writes, one that only reads. Both are asserted to
 * be in WAL mode with foreign keys, and the writer with `synchronous=FULL`: better-sqlite3
 * falls back to NORMAL each time a WAL file is opened again.
 */
export function openSqlite(url: string): Engine {
  const file = fileOf(url);
  const writer = opened(file, connect);
  // Waiting inside SQLite would stop every other request: `insisting` waits instead.
  set(writer, "busy_timeout", 0);
  const reader = opened(file, connect);
  set(reader, "query_only", 1);

  const writes = drizzle(writer, { casing: "snake_case" }) as unknown as Omit<Tx, "afterCommit">;
  const read = drizzle(reader, { casing: "snake_case" }) as unknown as Reads;
  const queue = oneAtATime();

  return {
    read,
    raw: {
      run: (sql) => queue(() => insisting(() => void writer.exec(sql))),
      all: async <Row>(sql: string) => writer.prepare(sql).all() as Row[],
      change: (work) => queue(() => change(writer, work)),
    },
    transaction: committedTogether(writer, writes, queue),
    close: () =>
      queue(async () => {
        reader.close();
        writer.close();
      }),
  };
}

/** How many transactions share one commit at most: the first of them waits for the last. */
const mostTogether = 64;

/**
 * Runs transactions one after another, and commits those that wait at the same moment together, so
 * that the disk is asked once for all of them. Each is a savepoint of its own: one that fails takes
 * nothing of the others with it. Nobody hears that it is done before the commit, and all hear it
 * when the commit fails.
 */
function committedTogether(
  writer: SqliteDriver.Database,
  writes: Parameters<Work>[0],
  queue: ReturnType<typeof oneAtATime>,
): <Result>(work: Work<Result>) => Promise<Result> {
  const waiting: Waiting[] = [];
  const [begin, save, release, undo, commit, rollback] = (
    ["BEGIN IMMEDIATE", "SAVEPOINT act", "RELEASE act", "ROLLBACK TO act", "COMMIT", "ROLLBACK"] as const
  ).map((sql) => () => void writer.prepare(sql).run()) as [Act, Act, Act, Act, Act, Act];

  return (work) =>
    new Promise((resolve, reject) => {
      waiting.push({ work, keep: resolve as Waiting["keep"], fail: reject });
      queue(commitWaiting).catch(reject);
    });

  async function commitWaiting(): Promise<void> {
    const group = waiting.splice(0, mostTogether);
    if (group.length === 0) return; // an earlier turn took it along
    const kept: Act[] = [];
    try {
      if (writer.inTransaction) rollback(); // a disk that failed kept the last one from being taken back
      await insisting(begin);
      for (const { work, keep, fail } of group) {
        save();
        try {
          const result = await work(writes);
          release();
          kept.push(() => keep(result));
        } catch (error) {
          if (!writer.inTransaction) throw error; // SQLite gave up all of it
          undo();
          release();
          // It may have met what another one of the group wrote: it is true once that is kept.
          kept.push(() => fail(error));
        }
      }
      commit();
    } catch (error) {
      // First: nothing that fails while it is taken back may leave somebody waiting.
      for (const { fail } of group) fail(error);
      if (writer.inTransaction) rollback();
      return;
    }
    for (const keep of kept) keep();
  }
}

type Act = () => void;
type Work<Result = unknown> = (writes: Omit<Tx, "afterCommit">) => Promise<Result>;
type Waiting = { work: Work; keep: (result: unknown) => void; fail: (error: unknown) => void };

/**
 * Locks a file beside the database's until the given function is called or the process ends, however
 * it ends: the lock is the operating system's, so nothing is left behind by a crash.
 */
export function takeFile(url: string): () => void {
  const file = fileOf(url);
  const place = opened(`${file}-server`, (name) => new SqliteDriver(name, { timeout: 0 }));
  try {
    place.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    place.close();
    if (!isBusy(error)) throw error;
    throw new DatabaseUnavailable(`Another Caco serves ${file} already: stop it first.`, { cause: error });
  }
  return () => place.close();
}

/** The file that `file:path` names, as an absolute path. */
export function fileOf(url: string): string {
  return path.resolve(url.replace(/^file:/, ""));
}

/**
 * One more connection that writes, as sure as the others, for work that has a process to itself: it
 * waits inside SQLite. Throws `DatabaseUnavailable`.
 */
export function connectAlone(url: string): SqliteDriver.Database {
  const connection = opened(fileOf(url), connect);
  set(connection, "busy_timeout", patience);
  return connection;
}

/** Opens a file, and its folder if need be. Throws `DatabaseUnavailable` when that cannot be. */
function opened(file: string, open: (file: string) => SqliteDriver.Database): SqliteDriver.Database {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    // SQLite opens what it may not write without a word, and each write fails then.
    accessSync(path.dirname(file), constants.W_OK);
    if (existsSync(file)) accessSync(file, constants.W_OK);
    return open(file);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "SQLITE_NOTADB" || code === "SQLITE_CORRUPT") {
      throw new DatabaseUnavailable(`${file} is no database, or a damaged one.`, { cause: error });
    }
    if (/^(E[A-Z]+|SQLITE_(CANTOPEN|READONLY|IOERR|BUSY).*)$/.test(code)) {
      throw new DatabaseUnavailable(`${file} cannot be opened and written (${code}).`, { cause: error });
    }
    throw error;
  }
}

/** Each value is asked for again: SQLite passes over what it cannot do, and some file systems cannot do WAL. */
function connect(file: string): SqliteDriver.Database {
  const connection = new SqliteDriver(file);
  // First, as what follows may have to wait for another process.
  set(connection, "busy_timeout", 100);
  set(connection, "journal_mode", "wal");
  set(connection, "synchronous", 2); // FULL
  set(connection, "foreign_keys", 1);
  set(connection, "journal_size_limit", 67_108_864);
  // What is deleted is overwritten: else it would stay readable in the file until its page is used again.
  set(connection, "secure_delete", 1);
  rememberStatements(connection);
  return connection;
}

/** Sets a pragma and asks for it. Throws `DatabaseUnavailable` when it is not what it must be. */
function set(connection: SqliteDriver.Database, name: string, value: string | number): void {
  connection.pragma(`${name} = ${value}`);
  const found = connection.pragma(name, { simple: true });
  if (found === value) return;
  connection.close();
  throw new DatabaseUnavailable(`SQLite has ${name} = ${String(found)} on ${connection.name}, but must have ${value}.`);
}

/** Lists of ids make new texts of the same statement for each length: the memory has an end. */
const mostStatements = 500;

/** drizzle prepares each query anew; SQLite then parses and plans it for longer than most of them run. */
function rememberStatements(connection: SqliteDriver.Database): void {
  const prepare = connection.prepare.bind(connection) as (sql: string) => SqliteDriver.Statement;
  const statements = new Map<string, SqliteDriver.Statement>();
  const remembered = (sql: string) => {
    const known = statements.get(sql);
    // Whoever used it last may have asked for rows as arrays.
    if (known) return known.reader ? known.raw(false) : known;
    if (statements.size >= mostStatements) statements.clear();
    const statement = prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  connection.prepare = remembered as typeof connection.prepare;
}

/** SQLite ignores `foreign_keys = OFF` inside a transaction, so it is switched around it. */
async function change<Result>(writer: SqliteDriver.Database, work: (on: Changing) => Promise<Result>): Promise<Result> {
  const check = async () => mustReferToRows(writer);
  set(writer, "foreign_keys", 0);
  try {
    // Another process may be changing the schema: it is done within minutes, and then nothing is left to do.
    await insisting(() => writer.exec("BEGIN IMMEDIATE"), patienceWithChange);
    const result = await work({
      async run(sql) {
        writer.exec(sql);
        if (!writer.inTransaction) throw new Error("A statement ended the transaction that it was part of.");
      },
      all: async <Row>(sql: string) => writer.prepare(sql).all() as Row[],
      check,
    });
    await check();
    writer.exec("COMMIT");
    return result;
  } catch (error) {
    if (writer.inTransaction) writer.exec("ROLLBACK");
    throw error;
  } finally {
    set(writer, "foreign_keys", 1);
  }
}

function mustReferToRows(connection: SqliteDriver.Database): void {
  const orphans = connection.pragma("foreign_key_check") as { table: string }[];
  if (orphans.length === 0) return;
  const names = [...new Set(orphans.map(({ table }) => table))].join(", ");
  throw new Error(`It leaves ${orphans.length} orphaned rows, which refer to rows that are not there (in ${names}).`);
}

/** Does what needs the write lock without stopping the process while another one holds it. */
async function insisting(act: () => void, most = patience): Promise<void> {
  const deadline = Date.now() + most;
  for (;;) {
    try {
      act();
      return;
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (Date.now() > deadline) throw new DatabaseUnavailable("The database is locked.", { cause: error });
      await wait(10);
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_BUSY");
}

/** Gives a function that runs tasks one after another, in the order of asking. */
function oneAtATime() {
  let last: Promise<unknown> = Promise.resolve();
  return <Result>(task: () => Promise<Result>): Promise<Result> => {
    const mine = last.then(task);
    last = mine.catch(() => undefined);
    return mine;
  };
}
