import { createHash } from "node:crypto";
import { asc } from "drizzle-orm";
import { expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { events, type Payload, seals } from "../../db/schema/log.ts";
import { record } from "../../app/platform/events.server.ts";
import { logger } from "../../app/platform/log.server.ts";
import { canonicalJson, keepSealing, sealLog, sealOf } from "../../app/platform/seals.server.ts";
import { freshDatabase, start } from "../support/database.ts";
import { until } from "../support/until.ts";

function happen(db: Database, payloads: Payload[]) {
  const happenings = payloads.map((payload) => ({ kind: "test.happened", space: null, subject: "test:1", payload }));
  return db.transaction((tx) => record(tx, { actor: "system", now: start }, happenings));
}

function chain(db: Database) {
  return db.read.select().from(seals).orderBy(asc(seals.n));
}

it("writes JSON as RFC 8785 asks: keys in the order of their code units, at every depth", () => {
  const value = { "€": 1e21, "\r": '\u000f"', 10: [true, null, { b: 0.000001, a: -0 }], 9: "é", "😀": 1, ﬀ: 2 };
  expect(canonicalJson(value)).toBe(
    '{"\\r":"\\u000f\\"","10":[true,null,{"a":0,"b":0.000001}],"9":"é","€":1e+21,"😀":1,"ﬀ":2}',
  );
});

/** Seals until at least so many are sealed: on PostgreSQL an event waits for whatever transaction still runs on the server. */
async function sealed(db: Database, least: number): Promise<number> {
  let count = 0;
  await until(async () => (count += await sealLog(db)) >= least);
  return count;
}

it("chains every event in the order of the log, without gaps, and says nothing of places", async () => {
  const { db } = await freshDatabase();
  await happen(db, [{ b: 1, a: ["x"] }]);
  expect(await sealed(db, 1)).toBe(1);
  await happen(
    db,
    Array.from({ length: 450 }, (_, number) => ({ number })),
  );
  expect(await sealed(db, 450)).toBe(450);
  expect(await sealLog(db)).toBe(0);

  const log = await db.read.select().from(events).orderBy(asc(events.seq));
  const links = await chain(db);
  expect(links.map(({ n }) => n)).toEqual(log.map((_, index) => index + 1));
  expect(links.map(({ eventId }) => eventId)).toEqual(log.map(({ id }) => id));
  let before = "";
  for (const [index, event] of log.entries()) {
    before = sealOf(before, { ...event });
    expect(links[index]?.hash).toBe(before);
  }
  const [first] = log;
  const text = `{"actor":"system","at":${start},"cause":"${first?.cause}","id":"${first?.id}","kind":"test.happened","payload":{"a":["x"],"b":1},"rules":"R1","space":null,"subject":"test:1"}`;
  expect(links[0]?.hash).toBe(createHash("sha256").update(text).digest("hex"));
});

it("seals each event once when two seal at the same time", async () => {
  const { db } = await freshDatabase();
  await happen(
    db,
    Array.from({ length: 300 }, (_, number) => ({ number })),
  );
  let sealed = 0;
  await until(async () => {
    for (const count of await Promise.all([sealLog(db), sealLog(db), sealLog(db)])) sealed += count;
    return sealed >= 300;
  });
  expect(sealed).toBe(300);
  expect((await chain(db)).map(({ n }) => n)).toEqual(Array.from({ length: 300 }, (_, index) => index + 1));
});

it("goes on sealing what happens, until it is stopped", async () => {
  const { db } = await freshDatabase();
  await happen(db, [{}]);
  const sealing = keepSealing(db, logger("silent"));
  await until(async () => (await chain(db)).length === 1);
  await happen(db, [{}]);
  await until(async () => (await chain(db)).length === 2);
  await sealing.stop();
});
