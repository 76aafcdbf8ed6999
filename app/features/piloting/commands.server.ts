import { and, desc, eq, sql } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { ideas, ideaStages, type Stage } from "../../../db/schema/ideas.ts";
import { stageMoves } from "../../../db/schema/piloting.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, Forbidden, Invalid, NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { renderMarkdown } from "../../platform/markdown.server.ts";
import { must } from "../../platform/policy.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { mayEditSpace } from "../spaces/policy.ts";
import { spaceSeenBy } from "../spaces/queries.server.ts";
import { calendarSet, ideaMoved, moveUndone } from "./events.ts";
import type { CalendarInput, MoveInput } from "./inputs.ts";
import { deciderOf, isInvolved, mayUndoMove, standsIn } from "./policy.ts";
import { decided, latestMove, othersActedSince, standingOf, type StageMove } from "./queries.server.ts";
import { dayIn, decidesAs, movesFrom, whyNoUndo, wrongReview } from "./rules.ts";

/**
 * Moves an idea to another stage with a signed answer. Sent twice, it is one move. Throws
 * `NotFound`, `Forbidden` (`own_idea` for its authors), `Conflict("moved_meanwhile")` when the
 * idea stands elsewhere by now, `Refused` when the table has no such move, `Invalid`.
 * Serializable: who may decide and where the idea stands are read before the write.
 */
export async function moveIdea(ctx: Context, ideaId: string, input: MoveInput): Promise<string> {
  const { actor } = signedIn(ctx);
  // Before anything else is said or rendered: what may not be seen is not there.
  await ideaSeenBy(ctx.db.read, actor, ideaId);
  const html = await renderMarkdown(input.message, actor.id);
  return ctx.db.transaction(async (tx) => {
    const { idea, space } = await ideaSeenBy(tx, actor, ideaId);
    const about = await decided(tx, idea);
    const as = deciderOf(actor, about);
    must(as.length > 0, isInvolved(actor, about) ? "own_idea" : undefined);

    const [existing] = await tx.select().from(stageMoves).where(eq(stageMoves.id, input.id));
    if (existing && (existing.by !== actor.id || existing.idea !== idea.id)) throw new Conflict("changed_meanwhile");
    if (existing) return existing.id;
    if (idea.moderation !== "visible") throw new Refused("idea_not_visible");
    if (idea.stage !== input.from) throw new Conflict("moved_meanwhile");
    const standing = await standingOf(tx, idea.id);
    const open = movesFrom(standing, ctx.now).find((move) => move.to === input.to);
    if (!open) throw new Refused("no_such_move");
    const part = decidesAs(as, standing, open.to, ctx.now);
    if (!part) throw new Forbidden(`only_${open.who[0] ?? "pilot"}`);
    const wrong = input.reviewOn === null ? null : wrongReview(input.reviewOn, dayIn(space.timeZone, ctx.now));
    if (wrong) throw new Invalid({ reviewOn: wrong });

    const move = {
      id: input.id,
      idea: idea.id,
      from: standing.stage,
      to: open.to,
      reasonKind: input.reasonKind,
      reviewOn: input.reviewOn,
      signsAs: standsIn(actor, about, part) ? ("admin" as const) : part,
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
    if (move.to !== move.from) await enterStage(tx, idea.id, move.to, { at: ctx.now, position: standing.path.length });
    await record(tx, ctx, [ideaMoved(idea, move)]);
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
    const { idea } = await ideaSeenBy(tx, actor, ideaId);
    const [move] = await tx
      .select()
      .from(stageMoves)
      .where(and(eq(stageMoves.id, moveId), eq(stageMoves.idea, idea.id)));
    if (!move) throw new NotFound();
    must(mayUndoMove(actor, move));
    if (move.undoneAt !== null) return;
    const latest = await latestMove(tx, idea.id);
    const isLatest = latest?.id === move.id && idea.stage === move.to;
    const why = whyNoUndo(move, { isLatest, othersActed: await othersActedSince(tx, move) }, ctx.now);
    if (why) throw new Refused(why);
    await tx.update(stageMoves).set({ undoneAt: ctx.now }).where(eq(stageMoves.id, move.id));
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
