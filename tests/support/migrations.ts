/** Made-up journals, as drizzle-kit writes them, and a database's whole content as one value. */
import { createHash } from "node:crypto";
import type { Database } from "../../db/database.ts";
import { tableNames } from "../../db/dialect/state.ts";
import type { Migration } from "../../db/migrate.ts";

const rebuild = [
  "PRAGMA foreign_keys=OFF;",
  "CREATE TABLE `__new_places` (\n\t`id` integer PRIMARY KEY NOT NULL,\n\t`name` text NOT NULL,\n\t`parent` integer,\n\t`open` integer DEFAULT 1 NOT NULL,\n\tFOREIGN KEY (`parent`) REFERENCES `places`(`id`) ON UPDATE no action ON DELETE cascade\n);\n",
  'INSERT INTO `__new_places`("id", "name", "parent") SELECT "id", "name", "parent" FROM `places`;',
  "DROP TABLE `places`;",
  "ALTER TABLE `__new_places` RENAME TO `places`;",
  "PRAGMA foreign_keys=ON;",
  "CREATE UNIQUE INDEX `places_name` ON `places` (`name`);",
];

/**
 * Four migrations of a small schema: tables with rows, a column that is filled, and the rebuild of a
 * parent as drizzle-kit writes it, whose children would go with it if foreign keys were on.
 */
export const rebuilding: Migration[] = [
  {
    tag: "0000_start",
    when: 1_000,
    sql: join([
      "CREATE TABLE `places` (\n\t`id` integer PRIMARY KEY NOT NULL,\n\t`name` text NOT NULL,\n\t`parent` integer REFERENCES `places`(`id`) ON DELETE cascade\n);\n",
      "CREATE TABLE `bikes` (\n\t`id` integer PRIMARY KEY NOT NULL,\n\t`place` integer NOT NULL,\n\tFOREIGN KEY (`place`) REFERENCES `places`(`id`) ON UPDATE no action ON DELETE cascade\n);\n",
    ]),
  },
  {
    tag: "0001_rows",
    when: 2_000,
    sql: join([
      "INSERT INTO places VALUES (1, 'Lyon', NULL), (2, 'Croix-Rousse', 1), (3, 'Nantes', NULL);",
      "INSERT INTO bikes VALUES (1, 1), (2, 2), (3, 2), (4, 3);",
    ]),
  },
  {
    tag: "0002_colours",
    when: 3_000,
    sql: join(["ALTER TABLE `bikes` ADD `colour` text;", "UPDATE bikes SET colour = 'red' WHERE place = 2;"]),
  },
  { tag: "0003_open", when: 4_000, sql: join(rebuild) },
];

/** Statements as they stand in one file. */
export function join(statements: string[]): string {
  return statements.join("\n--> statement-breakpoint\n");
}

/** How many statements the migrator runs in these files, without its own. */
export function statementsIn(journal: Migration[]): number {
  return journal.reduce((sum, { sql }) => sum + sql.split("--> statement-breakpoint").length, 0);
}

/** Schema and rows of all tables, as a hash; equal for equal databases. For SQLite. */
export async function contentOf({ dialect, raw }: Database): Promise<string> {
  const schema = await raw.all<object>("select type, name, tbl_name, sql from sqlite_master order by type, name");
  const rows: unknown[] = [];
  for (const name of await tableNames(dialect, raw)) {
    const all = await raw.all<object>(`select * from "${name}"`);
    rows.push(name, ...all.map((row) => JSON.stringify(row)).toSorted());
  }
  return createHash("sha256")
    .update(JSON.stringify([schema, rows]))
    .digest("hex");
}

/**
 * The same database, where `interrupt` is called before each statement of a migration and before each
 * end, with the number of calls so far (from 0).
 */
export function interrupted(db: Database, interrupt: (count: number) => void | Promise<void>): Database {
  let count = 0;
  return {
    ...db,
    raw: {
      ...db.raw,
      change: (work) =>
        db.raw.change((on) =>
          work({
            ...on,
            async run(sql) {
              await interrupt(count++);
              await on.run(sql);
            },
            async check() {
              await on.check();
              await interrupt(count++);
            },
          }),
        ),
    },
  };
}
