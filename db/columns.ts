/**
 * The one place where the two dialects differ in columns.
 *
 * Tables are written once, against PostgreSQL's types; on SQLite the same calls build SQLite
 * columns. The cast below is the only one: the compiler sees PostgreSQL everywhere, so that
 * what exists on SQLite alone (`.get()`, `.all()`, `.run()`) does not exist for it.
 */
import { sql } from "drizzle-orm";
import * as pg from "drizzle-orm/pg-core";
import * as lite from "drizzle-orm/sqlite-core";

export type Dialect = "sqlite" | "postgres";

/** The dialect of a database address: `postgres://…` or `postgresql://…`, else SQLite. */
export function dialectOf(url: string | undefined): Dialect {
  return /^postgres(ql)?:/.test(url ?? "") ? "postgres" : "sqlite";
}

/** Fixed when the process starts, by `DATABASE_URL`. */
export const dialect: Dialect = dialectOf(process.env.DATABASE_URL);

const isPostgres = dialect === "postgres";

function pick<Shape>(postgres: Shape, sqlite: unknown): Shape {
  return isPostgres ? postgres : (sqlite as Shape);
}

export const table = pick(pg.pgTable, lite.sqliteTable);
export const index = pick(pg.index, lite.index);
export const uniqueIndex = pick(pg.uniqueIndex, lite.uniqueIndex);
export const primaryKey = pick(pg.primaryKey, lite.primaryKey);

/**
 * Text of people, codes and ids, ordered by its bytes: so ids are in the order of time, and pages of a
 * list follow each other alike on both databases, whatever the collation of the database is.
 */
export const text = pick(
  () => inByteOrder(pg.text()),
  () => lite.text(),
);

/** drizzle has no word for a collation, but writes the type of a column as it is given. */
function inByteOrder<Builder extends object>(builder: Builder): Builder {
  const { build } = builder as { build(table: pg.PgTable): pg.PgColumn };
  const collated = (table: pg.PgTable) =>
    Object.assign(build.call(builder, table), { getSQLType: () => 'text COLLATE "C"' });
  return Object.assign(builder, { build: collated });
}

/** A whole number that JavaScript holds exactly. */
export const integer = pick(
  () => pg.bigint({ mode: "number" }),
  () => lite.integer({ mode: "number" }),
);

/** A moment, in milliseconds since 1970-01-01 UTC. */
export const timestamp = integer;

export const boolean = pick(pg.boolean, () => lite.integer({ mode: "boolean" }));

/** A JSON value of shape `Value`. */
export const json = <Value>() =>
  pick(
    () => pg.jsonb().$type<Value>(),
    () => lite.text({ mode: "json" }).$type<Value>(),
  )();

/** A primary key that counts up in the order of writing, and never gives a number twice. */
export const sequence = pick(
  () => pg.bigserial({ mode: "number" }).primaryKey(),
  () => lite.integer({ mode: "number" }).primaryKey({ autoIncrement: true }),
);

/** The number of the writing transaction on PostgreSQL; always null on SQLite. */
export const transactionNumber = pick(
  () => pg.bigint({ mode: "number" }).default(sql`(pg_current_xact_id()::text::bigint)`),
  () => lite.integer({ mode: "number" }),
);

/** Bytes as they are: the content of a file. */
export const bytes = pick(pg.customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" }), () =>
  lite.blob({ mode: "buffer" }),
);
