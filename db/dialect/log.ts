/**
 * Reading the event log in the order of commits.
 *
 * On SQLite there is one writer, so `seq` is that order. On PostgreSQL a higher number can be
 * committed before a lower one: a plain cursor would skip the lower one for good. There the
 * order is (transaction, seq), and reading stops at the oldest transaction still running.
 */
import { and, asc, desc, gt, or, eq, sql } from "drizzle-orm";
import { dialect } from "../columns.ts";
import type { Reads } from "../database.ts";
import { events } from "../schema/log.ts";

/** A place in the log: everything up to and including it has been read. */
export type LogPosition = { transaction: number; seq: number };

export const logStart: LogPosition = { transaction: 0, seq: 0 };

const settled = sql`${events.transaction} < pg_snapshot_xmin(pg_current_snapshot())::text::bigint`;

/** Up to `limit` events after a position, in the order of commits. */
export async function eventsAfter(read: Reads, after: LogPosition, limit: number) {
  if (dialect === "sqlite") {
    return read.select().from(events).where(gt(events.seq, after.seq)).orderBy(asc(events.seq)).limit(limit);
  }
  const later = or(
    gt(events.transaction, after.transaction),
    and(eq(events.transaction, after.transaction), gt(events.seq, after.seq)),
  );
  return read
    .select()
    .from(events)
    .where(and(later, settled))
    .orderBy(asc(events.transaction), asc(events.seq))
    .limit(limit);
}

/** The position of the newest event that a reader may already see. */
export async function logHead(read: Reads): Promise<LogPosition> {
  const position = { transaction: events.transaction, seq: events.seq };
  const rows =
    dialect === "sqlite"
      ? await read.select(position).from(events).orderBy(desc(events.seq)).limit(1)
      : await read
          .select(position)
          .from(events)
          .where(settled)
          .orderBy(desc(events.transaction), desc(events.seq))
          .limit(1);
  return { transaction: rows[0]?.transaction ?? 0, seq: rows[0]?.seq ?? 0 };
}
