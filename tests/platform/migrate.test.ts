import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import SqliteDriver from "better-sqlite3";
import { build } from "vite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { projectRoot } from "../../app/platform/root.server.ts";
import { type Database, openDatabase, takePlace } from "../../db/database.ts";
import { copySqlite } from "../../db/dialect/copy.ts";
import { journal } from "../../db/journal.ts";
import { migrate, type Migration, MigrationFailed, SchemaMismatch, tryMigrating } from "../../db/migrate.ts";
import { DatabaseUnavailable } from "../../db/unavailable.ts";
import { openUpToDate, tryUpToDate } from "../../db/up-to-date.ts";
import { contentOf, interrupted, join, rebuilding, statementsIn } from "../support/migrations.ts";

let folder: string;
let url: string;
let db: Database;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "caco-migrate-"));
  url = `file:${path.join(folder, "caco.db")}`;
  db = await openDatabase(url);
});

afterEach(async () => {
  await db.close();
  await rm(folder, { recursive: true, force: true });
});

const first: Migration = { tag: "0000_first", when: 1, sql: "create table a (id integer primary key);" };
const second: Migration = {
  tag: "0001_second",
  when: 2,
  sql: join(["create table b (id integer primary key, a integer references a(id));", "insert into a values (1);"]),
};

function next(tag: string, ...statements: string[]): Migration {
  return { tag, when: 3, sql: join(statements) };
}

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
    const other = await openDatabase(url);
    const done = await Promise.all([migrate(db, rebuilding), migrate(other, rebuilding)]);
    await other.close();
    expect(done.flat().toSorted()).toEqual(rebuilding.map(({ tag }) => tag));
    expect(await db.raw.all("select count(*) as n from bikes")).toEqual([{ n: 4 }]);
  });

  it("does not care how a checkout ends its lines", async () => {
    await migrate(db, rebuilding);
    const checkedOut = rebuilding.map((migration) => ({ ...migration, sql: migration.sql.replaceAll("\n", "\r\n") }));
    expect(await migrate(db, checkedOut)).toEqual([]);
  });

  it("leaves nothing of a file that fails half-way, and goes on once it is mended", async () => {
    const failing = { ...second, sql: join([second.sql, "insert into nowhere values (1);"]) };
    await expect(migrate(db, [first, failing])).rejects.toThrow(MigrationFailed);
    await expect(migrate(db, [first, failing])).rejects.toThrow(/"0001_second" failed, and nothing of it .* nowhere/);
    expect(await tables()).toEqual(["a", "caco_migrations"]);
    expect(await db.raw.all("select id from a")).toEqual([]);
    expect(await migrate(db, [first, second])).toEqual(["0001_second"]);
  });

  it.each(["create index concurrently x on a (id)", "commit", "select 1; rollback", "vacuum", "drop database caco"])(
    "refuses what could not be taken back: %s",
    async (statement) => {
      await migrate(db, [first, second]);
      const before = await contentOf(db);
      const outside = next("0002_outside", "create table c (id integer);", statement);
      await expect(migrate(db, [first, second, outside])).rejects.toThrow(
        /"0002_outside" failed.*cannot be taken back/,
      );
      expect(await contentOf(db)).toBe(before);
    },
  );

  it("takes words of that kind in texts and remarks for what they are", async () => {
    const harmless = next("0002_words", "-- commit; nothing\ninsert into a values (length('; commit'));");
    expect(await migrate(db, [first, second, harmless])).toHaveLength(3);
  });
});

describe("a database that does not fit the program is refused, and left as it is:", () => {
  const third = next("0002_third", "create table c (id integer);");

  it.each([
    ["a newer one", [first, second], [first], /newer than this program: it has the migration "0001_second"/],
    ["one that lacks a migration in the middle", [first, third], [first, second, third], /has .*"0002_third" where/],
    ["one with a file that was changed", [first], [{ ...first, sql: `${first.sql} ` }, second], /"0000_first" is not/],
    [
      "a journal that went back in time",
      [first],
      [first, { ...second, when: 0 }],
      /after "0000_first", but it is older/,
    ],
    ["a journal with two files of one time", [first], [first, { ...second, when: 1 }], /but it is older/],
    ["a journal with a file twice", [first], [first, { ...first, when: 2 }], /"0000_first" twice/],
  ])("%s", async (_, had, has, sentence) => {
    await migrate(db, had);
    const before = await contentOf(db);
    await expect(migrate(db, has)).rejects.toThrow(SchemaMismatch);
    await expect(migrate(db, has)).rejects.toThrow(sentence);
    expect(await contentOf(db)).toBe(before);
  });

  it("and the journal of this program is in order", async () => {
    for (const [position, { when }] of journal.entries()) {
      expect(when).toBeGreaterThan(journal[position - 1]?.when ?? 0);
    }
  });
});

describe("rows", () => {
  it("of children are kept when their parent is rebuilt", async () => {
    await migrate(db, rebuilding.slice(0, 3));
    const bikes = await db.raw.all("select * from bikes order by id");
    expect(bikes).toHaveLength(4);
    await migrate(db, rebuilding);
    expect(await db.raw.all("select * from bikes order by id")).toEqual(bikes);
    expect(await db.raw.all("select id, parent, open from places order by id")).toEqual([
      { id: 1, parent: null, open: 1 },
      { id: 2, parent: 1, open: 1 },
      { id: 3, parent: null, open: 1 },
    ]);
    // The references are those of the rebuilt table, and hold.
    await expect(db.raw.run("insert into bikes (id, place) values (9, 99)")).rejects.toThrow("FOREIGN KEY");
    expect(await db.raw.all("pragma foreign_keys")).toEqual([{ foreign_keys: 1 }]);
  });

  it("that would be without what they refer to are no end of a migration", async () => {
    const orphaning = { ...second, sql: join([second.sql, "insert into b values (1, 99);"]) };
    await expect(migrate(db, [first, orphaning])).rejects.toThrow(/1 orphaned rows.*\(in b\)/);
    expect(await tables()).not.toContain("b");
    expect(await db.raw.all("pragma foreign_keys")).toEqual([{ foreign_keys: 1 }]);
  });

  it("that a rebuild forgets end the migration, unless its file announces it", async () => {
    const losing = [
      "create table __new_a (id integer primary key check (id > 1));",
      "insert into __new_a select id from a where id > 1;",
      "drop table a;",
      "alter table __new_a rename to a;",
    ];
    await migrate(db, [first, second]);
    const before = await contentOf(db);
    await expect(migrate(db, [first, second, next("0002_losing", ...losing)])).rejects.toThrow(
      /"a" had 1 rows and would have 0, which the file does not announce/,
    );
    expect(await contentOf(db)).toBe(before);
    const announced = next("0002_losing", "-- fewer rows in a: the first one was a trial", ...losing);
    expect(await migrate(db, [first, second, announced])).toEqual(["0002_losing"]);
  });

  it("may go with a table that is dropped", async () => {
    expect(await migrate(db, [first, second, next("0002_gone", "drop table a;", "drop table b;")])).toHaveLength(3);
    expect(await tables()).toEqual(["caco_migrations"]);
  });
});

describe("a migration that is interrupted", () => {
  /** Statements of the files, and for each file the table and the row of the migrator, and the moment before the end. */
  const moments = statementsIn(rebuilding) + 3 * rebuilding.length;

  async function whole(): Promise<string> {
    const other = await openDatabase(`file:${path.join(folder, "whole.db")}`);
    await migrate(other, rebuilding);
    const content = await contentOf(other);
    await other.close();
    return content;
  }

  it("at any statement leaves the files before it, and ends in the same schema and rows", async () => {
    const expected = await whole();
    for (let moment = 0; moment < moments; moment++) {
      const file = `file:${path.join(folder, `${moment}.db`)}`;
      const some = await openDatabase(file);
      const failing = interrupted(some, (count) => {
        if (count === moment) throw new Error("The power went.");
      });
      await expect(migrate(failing, rebuilding)).rejects.toThrow("The power went.");
      const applied = await some.raw
        .all<{ tag: string }>("select tag from caco_migrations order by position")
        .catch(() => []);
      const before = await openDatabase(`file:${path.join(folder, `before-${moment}.db`)}`);
      await migrate(before, rebuilding.slice(0, applied.length));
      expect(await contentOf(some)).toBe(await contentOf(before));
      await migrate(some, rebuilding);
      expect(await contentOf(some)).toBe(expected);
      await some.close();
      await before.close();
    }
  });

  it("by the end of its process, at any statement, ends in the same on the next start", async () => {
    const expected = await whole();
    const program = await built("tests/support/migrate-and-die.ts");
    const ends = await inTurns(4, moments + 1, async (moment) => {
      const file = path.join(folder, `killed-${moment}.db`);
      const child = spawn(process.execPath, [program, file, String(moment)], { stdio: "inherit" });
      const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
      const again = await openDatabase(`file:${file}`);
      await migrate(again, rebuilding);
      expect(await contentOf(again)).toBe(expected);
      expect(await again.raw.all("pragma integrity_check")).toEqual([{ integrity_check: "ok" }]);
      await again.close();
      return signal ?? code;
    });
    expect(ends).toEqual([...Array<string>(moments).fill("SIGKILL"), 0]);
  }, 60_000);
});

describe("opening a database", () => {
  const said: string[] = [];
  const opening = (has: Migration[]) => ({ journal: has, say: (sentence: string) => void said.push(sentence) });
  const place = () => ({ databaseUrl: url, dataDir: folder });
  const copies = () => readdir(path.join(folder, "backups")).catch(() => []);

  beforeEach(() => void said.splice(0));

  it("keeps a sound copy of what was in it before its schema changes, and says so", async () => {
    await migrate(db, rebuilding.slice(0, 3));
    const before = await contentOf(db);
    await (await openUpToDate(place(), opening(rebuilding))).close();
    expect(await copies()).toEqual([expect.stringMatching(/^before-0003_open-\d{14}\.db$/)]);
    const kept = path.join(folder, "backups", (await copies())[0] ?? "");
    expect(said).toEqual([
      `The database as it was is kept in ${kept}.`,
      "The database was brought up to date: 0003_open.",
    ]);
    const copy = await openDatabase(`file:${kept}`);
    expect(await contentOf(copy)).toBe(before);
    await copy.close();
    expect(await contentOf(db)).not.toBe(before);
  });

  it("keeps no copy of nothing: of a new database, and of one without rows", async () => {
    await (await openUpToDate(place(), opening([first]))).close();
    await (await openUpToDate(place(), opening([first, second]))).close();
    expect(await copies()).toEqual([]);
    expect(said).toHaveLength(2);
  });

  it("keeps the last three copies", async () => {
    await migrate(db, [first, second]);
    for (const time of ["20240101000000", "20250101000000", "20230101000000"]) {
      await copySqlite(url, path.join(folder, "backups", `before-0009_older-${time}.db`));
    }
    await copySqlite(url, path.join(folder, "backups", "my-own.db"));
    await (
      await openUpToDate(place(), opening([first, second, next("0002_more", "create table c (id integer);")]))
    ).close();
    expect((await copies()).toSorted()).toEqual([
      expect.stringMatching(/^before-0002_more-/),
      "before-0009_older-20240101000000.db",
      "before-0009_older-20250101000000.db",
      "my-own.db",
    ]);
  });

  it("changes nothing when no copy can be made", async () => {
    await migrate(db, rebuilding.slice(0, 3));
    const before = await contentOf(db);
    const nowhere = { databaseUrl: url, dataDir: path.join(folder, "caco.db") };
    await expect(openUpToDate(nowhere, opening(rebuilding))).rejects.toThrow(DatabaseUnavailable);
    await expect(openUpToDate(nowhere, opening(rebuilding))).rejects.toThrow(/No copy .* its schema was left as it is/);
    expect(await contentOf(db)).toBe(before);
  });

  it("changes no schema under a server that runs, except the server itself", async () => {
    await migrate(db, rebuilding.slice(0, 3));
    const leave = takePlace(url);
    await expect(openUpToDate(place(), opening(rebuilding))).rejects.toThrow("stop it first");
    await (await openUpToDate(place(), { ...opening(rebuilding), hasPlace: true })).close();
    await (await openUpToDate(place(), opening(rebuilding))).close();
    leave();
    expect(said.at(-1)).toContain("0003_open");
  });

  it("copies whole or not at all", async () => {
    await migrate(db, [first, second]);
    const target = path.join(folder, "backups", "taken.db");
    await copySqlite(url, target);
    await expect(
      copySqlite(`file:${path.join(folder, "none.db")}`, path.join(folder, "none-copy.db")),
    ).rejects.toThrow();
    expect(await readdir(folder)).not.toContain("none-copy.db.partial");
    const copy = new SqliteDriver(target, { readonly: true });
    expect(copy.prepare("select tag from caco_migrations").all()).toHaveLength(2);
    copy.close();
  });
});

describe("trying a migration", () => {
  const place = () => ({ databaseUrl: url, dataDir: folder });

  it("says what would be applied, and changes nothing", async () => {
    await migrate(db, rebuilding.slice(0, 1));
    const before = await contentOf(db);
    expect(await tryUpToDate(place(), rebuilding)).toEqual(["0001_rows", "0002_colours", "0003_open"]);
    expect(await tryMigrating(db, rebuilding)).toEqual(["0001_rows", "0002_colours", "0003_open"]);
    expect(await contentOf(db)).toBe(before);
    expect(await readdir(path.join(folder, "backups"))).toEqual([]);
    expect(await tryUpToDate(place(), rebuilding.slice(0, 1))).toEqual([]);
  });

  it("makes no database where there is none", async () => {
    const none = path.join(folder, "none");
    expect(await tryUpToDate({ databaseUrl: `file:${none}/caco.db`, dataDir: none }, rebuilding)).toBeNull();
    expect(await readdir(folder)).not.toContain("none");
  });

  it("fails as the migration would", async () => {
    await migrate(db, [first, second]);
    const failing = next("0002_failing", "insert into nowhere values (1);");
    await expect(tryUpToDate(place(), [first, second, failing])).rejects.toThrow(MigrationFailed);
    await expect(tryMigrating(db, [first, second, failing])).rejects.toThrow(MigrationFailed);
    expect(await readdir(path.join(folder, "backups"))).toEqual([]);
  });
});

/** Builds a TypeScript program of the tests for plain Node, beside the packages it needs, and gives its path. */
async function built(entry: string): Promise<string> {
  const outDir = path.join(projectRoot(), "build/tests");
  await build({
    root: projectRoot(),
    configFile: false,
    logLevel: "error",
    build: { ssr: entry, outDir, emptyOutDir: false, copyPublicDir: false },
  });
  return path.join(outDir, path.basename(entry).replace(/\.ts$/, ".js"));
}

/** Does something for 0 … `times` - 1, `atOnce` of them at the same time; gives what each gave, in order. */
async function inTurns<Result>(atOnce: number, times: number, act: (turn: number) => Promise<Result>) {
  const results: Result[] = [];
  let turn = 0;
  const work = async () => {
    while (turn < times) {
      const mine = turn++;
      results[mine] = await act(mine);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}
