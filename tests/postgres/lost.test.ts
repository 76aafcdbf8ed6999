/** A PostgreSQL that cannot be used, goes away, or is slow: one sentence, or a moment's trouble; nothing is made up. */
import { count, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "../../db/database.ts";
import { unfit } from "../../db/dialect/postgres.ts";
import { settings } from "../../db/schema/log.ts";
import { Unavailable } from "../../app/platform/errors.ts";
import { problemOf } from "../../app/platform/problem-of.server.ts";
import { freshDatabase } from "../support/database.ts";
import { ownServer } from "../support/own-postgres.ts";
import { onServer } from "../support/postgres.ts";
import { type Proxy, proxyTo } from "../support/proxy.ts";

describe("a server that is", () => {
  const sentence = async (change: (url: URL) => void) => {
    const url = new URL(ownServer());
    change(url);
    const error: unknown = await openDatabase(url.href).then(
      (db) => db.close(),
      (reason: unknown) => reason,
    );
    expect(problemOf(error)).toBeInstanceOf(Unavailable);
    return (error as Error).message;
  };

  it("away, closed to us or without our database says so in one sentence without the password", async () => {
    const host = new URL(ownServer()).host;
    expect(await sentence((url) => (url.port = "1"))).toBe("PostgreSQL at 127.0.0.1:1 does not answer (ECONNREFUSED).");
    const closed = `PostgreSQL at ${host} does not let "caco" in: check the user and the password of DATABASE_URL.`;
    expect(await sentence((url) => (url.password = "hunter2"))).toBe(closed);
    expect(await sentence((url) => (url.password = ""))).toBe(closed);
    expect(await sentence((url) => (url.pathname = "nowhere"))).toContain('has no database "nowhere"');
  });

  it("of another encoding, too old or a standby is refused", async () => {
    await onServer(
      ownServer(),
      "create database ascii encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C' template template0",
    );
    expect(await sentence((url) => (url.pathname = "ascii"))).toContain("encoding is SQL_ASCII");
    const fit = { number: 140_000, version: "14.0", encoding: "UTF8", isStandby: false };
    expect(unfit(fit)).toBeNull();
    expect(unfit({ ...fit, number: 130_023, version: "13.23" })).toBe(
      "PostgreSQL 13.23 is too old: Caco needs 14 or newer.",
    );
    expect(unfit({ ...fit, isStandby: true })).toContain("standby");
  });
});

describe("a connection that is lost", () => {
  let proxy: Proxy;
  let db: Database;
  beforeAll(async () => {
    const rig = await freshDatabase();
    proxy = await proxyTo(rig.config.databaseUrl);
    db = await openDatabase(proxy.url);
  });
  afterAll(async () => {
    await db.close();
    await proxy.shut();
  });

  const kept = async (name: string) => {
    const [row] = await db.read.select({ rows: count() }).from(settings).where(eq(settings.name, name));
    return row?.rows;
  };

  it.each(["before", "after"] as const)("%s its commit is done fails once, and is not tried again", async (moment) => {
    let tries = 0;
    proxy.cutAt((sent) => sent.includes("commit\0"), moment);
    const writing = db.transaction(async (tx) => {
      tries += 1;
      await tx.insert(settings).values({ name: moment, value: "x" });
    });
    const error: unknown = await writing.catch((reason: unknown) => reason);
    expect(problemOf(error)).toBeInstanceOf(Unavailable);
    expect(tries).toBe(1);
    // What was done before the answer was lost stays done: that is why nobody may try it again.
    expect(await kept(moment)).toBe(moment === "after" ? 1 : 0);
  });

  it("while PostgreSQL is away fails reads and writes alike, and both work as soon as it is back", async () => {
    await proxy.shut();
    const failures = await Promise.allSettled([kept("x"), db.transaction((tx) => tx.select().from(settings))]);
    for (const failure of failures) {
      expect(problemOf(failure.status === "rejected" ? failure.reason : null)).toBeInstanceOf(Unavailable);
    }
    await proxy.open();
    expect(await kept("x")).toBe(0);
    await db.transaction((tx) => tx.insert(settings).values({ name: "back", value: "x" }));
    expect(await kept("back")).toBe(1);
  });
});

it("a statement that takes too long is a moment's trouble, and its connection goes on", async () => {
  const { db } = await freshDatabase();
  const slow = db.transaction(async (tx) => {
    await tx.select({ set: sql`set_config('statement_timeout', '50', true)` }).from(sql`(select 1) as once`);
    await tx.select({ slept: sql`pg_sleep(5)::text` }).from(sql`(select 1) as once`);
  });
  expect(problemOf(await slow.catch((reason: unknown) => reason))).toBeInstanceOf(Unavailable);
  expect(await db.read.select().from(settings)).toEqual([]);
});
