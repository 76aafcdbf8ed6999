import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "../../db/database.ts";
import { journal } from "../../db/journal.ts";
import { migrate, type Migration, MigrationFailed, SchemaMismatch, tryMigrating } from "../../db/migrate.ts";
import { openUpToDate } from "../../db/up-to-date.ts";
import { interrupted, join, statementsIn } from "../support/migrations.ts";
import { ownServer } from "../support/own-postgres.ts";

let url: string;
let db: Database;

beforeEach(async () => {
  const address = new URL(ownServer());
  const name = `migrate_${randomUUID().replaceAll("-", "")}`;
  const client = new pg.Client(address.href);
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  address.pathname = name;
  url = address.href;
  db = await openDatabase(url);
});

afterEach(() => db.close());

const files: Migration[] = [
  {
    tag: "0000_start",
    when: 1,
    sql: join([
      'CREATE TABLE "places" ("id" bigint PRIMARY KEY NOT NULL, "name" text NOT NULL);',
      'CREATE TABLE "bikes" ("id" bigint PRIMARY KEY NOT NULL, "place" bigint NOT NULL);',
      'ALTER TABLE "bikes" ADD CONSTRAINT "bikes_place" FOREIGN KEY ("place") REFERENCES "places"("id") ON DELETE cascade;',
      "INSERT INTO places VALUES (1, 'Lyon'), (2, 'Nantes');",
      "INSERT INTO bikes VALUES (1, 1), (2, 1), (3, 2);",
    ]),
  },
  {
    tag: "0001_open",
    when: 2,
    sql: join([
      'ALTER TABLE "places" ADD COLUMN "open" boolean DEFAULT true NOT NULL;',
      "UPDATE places SET open = false WHERE id = 2;",
      'CREATE UNIQUE INDEX "places_name" ON "places" ("name");',
    ]),
  },
];

/** Columns, indexes and rows. */
async function content(): Promise<string> {
  const parts = [
    "select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns where table_schema = 'public' order by 1, 2",
    "select indexdef from pg_indexes where schemaname = 'public' order by 1",
  ];
  const tables = ["places", "bikes", "caco_migrations"];
  const all = [
    ...(await Promise.all(parts.map((sql) => db.raw.all(sql)))),
    ...(await Promise.all(tables.map((name) => db.raw.all(`select * from ${name} order by 1`).catch(() => "none")))),
  ];
  return JSON.stringify(all);
}

describe("migrating PostgreSQL", () => {
  it("brings an empty database to the schema of the program, once", async () => {
    expect(await migrate(db, journal)).toEqual(journal.map(({ tag }) => tag));
    expect(await migrate(db, journal)).toEqual([]);
  });

  it("is done once by several nodes that start together", async () => {
    const others = await Promise.all([openDatabase(url), openDatabase(url)]);
    const done = await Promise.all([db, ...others].map((node) => migrate(node, files)));
    for (const other of others) await other.close();
    expect(done.flat().toSorted()).toEqual(["0000_start", "0001_open"]);
    expect(await db.raw.all("select count(*)::int as n from bikes")).toEqual([{ n: 3 }]);
  });

  it("that is interrupted at any statement ends in the same schema and rows", async () => {
    await migrate(db, files);
    const whole = await content();
    const moments = statementsIn(files) + 3 * files.length;
    for (let moment = 0; moment < moments; moment++) {
      await db.raw.run("drop table if exists bikes, places, caco_migrations");
      const failing = interrupted(db, (count) => {
        if (count === moment) throw new Error("The power went.");
      });
      await expect(migrate(failing, files)).rejects.toThrow("The power went.");
      await migrate(db, files);
      expect(await content()).toBe(whole);
    }
  });

  it("that loses its connection half-way leaves nothing, and goes on when it is back", async () => {
    const other = await openDatabase(url);
    const cut = interrupted(db, async (count) => {
      const mine = "where datname = current_database() and state = 'idle in transaction'";
      if (count === 4) await other.raw.all(`select pg_terminate_backend(pid) from pg_stat_activity ${mine}`);
    });
    await expect(migrate(cut, files)).rejects.toThrow(MigrationFailed);
    expect(await other.raw.all("select tablename from pg_tables where schemaname = 'public'")).toEqual([]);
    await other.close();
    expect(await migrate(db, files)).toHaveLength(2);
  });

  it("refuses rows that get lost, a newer schema, and what runs outside transactions only", async () => {
    await migrate(db, files);
    const before = await content();
    const losing = { tag: "0002_losing", when: 3, sql: "DELETE FROM places WHERE id = 2;" };
    await expect(migrate(db, [...files, losing])).rejects.toThrow(/"bikes" had 3 rows and would have 2/);
    const outside = { tag: "0002_index", when: 3, sql: "CREATE INDEX CONCURRENTLY some ON places (name);" };
    await expect(migrate(db, [...files, outside])).rejects.toThrow(/"concurrently" cannot be taken back/);
    await expect(migrate(db, files.slice(0, 1))).rejects.toThrow(SchemaMismatch);
    expect(await content()).toBe(before);
  });

  it("can be tried without changing anything", async () => {
    await migrate(db, files.slice(0, 1));
    const before = await content();
    expect(await tryMigrating(db, files)).toEqual(["0001_open"]);
    const failing = { tag: "0002_failing", when: 3, sql: "INSERT INTO nowhere VALUES (1);" };
    await expect(tryMigrating(db, [...files, failing])).rejects.toThrow(MigrationFailed);
    expect(await content()).toBe(before);
  });

  it("says that no copy was made", async () => {
    await migrate(db, files.slice(0, 1));
    const said: string[] = [];
    const opening = { journal: files, say: (sentence: string) => void said.push(sentence) };
    await (await openUpToDate({ databaseUrl: url, dataDir: "unused" }, opening)).close();
    expect(said).toEqual([expect.stringContaining("no copy is made"), expect.stringContaining("0001_open")]);
  });
});
