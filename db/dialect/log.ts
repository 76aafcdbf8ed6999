/**
 * Reading the event log in the order of commits.
 *
 * On SQLite there is one writer, so `seq` is that order. On PostgreSQL a higher number can be
 * committed before a lower one: a plain cursor would skip the lower one for good. There the
 * order is (transaction, seq), and reading stops at the oldest transaction still running.
 */
import { and, asc, desc, eq, getTableColumns, gt, gte, inArray, lte, or, type SQL, sql } from "drizzle-orm";
import { dialect } from "../columns.ts";
import type { Reads } from "../database.ts";
import { events, type Payload } from "../schema/log.ts";

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

/** The whole log as of a moment: what has a number up to `head`, and on PostgreSQL which transactions were over then. */
export type LogMoment = { head: number; over: number };

/** The moment at which this is asked. */
export async function logMoment(read: Reads): Promise<LogMoment> {
  const over =
    dialect === "sqlite" ? sql<number>`0` : sql<number>`pg_snapshot_xmin(pg_current_snapshot())::text::bigint`;
  const [row] = await read
    .select({ head: sql<number>`coalesce(max(${events.seq}), 0)`.mapWith(Number), over: over.mapWith(Number) })
    .from(events);
  return row ?? { head: 0, over: 0 };
}

/** What an event tells; which command brought it and what rules held is not read again for a million of them. */
const { cause: _cause, rules: _rules, ...told } = getTableColumns(events);

export type Told = Omit<typeof events.$inferSelect, "cause" | "rules">;

/**
 * Up to `limit` events of some kinds up to a moment, by their numbers: so those of one idea stand in the order in which they happened,
 * whichever transaction began first. What was not committed yet is given by `eventsLate`, and comes after all these.
 */
export async function eventsUpTo(
  read: Reads,
  { head }: LogMoment,
  { kinds, after, limit }: { kinds: readonly string[]; after: number; limit: number },
): Promise<Told[]> {
  const some = and(gt(events.seq, after), lte(events.seq, head), inArray(events.kind, [...kinds]));
  if (dialect === "postgres") return read.select(told).from(events).where(some).orderBy(asc(events.seq)).limit(limit);
  const { seq, id, at, actor, kind, space, subject, payload } = events;
  const columns = sql.join([seq, id, at, actor, kind, space, subject, payload], sql`, `);
  const rows = await (read as unknown as ReadsValues).values(
    sql`select ${columns} from ${events} where ${some} order by ${seq} limit ${limit}`,
  );
  return rows.map((row) => new Row(row));
}

/** What drizzle gives on SQLite alone: rows as SQLite gives them. Making objects of them takes it longer than reading. */
type ReadsValues = { values(query: SQL): Promise<Cells[]> };
type Cells = [number, string, number, string, string, string | null, string, string];

/** An event of which the payload is read when it is asked for: often the rest says that it need not be. */
class Row implements Told {
  readonly seq: number;
  readonly id: string;
  readonly at: number;
  readonly actor: string;
  readonly kind: string;
  readonly space: string | null;
  readonly subject: string;
  readonly transaction = null;
  readonly #text: string;
  #payload: Payload | undefined;

  constructor(cells: Cells) {
    this.seq = cells[0];
    this.id = cells[1];
    this.at = cells[2];
    this.actor = cells[3];
    this.kind = cells[4];
    this.space = cells[5];
    this.subject = cells[6];
    this.#text = cells[7];
  }

  get payload(): Payload {
    return (this.#payload ??= JSON.parse(this.#text) as Payload);
  }
}

/** What of some kinds may have come into the log since a moment; on PostgreSQL some of it may have been there before. */
export async function eventsLate(read: Reads, { head, over }: LogMoment, kinds: readonly string[]) {
  return read
    .select(told)
    .from(events)
    .where(
      and(
        dialect === "sqlite" ? gt(events.seq, head) : gte(events.transaction, over),
        inArray(events.kind, [...kinds]),
      ),
    )
    .orderBy(asc(events.seq));
}
