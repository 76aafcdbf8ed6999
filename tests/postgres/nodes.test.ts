/** Several servers on one PostgreSQL: work is done by one of them, and no reader of the log skips anything. */
import { expect, it } from "vitest";
import { jobs, readerCursors } from "../../db/schema/log.ts";
import { openDatabase } from "../../db/database.ts";
import { follow, record } from "../../app/platform/events.server.ts";
import { enqueue, runJobs } from "../../app/platform/jobs.server.ts";
import { logger } from "../../app/platform/log.server.ts";
import { freshDatabase, type Rig, start } from "../support/database.ts";
import { until } from "../support/until.ts";

const silent = logger("silent");

it("many jobs are each done once by two servers, and both have some", async () => {
  const rig = await freshDatabase();
  const other = await openDatabase(rig.config.databaseUrl);
  await rig.db.transaction(async (tx) => {
    for (let door = 0; door < 60; door++) await enqueue(tx, { now: start }, { kind: "knock", payload: { door } });
  });
  const knocked: { by: string; door: unknown }[] = [];
  const workers = [
    { by: "one", db: rig.db },
    { by: "other", db: other },
  ].map(({ by, db }) =>
    runJobs(
      db,
      {
        async knock({ payload }) {
          knocked.push({ by, door: (payload as { door: number }).door });
          // Nobody is done before both have begun.
          await until(() => new Set(knocked.map((each) => each.by)).size === 2, 10_000);
        },
      },
      silent,
      () => start,
    ),
  );
  const open = async () => (await rig.db.read.select().from(jobs)).filter(({ state }) => state !== "done").length;
  await expect.poll(open, { timeout: 15_000 }).toBe(0);
  await Promise.all(workers.map((worker) => worker.stop()));
  await other.close();
  expect(knocked.map(({ door }) => door).toSorted((a, b) => Number(a) - Number(b))).toEqual(
    Array.from({ length: 60 }, (_, door) => door),
  );
});

/** Writes an event and waits with its commit; `commit` lets it go. */
async function slowly(rig: Rig, name: string): Promise<{ commit(): Promise<void> }> {
  let written = () => undefined as void;
  let go = () => undefined as void;
  const isWritten = new Promise<void>((resolve) => (written = resolve));
  const mayGo = new Promise<void>((resolve) => (go = resolve));
  const done = rig.db.transaction(async (tx) => {
    await record(tx, { actor: "system", now: start }, [rung(name)]);
    written();
    await mayGo;
  });
  await isWritten;
  return {
    async commit() {
      go();
      await done;
    },
  };
}

const rung = (name: string) => ({ kind: "bell.rung", space: null, subject: `bell:${name}`, payload: {} });

const ring = (rig: Rig, name: string) =>
  rig.db.transaction((tx) => record(tx, { actor: "system", now: start }, [rung(name)]));

it("a reader waits for a transaction that began before others and is committed after them, also over a restart", async () => {
  const rig = await freshDatabase();
  const heard: string[] = [];
  const listen = () =>
    follow(
      rig.db,
      { name: "bells", place: "stored", kinds: ["bell.rung"], read: async ({ subject }) => void heard.push(subject) },
      silent,
    );
  const cursor = async () => (await rig.db.read.select().from(readerCursors))[0]?.seq;

  await ring(rig, "first");
  const before = listen();
  await until(cursor);
  const slow = await slowly(rig, "slow");
  await ring(rig, "quick");
  const other = await slowly(rig, "slower");
  await ring(rig, "quicker");
  // Its place stays before the slow one, whose number is lower than the quick one's.
  await before.stop();
  const place = await cursor();
  expect(heard).toEqual(["bell:first"]);

  const after = listen();
  await slow.commit();
  await until(() => heard.length >= 3);
  // What is behind the next one that is still open waits for that.
  expect(heard).toEqual(["bell:first", "bell:slow", "bell:quick"]);
  await other.commit();
  await until(() => heard.length >= 5);
  await after.stop();
  expect(heard).toEqual(["bell:first", "bell:slow", "bell:quick", "bell:slower", "bell:quicker"]);
  expect(Number(await cursor())).toBeGreaterThan(Number(place));
});
