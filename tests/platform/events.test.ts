import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { logHead } from "../../db/dialect/log.ts";
import { events, readerCursors } from "../../db/schema/log.ts";
import { settings } from "../../db/schema/log.ts";
import {
  type CatchingUpReader,
  follow,
  type Happening,
  type LoggedEvent,
  record,
  useExactReaders,
} from "../../app/platform/events.server.ts";
import { logger } from "../../app/platform/log.server.ts";
import { freshDatabase, person, type Rig, start } from "../support/database.ts";
import { until } from "../support/until.ts";

const log = logger("silent");
const system = { actor: "system", now: start } as const;

function rang(bell: string): Happening {
  return { kind: "bell.rang", space: null, subject: `bell:${bell}`, payload: { bell } };
}

async function ring(rig: Rig, ...bells: string[]) {
  await rig.db.transaction((tx) => record(tx, system, bells.map(rang)));
}

function listener(place: CatchingUpReader["place"], name = "test: bells") {
  const heard: string[] = [];
  const reader: CatchingUpReader = {
    name,
    place,
    kinds: ["bell.rang"],
    read: async (event) => void heard.push(String(event.payload.bell)),
  };
  return { heard, reader };
}

describe("what a command records", () => {
  it("shares one cause, also over several records of one transaction, and with no other transaction", async () => {
    const rig = await freshDatabase();
    const ann = await person(rig, "ann");
    await rig.db.transaction(async (tx) => {
      await record(tx, { actor: ann, now: start }, [rang("a"), rang("b")]);
      await record(tx, { actor: ann, now: start }, [rang("c")]);
    });
    await ring(rig, "d");
    const logged = await rig.db.read.select().from(events).orderBy(events.seq);
    expect(logged.map((event) => event.subject)).toEqual(["bell:a", "bell:b", "bell:c", "bell:d"]);
    expect(new Set(logged.slice(0, 3).map((event) => event.cause)).size).toBe(1);
    expect(logged[3]?.cause).not.toBe(logged[0]?.cause);
    expect(logged.map((event) => event.actor)).toEqual([ann.id, ann.id, ann.id, "system"]);
    expect(new Set(logged.map((event) => event.id)).size).toBe(4);
  });

  it("is gone with everything else when the transaction fails", async () => {
    const rig = await freshDatabase();
    const failing = rig.db.transaction(async (tx) => {
      await record(tx, system, [rang("a")]);
      throw new Error("stop");
    });
    await expect(failing).rejects.toThrow("stop");
    expect(await rig.db.read.select().from(events)).toEqual([]);
  });

  it("is read by exact readers inside the same transaction, which fails with them", async () => {
    const rig = await freshDatabase();
    const seen: LoggedEvent[] = [];
    useExactReaders([
      {
        name: "test: exact",
        kinds: ["bell.rang"],
        async read(tx, read) {
          for (const event of read) {
            seen.push(event);
            await tx.insert(settings).values({ name: String(event.payload.bell), value: "rang" });
          }
        },
      },
    ]);
    await ring(rig, "a");
    expect(await rig.db.read.select().from(settings)).toEqual([{ name: "a", value: "rang" }]);
    await expect(ring(rig, "b", "a")).rejects.toThrow();
    expect(await rig.db.read.select().from(settings)).toHaveLength(1);
    expect(await rig.db.read.select().from(events)).toHaveLength(1);
    expect(seen.map((event) => event.payload.bell)).toEqual(["a", "b", "a"]);
    useExactReaders([]);
  });
});

describe("a reader that catches up", () => {
  it("with a stored place goes on where it was, and misses nothing that happened meanwhile", async () => {
    const rig = await freshDatabase();
    await ring(rig, "before");
    const first = listener("stored");
    const following = follow(rig.db, first.reader, log);
    await ring(rig, "during");
    await expect.poll(() => first.heard).toEqual(["before", "during"]);
    await expect.poll(() => rig.db.read.select().from(readerCursors)).toMatchObject([{ seq: 2 }]);
    await following.stop();
    await ring(rig, "meanwhile");

    const second = listener("stored");
    const again = follow(rig.db, second.reader, log);
    await expect.poll(() => second.heard).toEqual(["meanwhile"]);
    await again.stop();
  });

  it("that crashed half-way sees the rest again and loses none", async () => {
    const rig = await freshDatabase();
    await ring(rig, "a", "b", "c");
    const heard: string[] = [];
    let isBroken = true;
    const crashing: CatchingUpReader = {
      ...listener("stored").reader,
      async read(event) {
        if (isBroken && event.payload.bell === "b") throw new Error("crash");
        heard.push(String(event.payload.bell));
      },
    };
    const following = follow(rig.db, crashing, log);
    await expect.poll(() => heard).toContain("a");
    await following.stop();
    expect(heard).not.toContain("c");
    isBroken = false;
    const again = follow(rig.db, crashing, log);
    await expect.poll(() => heard.at(-1)).toBe("c");
    await again.stop();
    expect(heard.filter((bell) => bell === "b")).toHaveLength(1);
  });

  it("tries a failing event again instead of passing over it", async () => {
    const rig = await freshDatabase();
    let tries = 0;
    const heard: string[] = [];
    const following = follow(
      rig.db,
      {
        ...listener("stored").reader,
        async read(event) {
          if (event.payload.bell === "a" && ++tries < 2) throw new Error("not yet");
          heard.push(String(event.payload.bell));
        },
      },
      log,
    );
    await ring(rig, "a");
    await ring(rig, "b");
    await expect.poll(() => heard, { timeout: 5_000 }).toEqual(["a", "b"]);
    await following.stop();
    expect(tries).toBe(2);
  });

  it("from now hears nothing of the past", async () => {
    const rig = await freshDatabase();
    await ring(rig, "past");
    await until(async () => (await logHead(rig.db.read)).seq > 0);
    const { heard, reader } = listener("from now");
    const following = follow(rig.db, reader, log);
    // Whether the reader has found its place cannot be seen from outside: ring until it hears.
    await expect
      .poll(async () => {
        await ring(rig, "now");
        return heard.includes("now");
      })
      .toBe(true);
    await following.stop();
    expect(heard).not.toContain("past");
    expect(await rig.db.read.select().from(readerCursors)).toEqual([]);
  });

  it("may take what came together at once", async () => {
    const rig = await freshDatabase();
    const batches: number[] = [];
    const { name, place, kinds } = listener("stored").reader;
    const reader = {
      name,
      place,
      kinds,
      readBatch: async (read: readonly LoggedEvent[]) => void batches.push(read.length),
    };
    await ring(rig, ...Array.from({ length: 120 }, (_, n) => String(n)));
    const following = follow(rig.db, reader, log);
    await expect.poll(() => batches.reduce((sum, size) => sum + size, 0)).toBe(120);
    await following.stop();
    expect(Math.max(...batches)).toBeLessThanOrEqual(50);
  });

  it("lets others have their turn between two events", async () => {
    const rig = await freshDatabase();
    await ring(rig, ...Array.from({ length: 300 }, (_, n) => String(n)));
    const { heard, reader } = listener("stored");
    const following = follow(rig.db, reader, log);
    let turns = 0;
    while (heard.length < 300) {
      await nextTurn();
      turns++;
    }
    await following.stop();
    expect(turns).toBeGreaterThan(300);
  });

  it("works through more than one batch in the order of the log", async () => {
    const rig = await freshDatabase();
    const bells = Array.from({ length: 450 }, (_, n) => String(n));
    await ring(rig, ...bells.slice(0, 225));
    await ring(rig, ...bells.slice(225));
    const { heard, reader } = listener("stored");
    const following = follow(rig.db, reader, log);
    await expect.poll(() => heard.length).toBe(450);
    await following.stop();
    expect(heard).toEqual(bells);
  });
});
