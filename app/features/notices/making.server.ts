/**
 * Writes notices. An idea may have thousands of followers: they are told after the commit, in
 * batches, each in a short transaction of its own, so that no command waits and no other writer long.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, ne, notExists, sql } from "drizzle-orm";
import type { Database, Reads, Tx } from "../../../db/database.ts";
import { lockReader } from "../../../db/dialect/locks.ts";
import { follows } from "../../../db/schema/following.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { noticeEvents, notices } from "../../../db/schema/notices.ts";
import { memberships, spaces } from "../../../db/schema/spaces.ts";
import type { LoggedEvent } from "../../platform/events.server.ts";
import { newId } from "../../platform/ids.ts";
import { authorsOf } from "../ideas/queries.server.ts";
import {
  forOneself,
  forOutsiders,
  groupOf,
  mailedApart,
  mailedAtOnce,
  mailedUntil,
  type MailTimes,
  wayOf,
} from "./rules.ts";
import { chosenBy } from "./settings.server.ts";
import { mailMoment } from "./timing.server.ts";
import type { Telling, Withdrawal } from "./telling/consequences.server.ts";

/** People told in one transaction. */
const batch = 200;

/**
 * Tells those who may see it of an event and want to hear of it, except who did it, and each at most
 * once, however often this is called. Gives how many were told now (`now` in milliseconds since 1970 UTC).
 */
export async function makeNotices(db: Database, event: LoggedEvent, said: Telling, now: number): Promise<number> {
  const telling = await whereItIs(db.read, said);
  const { seesIt, authors } = await sightOf(db.read, telling);
  const wishes = wishesOf(db.read, event, telling, { authors, now });
  let told = 0;
  for await (const ids of audiences(db.read, telling)) {
    const seeing = (await seesIt(ids)).filter((id) => id !== event.actor || forOneself.includes(telling.kind));
    const to = await wishes(seeing);
    if (to.size > 0) told += await db.transaction((tx) => write(tx, event, telling, to));
    // Requests find their turn between two batches.
    await nextTurn();
  }
  return told;
}

async function* audiences(read: Reads, telling: Telling): AsyncGenerator<readonly string[]> {
  if (telling.to !== "followers") {
    const people = [...new Set(telling.to)];
    for (let from = 0; from < people.length; from += batch) yield people.slice(from, from + batch);
    return;
  }
  let last = "";
  for (;;) {
    const rows = await read
      .select({ member: follows.member })
      .from(follows)
      .where(and(eq(follows.idea, telling.idea ?? ""), eq(follows.state, "following"), gt(follows.member, last)))
      .orderBy(asc(follows.member))
      .limit(batch);
    if (rows.length > 0) yield rows.map(({ member }) => member);
    if (rows.length < batch) return;
    last = rows.at(-1)?.member ?? "";
  }
}

/** What is told of an idea is told as of the space in which it stands now: it may have left the one of the event. */
async function whereItIs(read: Reads, telling: Telling): Promise<Telling> {
  if (telling.idea === null) return telling;
  const [idea] = await read.select({ space: ideas.space }).from(ideas).where(eq(ideas.id, telling.idea));
  return idea ? { ...telling, space: idea.space } : telling;
}

/** Keeps, of some people, those who may see what is told now; reading it asks again. */
async function sightOf(read: Reads, telling: Telling) {
  const inside = telling.space ?? "";
  const [space] = await read.select({ visibility: spaces.visibility }).from(spaces).where(eq(spaces.id, inside));
  const [idea] =
    telling.idea === null
      ? []
      : await read
          .select({ id: ideas.id, author: ideas.author, stage: ideas.stage, moderation: ideas.moderation })
          .from(ideas)
          .where(eq(ideas.id, telling.idea));
  const isGone = telling.idea !== null && (!idea || ["draft", "discarded"].includes(idea.stage));
  const isOpen = space?.visibility === "public" || forOutsiders.includes(telling.kind) || telling.space === null;
  const authors = idea ? (await authorsOf(read, idea)).authors : [];
  const seesIt = async (ids: readonly string[]): Promise<string[]> => {
    if (isGone) return [];
    const rows = await read
      .select({ id: members.id, admin: members.admin, inside: memberships.member, pilot: memberships.pilot })
      .from(members)
      .leftJoin(memberships, and(eq(memberships.member, members.id), eq(memberships.space, inside)))
      // Without an address it is nobody who can sign in: a name that an import brought.
      .where(and(inArray(members.id, [...ids]), isNotNull(members.email)));
    return rows
      .filter(({ inside }) => isOpen || inside !== null)
      .filter(
        ({ id, admin, pilot }) =>
          !idea || idea.moderation === "visible" || authors.includes(id) || pilot === true || admin,
      )
      .map(({ id }) => id);
  };
  return { seesIt, authors };
}

/**
 * Keeps, of some people, those who want to hear of it, each with the moment at which it may be mailed;
 * null: it is not. What happened long ago, while no server was there to tell, is not mailed.
 */
function wishesOf(
  read: Reads,
  event: LoggedEvent,
  { kind, space }: Telling,
  { authors, now }: { authors: readonly string[]; now: number },
) {
  const isMailed = event.at >= now - mailedUntil && !mailedApart.includes(kind);
  // Of thousands of followers most chose the same: the same moment is computed once.
  const moments = new Map<string, number>();
  const momentFor = ({ rhythm, dailyHour, quiet, timeZone }: MailTimes) => {
    if (mailedAtOnce.includes(kind)) return event.at;
    const times = { rhythm, dailyHour, quiet, timeZone };
    const key = JSON.stringify(times);
    const moment = moments.get(key) ?? mailMoment(event.at, times);
    moments.set(key, moment);
    return moment;
  };
  return async (ids: readonly string[]): Promise<Map<string, number | null>> => {
    const to = new Map<string, number | null>();
    if (ids.length === 0) return to;
    const chosen = await chosenBy(read, ids, space);
    for (const id of ids) {
      const wish = chosen.get(id);
      if (!wish) continue;
      const way = wayOf(groupOf(kind, authors.includes(id)), wish.ways, wish.inSpace);
      if (way !== "nothing") to.set(id, way === "mail" && isMailed ? momentFor(wish) : null);
    }
    return to;
  };
}

async function write(
  tx: Tx,
  event: LoggedEvent,
  telling: Telling,
  to: ReadonlyMap<string, number | null>,
): Promise<number> {
  // Each server of a database reads the log: one at a time sees who is told already.
  await lockReader(tx, "notices");
  const before = await tx
    .select({ member: noticeEvents.member })
    .from(noticeEvents)
    .where(and(eq(noticeEvents.event, event.id), inArray(noticeEvents.member, [...to.keys()])));
  const told = new Set(before.map(({ member }) => member));
  const fresh = [...to.keys()].filter((member) => !told.has(member));
  if (fresh.length === 0) return 0;
  const { kind, about, space, item, code = null, named = null } = telling;
  const idea = telling.isOfMany === true ? null : telling.idea;
  const line = { kind, about, space, idea, named, latest: event.id, at: event.at };
  const lines = await tx
    .insert(notices)
    .values(fresh.map((member) => ({ ...line, id: newId(event.at), member })))
    .onConflictDoUpdate({
      target: [notices.member, notices.kind, notices.about],
      targetWhere: sql`read_at is null and withdrawn_at is null`,
      set: { latest: event.id, at: event.at },
    })
    .returning({ notice: notices.id, member: notices.member });
  const actor = event.actor === "system" ? null : event.actor;
  const cause = { event: event.id, actor, item, code, at: event.at };
  await tx.insert(noticeEvents).values(lines.map((row) => ({ ...cause, ...row, mailAt: to.get(row.member) ?? null })));
  return fresh.length;
}

/** Takes back what was told about an item by events before; a line behind which nothing is left is gone. Gives how many were. */
export async function withdrawNotices(db: Database, event: LoggedEvent, { item, kinds }: Withdrawal): Promise<number> {
  return db.transaction(async (tx) => {
    await lockReader(tx, "notices");
    const ofKinds = tx
      .select({ id: notices.id })
      .from(notices)
      .where(and(eq(notices.id, noticeEvents.notice), inArray(notices.kind, [...kinds])));
    const taken = await tx
      .update(noticeEvents)
      .set({ withdrawnBy: event.id, mailAt: null })
      .where(
        and(
          eq(noticeEvents.item, item),
          // What this very event says stands in the place of what was said before.
          ne(noticeEvents.event, event.id),
          isNull(noticeEvents.withdrawnBy),
          inArray(noticeEvents.notice, ofKinds),
        ),
      )
      .returning({ notice: noticeEvents.notice });
    const lines = taken.map(({ notice }) => notice);
    for (let from = 0; from < lines.length; from += batch) await settle(tx, event, lines.slice(from, from + batch));
    return lines.length;
  });
}

async function settle(tx: Tx, event: LoggedEvent, lines: readonly string[]): Promise<void> {
  const standing = and(eq(noticeEvents.notice, notices.id), isNull(noticeEvents.withdrawnBy));
  const left = tx.select({ event: noticeEvents.event }).from(noticeEvents).where(standing);
  await tx
    .update(notices)
    .set({ withdrawnAt: event.at })
    .where(and(inArray(notices.id, [...lines]), isNull(notices.withdrawnAt), notExists(left)));
  const newest = desc(noticeEvents.at);
  const latest = tx.select({ event: noticeEvents.event }).from(noticeEvents).where(standing).orderBy(newest).limit(1);
  const at = tx.select({ at: noticeEvents.at }).from(noticeEvents).where(standing).orderBy(newest).limit(1);
  await tx
    .update(notices)
    .set({ latest: sql`(${latest})`, at: sql`(${at})` })
    .where(and(inArray(notices.id, [...lines]), isNull(notices.withdrawnAt)));
}
