import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { ideas, ideaStages } from "../../../db/schema/ideas.ts";
import { mergeObjections, merges } from "../../../db/schema/merging.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { renderMarkdown } from "../../platform/markdown.server.ts";
import { must } from "../../platform/policy.ts";
import { rememberWords } from "../cowriting/commands.server.ts";
import { writtenIn } from "../cowriting/seeding.server.ts";
import { freezeFirst } from "../cowriting/freezing.server.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { mustNotBeMuted } from "../moderation/muting.server.ts";
import { isInvolved } from "../piloting/policy.ts";
import { standingOf } from "../piloting/queries.server.ts";
import { recountSignals } from "../signals/united.server.ts";
import { merged, mergeObjected, objectionsDecided, unmerged } from "./events.ts";
import type { DecisionInput, MergeInput, ObjectionInput, UnmergeInput } from "./inputs.ts";
import { sourcesOf } from "./lineage.server.ts";
import { joinAuthors, joinFollowers, partAuthors, partFollowers } from "./people.server.ts";
import { mayJudgeObjections, mayObject, mayUnmerge, mergesAs } from "./policy.ts";
import { decidedOnBoth, type Merge, mergeSeenBy } from "./queries.server.ts";
import { whyNoMerge, whyNoObjection } from "./rules.ts";

/**
 * Makes an idea part of another one, with a signed answer: signals are united by person, its comments and
 * followers go along, its authors write the other one too. Its own rows stay as they are. Sent twice, it is
 * one merge. Throws `NotFound`, `Forbidden` (`own_idea` for an author of either), `Conflict("merged_meanwhile")`,
 * and `Refused` for what the rules do not allow. Serializable: who may decide, where both stand and what is
 * part of what are read before the write; both ideas are held, so that nobody acts on them meanwhile.
 */
export async function mergeIdea(ctx: Context, sourceId: string, input: MergeInput): Promise<string> {
  const { actor } = signedIn(ctx);
  // Before anything else is said or rendered: what may not be seen is not there.
  const seen = await ideaSeenBy(ctx.db.read, actor, sourceId);
  const into = await ideaSeenBy(ctx.db.read, actor, input.into);
  const isDecider = mergesAs(actor, await decidedOnBoth(ctx.db.read, seen.idea, into.idea), seen.idea.stage) !== null;
  if (isDecider) await freezeFirst(ctx, sourceId);
  const html = await renderMarkdown(input.message, actor.id);
  return ctx.db.transaction(async (tx) => {
    await lockIdea(tx, sourceId, input.into);
    const { idea: source } = await ideaSeenBy(tx, actor, sourceId);
    const { idea: target } = await ideaSeenBy(tx, actor, input.into);
    const about = await decidedOnBoth(tx, source, target);
    const signsAs = mergesAs(actor, about, source.stage);
    const [existing] = await tx.select().from(merges).where(eq(merges.id, input.id));
    if (existing?.by === actor.id && existing.source === source.id) return existing.id;
    if (source.stage === "merged") throw new Conflict("merged_meanwhile");
    must(signsAs !== null, isInvolved(actor, about) ? "own_idea" : undefined);
    const why = whyNoMerge(source, target, await sourcesOf(tx, source.id));
    if (why) throw new Refused(why);
    await mustNotBeMuted(tx, ctx, source.space);

    const { stageSince, path } = await standingOf(tx, source.id);
    const merge = {
      id: input.id,
      source: source.id,
      target: target.id,
      fromStage: source.stage,
      fromSince: stageSince,
      signsAs: signsAs ?? ("pilot" as const),
      at: ctx.now,
    };
    const written = await tx
      .insert(merges)
      .values({
        ...merge,
        sourceElements: input.sourceElements,
        targetElements: input.targetElements,
        words: input.message,
        html,
        by: actor.id,
        affiliation: actor.affiliation,
      })
      .onConflictDoNothing()
      .returning({ id: merges.id });
    if (written.length === 0) throw new Conflict("changed_meanwhile");
    await tx.update(ideas).set({ stage: "merged", stageSince: ctx.now }).where(eq(ideas.id, source.id));
    await tx.insert(ideaStages).values({ idea: source.id, position: path.length, stage: "merged", enteredAt: ctx.now });
    await moveCounts(tx, merge, +1);
    const joining = await joinAuthors(tx, merge, { source, target });
    await joinFollowers(tx, merge);
    await recountSignals(tx, target.id);
    await rememberWords(tx, ctx, target.id, await writtenIn(tx, source.id));
    await record(tx, ctx, merged(source, target, merge, joining));
    return merge.id;
  }, "serializable");
}

/**
 * Takes a merge apart: the idea stands where it stood, since when it did, and what the merge added to the
 * other one goes. What was cast or written there since stays there. Open objections are upheld by it. Taken
 * apart twice, it is once. Throws `NotFound`, `Forbidden` (`own_idea`), and `Refused("merge_not_outermost")`
 * while the other idea is itself part of a third. Serializable, as `mergeIdea`.
 */
export async function unmergeIdea(ctx: Context, input: UnmergeInput): Promise<void> {
  const { actor } = signedIn(ctx);
  await changeMerge(ctx, input, async (tx, merge, html) => {
    if (merge.undoneAt !== null) return;
    const { source, target } = merge;
    const about = await decidedOnBoth(tx, source, target);
    must(mayUnmerge(actor, about), isInvolved(actor, about) ? "own_idea" : undefined);
    await mustNotBeMuted(tx, ctx, source.space);
    await decideObjections(tx, ctx, merge, { state: "upheld", words: input.message, html });
    await part(tx, ctx, merge, { words: input.message, html });
  });
}

/**
 * An author of a merged idea says what he or she has against it, within 14 days; the merge stands meanwhile.
 * Once per person. Throws `NotFound`, `Forbidden`, `Refused` (`merge_undone`, `objection_too_late`, `objected_once`).
 */
export async function objectToMerge(ctx: Context, input: ObjectionInput): Promise<void> {
  const { actor } = signedIn(ctx);
  await changeMerge(ctx, input, async (tx, merge, html) => {
    must(mayObject(actor, merge.source));
    const why = whyNoObjection(merge, ctx.now);
    if (why) throw new Refused(why);
    const objection = { id: input.id, merge: merge.id, by: actor.id, words: input.message, html };
    const written = await tx
      .insert(mergeObjections)
      .values({ ...objection, at: ctx.now, state: "open" })
      .onConflictDoNothing()
      .returning({ id: mergeObjections.id });
    const involved = [merge.by, ...merge.source.authors, ...merge.target.authors];
    if (written.length > 0) return record(tx, ctx, [mergeObjected(merge.source, objection, involved)]);
    const [mine] = await tx
      .select({ id: mergeObjections.id })
      .from(mergeObjections)
      .where(and(eq(mergeObjections.merge, merge.id), eq(mergeObjections.by, actor.id)));
    if (mine?.id !== input.id) throw new Refused("objected_once");
  });
}

/**
 * A pilot who is not involved decides on the open objections to a merge, with reasons: upheld, it is taken
 * apart; dismissed, it stands. Throws `NotFound`, `Forbidden` (`own_idea`, `own_merge`),
 * `Conflict("objections_decided")` when there is nothing to decide any more, and what taking apart throws.
 */
export async function judgeObjections(ctx: Context, input: DecisionInput): Promise<void> {
  const { actor } = signedIn(ctx);
  await changeMerge(ctx, input, async (tx, merge, html) => {
    const { source, target } = merge;
    const about = await decidedOnBoth(tx, source, target, [merge.by]);
    must(
      mayJudgeObjections(actor, about),
      actor.id === merge.by ? "own_merge" : isInvolved(actor, about) ? "own_idea" : undefined,
    );
    const decision = { state: input.decision, words: input.message, html };
    if (!(await decideObjections(tx, ctx, merge, decision))) throw new Conflict("objections_decided");
    if (input.decision === "upheld") await part(tx, ctx, merge, decision);
  });
}

type Words = { words: string; html: string };

/** Runs `change` on a merge that the actor sees, both of its ideas held; `html` is the rendered message. */
async function changeMerge(
  ctx: Context,
  input: { merge: string; message: string },
  change: (tx: Tx, merge: Merge, html: string) => Promise<void>,
): Promise<void> {
  const { actor } = signedIn(ctx);
  const { source, target } = await mergeSeenBy(ctx.db.read, actor, input.merge);
  const html = await renderMarkdown(input.message, actor.id);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, source.id, target.id);
    await change(tx, await mergeSeenBy(tx, actor, input.merge), html);
  }, "serializable");
}

async function decideObjections(
  tx: Tx,
  ctx: Context,
  merge: Merge,
  { state, words, html }: Words & { state: "upheld" | "dismissed" },
): Promise<boolean> {
  const decided = await tx
    .update(mergeObjections)
    .set({ state, decidedBy: signedIn(ctx).actor.id, decidedAt: ctx.now, reasons: words, reasonsHtml: html })
    .where(and(eq(mergeObjections.merge, merge.id), eq(mergeObjections.state, "open")))
    .returning({ by: mergeObjections.by });
  if (decided.length === 0) return false;
  const members = decided.map(({ by }) => by);
  await record(tx, ctx, [objectionsDecided(`merge.objections_${state}`, merge.source, merge.id, members)]);
  return true;
}

/** Everything back to where it stood. The rows of the idea that was merged were never touched. */
async function part(tx: Tx, ctx: Context, merge: Merge, { words, html }: Words): Promise<void> {
  const { source, target } = merge;
  if (target.stage === "merged") throw new Refused("merge_not_outermost");
  const undone = { undoneAt: ctx.now, undoneBy: signedIn(ctx).actor.id, undoneWords: words, undoneHtml: html };
  const [written] = await tx
    .update(merges)
    .set(undone)
    .where(and(eq(merges.id, merge.id), isNull(merges.undoneAt)))
    .returning({ id: merges.id });
  if (!written) throw new NotFound();
  await tx.update(ideas).set({ stage: merge.fromStage, stageSince: merge.fromSince }).where(eq(ideas.id, source.id));
  await leaveLastStage(tx, source.id);
  const pair = { id: merge.id, source: source.id, target: target.id, at: merge.at };
  await moveCounts(tx, pair, -1);
  await partAuthors(tx, pair);
  await partFollowers(tx, pair);
  await recountSignals(tx, target.id);
  await record(tx, ctx, unmerged(source, target, merge));
}

async function leaveLastStage(tx: Tx, idea: string): Promise<void> {
  const [last] = await tx
    .select({ position: ideaStages.position })
    .from(ideaStages)
    .where(eq(ideaStages.idea, idea))
    .orderBy(desc(ideaStages.position))
    .limit(1);
  if (!last) return;
  await tx.delete(ideaStages).where(and(eq(ideaStages.idea, idea), eq(ideaStages.position, last.position)));
}

async function moveCounts(tx: Tx, { source, target }: { source: string; target: string }, step: 1 | -1) {
  const [moving] = await tx.select({ comments: ideas.commentCount }).from(ideas).where(eq(ideas.id, source));
  await tx
    .update(ideas)
    .set({
      mergedIn: sql`${ideas.mergedIn} + ${step}`,
      commentCount: sql`${ideas.commentCount} + ${step * (moving?.comments ?? 0)}`,
    })
    .where(eq(ideas.id, target));
}
