/**
 * Mails that come at their time: each week what moved, and to pilots on working days what they owe.
 * Everybody has a turn in each round once, written down in the transaction that makes the mail. What
 * the mail says is looked up when it is sent; a mail that has nothing to say is not sent.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { and, asc, eq, exists, gt, inArray, isNotNull, isNull, notExists, or } from "drizzle-orm";
import type { Database } from "../../../db/database.ts";
import { members } from "../../../db/schema/members.ts";
import { type MailRound, mailRounds, noticeEvents, notices } from "../../../db/schema/notices.ts";
import { stageMoves } from "../../../db/schema/piloting.ts";
import { mandates } from "../../../db/schema/piloting.ts";
import { memberships, spaces } from "../../../db/schema/spaces.ts";
import { newId } from "../../platform/ids.ts";
import { enqueue } from "../../platform/jobs.server.ts";
import { addresseeOf, type Addressee, ideasBy, wayFor } from "./addressee.server.ts";
import { ideaBehind, isMoveBehind } from "./behind.server.ts";
import { type NoticeMail, noticeMailJob, standsInDigest } from "./mailing.server.ts";
import { mailedUntil } from "./rules.ts";
import { zoneOf } from "./settings.server.ts";
import { reminderDay, weeklyDay } from "./timing.server.ts";

const dayOf = { weekly: weeklyDay, duties: reminderDay };
const rounds: readonly MailRound[] = ["weekly", "duties"];

/** How often it is looked whose turn it is, in milliseconds. */
const every = 300_000;
/** People looked up at once. */
const batch = 200;

export type Rounds = {
  /** Gives everybody a turn whose time has come by `now` (milliseconds since 1970 UTC), and how many mails that makes. */
  goOn(now: number, until?: AbortSignal): Promise<number>;
};

/** The rounds of mails on a database. It remembers where all have had their turn, so as not to ask each time. */
export function roundsOn(db: Database): Rounds {
  const finished = new Set<string>();
  let looked = -Infinity;
  return {
    async goOn(now, until) {
      if (now - looked < every) return 0;
      looked = now;
      let mails = 0;
      for (const round of rounds) {
        for (const timeZone of await zonesIn(db)) {
          // Whose quiet hours last longer has the turn later; earlier nobody has one.
          const day = dayOf[round](now, { quiet: null, timeZone });
          const name = `${round} ${day} ${timeZone}`;
          if (day === null || finished.has(name)) continue;
          const turn = await giveTurns(db, { round, day, timeZone, now }, until);
          mails += turn.mails;
          if (turn.isOver) finished.add(name);
        }
      }
      return mails;
    },
  };
}

async function zonesIn({ read }: Database): Promise<Set<string>> {
  const [own, ofSpaces] = await Promise.all([
    read.selectDistinct({ zone: members.timeZone }).from(members),
    read.selectDistinct({ zone: spaces.timeZone }).from(spaces),
  ]);
  return new Set([...own, ...ofSpaces].map(({ zone }) => zone ?? "UTC"));
}

type Turn = { round: MailRound; day: string; timeZone: string; now: number };

/** Goes through the people of a time zone who have not had their turn; `isOver`: nobody is left for later. */
async function giveTurns(db: Database, turn: Turn, until?: AbortSignal): Promise<{ mails: number; isOver: boolean }> {
  const { read } = db;
  const { round, day, timeZone, now } = turn;
  const had = and(eq(mailRounds.member, members.id), eq(mailRounds.round, round), eq(mailRounds.day, day));
  const asPilot = and(eq(memberships.member, members.id), eq(memberships.pilot, true));
  const byMandate = and(eq(mandates.member, members.id), isNull(mandates.endedAt), gt(mandates.endsAt, now));
  let last = "";
  let mails = 0;
  let isOver = true;
  while (!until?.aborted) {
    const people = await read
      .select({ id: members.id })
      .from(members)
      .where(
        and(
          gt(members.id, last),
          isNotNull(members.emailVerifiedAt),
          isNull(members.erasesAt),
          eq(zoneOf(read), timeZone),
          notExists(read.select({ member: mailRounds.member }).from(mailRounds).where(had)),
          round === "duties"
            ? or(
                exists(read.select({ member: memberships.member }).from(memberships).where(asPilot)),
                exists(read.select({ id: mandates.id }).from(mandates).where(byMandate)),
              )
            : undefined,
        ),
      )
      .orderBy(asc(members.id))
      .limit(batch);
    for (const { id } of people) {
      const outcome = await giveTurn(db, id, turn);
      if (outcome === "mail") mails++;
      if (outcome === "later") isOver = false;
      await nextTurn();
    }
    if (people.length < batch) return { mails, isOver };
    last = people.at(-1)?.id ?? "";
  }
  return { mails, isOver: false };
}

async function giveTurn(db: Database, member: string, { round, day, now }: Turn): Promise<"mail" | "none" | "later"> {
  const to = await addresseeOf(db.read, member, now);
  const isAsked = to !== null && (round === "weekly" ? to.chosen.digest : to.chosen.reminder);
  if (isAsked && dayOf[round](now, to.chosen) !== day) return "later";
  const events = isAsked && round === "weekly" ? await unseenBy(db, to, now) : [];
  return db.transaction(async (tx) => {
    // A demo that begins again meanwhile has other people.
    if ((await tx.$count(members, eq(members.id, member))) === 0) return "none";
    const [mine] = await tx
      .insert(mailRounds)
      .values({ member, round, day, at: now })
      .onConflictDoNothing()
      .returning();
    // Another server gave the turn.
    if (!mine || !isAsked) return "none";
    const mail = newId(now);
    if (events.length > 0) {
      const which = and(eq(noticeEvents.member, member), inArray(noticeEvents.event, events));
      await tx
        .update(noticeEvents)
        .set({ mail })
        .where(and(which, isNull(noticeEvents.mail), isNull(noticeEvents.mailAt)));
    }
    const payload: NoticeMail = { member, sort: round };
    await enqueue(tx, { now }, { id: mail, kind: noticeMailJob, payload });
    return "mail";
  });
}

/** What happened in the week that somebody has neither read nor got by mail, and that belongs into the weekly one. */
async function unseenBy({ read }: Database, to: Addressee, now: number): Promise<string[]> {
  const rows = await read
    .select({
      event: noticeEvents.event,
      notice: { kind: notices.kind, space: notices.space, idea: ideaBehind },
    })
    .from(noticeEvents)
    .innerJoin(notices, eq(notices.id, noticeEvents.notice))
    .leftJoin(stageMoves, isMoveBehind)
    .where(
      and(
        eq(noticeEvents.member, to.reader.id),
        eq(notices.member, to.reader.id),
        gt(notices.at, now - mailedUntil),
        gt(noticeEvents.at, now - mailedUntil),
        isNull(notices.readAt),
        isNull(noticeEvents.withdrawnBy),
        isNull(noticeEvents.mail),
        isNull(noticeEvents.mailAt),
      ),
    );
  const mine = await ideasBy(
    read,
    to.reader.id,
    rows.map(({ notice }) => notice.idea),
  );
  const isSilent = ({ space }: { space: string | null }) => to.notWeekly.some(({ id }) => id === space);
  return rows
    .filter(({ notice }) => !isSilent(notice) && standsInDigest(...wayFor(to, notice, mine)))
    .map(({ event }) => event);
}
