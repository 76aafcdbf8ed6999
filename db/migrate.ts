/**
 * Applies drizzle-kit's SQL files in the order of the journal, each in one transaction: a process
 * that is killed at any moment leaves the schema before a file or after it, never between.
 *
 * drizzle's own migrator is not used: it turns foreign keys off inside its transaction, where
 * SQLite ignores that (a rebuilt table then deletes its children's rows), and it skips a file
 * that is older than the newest applied one without a word.
 */
import { createHash } from "node:crypto";
import type { Changing, Database, Statements } from "./database.ts";
import { tableNames } from "./dialect/state.ts";

/** One file of the journal; `when` is its time there, in milliseconds since 1970 UTC. */
export type Migration = { tag: string; when: number; sql: string };

type Applied = { tag: string; hash: string };

/** The schema of the database and that of the program do not fit together. */
export class SchemaMismatch extends Error {
  override name = "SchemaMismatch";
}

/** A migration could not be applied; nothing of it is left, and those before it are whole. */
export class MigrationFailed extends Error {
  override name = "MigrationFailed";
}

/** What `migrate` is told beside the journal. */
export type Migrating = {
  /**
   * Keeps a copy of the database as it is, before the first migration that changes rows of somebody.
   * Runs while nothing can be written; when it throws, nothing is migrated.
   */
  keep?: (first: Migration) => Promise<void>;
};

/**
 * Brings the schema up to date and gives the tags it applied. Of several processes that start
 * together one does it, and the others wait for it. Throws `SchemaMismatch` when what was applied is
 * not the head of the journal, unchanged, and `MigrationFailed`.
 */
export async function migrate(database: Database, journal: Migration[], { keep }: Migrating = {}): Promise<string[]> {
  const done: string[] = [];
  // Nothing to do is what nearly every start finds: it takes no lock.
  while ((await pendingIn(database, journal)).length > 0) {
    const tag = await database.raw.change(async (on) => {
      const applied = await appliedIn(database, on);
      const [next] = compare(applied, journal);
      if (!next) return null; // somebody else was first
      if (keep && done.length === 0 && applied.length > 0 && (await hasRows(database, on))) await keep(next);
      await apply(database, on, next, applied.length);
      return next.tag;
    });
    if (tag !== null) done.push(tag);
  }
  return done;
}

/**
 * Applies what is missing in one transaction and takes all of it back. Gives the tags. Throws what
 * `migrate` would throw. On SQLite meant for a copy: writers wait meanwhile.
 */
export async function tryMigrating(database: Database, journal: Migration[]): Promise<string[]> {
  const tried: string[] = [];
  const enough = new Error("All of it can be applied.");
  try {
    await database.raw.change(async (on) => {
      const applied = await appliedIn(database, on);
      for (const next of compare(applied, journal)) {
        await apply(database, on, next, applied.length + tried.length);
        tried.push(next.tag);
      }
      throw enough;
    });
  } catch (error) {
    if (error !== enough) throw error;
  }
  return tried;
}

/** The migrations that the database lacks, oldest first. Throws `SchemaMismatch`. */
export async function pendingIn(database: Database, journal: Migration[]): Promise<Migration[]> {
  return compare(await appliedIn(database, database.raw), journal);
}

async function appliedIn({ dialect }: Database, on: Statements): Promise<Applied[]> {
  if (!(await tableNames(dialect, on)).includes("caco_migrations")) return [];
  return on.all<Applied>("select tag, hash from caco_migrations order by position");
}

async function hasRows({ dialect }: Database, on: Statements): Promise<boolean> {
  const counts = await countRows(on, await tableNames(dialect, on));
  return [...counts].some(([name, rows]) => name !== "caco_migrations" && rows > 0);
}

/** The migrations still to apply; those applied must be the head of the journal, unchanged. */
function compare(applied: Applied[], journal: Migration[]): Migration[] {
  mustBeInOrder(journal);
  for (const [position, row] of applied.entries()) {
    const known = journal[position];
    if (!known) {
      throw new SchemaMismatch(
        `The database is newer than this program: it has the migration "${row.tag}". Start the version that made it, or a newer one.`,
      );
    }
    if (known.tag !== row.tag) {
      throw new SchemaMismatch(
        `The database has the migration "${row.tag}" where this program has "${known.tag}". Nothing was changed.`,
      );
    }
    if (hashOf(known) !== row.hash) {
      throw new SchemaMismatch(
        `The migration "${row.tag}" is not the one that made this database: its file was changed afterwards. Nothing was changed.`,
      );
    }
  }
  return journal.slice(applied.length);
}

/** Two branches that were joined may bring a file that is older than the one before it: which came first is then a guess. */
function mustBeInOrder(journal: Migration[]): void {
  for (const [position, { tag, when }] of journal.entries()) {
    const before = journal[position - 1];
    if (before && when <= before.when) {
      throw new SchemaMismatch(`The journal has the migration "${tag}" after "${before.tag}", but it is older.`);
    }
    if (journal.findIndex((other) => other.tag === tag) !== position) {
      throw new SchemaMismatch(`The journal has the migration "${tag}" twice.`);
    }
  }
}

/** Runs one file and its row in `caco_migrations`. Throws `MigrationFailed`, and everything is taken back. */
async function apply(database: Database, on: Changing, migration: Migration, position: number): Promise<void> {
  const { tag, sql } = migration;
  try {
    const before = await countRows(on, await tableNames(database.dialect, on));
    await on.run(
      "create table if not exists caco_migrations (tag text primary key, hash text not null, position integer not null)",
    );
    for (const statement of statementsOf(sql)) await on.run(statement);
    const after = await countRows(on, await tableNames(database.dialect, on));
    mustKeepRows(before, after, sql);
    await on.run(
      `insert into caco_migrations (tag, hash, position) values ('${tag}', '${hashOf(migration)}', ${position})`,
    );
    await on.check();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MigrationFailed(`The migration "${tag}" failed, and nothing of it is left: ${reason}`, { cause: error });
  }
}

/** Throws `Error` for a statement that would end the transaction, or that PostgreSQL runs outside one only. */
function statementsOf(sql: string): string[] {
  const statements = sql.split("--> statement-breakpoint").filter((part) => part.trim() !== "");
  for (const statement of statements) {
    const code = statement.replace(/--.*$/gm, "").replace(/'[^']*'/g, "''");
    const found = outsideOnly.exec(code)?.groups?.word;
    if (found) throw new Error(`"${found.toLowerCase()}" cannot be taken back, so no migration may hold it.`);
  }
  return statements;
}

const outsideOnly =
  /(?:(?:^|;)\s*|(?=concurrently\b))(?<word>begin|commit|rollback|savepoint|release|vacuum|cluster|concurrently|(?:create|drop)\s+(?:database|tablespace)|alter\s+system)\b/i;

async function countRows(on: Statements, names: string[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const name of names) {
    const [row] = await on.all<{ n: number | string }>(`select count(*) as n from "${name}"`);
    counts.set(name, Number(row?.n));
  }
  return counts;
}

/**
 * A table that is rebuilt holds all its rows afterwards, and so do those that refer to it, unless a
 * line of the file says otherwise and why: `-- fewer rows in sessions: the old ones end`.
 */
function mustKeepRows(before: Map<string, number>, after: Map<string, number>, sql: string): void {
  for (const [name, rows] of before) {
    const left = after.get(name);
    if (left === undefined || left >= rows) continue;
    if (sql.split("\n").some((line) => line.trim().startsWith(`-- fewer rows in ${name}: `))) continue;
    throw new Error(`"${name}" had ${rows} rows and would have ${left}, which the file does not announce.`);
  }
}

/** The hash of a migration as databases and dumps have it. A checkout may end its lines as its system does. */
export function hashOf({ sql }: Migration): string {
  return createHash("sha256").update(sql.replaceAll("\r\n", "\n")).digest("hex");
}
