/**
 * Seals the event log: each event gets the hash of itself and of everything before it. Whoever has
 * kept one hash can tell later whether anything up to it was changed. It is done behind the commands,
 * many events at once, because a chain inside them would let only one command run at a time.
 */
import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { desc, eq } from "drizzle-orm";
import type { Database, Tx } from "../../db/database.ts";
import { lockReader } from "../../db/dialect/locks.ts";
import { eventsAfter, type LogPosition, logStart } from "../../db/dialect/log.ts";
import { troubleOf } from "../../db/dialect/trouble.ts";
import { events, type Payload, seals } from "../../db/schema/log.ts";
import type { Log } from "./log.server.ts";

/** What is sealed of an event: what it says, not where it lies, so that a seal survives a move. */
export type SealedEvent = {
  id: string;
  at: number;
  actor: string;
  kind: string;
  space: string | null;
  subject: string;
  cause: string;
  payload: Payload;
  rules: string;
};

/** The hash before the first one. */
export const firstHash = "";

/** How long the log may grow before its end is sealed, in milliseconds. */
const pause = 2_000;
/** Few enough that a writer waits for a few milliseconds only. */
const batch = 200;
/** How long others get the database for themselves between two batches, in milliseconds. */
const gap = 10;

/** The hash of an event that follows one with the hash `before`: hexadecimal, 64 characters. */
export function sealOf(before: string, event: SealedEvent): string {
  const { id, at, actor, kind, space, subject, cause, payload, rules } = event;
  const text = canonicalJson({ id, at, actor, kind, space, subject, cause, payload, rules });
  return createHash("sha256")
    .update(before + text)
    .digest("hex");
}

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/**
 * One text for one value, by RFC 8785: JavaScript writes strings and numbers as it asks, so that only
 * the order of keys (by UTF-16 code units) is left to be seen to.
 */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const pairs = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${pairs.map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`).join()}}`;
}

/** Seals the end of the log every two seconds until `stop` is called. Several servers may do so at once. */
export function keepSealing(db: Database, log: Log): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const finished = run();
  return {
    stop: () => {
      stopping.abort();
      return finished;
    },
  };

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await sealLog(db, stopping.signal).catch((error: unknown) => {
        log[troubleOf(error) ? "warn" : "error"](
          { err: error },
          "the event log could not be sealed; it is tried again",
        );
      });
      await wait(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }
}

/** Seals what is not sealed yet, in short transactions, and gives how many events that were. */
export async function sealLog(db: Database, until?: AbortSignal): Promise<number> {
  let sealed = 0;
  while (!until?.aborted) {
    const fresh = await db.transaction(sealBatch);
    sealed += fresh;
    if (fresh < batch) break;
    await wait(gap);
  }
  return sealed;
}

async function sealBatch(tx: Tx): Promise<number> {
  await lockReader(tx, "seals");
  const last = await lastSeal(tx);
  const fresh = await eventsAfter(tx, last, batch);
  let { n, hash } = last;
  const rows = fresh.map((event) => ({ n: ++n, eventId: event.id, hash: (hash = sealOf(hash, event)) }));
  if (rows.length > 0) await tx.insert(seals).values(rows);
  return rows.length;
}

/** Where the chain ends: its last link, and the place in the log of the event that this is of. */
async function lastSeal(tx: Tx): Promise<{ n: number; hash: string } & LogPosition> {
  const [last] = await tx
    .select({ n: seals.n, hash: seals.hash, transaction: events.transaction, seq: events.seq })
    .from(seals)
    .innerJoin(events, eq(events.id, seals.eventId))
    .orderBy(desc(seals.n))
    .limit(1);
  return last ? { ...last, transaction: last.transaction ?? 0 } : { n: 0, hash: firstHash, ...logStart };
}
