/**
 * Welcomes: the first reply that somebody else gives, within a day, to the first contribution of a newcomer. What is
 * replied to is an idea or a comment. Asked on the way of every comment, so what is free decides first: whether what
 * is answered is younger than a day, and whether its author was new then; only then one statement asks the rest.
 */
import { and, asc, eq, gte, inArray, isNotNull, isNull, lte, min, ne, notInArray, or, sql } from "drizzle-orm";
import type { Reads, Tx } from "../../../db/database.ts";
import { comments, welcomes } from "../../../db/schema/discussion.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { isSignedIn } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { targetsOf } from "../merging/lineage.server.ts";
import { type NewcomerWelcomed, newcomerWelcomed } from "./events.ts";
import { isWithinADay, welcomeMilliseconds } from "./rules.ts";

/** What somebody brought in, when (a draft has no time), and since when he or she is here, where that is known. */
export type Contribution = { author: string; at: number | null; joined?: number };
type Timed = { at: number };
type Reply = { id: string; author: string; createdAt: number };

/** The condition that a comment stands before others: neither deleted nor hidden. */
function stands() {
  return and(isNull(comments.deletedAt), isNull(comments.hiddenAt));
}

/** Whether a reply at `now` comes within the day, and to somebody who may have been new; nothing is asked for it. */
function mayWait<Each extends Contribution>(each: Each, now: number): each is Each & Timed {
  const { at, joined } = each;
  return at !== null && isWithinADay(at, now) && (joined === undefined || isWithinADay(joined, at));
}

/**
 * Of these contributions those that are the first of a newcomer whom nobody has made welcome yet. Placeholders of
 * imports are no newcomers; what was deleted or hidden is no contribution.
 */
async function awaitingAmong<Each extends Contribution & Timed>(
  read: Reads,
  contributions: readonly Each[],
): Promise<Each[]> {
  if (contributions.length === 0) return [];
  const earliest = Math.min(...contributions.map(({ at }) => at));
  const firstComment = read
    .select({ at: min(comments.createdAt) })
    .from(comments)
    .where(and(eq(comments.author, members.id), stands()));
  const firstIdea = read
    .select({ at: min(ideas.submittedAt) })
    .from(ideas)
    .where(
      and(
        eq(ideas.author, members.id),
        notInArray(ideas.stage, ["draft", "discarded"]),
        eq(ideas.moderation, "visible"),
      ),
    );
  const rows = await read
    .select({
      id: members.id,
      joined: members.createdAt,
      comment: sql<number | null>`(${firstComment})`.mapWith(comments.createdAt),
      idea: sql<number | null>`(${firstIdea})`.mapWith(ideas.submittedAt),
    })
    .from(members)
    .leftJoin(welcomes, eq(welcomes.newcomer, members.id))
    .where(
      and(
        inArray(members.id, [...new Set(contributions.map(({ author }) => author))]),
        gte(members.createdAt, earliest - welcomeMilliseconds),
        isNotNull(members.email),
        isNull(members.importKey),
        isNull(welcomes.newcomer),
      ),
    );
  const newcomers = new Map(rows.map((row) => [row.id, row]));
  return contributions.filter(({ author, at }) => {
    const newcomer = newcomers.get(author);
    if (!newcomer || !isWithinADay(newcomer.joined, at)) return false;
    return at === Math.min(newcomer.comment ?? Infinity, newcomer.idea ?? Infinity);
  });
}

/** Of these contributions those that a reply of this reader would make welcome now. Nothing for visitors. */
export async function awaitingWelcome<Each extends Contribution>(
  { db, actor, now }: Context,
  contributions: readonly Each[],
): Promise<Each[]> {
  if (!isSignedIn(actor)) return [];
  const ofOthers = contributions.filter(({ author }) => author !== actor.id);
  return awaitingAmong(
    db.read,
    ofOthers.filter((each) => mayWait(each, now)),
  );
}

/**
 * Notes that a reply which stands now makes a newcomer welcome, where it does, and gives what is to be recorded of
 * it. A comment that is held until somebody has read it is brought here when it is released.
 */
export async function welcomeBy(tx: Tx, space: string, reply: Reply, to: Contribution): Promise<NewcomerWelcomed[]> {
  const { author: newcomer } = to;
  if (newcomer === reply.author || !mayWait(to, reply.createdAt)) return [];
  if ((await awaitingAmong(tx, [to])).length === 0) return [];
  const welcome = { newcomer, by: reply.author, comment: reply.id, space, at: reply.createdAt };
  const noted = await tx
    .insert(welcomes)
    .values(welcome)
    .onConflictDoNothing()
    .returning({ newcomer: welcomes.newcomer });
  return noted.map(() => newcomerWelcomed("newcomer.welcomed", welcome));
}

/**
 * Takes back the welcome that a comment was, where it was one; the next reply of that day takes its place, if there is
 * one. Gives what is to be recorded.
 */
export async function welcomeFalls(tx: Tx, comment: string): Promise<NewcomerWelcomed[]> {
  const [fallen] = await tx.delete(welcomes).where(eq(welcomes.comment, comment)).returning();
  if (!fallen) return [];
  const next = await nextReply(tx, comment, fallen.newcomer);
  return [
    newcomerWelcomed("newcomer.welcome_undone", fallen),
    ...(next ? await welcomeBy(tx, fallen.space, next.reply, next.to) : []),
  ];
}

/** Lets a comment that is back be the welcome that it was, unless another has taken its place. Gives what is to be recorded. */
export async function welcomeReturns(tx: Tx, space: string, comment: string): Promise<NewcomerWelcomed[]> {
  const [reply] = await tx
    .select()
    .from(comments)
    .where(and(eq(comments.id, comment), stands()));
  return reply ? welcomeBy(tx, space, reply, await answeredBy(tx, reply)) : [];
}

type Answering = { idea: string; parent: string | null; answers: string | null };

/** What a comment replies to: the idea, a comment on it, or one on an idea that is merged into it. */
async function answeredBy(tx: Tx, { idea, parent, answers }: Answering): Promise<Contribution> {
  const comment = parent ?? answers;
  const [answered] =
    comment === null
      ? await tx.select({ author: ideas.author, at: ideas.submittedAt }).from(ideas).where(eq(ideas.id, idea))
      : await tx
          .select({ author: comments.author, at: comments.createdAt })
          .from(comments)
          .where(eq(comments.id, comment));
  if (!answered) throw new Error(`What is answered on the idea ${idea} is not there.`);
  return answered;
}

/** The earliest reply that stands beside a fallen one, by anybody but the newcomer and within the day. */
async function nextReply(tx: Tx, fallen: string, newcomer: string) {
  const [gone] = await tx.select().from(comments).where(eq(comments.id, fallen));
  if (!gone) return null;
  const to = await answeredBy(tx, gone);
  const [reply] = await tx
    .select({ id: comments.id, author: comments.author, createdAt: comments.createdAt })
    .from(comments)
    .where(
      and(
        await alsoAnswering(tx, gone),
        ne(comments.author, newcomer),
        lte(comments.createdAt, (to.at ?? 0) + welcomeMilliseconds),
        stands(),
      ),
    )
    .orderBy(asc(comments.createdAt), asc(comments.id))
    .limit(1);
  return reply ? { reply, to } : null;
}

/** The condition that a comment answers what this one does, from wherever that can be answered. */
async function alsoAnswering(tx: Tx, { idea, parent, answers }: Answering) {
  const comment = parent ?? answers;
  if (comment === null) return and(eq(comments.idea, idea), isNull(comments.parent), isNull(comments.answers));
  const [answered] = await tx.select({ idea: comments.idea }).from(comments).where(eq(comments.id, comment));
  const home = answered?.idea ?? idea;
  const talkedOn = inArray(comments.idea, [home, ...(await targetsOf(tx, home))]);
  return and(talkedOn, or(eq(comments.parent, comment), eq(comments.answers, comment)));
}
