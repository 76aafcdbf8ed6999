/**
 * Members say that two ideas are one, and others agree or do not; a pilot decides. Threats: points for pointing at an own
 * idea (whoever wrote either, now or once, has none), and the same question asked until somebody gives in (it rests once answered).
 * Serializable, as merging is: what was said of both, and where they stand, are read before the write.
 */
import { and, eq, inArray, or } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { duplicateAnswers, duplicates } from "../../../db/schema/duplicates.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { limit } from "../../platform/limits.server.ts";
import { must } from "../../platform/policy.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { decidedOnBoth } from "../merging/queries.server.ts";
import { mustNotBeMuted } from "../moderation/muting.server.ts";
import { isInvolved } from "../piloting/policy.ts";
import { hasFirstLevel } from "../signals/maturing.server.ts";
import { joinSpace } from "../spaces/commands.server.ts";
import { answersTo } from "./answers.server.ts";
import { duplicateAgreed, duplicateChanged, duplicateEnded, duplicateSaid } from "./events.ts";
import type { AnswerInput, DeclineInput, SayingInput } from "./inputs.ts";
import { mayDecline, maySayAlike } from "./policy.ts";
import { isAgreed, whyNotSaid } from "./rules.ts";

type Seen = Awaited<ReturnType<typeof ideaSeenBy>>["idea"];
type Duplicate = typeof duplicates.$inferSelect;

/**
 * Says that an idea wants the same as another one, and why. Sent twice, it is said once. Throws `NotFound`,
 * `Forbidden("duplicates_by_level")`, `TooMany`, `Conflict` for an id of something else, and `Refused` (`muted`, and what
 * the rules do not allow).
 */
export async function sayAlike(ctx: Context, ideaId: string, input: SayingInput): Promise<void> {
  const { actor } = signedIn(ctx);
  await limit("suggest_member", actor.id);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, ideaId, input.other);
    const { idea } = await ideaSeenBy(tx, actor, ideaId);
    const { idea: other } = await ideaSeenBy(tx, actor, input.other);
    const [existing] = await tx.select().from(duplicates).where(eq(duplicates.id, input.id));
    if (existing?.by === actor.id && existing.idea === idea.id) return;
    if (existing) throw new Conflict("changed_meanwhile");
    await mustSayAlike(tx, ctx, idea);
    const both = [idea.id, other.id];
    const said = await tx
      .select()
      .from(duplicates)
      .where(or(inArray(duplicates.idea, both), inArray(duplicates.other, both)));
    const why = whyNotSaid(idea, other, said, actor.id, ctx.now);
    if (why) throw new Refused(why);
    await joinSpace(tx, ctx, idea.space, actor);
    const duplicate = { id: input.id, idea: idea.id, other: other.id, by: actor.id };
    const { affiliation } = actor;
    await tx.insert(duplicates).values({ ...duplicate, words: input.words, affiliation, at: ctx.now, state: "open" });
    await record(tx, ctx, [duplicateSaid("duplicate.said", idea.space, duplicate)]);
  }, "serializable");
}

/**
 * Says whether two ideas are one, of which somebody else says so; the last answer holds. Once enough do, and as long as
 * they do, a pilot is asked to decide. Throws `NotFound`, `Forbidden` (`duplicates_by_level`, `own_duplicate`),
 * `Refused("muted")`, and `Conflict("duplicate_decided")`.
 */
export async function answerAlike(ctx: Context, ideaId: string, { duplicate: id, same }: AnswerInput): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    const { duplicate, idea, other } = await held(tx, ctx, ideaId, id);
    must(duplicate.by !== actor.id, "own_duplicate");
    await mustSayAlike(tx, ctx, idea);
    if (duplicate.state !== "open") throw new Conflict("duplicate_decided");
    const mine = and(eq(duplicateAnswers.duplicate, duplicate.id), eq(duplicateAnswers.member, actor.id));
    const [before] = await tx.select().from(duplicateAnswers).where(mine);
    if (before?.isSame === same) return;
    const wasAgreed = isAgreed(await answersTo(tx, duplicate.id));
    await joinSpace(tx, ctx, idea.space, actor);
    await tx
      .insert(duplicateAnswers)
      .values({ duplicate: duplicate.id, member: actor.id, isSame: same, at: ctx.now })
      .onConflictDoUpdate({
        target: [duplicateAnswers.duplicate, duplicateAnswers.member],
        set: { isSame: same, at: ctx.now },
      });
    await record(tx, ctx, [duplicateSaid("duplicate.answered", idea.space, duplicate)]);
    const agrees = isAgreed(await answersTo(tx, duplicate.id));
    if (wasAgreed && !agrees) await record(tx, ctx, [duplicateChanged("duplicate.disagreed", idea.space, duplicate)]);
    if (wasAgreed || !agrees) return;
    const { authors } = await decidedOnBoth(tx, idea, other, [duplicate.by]);
    await record(tx, ctx, [duplicateAgreed(idea.space, duplicate, authors)]);
  }, "serializable");
}

/** Takes back what the actor said of two ideas. Done twice, it is done once. Throws `NotFound`, `Conflict("duplicate_decided")`. */
export async function withdrawAlike(ctx: Context, ideaId: string, id: string): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    const { duplicate, idea } = await held(tx, ctx, ideaId, id);
    if (duplicate.by !== actor.id) throw new NotFound();
    if (duplicate.state === "withdrawn") return;
    if (duplicate.state !== "open") throw new Conflict("duplicate_decided");
    await end(tx, ctx, duplicate, { state: "withdrawn" });
    await record(tx, ctx, [duplicateEnded("duplicate.withdrawn", idea.space, duplicate)]);
  }, "serializable");
}

/**
 * A pilot who is not involved answers that the ideas are two, with reasons. Answered twice by the same person, it is
 * answered once. Throws `NotFound`, `Forbidden` (`own_idea`, `own_duplicate`), `Conflict("duplicate_decided")`.
 */
export async function declineAlike(
  ctx: Context,
  ideaId: string,
  { duplicate: id, message }: DeclineInput,
): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    const { duplicate, idea, other } = await held(tx, ctx, ideaId, id);
    const about = await decidedOnBoth(tx, idea, other, [duplicate.by]);
    const isOwn = isInvolved(actor, about);
    must(mayDecline(actor, about), isOwn ? (duplicate.by === actor.id ? "own_duplicate" : "own_idea") : undefined);
    if (duplicate.state === "declined" && duplicate.decidedBy === actor.id) return;
    if (duplicate.state !== "open") throw new Conflict("duplicate_decided");
    await end(tx, ctx, duplicate, { state: "declined", reasons: message });
    await record(tx, ctx, [duplicateEnded("duplicate.declined", idea.space, duplicate)]);
  }, "serializable");
}

async function mustSayAlike(tx: Tx, ctx: Context, { space }: { space: string }): Promise<void> {
  const { actor } = signedIn(ctx);
  must(maySayAlike(actor, space, await hasFirstLevel(tx, ctx, actor)), "duplicates_by_level");
  await mustNotBeMuted(tx, ctx, space);
}

/** What somebody said of two ideas that the actor sees, both held. Throws `NotFound`. */
async function held(
  tx: Tx,
  ctx: Context,
  ideaId: string,
  id: string,
): Promise<{ duplicate: Duplicate; idea: Seen; other: Seen }> {
  const ofIdea = or(eq(duplicates.idea, ideaId), eq(duplicates.other, ideaId));
  const found = and(eq(duplicates.id, id), ofIdea);
  const [named] = await tx.select().from(duplicates).where(found);
  if (!named) throw new NotFound();
  await lockIdea(tx, named.idea, named.other);
  const { idea } = await ideaSeenBy(tx, ctx.actor, named.idea);
  const { idea: other } = await ideaSeenBy(tx, ctx.actor, named.other);
  const [duplicate] = await tx.select().from(duplicates).where(found);
  if (!duplicate) throw new NotFound();
  return { duplicate, idea, other };
}

async function end(tx: Tx, ctx: Context, { id }: Duplicate, change: Partial<Duplicate>): Promise<void> {
  const decision = { decidedBy: signedIn(ctx).actor.id, decidedAt: ctx.now };
  await tx
    .update(duplicates)
    .set({ ...decision, ...change })
    .where(eq(duplicates.id, id));
}
