import { and, type AnyColumn, desc, eq, exists, gt, inArray, isNull, lte, notInArray, or } from "drizzle-orm";
import { sharersOf } from "../confirming/shares.server.ts";
import type { Tx } from "../../../db/database.ts";
import { comments } from "../../../db/schema/discussion.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { events } from "../../../db/schema/log.ts";
import {
  duties,
  dutyInvolved,
  type DutyEnd,
  type DutyKind,
  ideaPilots,
  mandates,
  noDeadline,
} from "../../../db/schema/piloting.ts";
import { members } from "../../../db/schema/members.ts";
import { talkMessages, talks } from "../../../db/schema/talks.ts";
import { ideaAuthors } from "../../../db/schema/writing.ts";
import { memberships, spaces } from "../../../db/schema/spaces.ts";
import { covers } from "../../platform/actor.ts";
import type { ExactReader, LoggedEvent } from "../../platform/events.server.ts";
import { newId } from "../../platform/ids.ts";
import { authorsOf } from "../ideas/queries.server.ts";
import { tagsFor } from "../tags/queries.server.ts";
import { afterPlainDays, afterWorkingDays, endOfDay } from "./calendar.server.ts";
import type { IdeaMoved, MoveUndone, PromiseMade } from "./events.ts";
import { assign, assignmentOf, canBeJudged, giveAway, giveOut } from "./assigning.server.ts";
import { judgingKinds, judgings } from "./judging.server.ts";
import { endMandatesOf } from "./mandating.server.ts";
import { wakeAfter } from "./overdue.server.ts";
import { endPausesOf, pauseOn } from "./pauses.server.ts";
import { latestMove } from "./queries.server.ts";
import { calendarOf, reviewsFrom } from "./rules.ts";

const ofIdeas = [
  "idea.submitted",
  "idea.returned",
  "idea.moved",
  "idea.move_undone",
  "idea.merged",
  "idea.unmerged",
  "idea.took_in",
  "idea.gave_back",
  "promise.made",
  "idea.withdrawn",
  "idea.hidden",
  "idea.restored",
  "comment.posted",
  "talk.opened",
  "talk.said",
  "comment.deleted",
  "comment.hidden",
  "comment.restored",
];

/**
 * Keeps what pilots owe, with its clock: a first word to a new idea, an answer to one that is being evaluated, another
 * look at one that was put off, a decision on what was reported or asked for, a sign of life where it is quiet. What an import brings owes nobody anything.
 */
export const keepDuties: ExactReader = {
  name: "piloting: duties",
  kinds: [...new Set([...ofIdeas, ...judgingKinds])],
  async read(tx, events) {
    for (const event of events) {
      if (event.actor !== "system") await keep(tx, event);
      await judge(tx, event);
    }
  },
};

/** Keeps who answers which idea, as people come and go, join in writing, and ideas change. */
export const keepPilots: ExactReader = {
  name: "piloting: pilots",
  kinds: [
    "author.accepted",
    "idea.took_in",
    "idea.tagged",
    "idea.edited",
    "idea.language_corrected",
    "membership.joined",
    "membership.role_given",
    "membership.role_taken",
    "membership.left",
    "membership.removed",
    "mandate.given",
    "mandate.taken",
    "mandate.ended",
    "member.verified",
    "member.kept",
    "member.unbanned",
    "member.leaving",
    "member.banned",
    "member.erased",
  ],
  async read(tx, events) {
    for (const event of events) await follow(tx, event);
  },
};

const leavesMandates = ["membership.left", "membership.removed", "member.banned", "member.erased"];

async function follow(tx: Tx, event: LoggedEvent): Promise<void> {
  const { kind, space, at } = event;
  if (space !== null && event.subject.startsWith("idea:")) {
    const idea = event.subject.slice("idea:".length);
    // Who has been given it once; an import brings ideas of which nobody owes anything yet.
    const [given] = await tx.select().from(ideaPilots).where(eq(ideaPilots.idea, idea));
    if (!given) return;
    // Who answers it may have written so much of it by now that somebody else has to.
    if (kind === "idea.edited" && ![given.pilot, given.standIn].includes(event.actor)) return;
    return assign(tx, space, [idea], at, { afresh: kind === "idea.tagged" || kind === "idea.language_corrected" });
  }
  const member = String(event.payload.member);
  const isPilotNow = kind === "membership.role_given" && event.payload.role === "pilot";
  if (leavesMandates.includes(kind) || isPilotNow) {
    await endMandatesOf(tx, { member, space }, { at, by: event.actor === "system" ? null : event.actor });
  }
  if (kind === "mandate.given" && space !== null) return giveOut(tx, space, at);
  const comes = ["membership.joined", "membership.role_given", "member.verified", "member.kept", "member.unbanned"];
  if (!comes.includes(kind)) return giveAway(tx, member, at, space ?? undefined);
  const pilots = await tx
    .select({ space: memberships.space })
    .from(memberships)
    .where(
      and(
        eq(memberships.member, member),
        eq(memberships.pilot, true),
        space === null ? undefined : eq(memberships.space, space),
      ),
    );
  const held = await tx
    .select({ space: mandates.space })
    .from(mandates)
    .where(and(eq(mandates.member, member), ranAt(at), space === null ? undefined : eq(mandates.space, space)));
  for (const place of new Set([...pilots, ...held].map((row) => row.space))) await giveOut(tx, place, at);
}

async function keep(tx: Tx, event: LoggedEvent): Promise<void> {
  const idea = idOf(event);
  switch (event.kind) {
    case "idea.submitted":
    case "idea.returned":
      return start(tx, event, idea, "acknowledge", event.id);
    case "idea.moved":
      return moved(tx, event, idea, event.payload as IdeaMoved["payload"]);
    case "idea.move_undone":
      return undone(tx, event, idea, event.payload as MoveUndone["payload"]);
    // Like a move, with its answer: what ends by it runs on when it is taken apart.
    case "idea.merged":
      return end(tx, event, idea, ofAnIdea, "done", String(event.payload.merge));
    case "idea.unmerged":
      await runOn(tx, event, idea, String(event.payload.merge));
      return quietSince(tx, event, idea, event.at);
    case "idea.took_in":
    case "idea.gave_back":
      return quietSince(tx, event, idea, event.at);
    case "promise.made":
      return promised(tx, event);
    case "idea.withdrawn":
    case "idea.hidden":
      return end(tx, event, idea, ofAnIdea, "cancelled", event.id);
    case "idea.restored":
      return restored(tx, event, idea);
    case "comment.posted":
      return said(tx, event, String(event.payload.idea));
    case "talk.opened":
    case "talk.said":
      // Only what everybody can read is a first word.
      return event.payload.isPrivate === true ? undefined : said(tx, event, String(event.payload.idea));
    case "comment.deleted":
    case "comment.hidden":
      return unsaid(tx, event);
    case "comment.restored":
      return saidAgain(tx, event);
  }
}

function idOf({ subject }: LoggedEvent): string {
  return subject.slice(subject.indexOf(":") + 1);
}

/** What was reported or asked for is owed a decision, once at a time. */
async function judge(tx: Tx, event: LoggedEvent): Promise<void> {
  for (const judging of judgings) {
    if (event.actor === "system" && judging.bySystem !== true) continue;
    const { starts, ends, cancels, subjectOf, ideaOf, spaceOf, involvedIn, dueAt, endedBy } = judging;
    if (starts.includes(event.kind)) {
      const space = spaceOf?.(event) ?? event.space;
      // Somebody with an unnamed part does not decide either; the log does not name him or her.
      const { freeze } = event.payload;
      const parts = typeof freeze === "string" ? await sharersOf(tx, freeze) : [];
      const about = {
        subject: subjectOf(event),
        idea: ideaOf(event),
        involved: [...new Set([...involvedIn(event), ...parts])],
        space,
        due: dueAt?.(event),
      };
      await startJudging(tx, event, about);
    }
    const how = ends.includes(event.kind) ? "done" : cancels.includes(event.kind) ? "cancelled" : null;
    if (how === null) continue;
    await tx
      .update(duties)
      .set({ end: how, endedAt: event.at, endedBy: endedBy?.(event) ?? event.id })
      .where(and(eq(duties.subject, subjectOf(event)), eq(duties.kind, "judge"), isNull(duties.end)));
  }
}

async function startJudging(
  tx: Tx,
  event: LoggedEvent,
  {
    subject,
    idea,
    involved,
    space: where,
    due,
  }: {
    subject: string;
    idea: string | null;
    involved: readonly string[];
    space: string | null;
    due: number | undefined;
  },
): Promise<void> {
  const space = await clocksOf(tx, where);
  if (!space) return;
  const duty = {
    id: newId(event.at),
    space: space.id,
    subject,
    idea,
    kind: "judge" as const,
    startedAt: event.at,
    dueAt: due ?? afterWorkingDays(event.at, space.judgeDays, calendarOf(space)),
    shownFrom: event.at,
    startedBy: event.id,
  };
  const started = await tx.insert(duties).values(duty).onConflictDoNothing().returning({ id: duties.id });
  if (started.length === 0) return;
  await wakeAfter(tx, event.at, duty.dueAt);
  if (involved.length > 0) await tx.insert(dutyInvolved).values(involved.map((member) => ({ duty: duty.id, member })));
  if (await canBeJudged(tx, duty, event.at)) return;
  await tx.update(duties).set({ unassigned: true }).where(eq(duties.id, duty.id));
}

async function clocksOf(tx: Tx, id: string | null) {
  const [space] = await tx
    .select({
      id: spaces.id,
      timeZone: spaces.timeZone,
      workingDays: spaces.workingDays,
      holidays: spaces.holidays,
      acknowledgeDays: spaces.acknowledgeDays,
      decideDays: spaces.decideDays,
      judgeDays: spaces.judgeDays,
      staleDays: spaces.staleDays,
    })
    .from(spaces)
    .where(eq(spaces.id, id ?? ""));
  return space;
}

/** A move does what its stage before asked for, and begins what its new one asks for. */
async function moved(tx: Tx, event: LoggedEvent, idea: string, { move, from, to, reviewOn }: IdeaMoved["payload"]) {
  const over = dutyOfStage(from);
  // Where it stays, the message that came with it does what was owed.
  if (over !== null && (from !== to || over === "review" || over === "stale"))
    await end(tx, event, idea, [over], "done", move);
  await end(tx, event, idea, ["promise"], "done", move);
  if (event.space !== null) await assign(tx, event.space, [idea], event.at);
  const next = dutyOfStage(to);
  if (next !== null && next !== "acknowledge") await start(tx, event, idea, next, move, reviewOn);
}

/** All that can be owed to an idea itself. */
const ofAnIdea: readonly DutyKind[] = ["acknowledge", "decide", "review", "promise", "stale"];

function dutyOfStage(stage: string): DutyKind | null {
  if (stage === "new") return "acknowledge";
  if (stage === "evaluating") return "decide";
  if (stage === "open" || stage === "developing") return "stale";
  return stage === "later" ? "review" : null;
}

/** What the move ended runs on as if nothing had been, and what it began never was. */
async function undone(tx: Tx, event: LoggedEvent, idea: string, { move }: MoveUndone["payload"]): Promise<void> {
  const never = await tx
    .update(duties)
    .set({ end: "cancelled", endedAt: event.at, endedBy: event.id })
    .where(and(eq(duties.idea, idea), eq(duties.startedBy, move), isNull(duties.end)))
    .returning({ id: duties.id });
  await endPausesOf(tx, never, event.at, event.id);
  await runOn(tx, event, idea, move);
  await quietSince(tx, event, idea, await lastSteered(tx, event.space, idea));
}

/** What an act ended runs on as if the act had not been, unless the same is owed anew by now. */
async function runOn(
  tx: Tx,
  event: LoggedEvent,
  idea: string,
  endedBy: string,
  only?: readonly DutyKind[],
): Promise<void> {
  const ended = await tx
    .select({ id: duties.id, kind: duties.kind, subject: duties.subject, dueAt: duties.dueAt })
    .from(duties)
    .where(and(eq(duties.idea, idea), eq(duties.endedBy, endedBy), only ? inArray(duties.kind, [...only]) : undefined));
  for (const { id, kind, subject, dueAt } of ended) {
    const running = and(eq(duties.subject, subject), eq(duties.kind, kind), isNull(duties.end));
    if ((await tx.$count(duties, running)) > 0) continue;
    // It may have ended in another space: it is owed where the idea stands.
    const where = event.space === null ? {} : { space: event.space };
    await tx
      .update(duties)
      .set({ end: null, endedAt: null, endedBy: null, ...where })
      .where(eq(duties.id, id));
    if (kind !== "stale") await wakeAfter(tx, event.at, dueAt);
    await pauseOn(tx, id, event.at, endedBy);
    if (kind === "judge" || event.space === null) continue;
    // Whose it was may answer it no more.
    const { pilot: owner, standIn } = await assignmentOf(tx, event.space, idea, event.at);
    await tx
      .update(duties)
      .set({ owner, standIn, unassigned: owner === null })
      .where(eq(duties.id, id));
  }
}

/** Back in sight, it is owed what its stage asks for, from now on. */
async function restored(tx: Tx, event: LoggedEvent, idea: string): Promise<void> {
  const hiding = await lastOf(tx, event.subject, ["idea.hidden"]);
  // What was promised is owed by the same day still.
  if (hiding) await runOn(tx, event, idea, hiding.id, ["promise"]);
  const [row] = await tx.select({ stage: ideas.stage }).from(ideas).where(eq(ideas.id, idea));
  const kind = dutyOfStage(row?.stage ?? "");
  if (kind === null) return;
  const [before] = await tx
    .select({ end: duties.end, dueAt: duties.dueAt })
    .from(duties)
    .where(and(eq(duties.idea, idea), eq(duties.kind, kind)))
    .orderBy(desc(duties.startedAt), desc(duties.id))
    .limit(1);
  // What an import brought owes nothing, and a word that was said stays said.
  if (!before || (kind === "acknowledge" && before.end === "done")) return;
  // The day on which somebody promised to look again stays that day.
  await start(tx, event, idea, kind, event.id, null, kind === "review" ? before.dueAt : undefined);
}

/**
 * A pilot's word to somebody else's new idea is the acknowledgement, and breaks the silence of one that is open, as a
 * product person's does; an admin's is where no pilot can answer it.
 */
async function said(tx: Tx, event: LoggedEvent, idea: string, again?: { by: string; at: number }): Promise<void> {
  const { by, at } = again ?? { by: event.actor, at: event.at };
  const [speaker] = await tx
    .select({ author: ideas.author, pilot: memberships.pilot, product: memberships.product, admin: members.admin })
    .from(ideas)
    .innerJoin(members, eq(members.id, by))
    .leftJoin(memberships, and(eq(memberships.member, by), eq(memberships.space, ideas.space)))
    .where(eq(ideas.id, idea));
  if (!speaker || speaker.author === by) return;
  const pilots = speaker.pilot || (await isMandated(tx, event.space, idea, { by, at }));
  if (!pilots && !speaker.product && !speaker.admin) return;
  const running = and(eq(duties.idea, idea), isNull(duties.end));
  const standsIn = !pilots && speaker.admin && (await tx.$count(duties, and(running, unassigned))) > 0;
  if (!pilots && !speaker.product && !standsIn) return;
  const [author] = await tx
    .select({ member: ideaAuthors.member })
    .from(ideaAuthors)
    .where(and(eq(ideaAuthors.idea, idea), eq(ideaAuthors.member, by), eq(ideaAuthors.state, "accepted")));
  if (author) return;
  await quietSince(tx, event, idea, again ? await lastSteered(tx, event.space, idea) : at);
  if (!pilots && !standsIn) return;
  const owed = and(
    running,
    inArray(duties.kind, [...byWord]),
    again && lte(duties.startedAt, again.at),
    pilots ? undefined : unassigned,
  );
  const ended = await tx
    .update(duties)
    .set({ end: "done", endedAt: at, endedBy: event.subject })
    .where(owed)
    .returning({ id: duties.id });
  await endPausesOf(tx, ended, at, event.subject);
}

/** Whether somebody had a mandate for an idea at a moment. */
async function isMandated(tx: Tx, space: string | null, idea: string, { by, at }: { by: string; at: number }) {
  const held = await tx
    .select({ tags: mandates.tags })
    .from(mandates)
    .where(and(eq(mandates.member, by), eq(mandates.space, space ?? ""), ranAt(at)));
  if (held.length === 0) return false;
  const tags = await tagsFor(tx, idea);
  return held.some((mandate) => covers(mandate, tags));
}

/** A mandate's time ran at a moment. */
function ranAt(at: number | AnyColumn) {
  return and(
    lte(mandates.startsAt, at),
    gt(mandates.endsAt, at),
    or(isNull(mandates.endedAt), gt(mandates.endedAt, at)),
  );
}

const unassigned = eq(duties.unassigned, true);

/** What a public word of those who answer does. */
const byWord: readonly DutyKind[] = ["acknowledge", "promise"];

/**
 * Since when nobody who steers has said or done anything that everybody sees (milliseconds since 1970 UTC); null: nobody
 * ever has, as with what an import brought.
 */
async function quietSince(tx: Tx, event: LoggedEvent, idea: string, at: number | null): Promise<void> {
  const running = and(eq(duties.idea, idea), eq(duties.kind, "stale"), isNull(duties.end));
  if (at === null) {
    await tx.update(duties).set({ end: "cancelled", endedAt: event.at, endedBy: event.id }).where(running);
    return;
  }
  const space = await clocksOf(tx, event.space);
  if (!space) return;
  const moved = await tx.update(duties).set(silence(at, space)).where(running).returning({ id: duties.id });
  if (moved.length > 0) return;
  const [row] = await tx.select({ stage: ideas.stage }).from(ideas).where(eq(ideas.id, idea));
  if (dutyOfStage(row?.stage ?? "") === "stale") await start(tx, { ...event, at }, idea, "stale", event.id);
}

/** When an idea is listed that nobody has acted on since a moment (milliseconds since 1970 UTC). */
function silence(at: number, { staleDays, timeZone }: { staleDays: number; timeZone: string }) {
  const shownFrom = afterPlainDays(at, staleDays, timeZone);
  return { startedAt: at, shownFrom, dueAt: noDeadline + shownFrom };
}

/** Acts of those who steer that everybody sees, beside moves and words. */
const publicActs = ["idea.restored", "idea.unmerged", "idea.took_in", "idea.gave_back"];

/** When somebody who steers a space last did something about an idea that everybody sees and that stands still. */
async function lastSteered(tx: Tx, space: string | null, idea: string): Promise<number | null> {
  const steering = tx
    .select({ member: memberships.member })
    .from(memberships)
    .where(and(eq(memberships.space, space ?? ""), or(eq(memberships.pilot, true), eq(memberships.product, true))));
  const [row] = await tx.select({ id: ideas.id, author: ideas.author }).from(ideas).where(eq(ideas.id, idea));
  const { authors } = row ? await authorsOf(tx, row) : { authors: [] };
  const byThem = (author: AnyColumn, at: AnyColumn) => {
    const mandated = tx
      .select({ id: mandates.id })
      .from(mandates)
      .where(and(eq(mandates.space, space ?? ""), eq(mandates.member, author), ranAt(at)));
    return and(or(inArray(author, steering), exists(mandated)), notInArray(author, authors));
  };
  const [comment] = await tx
    .select({ at: comments.createdAt })
    .from(comments)
    .where(
      and(
        eq(comments.idea, idea),
        byThem(comments.author, comments.createdAt),
        isNull(comments.deletedAt),
        isNull(comments.hiddenAt),
      ),
    )
    .orderBy(desc(comments.createdAt))
    .limit(1);
  const [message] = await tx
    .select({ at: talkMessages.at })
    .from(talks)
    .innerJoin(talkMessages, eq(talkMessages.talk, talks.id))
    .where(and(eq(talks.idea, idea), eq(talks.isPrivate, false), byThem(talkMessages.by, talkMessages.at)))
    .orderBy(desc(talkMessages.at))
    .limit(1);
  const [move, act] = [await latestMove(tx, idea), await lastOf(tx, `idea:${idea}`, publicActs)];
  const moments = [comment, message, move, act].flatMap((each) => each?.at ?? []);
  return moments.length === 0 ? null : Math.max(...moments);
}

/** A day is promised once, however often it is said. */
async function promised(tx: Tx, event: LoggedEvent): Promise<void> {
  const { idea, comment, day } = event.payload as PromiseMade["payload"];
  const startedBy = `comment:${comment}`;
  if ((await tx.$count(duties, and(eq(duties.idea, idea), eq(duties.startedBy, startedBy)))) > 0) return;
  await start(tx, event, idea, "promise", startedBy, day);
}

/** A word that is back counts from when it was said; what it promised is owed again, unless the idea has moved on. */
async function saidAgain(tx: Tx, event: LoggedEvent): Promise<void> {
  const [word] = await tx
    .select({ idea: comments.idea, by: comments.author, at: comments.createdAt, since: ideas.stageSince })
    .from(comments)
    .innerJoin(ideas, and(eq(ideas.id, comments.idea), eq(ideas.moderation, "visible")))
    .where(and(eq(comments.id, idOf(event)), isNull(comments.deletedAt), isNull(comments.hiddenAt)));
  if (!word) return;
  await said(tx, event, word.idea, word);
  const taking = await lastOf(tx, event.subject, ["comment.deleted", "comment.hidden"]);
  if (taking && word.since <= taking.at) await runOn(tx, event, word.idea, taking.id, ["promise"]);
}

async function lastOf(tx: Tx, subject: string, kinds: readonly string[]): Promise<{ id: string; at: number } | null> {
  const [last] = await tx
    .select({ id: events.id, at: events.at })
    .from(events)
    .where(and(eq(events.subject, subject), inArray(events.kind, [...kinds])))
    .orderBy(desc(events.seq))
    .limit(1);
  return last ?? null;
}

/** Only a word that stands is one: deleted or hidden, the clock runs on as if it had not been said. */
async function unsaid(tx: Tx, event: LoggedEvent): Promise<void> {
  const idea = String(event.payload.idea);
  const [row] = await tx
    .select({ stage: ideas.stage, moderation: ideas.moderation })
    .from(ideas)
    .where(eq(ideas.id, idea));
  // Who takes the words back promises nothing any more.
  await tx
    .update(duties)
    .set({ end: "cancelled", endedAt: event.at, endedBy: event.id })
    .where(
      and(
        eq(duties.idea, idea),
        eq(duties.startedBy, event.subject),
        or(isNull(duties.end), eq(duties.end, "cancelled")),
      ),
    );
  if (row?.moderation !== "visible") return;
  await runOn(tx, event, idea, event.subject, row.stage === "new" ? byWord : ["promise"]);
  await quietSince(tx, event, idea, await lastSteered(tx, event.space, idea));
}

async function start(
  tx: Tx,
  event: LoggedEvent,
  idea: string,
  kind: DutyKind,
  startedBy: string,
  reviewOn: string | null = null,
  due?: number,
): Promise<void> {
  // Hidden, it is owed nothing, and nothing twice.
  const [row] = await tx.select({ moderation: ideas.moderation }).from(ideas).where(eq(ideas.id, idea));
  const running = and(eq(duties.idea, idea), eq(duties.kind, kind), isNull(duties.end));
  if (row?.moderation !== "visible" || (await tx.$count(duties, running)) > 0) return;
  const space = await clocksOf(tx, event.space);
  if (!space) return;
  const dueAt =
    due ??
    (kind === "acknowledge"
      ? afterWorkingDays(event.at, space.acknowledgeDays, calendarOf(space))
      : (kind === "review" || kind === "promise") && reviewOn !== null
        ? endOfDay(reviewOn, space.timeZone)
        : afterPlainDays(event.at, space.decideDays, space.timeZone));
  const { pilot, standIn } = await assignmentOf(tx, space.id, idea, event.at);
  const clock = { startedAt: event.at, dueAt, shownFrom: kind === "review" ? dueAt - reviewsFrom : event.at };
  await tx
    .insert(duties)
    .values({
      id: newId(event.at),
      space: space.id,
      subject: `idea:${idea}`,
      idea,
      kind,
      ...(kind === "stale" ? silence(event.at, space) : clock),
      startedBy,
      owner: pilot,
      standIn,
      unassigned: pilot === null,
    })
    // Two words at the same moment begin the same.
    .onConflictDoNothing();
  if (kind !== "stale") await wakeAfter(tx, event.at, dueAt);
}

async function end(
  tx: Tx,
  event: LoggedEvent,
  idea: string,
  kinds: readonly DutyKind[],
  how: DutyEnd,
  endedBy: string,
): Promise<void> {
  const ended = await tx
    .update(duties)
    .set({ end: how, endedAt: event.at, endedBy })
    .where(and(eq(duties.idea, idea), inArray(duties.kind, [...kinds]), isNull(duties.end)))
    .returning({ id: duties.id });
  await endPausesOf(tx, ended, event.at, endedBy);
}
