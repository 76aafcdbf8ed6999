/**
 * Signs the head of the chain of seals once a day.
 * Threats: whoever may write to the database can change the log and seal it anew. A head that somebody
 * saved before has another hash then, and its signature says that the site itself gave it out, so that nobody
 * can invent one either. Whoever has the secret can sign false heads, and no more: the log is not signed with it.
 */
import { and, desc, eq, inArray } from "drizzle-orm";
import type { Database, Tx } from "../../../db/database.ts";
import { lockReader } from "../../../db/dialect/locks.ts";
import { jobs, seals } from "../../../db/schema/log.ts";
import { signedHeads } from "../../../db/schema/proof.ts";
import { type Config, originOf } from "../../platform/config.server.ts";
import { enqueue } from "../../platform/jobs.server.ts";
import { sealLog } from "../../platform/seals.server.ts";
import { signingKey } from "../../platform/signing.server.ts";
import { isDue, nextDay } from "./rules.ts";
import { signedBy } from "./signatures.server.ts";

/** The kind of the job that signs a head each day. */
export const headJob = "proof.head";

/** Makes sure that the daily job waits. */
export async function planHeads(db: Database, now: number): Promise<void> {
  await db.transaction(async (tx) => {
    await lockReader(tx, "heads");
    const open = and(eq(jobs.kind, headJob), inArray(jobs.state, ["waiting", "running"]));
    const found = await tx.select({ id: jobs.id }).from(jobs).where(open).limit(1);
    if (found.length === 0) await enqueue(tx, { now }, { kind: headJob, payload: {} });
  });
}

/**
 * Signs the last seal, unless nothing was sealed since the newest head or a head was signed today (UTC); plans
 * itself for tomorrow. Several servers may do so at once.
 */
export async function signHead({ db, config }: { db: Database; config: Config }, now: number): Promise<void> {
  await sealLog(db);
  await db.transaction(async (tx) => {
    await lockReader(tx, "heads");
    const newest = { n: signedHeads.n, at: signedHeads.at };
    const [last] = await tx.select(newest).from(signedHeads).orderBy(desc(signedHeads.n)).limit(1);
    const [seal] = await tx.select({ n: seals.n, hash: seals.hash }).from(seals).orderBy(desc(seals.n)).limit(1);
    if (seal && isDue(last, seal.n, now)) {
      const head = { ...seal, at: now, site: originOf(config) };
      await tx.insert(signedHeads).values(signedBy(signingKey(config, "head"), head));
    }
    await planNext(tx, now);
  });
}

/** A job may run twice, and would then be two each day from then on. */
async function planNext(tx: Tx, now: number): Promise<void> {
  const next = and(eq(jobs.kind, headJob), eq(jobs.state, "waiting"));
  const planned = await tx.select({ id: jobs.id }).from(jobs).where(next).limit(1);
  if (planned.length === 0) await enqueue(tx, { now }, { kind: headJob, payload: {}, runAt: nextDay(now) });
}
