import { and, asc, count, eq, inArray, isNotNull, isNull, ne, notInArray, or } from "drizzle-orm";
import type { Reads, Tx } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { members } from "../../../db/schema/members.ts";
import { bans } from "../../../db/schema/moderation.ts";
import { memberships, spaces } from "../../../db/schema/spaces.ts";
import { type TalkAct, talkHelpers, talkMessages, talks } from "../../../db/schema/talks.ts";
import type { SignedIn } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, Forbidden, Invalid, NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { newId } from "../../platform/ids.ts";
import { renderMarkdown } from "../../platform/markdown.server.ts";
import { must } from "../../platform/policy.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { mustNotBeMuted } from "../moderation/muting.server.ts";
import { dayIn } from "../piloting/rules.ts";
import { talkOpened, talkSaid } from "./events.ts";
import type { AskInput, SpeakInput } from "./inputs.ts";
import { mayAsk, mayReadTalk, maySpeak, sideOf } from "./policy.ts";
import { talkIn } from "./queries.server.ts";
import { actsOf, actsOpenTo, mostOpen, takesTalks, turnAfter } from "./rules.ts";

/**
 * Opens a talk with the authors of an idea and gives its id. Sent twice, it is one talk. Throws
 * `NotFound`, `Forbidden` (`own_idea` for who wrote it), `Invalid`, and `Refused` where nothing can be
 * asked, nobody would read it, or enough is asked already, or for whoever is `muted`.
 */
export async function openTalk(ctx: Context, ideaId: string, input: AskInput): Promise<string> {
  const { actor } = signedIn(ctx);
  // Before anything else is said or rendered: what may not be seen is not there.
  await ideaSeenBy(ctx.db.read, actor, ideaId);
  const html = await renderMarkdown(input.body, actor.id);
  return ctx.db.transaction(async (tx) => {
    await lockIdea(tx, ideaId);
    const { idea, space } = await ideaSeenBy(tx, actor, ideaId);
    must(mayAsk(actor, idea), idea.authors.includes(actor.id) ? "own_idea" : undefined);
    const [existing] = await tx.select().from(talks).where(eq(talks.id, input.id));
    if (existing && (existing.openedBy !== actor.id || existing.idea !== idea.id)) {
      throw new Conflict("changed_meanwhile");
    }
    if (existing) return existing.id;
    await mustNotBeMuted(tx, ctx, idea.space);
    if (!takesTalks(idea)) throw new Refused("talk_over");
    if (input.answerBy !== null && input.answerBy <= dayIn(space.timeZone, ctx.now)) {
      throw new Invalid({ answerBy: "review_passed" });
    }
    if (!(await anybodyReads(tx, idea.authors))) throw new Refused("talk_nobody");
    const open = await tx.$count(talks, and(eq(talks.idea, idea.id), isNull(talks.closedAt)));
    if (open >= mostOpen) throw new Refused("talks_enough");

    const isPrivate = input.private === "yes";
    const { id, asks, answerBy } = input;
    const talk = { id, space: idea.space, idea: idea.id, isPrivate, asks, answerBy };
    const times = { openedAt: ctx.now, lastAt: ctx.now };
    await tx.insert(talks).values({ ...talk, ...times, author: idea.author, openedBy: actor.id, turn: "authors" });
    const message = await say(tx, ctx, actor, { id: newId(ctx.now), talk: id, act: "said", source: input.body, html });
    await record(tx, ctx, [talkOpened(talk, message)]);
    return id;
  });
}

/**
 * Says something in a talk, or does something with it that needs no word. Sent twice, it is said once.
 * Throws `NotFound`, `Forbidden`, and `Refused` where the talk is closed or nobody else can look, or for whoever is `muted`.
 */
export async function speak(ctx: Context, ideaId: string, input: SpeakInput): Promise<void> {
  const { actor } = signedIn(ctx);
  const { idea } = await ideaSeenBy(ctx.db.read, actor, ideaId);
  if (!mayReadTalk(actor, await talkIn(ctx.db.read, idea, input.talk))) throw new NotFound();
  const html = input.body === "" ? "" : await renderMarkdown(input.body, actor.id);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, ideaId);
    const { idea } = await ideaSeenBy(tx, actor, ideaId);
    const talk = await talkIn(tx, idea, input.talk);
    if (!mayReadTalk(actor, talk)) throw new NotFound();
    const side = sideOf(actor, talk);
    must(side !== null && maySpeak(actor, talk), side === null ? undefined : "verify_first");
    if (side === null) return;
    const [existing] = await tx.select().from(talkMessages).where(eq(talkMessages.id, input.id));
    if (existing && (existing.by !== actor.id || existing.talk !== talk.id)) throw new Conflict("changed_meanwhile");
    if (existing) return;
    await mustNotBeMuted(tx, ctx, idea.space);
    if (!takesTalks(idea)) throw new Refused("talk_over");
    const { act } = input;
    if (!actsOpenTo(side, talk, ctx.now).includes(act)) {
      const isTheirs = actsOf[side].includes(act) || (side === "authors" && act === "reopened");
      throw isTheirs ? new Refused(talk.closedAt === null ? "talk_open" : "talk_closed") : new Forbidden();
    }
    const helper = act === "second_look" ? await anotherPilot(tx, talk) : null;
    if (act === "second_look" && helper === null) throw new Refused("talk_nobody_else");

    const message = await say(tx, ctx, actor, { id: input.id, talk: talk.id, act, source: input.body, html });
    if (helper !== null) await tx.insert(talkHelpers).values({ talk: talk.id, member: helper, at: ctx.now });
    const closedAt = act === "closed" ? ctx.now : null;
    await tx
      .update(talks)
      .set({ turn: turnAfter(act), lastAt: ctx.now, closedAt })
      .where(eq(talks.id, talk.id));
    await record(tx, ctx, [talkSaid(talk, { message, act, side, helper })]);
  });
}

async function say(
  tx: Tx,
  { now }: Context,
  actor: SignedIn,
  words: { id: string; talk: string; act: TalkAct; source: string; html: string },
): Promise<string> {
  await tx.insert(talkMessages).values({ ...words, by: actor.id, affiliation: actor.affiliation, at: now });
  return words.id;
}

/** Whether one of these people can sign in at all: whom an import brought cannot, and who left does not. */
async function anybodyReads(read: Reads, authors: readonly string[]): Promise<boolean> {
  const able = and(inArray(members.id, [...authors]), isNotNull(members.email), isNull(members.erasedAt));
  return (await read.select({ id: members.id }).from(members).where(able).limit(1)).length > 0;
}

/**
 * A pilot of the space who has had no part in the talk, the one who was asked least so far; without one,
 * an admin, as the lead. Null when there is nobody.
 */
async function anotherPilot(
  read: Reads,
  talk: { id: string; space: string; authors: readonly string[] },
): Promise<string | null> {
  const spoke = await read
    .selectDistinct({ by: talkMessages.by })
    .from(talkMessages)
    .where(eq(talkMessages.talk, talk.id));
  const asked = await read.select({ by: talkHelpers.member }).from(talkHelpers).where(eq(talkHelpers.talk, talk.id));
  const part = [...talk.authors, ...spoke.map(({ by }) => by), ...asked.map(({ by }) => by)];
  const isFree = and(
    notInArray(members.id, part),
    isNotNull(members.emailVerifiedAt),
    isNull(members.erasesAt),
    isNull(bans.id),
  );
  const inside = and(eq(memberships.member, members.id), eq(memberships.space, talk.space));
  const [pilot] = await read
    .select({ id: members.id, asked: count(talkHelpers.talk) })
    .from(members)
    .innerJoin(memberships, and(inside, eq(memberships.pilot, true)))
    .leftJoin(bans, and(eq(bans.member, members.id), isNull(bans.liftedAt)))
    .leftJoin(talkHelpers, eq(talkHelpers.member, members.id))
    .where(isFree)
    .groupBy(members.id)
    .orderBy(asc(count(talkHelpers.talk)), asc(members.id))
    .limit(1);
  if (pilot) return pilot.id;
  const [admin] = await read
    .select({ id: members.id })
    .from(members)
    .innerJoin(spaces, eq(spaces.id, talk.space))
    .leftJoin(memberships, inside)
    .leftJoin(bans, and(eq(bans.member, members.id), isNull(bans.liftedAt)))
    // Also an admin sees nothing of a private space that he or she does not belong to.
    .where(and(isFree, eq(members.admin, true), or(ne(spaces.visibility, "private"), isNotNull(memberships.member))))
    .orderBy(asc(members.id))
    .limit(1);
  return admin?.id ?? null;
}
