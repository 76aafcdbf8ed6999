/**
 * Work for after the commit. A command writes a job row in its own transaction, so that work is
 * never done for something rolled back and never forgotten. A claim is a lease: when a process
 * dies, the lease lapses and the job is claimed again. So each job may run twice: its effect
 * must bear that (a mail keeps its Message-ID).
 */
import { and, eq, inArray, lte, or, sql } from "drizzle-orm";
import { lockJobs } from "../../db/dialect/locks.ts";
import { troubleOf } from "../../db/dialect/trouble.ts";
import type { Database, Tx } from "../../db/database.ts";
import { jobs } from "../../db/schema/log.ts";
import { summaryOf } from "./error-facts.server.ts";
import { newId } from "./ids.ts";
import type { Log } from "./log.server.ts";
import { once } from "./once.server.ts";

export type Job = typeof jobs.$inferSelect;

/** What a kind of job does with its payload. A throw is a failed attempt. */
export type JobHandler = (job: Job) => Promise<void>;

const leaseMilliseconds = 60_000;
const pollMilliseconds = 1_000;
const mostAttempts = 8;
const atOnce = 10;

const sleepers = once("job sleepers", () => new Set<() => void>());

/** Thrown by a handler when what it needs is away, such as a mail server: it is tried for days, not a few times. */
export class Away extends Error {
  override name = "Away";
}

/** How long a job waits for what is away before it has failed, in milliseconds. */
const longestAway = 3 * 86_400_000;

/**
 * Adds a job to the transaction; it runs from `runAt` (milliseconds since 1970 UTC), by default at once.
 * `id`: one that the caller has already written elsewhere.
 */
export async function enqueue(
  tx: Tx,
  at: { now: number },
  job: { id?: string; kind: string; payload: unknown; runAt?: number },
): Promise<void> {
  await tx.insert(jobs).values({
    id: job.id ?? newId(at.now),
    kind: job.kind,
    payload: job.payload,
    state: "waiting",
    runAt: job.runAt ?? at.now,
    createdAt: at.now,
  });
  tx.afterCommit(() => {
    for (const wake of sleepers) wake();
  });
}

/** Wait before attempt n + 1, in milliseconds: 5 s, 20 s, 80 s … at most an hour. */
export function backoff(attempts: number): number {
  return Math.min(5_000 * 4 ** (attempts - 1), 3_600_000);
}

/** Claims and runs due jobs until `stop` is called; `stop` waits for those under way. */
export function runJobs(
  db: Database,
  handlers: Readonly<Record<string, JobHandler>>,
  log: Log,
  clock: () => number,
): { stop(): Promise<void> } {
  let stopping = false;
  const finished = run();
  return {
    stop: () => {
      stopping = true;
      for (const wake of sleepers) wake();
      return finished;
    },
  };

  async function run(): Promise<void> {
    while (!stopping) {
      const claimed = await claim().catch((error: unknown) => {
        log[troubleOf(error) ? "warn" : "error"]({ err: error }, "jobs could not be claimed");
        return [];
      });
      // At once: a slow one must not use up the leases of the others.
      await Promise.all(claimed.map(attempt));
      if (claimed.length < atOnce && !stopping) await sleep();
    }
  }

  async function claim(): Promise<Job[]> {
    const now = clock();
    const due = or(
      and(eq(jobs.state, "waiting"), lte(jobs.runAt, now)),
      and(eq(jobs.state, "running"), lte(jobs.claimedUntil, now)),
    );
    // Looked at first, so that a server with nothing to do does not write.
    const [any] = await db.read.select({ id: jobs.id }).from(jobs).where(due).limit(1);
    if (!any) return [];
    return db.transaction(async (tx) => {
      const ids = await lockJobs(tx, due, atOnce);
      return tx
        .update(jobs)
        .set({ state: "running", claimedUntil: now + leaseMilliseconds, attempts: sql`${jobs.attempts} + 1` })
        .where(inArray(jobs.id, ids))
        .returning();
    });
  }

  async function attempt(job: Job): Promise<void> {
    const renewing = setInterval(() => void renew(job).catch(() => undefined), leaseMilliseconds / 3);
    try {
      const handler = handlers[job.kind];
      if (!handler) throw new Error(`No handler for jobs of kind "${job.kind}".`);
      await handler(job);
      // What is done needs its payload no more, and a mail's may hold the secret of its link.
      await settle(job, { state: "done", doneAt: clock(), lastError: null, payload: {} });
    } catch (error) {
      // A demo that began again meanwhile has other jobs: nobody waits for this one.
      if ((await db.read.$count(jobs, eq(jobs.id, job.id)).catch(() => 1)) === 0) return;
      const isWaiting = error instanceof Away && clock() - job.createdAt < longestAway;
      const isDead = job.attempts >= mostAttempts && !isWaiting;
      log.error({ err: error, job: job.id, kind: job.kind, attempts: job.attempts, dead: isDead }, "a job failed");
      await settle(job, {
        state: isDead ? "dead" : "waiting",
        runAt: clock() + backoff(job.attempts),
        lastError: summaryOf(error),
      }).catch(() => undefined); // the lease lapses and the job is claimed again
    } finally {
      clearInterval(renewing);
    }
  }

  /** Whoever is still at work keeps the job. */
  async function renew(job: Job): Promise<void> {
    await db.transaction(async (tx) => {
      await tx
        .update(jobs)
        .set({ claimedUntil: clock() + leaseMilliseconds })
        .where(and(eq(jobs.id, job.id), eq(jobs.attempts, job.attempts), eq(jobs.state, "running")));
    });
  }

  /** Writes how an attempt ended, unless its lease lapsed and somebody else has claimed the job since. */
  async function settle(job: Job, outcome: Partial<Job>): Promise<void> {
    await db.transaction(async (tx) => {
      await tx
        .update(jobs)
        .set({ ...outcome, claimedUntil: null })
        .where(and(eq(jobs.id, job.id), eq(jobs.attempts, job.attempts), eq(jobs.state, "running")));
    });
  }

  function sleep(): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        sleepers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, pollMilliseconds);
      sleepers.add(wake);
    });
  }
}
