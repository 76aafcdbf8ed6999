import { and, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import { extraStages, stageGates, stageNames } from "../../../db/schema/stages.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { must } from "../../platform/policy.ts";
import { mayEditSpace } from "../spaces/policy.ts";
import { spaceSeenBy } from "../spaces/queries.server.ts";
import { stagesSet } from "./events.ts";
import type { GatesInput, NamesInput, NewStepInput, StepInput } from "./inputs.ts";
import { mostSteps } from "./rules.ts";

/** Says what a space calls its stages. Throws what `changed` throws. */
export async function nameStages(ctx: Context, space: string, { version, names }: NamesInput): Promise<void> {
  await changed(ctx, space, version, async (tx) => {
    await tx.delete(stageNames).where(eq(stageNames.space, space));
    if (names.length > 0) await tx.insert(stageNames).values(names.map((each) => ({ ...each, space })));
  });
}

/** Adds a step within a stage, after the others. Sent twice, it is one. Throws `Refused("steps_enough")`, and what `changed` throws. */
export async function addStep(ctx: Context, space: string, { version, ...step }: NewStepInput): Promise<void> {
  const [known] = await ctx.db.read
    .select({ id: extraStages.id })
    .from(extraStages)
    .where(and(eq(extraStages.id, step.id), eq(extraStages.space, space)));
  if (known) return;
  await changed(ctx, space, version, async (tx) => {
    const used = and(eq(extraStages.space, space), isNull(extraStages.removedAt));
    const position = await tx.$count(extraStages, used);
    if (position >= mostSteps) throw new Refused("steps_enough");
    await tx.insert(extraStages).values({ ...step, space, position });
  });
}

/** Gives a step another name or place. Throws `NotFound`, and what `changed` throws. */
export async function changeStep(
  ctx: Context,
  space: string,
  { version, step, position, ...names }: StepInput,
): Promise<void> {
  await changed(ctx, space, version, async (tx) => {
    const written = await tx
      .update(extraStages)
      .set({ ...names, position: position - 1 })
      .where(and(eq(extraStages.id, step), eq(extraStages.space, space), isNull(extraStages.removedAt)))
      .returning({ id: extraStages.id });
    if (written.length === 0) throw new NotFound();
  });
}

/**
 * Takes a step away: its ideas stand in the stage it belonged to, and earlier answers still name it.
 * Throws `NotFound`, and what `changed` throws.
 */
export async function removeStep(ctx: Context, space: string, input: { version: number; step: string }): Promise<void> {
  await changed(ctx, space, input.version, async (tx) => {
    const removed = await tx
      .update(extraStages)
      .set({ removedAt: ctx.now })
      .where(and(eq(extraStages.id, input.step), eq(extraStages.space, space), isNull(extraStages.removedAt)))
      .returning({ id: extraStages.id });
    if (removed.length === 0) throw new NotFound();
    const moved = await tx
      .update(ideas)
      .set({ extra: null })
      .where(eq(ideas.extra, input.step))
      .returning({ id: ideas.id });
    return { removed: removed.map(({ id }) => id), moved: moved.length };
  });
}

/** Says what is asked for before an idea goes on. Throws what `changed` throws. */
export async function setGates(ctx: Context, space: string, { version, gates }: GatesInput): Promise<void> {
  await changed(ctx, space, version, async (tx) => {
    await tx.delete(stageGates).where(eq(stageGates.space, space));
    if (gates.length > 0) await tx.insert(stageGates).values(gates.map((gate) => ({ ...gate, space })));
  });
}

/**
 * Changes how a space's stages are set, for its lead and admins. Throws `NotFound`, `Forbidden`, and
 * `Conflict("space_changed")` when somebody saved since the form was shown.
 */
async function changed(
  ctx: Context,
  id: string,
  shown: number,
  change: (tx: Tx) => Promise<{ removed: string[]; moved: number } | void>,
): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await spaceSeenBy(tx, actor, id);
    must(mayEditSpace(actor, id));
    const [written] = await tx
      .update(spaces)
      .set({ version: sql`${spaces.version} + 1` })
      .where(and(eq(spaces.id, id), eq(spaces.version, shown)))
      .returning({ version: spaces.version });
    if (!written) throw new Conflict("space_changed");
    const told = (await change(tx)) ?? { removed: [], moved: 0 };
    await record(tx, ctx, [stagesSet(id, { version: written.version, ...told })]);
  });
}
