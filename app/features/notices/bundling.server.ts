/**
 * Bundles what people are told into mails. What may be mailed has its moment in `notice_events`; when
 * it has come, what stands then for one person goes into one mail. One transaction marks it and
 * writes the job that sends it: nothing is lost by a process that dies, and nothing stands in two
 * mails, as one statement decides which of several servers takes it.
 */
import { setImmediate as nextTurn, setTimeout as wait } from "node:timers/promises";
import { and, asc, eq, inArray, isNotNull, isNull, lte, min } from "drizzle-orm";
import type { Database } from "../../../db/database.ts";
import { troubleOf } from "../../../db/dialect/trouble.ts";
import { noticeEvents, notices } from "../../../db/schema/notices.ts";
import { stageMoves } from "../../../db/schema/piloting.ts";
import { newId } from "../../platform/ids.ts";
import { enqueue } from "../../platform/jobs.server.ts";
import type { Log } from "../../platform/log.server.ts";
import { addresseeOf, ideasBy, wayFor } from "./addressee.server.ts";
import { ideaBehind, isMoveBehind } from "./behind.server.ts";
import { type NoticeMail, noticeMailJob } from "./mailing.server.ts";
import { roundsOn } from "./rounds.server.ts";
import { afterQuiet, mailMoment } from "./timing.server.ts";

/** How often it is looked whether somebody's moment has come, in milliseconds. */
const pause = 20_000;
/** People looked up at once; each gets a short transaction of his or her own. */
const batch = 100;
/** More than anybody reads in one mail; what is left stands in the next. */
const mostInOneMail = 300;

/** Makes mails until `stop` is called. Several servers of one database may do so at once. */
export function keepMailing(db: Database, log: Log, clock: () => number): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const finished = run();
  return {
    stop: () => {
      stopping.abort();
      return finished;
    },
  };

  async function run(): Promise<void> {
    const rounds = roundsOn(db);
    while (!stopping.signal.aborted) {
      try {
        await bundleDue(db, clock(), stopping.signal);
        await rounds.goOn(clock(), stopping.signal);
      } catch (error) {
        log[troubleOf(error) ? "warn" : "error"](
          { err: error },
          "mails with notices could not be made; it is tried again",
        );
      }
      await wait(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }
}

/** Makes one mail for each person whose moment has come by `now` (milliseconds since 1970 UTC), and gives how many. */
export async function bundleDue(db: Database, now: number, until?: AbortSignal): Promise<number> {
  let mails = 0;
  while (!until?.aborted) {
    const due = await db.read
      .select({ member: noticeEvents.member })
      .from(noticeEvents)
      .where(and(isNotNull(noticeEvents.mailAt), lte(noticeEvents.mailAt, now)))
      .groupBy(noticeEvents.member)
      .orderBy(asc(min(noticeEvents.mailAt)))
      .limit(batch);
    for (const { member } of due) {
      if (await bundleFor(db, member, now)) mails++;
      // Requests find their turn between two people.
      await nextTurn();
    }
    if (due.length < batch) break;
  }
  return mails;
}

/** Whether there was a mail to make. Afterwards nothing of this person's is due any more. */
async function bundleFor(db: Database, member: string, now: number): Promise<boolean> {
  const { read } = db;
  const waiting = and(eq(noticeEvents.member, member), isNotNull(noticeEvents.mailAt), lte(noticeEvents.mailAt, now));
  const rows = await read
    .select({
      event: noticeEvents.event,
      at: noticeEvents.at,
      withdrawnBy: noticeEvents.withdrawnBy,
      notice: { kind: notices.kind, space: notices.space, readAt: notices.readAt, idea: ideaBehind },
    })
    .from(noticeEvents)
    .innerJoin(notices, eq(notices.id, noticeEvents.notice))
    .leftJoin(stageMoves, isMoveBehind)
    .where(waiting)
    .orderBy(asc(noticeEvents.at), asc(noticeEvents.event))
    .limit(mostInOneMail);
  const to = await addresseeOf(read, member, now);
  const mine = to
    ? await ideasBy(
        read,
        member,
        rows.map(({ notice }) => notice.idea),
      )
    : new Set<string>();
  const ready: string[] = [];
  const later = new Map<number, string[]>();
  const never: string[] = [];
  for (const { event, at, withdrawnBy, notice } of rows) {
    const isWanted = to && withdrawnBy === null && notice.readAt === null && wayFor(to, notice, mine)[0] === "mail";
    if (!isWanted) {
      never.push(event);
      continue;
    }
    // Late, because no server was there, it does not come into the quiet hours either.
    const moment = afterQuiet(Math.max(mailMoment(at, to.chosen), now), to.chosen);
    if (moment <= now) ready.push(event);
    else later.set(moment, [...(later.get(moment) ?? []), event]);
  }
  return db.transaction(async (tx) => {
    const of = (events: readonly string[]) => and(waiting, inArray(noticeEvents.event, [...events]));
    if (never.length > 0) await tx.update(noticeEvents).set({ mailAt: null }).where(of(never));
    for (const [moment, events] of later) await tx.update(noticeEvents).set({ mailAt: moment }).where(of(events));
    if (ready.length === 0) return false;
    const mail = newId(now);
    const taken = await tx
      .update(noticeEvents)
      .set({ mailAt: null, mail })
      .where(and(of(ready), isNull(noticeEvents.mail)))
      .returning({ event: noticeEvents.event });
    if (taken.length === 0) return false;
    const payload: NoticeMail = { member, sort: "bundle" };
    await enqueue(tx, { now }, { id: mail, kind: noticeMailJob, payload });
    return true;
  });
}
