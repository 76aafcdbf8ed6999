import { asc, eq, inArray, sql, type SQL } from "drizzle-orm";
import { dialect } from "../columns.ts";
import type { Tx } from "../database.ts";
import { ideas } from "../schema/ideas.ts";
import { jobs } from "../schema/log.ts";
import { members } from "../schema/members.ts";
import { releases } from "../schema/releases.ts";
import { rooms } from "../schema/rooms.ts";

/**
 * Holds the rows of these ideas until the transaction ends, so that commands on one idea run one
 * after another: what is read after this is not changed meanwhile. The first statement of such a
 * command. SQLite has one writer: there nothing is to be done.
 */
export async function lockIdea(tx: Tx, ...ids: string[]): Promise<void> {
  if (dialect !== "postgres") return;
  const rows = tx.select({ id: ideas.id }).from(ideas).where(inArray(ideas.id, ids));
  // In one order, so that two that hold several never wait for each other; "no key" lets rows that
  // refer to the idea be written meanwhile.
  await rows.orderBy(asc(ideas.id)).for("no key update");
}

/**
 * Holds up to `limit` jobs that fit, those that are due first, until the transaction ends, and gives
 * their ids. What another server holds at this moment is passed over, so that several take each their
 * own. SQLite has one writer: there nothing is to be held.
 */
export async function lockJobs(tx: Tx, which: SQL | undefined, limit: number): Promise<string[]> {
  const due = tx.select({ id: jobs.id }).from(jobs).where(which).orderBy(asc(jobs.runAt)).limit(limit);
  const rows = dialect === "postgres" ? await due.for("update", { skipLocked: true }) : await due;
  return rows.map(({ id }) => id);
}

/**
 * Holds the place of one reader of the log until the transaction ends: several servers of one
 * database write what it makes one after another. SQLite has one writer: there nothing is to be done.
 */
export async function lockReader(tx: Tx, reader: string): Promise<void> {
  if (dialect !== "postgres") return;
  await tx.select({ held: sql`pg_advisory_xact_lock(hashtext(${reader}))::text` }).from(sql`(select 1) as once`);
}

/**
 * Holds a member until the transaction ends, by a write that changes nothing: whoever waited for it sees what was done
 * meanwhile, and where a transaction may not see that any more, it is tried again. SQLite has one writer: there nothing
 * is to be done.
 */
export async function holdMember(tx: Tx, id: string): Promise<void> {
  if (dialect !== "postgres") return;
  await tx
    .update(members)
    .set({ id: sql`${members.id}` })
    .where(eq(members.id, id));
}

/**
 * Holds a room until the transaction ends: what is done in one room is done one after another, so that its log has
 * no gap. SQLite has one writer: there nothing is to be done.
 */
export async function lockRoom(tx: Tx, id: string): Promise<void> {
  if (dialect !== "postgres") return;
  await tx.select({ id: rooms.id }).from(rooms).where(eq(rooms.id, id)).for("no key update");
}

/**
 * Holds the order of the cards of a space until the transaction ends: cards are put down one after another, each between
 * neighbours that stay. The first statement of such a command. SQLite has one writer: there nothing is to be done.
 */
export async function lockBoard(tx: Tx, space: string): Promise<void> {
  if (dialect !== "postgres") return;
  await tx
    .select({ held: sql`pg_advisory_xact_lock(hashtext(${`board ${space}`}))::text` })
    .from(sql`(select 1) as once`);
}

/**
 * Holds a release until the transaction ends: it is published by one of several who try. SQLite has one writer: there
 * nothing is to be done.
 */
export async function lockRelease(tx: Tx, id: string): Promise<void> {
  if (dialect !== "postgres") return;
  await tx.select({ id: releases.id }).from(releases).where(eq(releases.id, id)).for("no key update");
}
