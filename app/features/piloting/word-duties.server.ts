/** What a word that everybody can read does to what is owed, and what it promises. */
import { and, eq, inArray, isNull, lte, or } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { comments } from "../../../db/schema/discussion.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { duties, type DutyKind, mandates } from "../../../db/schema/piloting.ts";
import { members } from "../../../db/schema/members.ts";
import { ideaAuthors } from "../../../db/schema/writing.ts";
import { memberships } from "../../../db/schema/spaces.ts";
import { covers } from "../../platform/actor.ts";
import type { LoggedEvent } from "../../platform/events.server.ts";
import { tagsFor } from "../tags/queries.server.ts";
import type { PromiseMade } from "./events.ts";
import { endPausesOf } from "./pauses.server.ts";
import { runOn, startDuty } from "./duties.server.ts";
import { lastSteered, quietSince } from "./silence.server.ts";
import { latestEvent } from "./queries.server.ts";
import { ranAt } from "./mandates.server.ts";

/**
 * A pilot's word to somebody else's new idea is the acknowledgement, and breaks the silence of one that is open, as a
 * product person's does; an admin's is where no pilot can answer it.
 */
export async function said(
  tx: Tx,
  event: LoggedEvent,
  idea: string,
  again?: { by: string; at: number },
): Promise<void> {
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

const unassigned = eq(duties.unassigned, true);

/** What a public word of those who answer does. */
const byWord: readonly DutyKind[] = ["acknowledge", "promise"];

/** A day is promised once, however often it is said. */
export async function promised(tx: Tx, event: LoggedEvent): Promise<void> {
  const { idea, comment, day } = event.payload as PromiseMade["payload"];
  const startedBy = `comment:${comment}`;
  if ((await tx.$count(duties, and(eq(duties.idea, idea), eq(duties.startedBy, startedBy)))) > 0) return;
  await startDuty(tx, event, idea, "promise", startedBy, day);
}

/** A word that is back counts from when it was said; what it promised is owed again, unless the idea has moved on. */
export async function saidAgain(tx: Tx, event: LoggedEvent): Promise<void> {
  const [word] = await tx
    .select({ idea: comments.idea, by: comments.author, at: comments.createdAt, since: ideas.stageSince })
    .from(comments)
    .innerJoin(ideas, and(eq(ideas.id, comments.idea), eq(ideas.moderation, "visible")))
    .where(
      and(
        eq(comments.id, event.subject.slice("comment:".length)),
        isNull(comments.deletedAt),
        isNull(comments.hiddenAt),
      ),
    );
  if (!word) return;
  await said(tx, event, word.idea, word);
  const taking = await latestEvent(tx, event.subject, ["comment.deleted", "comment.hidden"]);
  if (taking && word.since <= taking.at) await runOn(tx, event, word.idea, taking.id, ["promise"]);
}

/** Only a word that stands is one: deleted or hidden, the clock runs on as if it had not been said. */
export async function unsaid(tx: Tx, event: LoggedEvent): Promise<void> {
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
