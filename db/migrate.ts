/**
 * Applies drizzle-kit's SQL files, each in one transaction, in the order of the journal.
 *
 * drizzle's own migrator is not used: it turns foreign keys off inside its transaction, where
 * SQLite ignores that (a rebuilt table then deletes its children's rows), and it skips a file
 * that is older than the newest applied one without a word.
 */
import { createHash } from "node:crypto";
import type { Database } from "./database.ts";

export type Migration = { tag: string; sql: string };

type Applied = { tag: string; hash: string };

/** The schema of the database and that of the program do not fit together. */
export class SchemaMismatch extends Error {
  override name = "SchemaMismatch";
}

/**
 * Brings the schema up to date and gives the tags it applied. Throws `SchemaMismatch` when the
 * database has migrations this program does not know, or other ones under the same name.
 */
export async function migrate(database: Database, journal: Migration[]): Promise<string[]> {
  const { raw } = database;
  const table =
    "create table if not exists caco_migrations (tag text primary key, hash text not null, position integer not null)";
  // On PostgreSQL one of two that make it at the same moment fails.
  await raw.run(table).catch(() => raw.run(table));
  const done: string[] = [];
  for (;;) {
    const applied = await appliedIn(database);
    const [next] = compare(applied, journal);
    if (!next) return done;
    if (await apply(database, next, applied.length)) done.push(next.tag);
  }
}

function appliedIn({ raw }: Database): Promise<Applied[]> {
  return raw.all<Applied>("select tag, hash from caco_migrations order by position");
}

/** The migrations still to apply; those applied must be the head of the journal, unchanged. */
function compare(applied: Applied[], journal: Migration[]): Migration[] {
  for (const [position, row] of applied.entries()) {
    const known = journal[position];
    if (!known) {
      throw new SchemaMismatch(`The database is newer than this program: it has "${row.tag}".`);
    }
    if (known.tag !== row.tag || hashOf(known) !== row.hash) {
      throw new SchemaMismatch(`The database has "${row.tag}" where this program has "${known.tag}".`);
    }
  }
  return journal.slice(applied.length);
}

/**
 * Applies one migration. Its row comes first: of two processes that start together the second waits
 * for it, fails, and finds it applied. Gives whether it was this process that did it.
 */
async function apply(database: Database, migration: Migration, position: number): Promise<boolean> {
  const statements = migration.sql.split("--> statement-breakpoint").filter((part) => part.trim() !== "");
  const record = `insert into caco_migrations (tag, hash, position) values ('${migration.tag}', '${hashOf(migration)}', ${position})`;
  try {
    await database.raw.script([record, ...statements].join(";\n"));
    return true;
  } catch (error) {
    const applied = await appliedIn(database);
    if (applied.some(({ tag }) => tag === migration.tag)) return false;
    throw error;
  }
}

function hashOf(migration: Migration): string {
  return createHash("sha256").update(migration.sql).digest("hex");
}
