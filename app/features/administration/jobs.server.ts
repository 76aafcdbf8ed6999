import { and, asc, count, desc, eq, inArray, max, min } from "drizzle-orm";
import { jobs } from "../../../db/schema/log.ts";
import { stillGoverns } from "../accounts/queries.server.ts";
import { tidyJob } from "../accounts/tidy.server.ts";
import { nightlyJob } from "../fairness/looking.server.ts";
import { overdueJob } from "../piloting/overdue.server.ts";
import { headJob } from "../proof/signing.server.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { must } from "../../platform/policy.ts";
import { jobDiscarded, jobRetried } from "./events.ts";
import { mayAdminister } from "./policy.ts";

/** The kinds of jobs that plan themselves anew. */
const recurring = [tidyJob, overdueJob, headJob, nightlyJob];

const mostListed = 100;

/** Jobs that failed for good, those that come again and again, and how many of each kind there are. Throws `Forbidden`. */
export async function jobsPage(ctx: Context) {
  must(mayAdminister(ctx.actor));
  const { read } = ctx.db;
  const [failed, planned, last, counts] = await Promise.all([
    read
      .select({
        id: jobs.id,
        kind: jobs.kind,
        attempts: jobs.attempts,
        lastError: jobs.lastError,
        createdAt: jobs.createdAt,
      })
      .from(jobs)
      .where(eq(jobs.state, "dead"))
      .orderBy(desc(jobs.createdAt), desc(jobs.id))
      .limit(mostListed),
    read
      .select({ kind: jobs.kind, at: min(jobs.runAt) })
      .from(jobs)
      .where(and(inArray(jobs.kind, recurring), inArray(jobs.state, ["waiting", "running"])))
      .groupBy(jobs.kind),
    read
      .select({ kind: jobs.kind, at: max(jobs.doneAt) })
      .from(jobs)
      .where(and(inArray(jobs.kind, recurring), eq(jobs.state, "done")))
      .groupBy(jobs.kind),
    read
      .select({ kind: jobs.kind, state: jobs.state, count: count() })
      .from(jobs)
      .groupBy(jobs.kind, jobs.state)
      .orderBy(asc(jobs.kind)),
  ]);
  const kinds = [...new Set(counts.map(({ kind }) => kind))];
  const of = (kind: string, ...states: string[]) =>
    counts.filter((row) => row.kind === kind && states.includes(row.state)).reduce((sum, row) => sum + row.count, 0);
  return {
    failed,
    recurring: recurring.map((kind) => ({
      kind,
      last: last.find((row) => row.kind === kind)?.at ?? null,
      next: planned.find((row) => row.kind === kind)?.at ?? null,
    })),
    kinds: kinds.map((kind) => ({
      kind,
      waiting: of(kind, "waiting", "running"),
      failed: of(kind, "dead"),
      done: of(kind, "done"),
    })),
  };
}

/** Lets a failed job begin anew, with all its attempts. Throws `Forbidden`, `NotFound`. */
export async function retryJob(ctx: Context, id: string): Promise<void> {
  const { actor } = signedIn(ctx);
  must(mayAdminister(actor));
  await ctx.db.transaction(async (tx) => {
    must(await stillGoverns(tx, actor.id));
    const [job] = await tx
      .update(jobs)
      .set({ state: "waiting", runAt: ctx.now, attempts: 0 })
      .where(and(eq(jobs.id, id), eq(jobs.state, "dead")))
      .returning({ id: jobs.id, kind: jobs.kind });
    if (!job) throw new NotFound();
    await record(tx, ctx, [jobRetried(job)]);
  });
}

/** Gives a failed job up: it is deleted, with what it held. Throws `Forbidden`, `NotFound`. */
export async function discardJob(ctx: Context, id: string): Promise<void> {
  const { actor } = signedIn(ctx);
  must(mayAdminister(actor));
  await ctx.db.transaction(async (tx) => {
    must(await stillGoverns(tx, actor.id));
    const [job] = await tx
      .delete(jobs)
      .where(and(eq(jobs.id, id), eq(jobs.state, "dead")))
      .returning({ id: jobs.id, kind: jobs.kind });
    if (!job) throw new NotFound();
    await record(tx, ctx, [jobDiscarded(job)]);
  });
}
