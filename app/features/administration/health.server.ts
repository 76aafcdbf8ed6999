import { statfs } from "node:fs/promises";
import { and, asc, count, eq, inArray, lt, lte, min, ne, sql } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { databaseState } from "../../../db/dialect/state.ts";
import { logHead } from "../../../db/dialect/log.ts";
import { events, jobs, readerCursors } from "../../../db/schema/log.ts";
import { members } from "../../../db/schema/members.ts";
import { reports } from "../../../db/schema/moderation.ts";
import { joinRequests, spaces } from "../../../db/schema/spaces.ts";
import { lastBackup } from "../../platform/backups.server.ts";
import type { Context } from "../../platform/context.server.ts";
import { must } from "../../platform/policy.ts";
import { programVersion } from "../../platform/version.server.ts";
import { mailKinds } from "./mail.server.ts";
import { mayAdminister } from "./policy.ts";
import { attentionTo, type Facts, mailPatience } from "./rules.ts";

/** What the overview shows: what needs attention, and a few figures. Throws `Forbidden`. */
export async function overview(ctx: Context) {
  must(mayAdminister(ctx.actor));
  const { read } = ctx.db;
  const [facts, people, allSpaces] = await Promise.all([factsNow(ctx), countOf(read, members), countOf(read, spaces)]);
  return {
    attention: attentionTo(facts),
    people,
    spaces: allSpaces,
    version: programVersion(),
    disk: facts.disk,
    uptime: Math.round(process.uptime()) * 1000,
  };
}

/** How many jobs are given up, for the navigation. */
export async function failedJobs(ctx: Context): Promise<{ jobs: number; mails: number }> {
  must(mayAdminister(ctx.actor));
  return failed(ctx.db.read);
}

async function failed(read: Reads) {
  const rows = await read
    .select({ kind: jobs.kind, count: count() })
    .from(jobs)
    .where(eq(jobs.state, "dead"))
    .groupBy(jobs.kind);
  const mails = rows.filter(({ kind }) => mailKinds.includes(kind)).reduce((sum, row) => sum + row.count, 0);
  return { mails, jobs: rows.reduce((sum, row) => sum + row.count, 0) - mails };
}

async function factsNow(ctx: Context): Promise<Facts> {
  const { read } = ctx.db;
  const lateSince = ctx.now - mailPatience;
  const isLate = and(
    inArray(jobs.kind, mailKinds),
    inArray(jobs.state, ["waiting", "running"]),
    lt(jobs.createdAt, lateSince),
  );
  const [given, late, asked, reported, state, disk] = await Promise.all([
    failed(read),
    read.select({ count: count() }).from(jobs).where(isLate),
    read.select({ count: count() }).from(joinRequests).where(eq(joinRequests.state, "waiting")),
    read
      .select({ count: sql<number>`count(distinct ${reports.subject})`.mapWith(Number) })
      .from(reports)
      .where(eq(reports.state, "open")),
    databaseState(ctx.db, ctx.config.databaseUrl),
    diskOf(ctx.config.dataDir),
  ]);
  return {
    failedJobs: given.jobs,
    failedMails: given.mails,
    lateMails: late[0]?.count ?? 0,
    requests: asked[0]?.count ?? 0,
    reports: reported[0]?.count ?? 0,
    hasMailServer: ctx.config.smtpUrl !== null,
    disk,
    wal: state.wal,
  };
}

/** How much room there is where the data folder lies, in bytes. */
async function diskOf(folder: string): Promise<Facts["disk"]> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { free: bavail * bsize, size: blocks * bsize };
}

async function countOf(read: Reads, table: typeof members | typeof spaces): Promise<number> {
  const [row] = await read.select({ count: count() }).from(table);
  return row?.count ?? 0;
}

/** Every figure of the health page. Throws `Forbidden`. */
export async function health(ctx: Context) {
  must(mayAdminister(ctx.actor));
  return {
    ...(await vitals(ctx)),
    process: {
      version: programVersion(),
      node: process.versions.node,
      uptime: Math.round(process.uptime()) * 1000,
      memory: process.memoryUsage().rss,
    },
  };
}

/** How the database, the disk, the log and the work behind the pages are at this moment. */
export async function vitals({ db, config, now }: Pick<Context, "db" | "config" | "now">) {
  const [database, disk, log, waiting, given, backedUpAt] = await Promise.all([
    databaseState(db, config.databaseUrl),
    diskOf(config.dataDir),
    logState(db.read),
    waitingJobs(db.read, now),
    failed(db.read),
    lastBackup(db.read),
  ]);
  return { database, disk, log, backedUpAt, jobs: { ...waiting, failed: given.jobs + given.mails } };
}

async function waitingJobs(read: Reads, now: number) {
  const [due] = await read
    .select({ count: count(), since: min(jobs.runAt) })
    .from(jobs)
    .where(and(eq(jobs.state, "waiting"), lte(jobs.runAt, now)));
  const [later] = await read
    .select({ count: count() })
    .from(jobs)
    .where(and(eq(jobs.state, "waiting"), ne(jobs.kind, ""), sql`${jobs.runAt} > ${now}`));
  return { due: due?.count ?? 0, dueSince: due?.since ?? null, later: later?.count ?? 0 };
}

/** How long the log is, and how far behind it each reader that keeps its place is, in events. */
async function logState(read: Reads) {
  const head = await logHead(read);
  const cursors = await read.select().from(readerCursors).orderBy(asc(readerCursors.reader));
  const readers = await Promise.all(
    cursors.map(async ({ reader, seq }) => {
      const [behind] = await read
        .select({ count: count() })
        .from(events)
        .where(sql`${events.seq} > ${seq}`);
      return { reader, behind: behind?.count ?? 0 };
    }),
  );
  return { head: head.seq, readers };
}
