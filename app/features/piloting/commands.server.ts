import { and, desc, eq, sql } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { ideas, ideaStages, type Stage } from "../../../db/schema/ideas.ts";
import { stageMoves } from "../../../db/schema/piloting.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, Forbidden, Invalid, NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { renderMarkdown } from "../../platform/markdown.server.ts";
import { must } from "../../platform/policy.ts";
import { freezeFirst } from "../cowriting/freezing.server.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { mustNotBeMuted } from "../moderation/muting.server.ts";
import { mayEditSpace } from "../spaces/policy.ts";
import { spaceSeenBy } from "../spaces/queries.server.ts";
import { gatesOf, stepsIn } from "../stages/queries.server.ts";
import { isMet, isOnward, standIn, stepOf } from "../stages/rules.ts";
import { calendarSet, ideaMoved, moveUndone, type Together } from "./events.ts";
import type { CalendarInput, MoveInput } from "./inputs.ts";
import { deciderOf, isInvolved, madeMove, mayUndoMove, standsIn } from "./policy.ts";
import { decided, latestMove, othersActedSince, standingOf, type StageMove } from "./queries.server.ts";
import { dayIn, decidersAt, movesFrom, whyNoUndo, wrongReview } from "./rules.ts";

/** How a move came about, where it was not a person's act on this idea alone. */
type Because = {
  /** Somebody else asked for it; `involved` names others than the idea's authors who do not decide here. */
  asked?: { involved: readonly string[] };
  /** The same act moves other ideas too: people are told of all of them at once. */
  together?: Together;
  /** The product whose tracker reports it in the actor's name. */
  tracker?: string;
};

/**
 * Moves an idea to another stage with a signed answer. Sent twice, it is one move. Throws
 * `NotFound`, `Forbidden` (`own_idea` for its authors), `Conflict("moved_meanwhile")` when the
 * idea stands elsewhere by now, `Refused` when the table has no such move, `Invalid`.
 * Where somebody `asked` for it, with a new argument or an appeal, a declined idea can be reopened: alone nobody does.
 * Serializable: who may decide and where the idea stands are read before the write.
 */
export async function moveIdea(
  ctx: Context,
  ideaId: string,
  input: MoveInput,
  { asked, together, tracker }: Because = {},
): Promise<string> {
  const { actor } = signedIn(ctx);
  // Before anything else is said or rendered: what may not be seen is not there.
  const seen = await ideaSeenBy(ctx.db.read, actor, ideaId);
  // What is decided on is what stands in the text, also what was written together a moment ago.
  if (deciderOf(actor, await decided(ctx.db.read, seen.idea, asked?.involved)).length > 0) {
    await freezeFirst(ctx, ideaId);
  }
  const html = await renderMarkdown(input.message, actor.id);
  return ctx.db.transaction(async (tx) => {
    // What is owed next is given to whom the idea belongs: it is not handed over meanwhile.
    await lockIdea(tx, ideaId);
    const { idea, space } = await ideaSeenBy(tx, actor, ideaId);
    const about = await decided(tx, idea, asked?.involved);
    const as = deciderOf(actor, about);
    must(as.length > 0, isInvolved(actor, about) ? "own_idea" : undefined);

    const [existing] = await tx.select().from(stageMoves).where(eq(stageMoves.id, input.id));
    if (existing && (existing.by !== actor.id || existing.idea !== idea.id)) throw new Conflict("changed_meanwhile");
    if (existing) return existing.id;
    await mustNotBeMuted(tx, ctx, idea.space);
    if (idea.moderation !== "visible") throw new Refused("idea_not_visible");
    const steps = await stepsIn(tx, idea.space);
    const fromExtra = stepOf(idea, steps);
    const shown = standIn(input.from);
    // What an idea brings along from another stage or space is of no meaning, here as there.
    const isShown = shown.stage === idea.stage && stepOf({ ...idea, extra: shown.extra }, steps) === fromExtra;
    if (!isShown) throw new Conflict("moved_meanwhile");
    const to = standIn(input.to);
    const standing = await standingOf(tx, idea.id);
    const isWithin = to.stage === idea.stage && to.extra !== fromExtra;
    const open = isWithin
      ? { to: standing.stage, who: decidersAt(standing.stage) }
      : movesFrom(standing, ctx.now, asked !== undefined).find((move) => move.to === to.stage);
    const isStep = to.extra === null || steps.some(({ id, parent }) => id === to.extra && parent === to.stage);
    if (!open && standing.stage === "declined") throw new Refused("revival_needed");
    if (!open || !isStep) throw new Refused("no_such_move");
    const part = open.who.find((decider) => as.includes(decider));
    if (!part) throw new Forbidden(`only_${open.who[0] ?? "pilot"}`);
    const missing = isOnward(standing.stage, open.to)
      ? (await gatesOf(tx, idea)).get(open.to)?.find((gate) => !isMet(gate))
      : undefined;
    const override = missing && mayEditSpace(actor, idea.space) ? (input.override ?? null) : null;
    if (missing && override === null) throw new Invalid({ to: `gate_${missing.kind}` });
    const wrong = input.reviewOn === null ? null : wrongReview(input.reviewOn, dayIn(space.timeZone, ctx.now));
    if (wrong) throw new Invalid({ reviewOn: wrong });

    const move = {
      id: input.id,
      idea: idea.id,
      from: standing.stage,
      to: open.to,
      fromExtra,
      toExtra: to.extra,
      override,
      reasonKind: input.reasonKind,
      reviewOn: input.reviewOn,
      signsAs: standsIn(actor, about, part) ? ("admin" as const) : part,
      tracker: tracker ?? null,
    };
    await tx.insert(stageMoves).values({
      ...move,
      source: input.message,
      html,
      fromSince: standing.stageSince,
      by: actor.id,
      affiliation: actor.affiliation,
      at: ctx.now,
    });
    // A new review date is no new stage: the path stays as it is.
    await tx.update(ideas).set({ extra: move.toExtra }).where(eq(ideas.id, idea.id));
    if (move.to !== move.from) await enterStage(tx, idea.id, move.to, { at: ctx.now, position: standing.path.length });
    await record(tx, { ...ctx, ...(together?.cause && { cause: together.cause }) }, [
      ideaMoved(idea, move, together?.by),
    ]);
    return move.id;
  }, "serializable");
}

/**
 * Takes back one's own move within ten minutes: the idea stands where it stood, since when it did.
 * Taken back twice, it is taken back once. Throws `NotFound`, `Forbidden`, and `Refused` when the
 * time is over or somebody else has acted since.
 */
export async function undoMove(ctx: Context, ideaId: string, moveId: string): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, ideaId);
    const { idea } = await ideaSeenBy(tx, actor, ideaId);
    const [move] = await tx
      .select()
      .from(stageMoves)
      .where(and(eq(stageMoves.id, moveId), eq(stageMoves.idea, idea.id)));
    if (!move) throw new NotFound();
    must(madeMove(actor, move));
    if (move.undoneAt !== null) return;
    const latest = await latestMove(tx, idea.id);
    const isLatest = latest?.id === move.id && idea.stage === move.to;
    const why = whyNoUndo(move, { isLatest, othersActed: await othersActedSince(tx, move) }, ctx.now);
    if (why) throw new Refused(why);
    const about = await decided(tx, idea);
    must(mayUndoMove(actor, move, about), isInvolved(actor, about) ? "own_idea" : undefined);
    await tx.update(stageMoves).set({ undoneAt: ctx.now }).where(eq(stageMoves.id, move.id));
    await tx.update(ideas).set({ extra: move.fromExtra }).where(eq(ideas.id, move.idea));
    if (move.to !== move.from) await leaveStage(tx, move);
    await record(tx, ctx, [moveUndone(idea, move)]);
  }, "serializable");
}

async function enterStage(tx: Tx, idea: string, stage: Stage, { at, position }: { at: number; position: number }) {
  await tx.update(ideas).set({ stage, stageSince: at }).where(eq(ideas.id, idea));
  await tx.insert(ideaStages).values({ idea, position, stage, enteredAt: at });
}

async function leaveStage(tx: Tx, move: StageMove): Promise<void> {
  await tx.update(ideas).set({ stage: move.from, stageSince: move.fromSince }).where(eq(ideas.id, move.idea));
  const [last] = await tx
    .select({ position: ideaStages.position })
    .from(ideaStages)
    .where(eq(ideaStages.idea, move.idea))
    .orderBy(desc(ideaStages.position))
    .limit(1);
  if (!last) return;
  await tx.delete(ideaStages).where(and(eq(ideaStages.idea, move.idea), eq(ideaStages.position, last.position)));
}

/**
 * Sets when the pilots of a space work and what they promise. Clocks that run keep the day that was
 * promised. Throws `NotFound`, `Forbidden`, and `Conflict("space_changed")` when somebody saved since
 * the form was shown.
 */
export async function setCalendar(ctx: Context, id: string, input: CalendarInput): Promise<void> {
  const { actor } = signedIn(ctx);
  const { version: shown, ...fields } = input;
  await ctx.db.transaction(async (tx) => {
    await spaceSeenBy(tx, actor, id);
    must(mayEditSpace(actor, id));
    const [written] = await tx
      .update(spaces)
      .set({ ...fields, version: sql`${spaces.version} + 1` })
      .where(and(eq(spaces.id, id), eq(spaces.version, shown)))
      .returning({ version: spaces.version });
    if (!written) throw new Conflict("space_changed");
    await record(tx, ctx, [calendarSet(id, { ...fields, version: written.version })]);
  });
}
