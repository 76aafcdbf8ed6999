import { type Dialect, dialect } from "./columns.ts";
import type { Migration } from "./migrate.ts";
import sqliteJournal from "./migrations/sqlite/meta/_journal.json" with { type: "json" };
import postgresJournal from "./migrations/postgres/meta/_journal.json" with { type: "json" };

const files: Record<string, string> = import.meta.glob("./migrations/*/*.sql", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** The migrations of a dialect, oldest first, as drizzle-kit's journal lists them. */
export function journalOf(dialect: Dialect): Migration[] {
  return (dialect === "sqlite" ? sqliteJournal : postgresJournal).entries.map(({ tag, when }) => {
    const sql = files[`./migrations/${dialect}/${tag}.sql`];
    if (sql === undefined) throw new Error(`Migration "${tag}" has no SQL file.`);
    return { tag, when, sql };
  });
}

/** Those of the running dialect. */
export const journal: Migration[] = journalOf(dialect);
