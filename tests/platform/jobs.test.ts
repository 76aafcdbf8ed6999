import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { jobs } from "../../db/schema/log.ts";
import { backoff, enqueue, type JobHandler, runJobs } from "../../app/platform/jobs.server.ts";
import { logger } from "../../app/platform/log.server.ts";
import { freshDatabase, type Rig, start } from "../support/database.ts";

const minute = 60_000;

/** Jobs run by a clock that the test moves. */
async function workshop(handle: JobHandler) {
  const rig = await freshDatabase();
  const time = { now: start };
  const open = () => runJobs(rig.db, { knock: handle }, logger("silent"), () => time.now);
  return { rig, time, open };
}

async function add(rig: Rig, change: { runAt?: number; kind?: string } = {}) {
  await rig.db.transaction((tx) => enqueue(tx, { now: start }, { kind: "knock", payload: { door: 1 }, ...change }));
}

async function only(rig: Rig) {
  const [job] = await rig.db.read.select().from(jobs);
  return job;
}

describe("a job", () => {
  it("runs once after the commit that asked for it, and forgets what it was told", async () => {
    let runs = 0;
    const { rig, open } = await workshop(async () => void runs++);
    const worker = open();
    await add(rig);
    await expect.poll(() => only(rig).then((job) => job?.state), { timeout: 5_000 }).toBe("done");
    await worker.stop();
    expect(runs).toBe(1);
    expect(await only(rig)).toMatchObject({ attempts: 1, payload: {}, lastError: null, claimedUntil: null });
  });

  it("is not there when its transaction fails", async () => {
    const { rig } = await workshop(async () => undefined);
    const failing = rig.db.transaction(async (tx) => {
      await enqueue(tx, { now: start }, { kind: "knock", payload: {} });
      throw new Error("stop");
    });
    await expect(failing).rejects.toThrow("stop");
    expect(await only(rig)).toBeUndefined();
  });

  it("waits for its time", async () => {
    let runs = 0;
    const { rig, time, open } = await workshop(async () => void runs++);
    await add(rig, { runAt: start + minute });
    await add(rig);
    const first = open();
    await expect.poll(() => runs, { timeout: 5_000 }).toBe(1);
    await first.stop();
    expect(runs).toBe(1);
    time.now = start + minute;
    const second = open();
    await expect.poll(() => runs, { timeout: 5_000 }).toBe(2);
    await second.stop();
  });

  it("is claimed again when the process that claimed it died and its lease lapsed", async () => {
    let runs = 0;
    const { rig, time, open } = await workshop(async () => void runs++);
    await add(rig);
    await rig.db.transaction((tx) =>
      tx.update(jobs).set({ state: "running", attempts: 1, claimedUntil: start + minute }),
    );
    const early = open();
    await add(rig);
    await expect.poll(() => runs, { timeout: 5_000 }).toBe(1);
    await early.stop();
    expect(runs).toBe(1);

    time.now = start + minute;
    const late = open();
    await expect.poll(() => runs, { timeout: 5_000 }).toBe(2);
    await late.stop();
    const states = await rig.db.read.select({ state: jobs.state, attempts: jobs.attempts }).from(jobs);
    expect(states.toSorted((a, b) => a.attempts - b.attempts)).toEqual([
      { state: "done", attempts: 1 },
      { state: "done", attempts: 2 },
    ]);
  });

  it("is claimed by one of two workers only", async () => {
    let runs = 0;
    const { rig, open } = await workshop(async () => void runs++);
    for (let n = 0; n < 12; n++) await add(rig);
    const workers = [open(), open()];
    await expect
      .poll(() => rig.db.read.select().from(jobs).where(eq(jobs.state, "done")), { timeout: 10_000 })
      .toHaveLength(12);
    await Promise.all(workers.map((worker) => worker.stop()));
    expect(runs).toBe(12);
  });

  it("is tried again later and later, and is dead after the eighth failure", async () => {
    const { rig, time, open } = await workshop(() => Promise.reject(new Error("the door is shut")));
    await add(rig);
    for (let attempt = 1; attempt <= 8; attempt++) {
      const worker = open();
      await expect.poll(() => only(rig).then((job) => job?.state !== "running" && job?.attempts)).toBe(attempt);
      await worker.stop();
      const job = await only(rig);
      expect(job?.lastError).toBe("the door is shut");
      expect(job?.runAt).toBe(time.now + backoff(attempt));
      expect(job?.state).toBe(attempt === 8 ? "dead" : "waiting");
      time.now = job?.runAt ?? time.now;
    }
  });

  it("runs beside the others, so that a slow one uses up nobody's lease", async () => {
    let isSecondThere: () => void = () => undefined;
    const second = new Promise<void>((resolve) => (isSecondThere = resolve));
    let runs = 0;
    const { rig, open } = await workshop(async () => {
      if (++runs === 1) await second;
      else isSecondThere();
    });
    await rig.db.transaction(async (tx) => {
      for (let n = 0; n < 2; n++) await enqueue(tx, { now: start }, { kind: "knock", payload: {} });
    });
    const worker = open();
    await expect
      .poll(() => rig.db.read.select().from(jobs).where(eq(jobs.state, "done")), { timeout: 5_000 })
      .toHaveLength(2);
    await worker.stop();
  });

  it("that outlived its lease does not write over who claimed it since", async () => {
    const claims = { attempts: 2, state: "running" as const, claimedUntil: start + 2 * minute };
    let isDone = false;
    const { rig, open } = await workshop(async () => {
      await rig.db.transaction((tx) => tx.update(jobs).set(claims));
      isDone = true;
    });
    await add(rig);
    const worker = open();
    await expect.poll(() => isDone, { timeout: 5_000 }).toBe(true);
    await worker.stop();
    expect(await only(rig)).toMatchObject(claims);
  });

  it("that fails keeps nothing of what it was told in its error", async () => {
    const { rig, open } = await workshop(async () => {
      await rig.db.transaction((tx) => tx.insert(jobs).values({ ...secretRow, id: "twice" }));
      await rig.db.transaction((tx) => tx.insert(jobs).values({ ...secretRow, id: "twice" }));
    });
    await add(rig);
    const worker = open();
    await expect
      .poll(() =>
        rig.db.read
          .select()
          .from(jobs)
          .where(eq(jobs.attempts, 1))
          .then((rows) => rows[0]?.lastError),
      )
      .toMatch(/UNIQUE|23505/);
    await worker.stop();
    const [failed] = await rig.db.read.select().from(jobs).where(eq(jobs.attempts, 1));
    expect(failed?.lastError).not.toContain("Quokka");
    expect(failed?.lastError).not.toContain("insert");
  });

  it("that is gone when it fails is nobody's any more, and its failure no fault", async () => {
    const rig = await freshDatabase();
    const said: unknown[] = [];
    const log = { ...logger("silent"), error: (...words: unknown[]) => void said.push(words) } as ReturnType<
      typeof logger
    >;
    let ran = 0;
    const handle: JobHandler = async () => {
      ran++;
      await rig.db.transaction((tx) => tx.delete(jobs));
      throw new Error("Its idea is gone.");
    };
    await add(rig);
    const worker = runJobs(rig.db, { knock: handle }, log, () => start);
    await expect.poll(() => ran, { timeout: 5_000 }).toBe(1);
    await worker.stop();
    expect(said).toEqual([]);
    expect(await only(rig)).toBeUndefined();
  });

  it("of a kind that nothing handles fails and says so", async () => {
    const { rig, open } = await workshop(async () => undefined);
    await add(rig, { kind: "unheard" });
    const worker = open();
    await expect.poll(() => only(rig).then((job) => job?.lastError)).toContain("unheard");
    await worker.stop();
  });
});

const secretRow = {
  kind: "Quokka",
  payload: {},
  state: "waiting" as const,
  runAt: start + 99 * minute,
  createdAt: start,
};

it("the wait before another try grows fourfold up to an hour", () => {
  expect([1, 2, 3, 4, 8].map(backoff)).toEqual([5_000, 20_000, 80_000, 320_000, 3_600_000]);
});
