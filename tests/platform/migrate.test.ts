import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "../../db/database.ts";
import { journal } from "../../db/journal.ts";
import { migrate, type Migration, SchemaMismatch } from "../../db/migrate.ts";

let folder: string;
let db: Database;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "caco-migrate-"));
  db = await openDatabase(`file:${path.join(folder, "caco.db")}`);
});

afterEach(async () => {
  await db.close();
  await rm(folder, { recursive: true, force: true });
});

const first: Migration = { tag: "0000_first", sql: "create table a (id integer primary key);" };
const second: Migration = {
  tag: "0001_second",
  sql: "create table b (id integer primary key, a integer references a(id));\n--> statement-breakpoint\ninsert into a values (1);",
};

async function tables(): Promise<string[]> {
  const rows = await db.raw.all<{ name: string }>("select name from sqlite_master where type = 'table' order by name");
  return rows.map((row) => row.name).filter((name) => !name.startsWith("sqlite_"));
}

describe("migrating", () => {
  it("brings an empty database to the schema of the program, once", async () => {
    expect(await migrate(db, journal)).toEqual(journal.map(({ tag }) => tag));
    expect(await tables()).toContain("signals");
    expect(await migrate(db, journal)).toEqual([]);
  });

  it("applies only what is missing, in order", async () => {
    expect(await migrate(db, [first])).toEqual(["0000_first"]);
    expect(await migrate(db, [first, second])).toEqual(["0001_second"]);
    expect(await db.raw.all("select id from a")).toEqual([{ id: 1 }]);
  });

  it("is done once by two processes that start together", async () => {
    const other = await openDatabase(`file:${path.join(folder, "caco.db")}`);
    const done = await Promise.all([migrate(db, [first, second]), migrate(other, [first, second])]);
    await other.close();
    expect(done.flat().toSorted()).toEqual(["0000_first", "0001_second"]);
    expect(await db.raw.all("select id from a")).toEqual([{ id: 1 }]);
  });

  it("refuses a database that is newer than the program", async () => {
    await migrate(db, [first, second]);
    await expect(migrate(db, [first])).rejects.toThrow(SchemaMismatch);
    await expect(migrate(db, [first])).rejects.toThrow("0001_second");
  });

  it("refuses a file that was changed after it was applied", async () => {
    await migrate(db, [first]);
    await expect(migrate(db, [{ ...first, sql: `${first.sql} ` }, second])).rejects.toThrow(SchemaMismatch);
    expect(await tables()).not.toContain("b");
  });

  it("leaves nothing of a file that fails half-way, and goes on once it is mended", async () => {
    const failing = { ...second, sql: `${second.sql}\n--> statement-breakpoint\ninsert into nowhere values (1);` };
    await expect(migrate(db, [first, failing])).rejects.toThrow("nowhere");
    expect(await tables()).toEqual(["a", "caco_migrations"]);
    expect(await db.raw.all("select id from a")).toEqual([]);
    expect(await migrate(db, [first, second])).toEqual(["0001_second"]);
  });

  it("refuses a file that leaves rows without what they refer to", async () => {
    const orphaning = { ...second, sql: `${second.sql}\n--> statement-breakpoint\ninsert into b values (1, 99);` };
    await expect(migrate(db, [first, orphaning])).rejects.toThrow("orphan");
    expect(await tables()).not.toContain("b");
    expect(await db.raw.all("pragma foreign_keys")).toEqual([{ foreign_keys: 1 }]);
  });

  it("keeps the rows of children when it rebuilds their parent", async () => {
    await migrate(db, [first, second]);
    await db.raw.run("insert into b values (1, 1)");
    const rebuild: Migration = {
      tag: "0002_rebuild",
      sql: [
        "PRAGMA foreign_keys=OFF;",
        "create table __new_a (id integer primary key, name text);",
        "insert into __new_a (id) select id from a;",
        "drop table a;",
        "alter table __new_a rename to a;",
        "PRAGMA foreign_keys=ON;",
      ].join("\n--> statement-breakpoint\n"),
    };
    await migrate(db, [first, second, rebuild]);
    expect(await db.raw.all("select id, a from b")).toEqual([{ id: 1, a: 1 }]);
  });
});
