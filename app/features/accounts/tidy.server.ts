import { and, eq, inArray, lt, lte } from "drizzle-orm";
import type { Database } from "../../../db/database.ts";
import { jobs, parkedForms } from "../../../db/schema/log.ts";
import { emailChanges, mailTokens, sessions } from "../../../db/schema/members.ts";
import { enqueue } from "../../platform/jobs.server.ts";

/** The kind of the daily job that deletes what is over. */
export const tidyJob = "accounts.tidy";

const day = 24 * 3_600_000;

/** How long what is done stays to be looked at, in milliseconds. */
export const kept = 30 * day;

/** Makes sure that the daily job waits. */
export async function planTidying(db: Database, now: number): Promise<void> {
  await db.transaction(async (tx) => {
    const open = and(eq(jobs.kind, tidyJob), inArray(jobs.state, ["waiting", "running"]));
    const found = await tx.select({ id: jobs.id }).from(jobs).where(open).limit(1);
    if (found.length === 0) await enqueue(tx, { now }, { kind: tidyJob, payload: {} });
  });
}

/**
 * Deletes parked forms, changes of address and sessions that are over, and mailed links and done jobs that have been for
 * 30 days; plans itself for tomorrow.
 */
export async function tidy(db: Database, now: number): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.delete(parkedForms).where(lte(parkedForms.expiresAt, now));
    await tx.delete(emailChanges).where(lte(emailChanges.expiresAt, now));
    await tx.delete(sessions).where(lte(sessions.expiresAt, now));
    // A new confirmation still leads where the old one would have.
    await tx.delete(mailTokens).where(lt(mailTokens.expiresAt, now - kept));
    await tx.delete(jobs).where(and(eq(jobs.state, "done"), lt(jobs.doneAt, now - kept)));
    // A job may run twice, and would then be two each day from then on.
    const next = and(eq(jobs.kind, tidyJob), eq(jobs.state, "waiting"));
    const planned = await tx.select({ id: jobs.id }).from(jobs).where(next).limit(1);
    if (planned.length === 0) await enqueue(tx, { now }, { kind: tidyJob, payload: {}, runAt: now + day });
  });
}
