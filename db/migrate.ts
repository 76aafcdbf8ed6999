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
  await raw.run(
    "create table if not exists caco_migrations (tag text primary key, hash text not null, position integer not null)",
  );
  const applied = await raw.all<Applied>("select tag, hash from caco_migrations order by position");
  const missing = compare(applied, journal);
  for (const [offset, migration] of missing.entries()) {
    await apply(database, migration, applied.length + offset);
  }
  return missing.map((migration) => migration.tag);
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

async function apply({ raw }: Database, migration: Migration, position: number) {
  const statements = migration.sql.split("--> statement-breakpoint").filter((part) => part.trim() !== "");
  const record = `insert into caco_migrations (tag, hash, position) values ('${migration.tag}', '${hashOf(migration)}', ${position})`;
  await raw.script([...statements, record].join(";\n"));
}

function hashOf(migration: Migration): string {
  return createHash("sha256").update(migration.sql).digest("hex");
}
