import { copyFile, writeFile } from "node:fs/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import path from "node:path";
import SqliteDriver from "better-sqlite3";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { describe, expect, it } from "vitest";
import { openDatabase, takePlace } from "../../db/database.ts";
import { copySqlite } from "../../db/dialect/copy.ts";
import { DatabaseUnavailable } from "../../db/unavailable.ts";
import { settings } from "../../db/schema/log.ts";
import { freshDatabase } from "../support/database.ts";

const note = (name: string) => ({ name, value: "x" });

describe("a transaction", () => {
  it("leaves nothing behind when it throws, also after an await", async () => {
    const { db } = await freshDatabase();
    const failing = db.transaction(async (tx) => {
      await tx.insert(settings).values(note("first"));
      await nextTurn();
      await tx.insert(settings).values(note("second"));
      throw new Error("stop");
    });
    await expect(failing).rejects.toThrow("stop");
    expect(await db.read.select().from(settings)).toEqual([]);
    await db.transaction((tx) => tx.insert(settings).values(note("next")));
    expect(await db.read.select().from(settings)).toHaveLength(1);
  });

  it("is needed because the library's own one throws and keeps rows all the same", async () => {
    const file = new SqliteDriver(":memory:");
    file.exec("create table settings (name text primary key)");
    const raw = drizzle(file);
    let rest: Promise<void> = Promise.resolve();
    const begin = () =>
      raw.transaction((tx) => {
        rest = nextTurn().then(() => void tx.run(sql`insert into settings values ('left behind')`));
        return rest;
      });
    expect(begin).toThrow("promise");
    await rest;
    // When this fails, the library was mended, and the ban on it may be thought over.
    expect(file.prepare("select name from settings").all()).toEqual([{ name: "left behind" }]);
    file.close();
  });

  it("cannot be begun inside another one", async () => {
    const { db } = await freshDatabase();
    const nested = db.transaction(async (tx) => {
      await tx.insert(settings).values(note("outer"));
      await db.transaction(async () => undefined);
    });
    await expect(nested).rejects.toThrow("inside a transaction");
    expect(await db.read.select().from(settings)).toEqual([]);
  });

  it("may be begun while another one is under way elsewhere, and they follow each other", async () => {
    const { db } = await freshDatabase();
    const order: string[] = [];
    await Promise.all(
      ["a", "b"].map((name) =>
        db.transaction(async (tx) => {
          order.push(`${name} begins`);
          await tx.insert(settings).values(note(name));
          await nextTurn();
          order.push(`${name} ends`);
        }),
      ),
    );
    expect(order).toEqual(["a begins", "a ends", "b begins", "b ends"]);
  });

  it("shares its commit with those that wait, and loses nothing when one of them fails", async () => {
    const { db } = await freshDatabase();
    const seenByReaders = () => db.read.$count(settings);
    const outcomes = await Promise.allSettled(
      ["a", "b", "c"].map(async (name) => {
        await db.transaction(async (tx) => {
          await tx.insert(settings).values(note(name));
          await nextTurn();
          if (name === "b") throw new Error("stop");
          expect(await seenByReaders()).toBe(0);
        });
        return seenByReaders();
      }),
    );
    expect(outcomes).toEqual([
      { status: "fulfilled", value: 2 },
      { status: "rejected", reason: new Error("stop") },
      { status: "fulfilled", value: 2 },
    ]);
    expect(await db.read.select({ name: settings.name }).from(settings)).toEqual([{ name: "a" }, { name: "c" }]);
  });

  it("is seen by readers once it is committed, and not before", async () => {
    const { db } = await freshDatabase();
    await db.transaction(async (tx) => {
      await tx.insert(settings).values(note("new"));
      expect(await tx.select().from(settings)).toHaveLength(1);
      expect(await db.read.select().from(settings)).toHaveLength(0);
    });
    expect(await db.read.select().from(settings)).toHaveLength(1);
  });

  it("does what waits for its commit after it, and never when it failed", async () => {
    const { db } = await freshDatabase();
    const done: string[] = [];
    await db.transaction(async (tx) => {
      tx.afterCommit(() => done.push("kept"));
      expect(done).toEqual([]);
    });
    const failing = db.transaction(async (tx) => {
      tx.afterCommit(() => done.push("lost"));
      throw new Error("stop");
    });
    await expect(failing).rejects.toThrow("stop");
    expect(done).toEqual(["kept"]);
  });

  it("waits for another process that writes", async () => {
    const rig = await freshDatabase();
    const other = new SqliteDriver(path.join(rig.dir, "caco.db"));
    other.exec("begin immediate");
    const writing = rig.db.transaction((tx) => tx.insert(settings).values(note("patient")));
    await nextTurn();
    other.exec("commit");
    await writing;
    other.close();
    expect(await rig.db.read.select().from(settings)).toHaveLength(1);
  });
});

describe("the file", () => {
  it("has one server at a time, and a tool beside it", async () => {
    const rig = await freshDatabase();
    const leave = takePlace(rig.config.databaseUrl);
    expect(() => takePlace(rig.config.databaseUrl)).toThrow(DatabaseUnavailable);
    expect(() => takePlace(rig.config.databaseUrl)).toThrow("serves");
    const tool = await openDatabase(rig.config.databaseUrl);
    await tool.close();
    leave();
    takePlace(rig.config.databaseUrl)();
  });

  it("that is no database, or cannot be there, is told in one line", async () => {
    const { dir } = await freshDatabase();
    const file = path.join(dir, "letter.txt");
    await writeFile(file, "Dear Sofia, this is a letter and no database at all, however long it is.\n".repeat(20));
    await expect(openDatabase(`file:${file}`)).rejects.toThrow(DatabaseUnavailable);
    await expect(openDatabase(`file:${file}`)).rejects.toThrow("is no database");
    await expect(openDatabase(`file:${path.join(file, "caco.db")}`)).rejects.toThrow(DatabaseUnavailable);
  });
});

describe("each connection", () => {
  it("is written through to the disk, with foreign keys on, also when a file is opened again", async () => {
    const rig = await freshDatabase();
    const again = await openDatabase(rig.config.databaseUrl);
    for (const db of [rig.db, again]) {
      expect(await db.raw.all("pragma journal_mode")).toEqual([{ journal_mode: "wal" }]);
      expect(await db.raw.all("pragma synchronous")).toEqual([{ synchronous: 2 }]);
      expect(await db.raw.all("pragma foreign_keys")).toEqual([{ foreign_keys: 1 }]);
      expect(await db.raw.all("pragma journal_size_limit")).toEqual([{ journal_size_limit: 67_108_864 }]);
    }
    await again.close();
  });

  it("is told so each time, because the driver alone writes through only when it makes the file", async () => {
    const { dir } = await freshDatabase();
    const again = new SqliteDriver(path.join(dir, "caco.db"));
    // When this fails, the driver was mended: what we set and ask for does no harm then.
    expect(again.pragma("synchronous", { simple: true })).toBe(1);
    again.close();
  });

  it("answers the same words in the form each asks for", async () => {
    const { db } = await freshDatabase();
    await db.transaction((tx) => tx.insert(settings).values(note("once")));
    const query = db.read.select({ name: settings.name }).from(settings);
    const { sql: words } = query.toSQL();
    for (let turn = 0; turn < 2; turn++) {
      // The writer's connection answers both: the query as arrays inside, the plain words as objects.
      expect(await db.transaction((tx) => tx.select({ name: settings.name }).from(settings))).toEqual([
        { name: "once" },
      ]);
      expect(await db.raw.all(words)).toEqual([{ name: "once" }]);
    }
  });

  it("never waits inside SQLite for the lock: the whole process would stand still", async () => {
    const { db } = await freshDatabase();
    expect(await db.raw.all("pragma busy_timeout")).toEqual([{ timeout: 0 }]);
  });

  it("for reading writes nothing", async () => {
    const { db } = await freshDatabase();
    const reader = db.read as unknown as { insert: (table: typeof settings) => { values(row: object): Promise<void> } };
    await expect(async () => reader.insert(settings).values(note("sneaked"))).rejects.toThrow();
    expect(await db.read.select().from(settings)).toEqual([]);
  });
});

describe("a copy", () => {
  it("holds all that was confirmed, also what is in the log only, while somebody writes", async () => {
    const rig = await freshDatabase();
    for (let n = 0; n < 50; n++) await rig.db.transaction((tx) => tx.insert(settings).values(note(`kept ${n}`)));
    const target = path.join(rig.dir, "copy.db");
    const writing = rig.db.transaction(async (tx) => {
      await tx.insert(settings).values(note("under way"));
      await copySqlite(rig.config.databaseUrl, target);
    });
    await writing;
    const copy = await openDatabase(`file:${target}`);
    const names = (await copy.read.select({ name: settings.name }).from(settings)).map(({ name }) => name);
    await copy.close();
    expect(names).toHaveLength(50);
    expect(names).not.toContain("under way");
    // Copying the file alone would have missed them: they are not in it yet.
    const alone = path.join(rig.dir, "alone.db");
    await copyFile(path.join(rig.dir, "caco.db"), alone);
    const cut = new SqliteDriver(alone);
    expect(cut.prepare("select name from settings").all()).toEqual([]);
    cut.close();
  });
});
