/** What the schema holds, as data: for whatever must do something with every table and miss none. */
import { getTableName, is, Table } from "drizzle-orm";
import { toSnakeCase } from "drizzle-orm/casing";
import { getTableConfig as postgresConfig, type PgTable } from "drizzle-orm/pg-core";
import { getTableConfig as sqliteConfig, type SQLiteTable } from "drizzle-orm/sqlite-core";
import { dialect } from "./columns.ts";

/** A column that must name a row of another table, or nothing. */
export type Reference = { columns: string[]; table: string; targets: string[] };

/** One table. Names are those of the database (`created_at`); `key` is the name in the program (`createdAt`). */
export type TableFacts = {
  name: string;
  table: PgTable;
  columns: { name: string; key: string; notNull: boolean; dataType: string }[];
  primaryKey: string[];
  references: Reference[];
};

const modules: Record<string, Record<string, unknown>> = import.meta.glob("./schema/*.ts", { eager: true });

/** Every table of the schema, parents before the children that refer to them. */
export const tables: readonly TableFacts[] = parentsFirst(
  Object.values(modules)
    .flatMap((module) => Object.values(module))
    .filter((value) => is(value, Table))
    .map((table) => factsOf(table as PgTable)),
);

function factsOf(table: PgTable): TableFacts {
  const config =
    dialect === "postgres"
      ? postgresConfig(table)
      : (sqliteConfig(table as unknown as SQLiteTable) as unknown as ReturnType<typeof postgresConfig>);
  const keys = new Map(Object.entries(table).map(([key, column]) => [column as unknown, key]));
  return {
    name: config.name,
    table,
    columns: config.columns.map((column) => ({
      name: toSnakeCase(column.name),
      key: keys.get(column) ?? column.name,
      notNull: column.notNull,
      dataType: column.dataType,
    })),
    primaryKey: [
      ...config.columns.filter((column) => column.primary),
      ...config.primaryKeys.flatMap((key) => key.columns),
    ].map((column) => toSnakeCase(column.name)),
    references: config.foreignKeys.map((key) => {
      const { columns, foreignTable, foreignColumns } = key.reference();
      return {
        columns: columns.map((column) => toSnakeCase(column.name)),
        table: getTableName(foreignTable),
        targets: foreignColumns.map((column) => toSnakeCase(column.name)),
      };
    }),
  };
}

/** Throws `Error` when tables refer to each other in a ring: no order of writing would do. */
function parentsFirst(facts: TableFacts[]): TableFacts[] {
  const ordered: TableFacts[] = [];
  let left = facts.toSorted((a, b) => a.name.localeCompare(b.name));
  while (left.length > 0) {
    const names = new Set(left.map(({ name }) => name));
    const ready = left.filter(({ name, references }) =>
      references.every((reference) => reference.table === name || !names.has(reference.table)),
    );
    if (ready.length === 0) throw new Error(`Tables refer to each other in a ring: ${[...names].join(", ")}.`);
    ordered.push(...ready);
    left = left.filter((each) => !ready.includes(each));
  }
  return ordered;
}
