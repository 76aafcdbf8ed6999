/** Since when nobody who steers an idea has said or done anything that everybody sees. */
import { and, type AnyColumn, desc, eq, exists, inArray, isNull, notInArray, or } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { comments } from "../../../db/schema/discussion.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { duties, mandates } from "../../../db/schema/piloting.ts";
import { talkMessages, talks } from "../../../db/schema/talks.ts";
import { memberships } from "../../../db/schema/spaces.ts";
import type { LoggedEvent } from "../../platform/events.server.ts";
import { authorsOf } from "../ideas/queries.server.ts";
import { latestEvent, latestMove } from "./queries.server.ts";
import { clocksOf, dutyOfStage, silence, startDuty } from "./duties.server.ts";
import { ranAt } from "./mandates.server.ts";

/**
 * Since when nobody who steers has said or done anything that everybody sees (milliseconds since 1970 UTC); null: nobody
 * ever has, as with what an import brought.
 */
export async function quietSince(tx: Tx, event: LoggedEvent, idea: string, at: number | null): Promise<void> {
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
  if (dutyOfStage(row?.stage ?? "") === "stale") await startDuty(tx, { ...event, at }, idea, "stale", event.id);
}

/** Acts of those who steer that everybody sees, beside moves and words. */
const publicActs = ["idea.restored", "idea.unmerged", "idea.took_in", "idea.gave_back"];

/** When somebody who steers a space last did something about an idea that everybody sees and that stands still. */
export async function lastSteered(tx: Tx, space: string | null, idea: string): Promise<number | null> {
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
  const [move, act] = [await latestMove(tx, idea), await latestEvent(tx, `idea:${idea}`, publicActs)];
  const moments = [comment, message, move, act].flatMap((each) => each?.at ?? []);
  return moments.length === 0 ? null : Math.max(...moments);
}
