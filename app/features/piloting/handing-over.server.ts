/** One pilot hands an idea to another, with what he or she should know. Clocks run on. */
import { desc, eq } from "drizzle-orm";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { members } from "../../../db/schema/members.ts";
import { handovers, ideaPilots } from "../../../db/schema/piloting.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, Invalid } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { must } from "../../platform/policy.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { pilotsAt, write } from "./assigning.server.ts";
import { ideaHandedOver } from "./events.ts";
import type { HandoverInput } from "./inputs.ts";
import { type Decided, deciderOf, isInvolved } from "./policy.ts";
import { decided } from "./queries.server.ts";
import { mayHave } from "./rules.ts";

/**
 * Hands an idea to another pilot, who is told. What is owed goes along; its clocks run on as they do. Sent twice, it is
 * handed over once. Throws `NotFound`, `Forbidden` (`own_idea` for its authors), `Invalid` for somebody who cannot
 * answer it, `Conflict` for an id of something else.
 */
export async function handOver(ctx: Context, ideaId: string, input: HandoverInput): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, ideaId);
    const { idea } = await ideaSeenBy(tx, actor, ideaId);
    const about = await decided(tx, idea);
    must(deciderOf(actor, about).includes("pilot"), isInvolved(actor, about) ? "own_idea" : undefined);
    const [existing] = await tx.select().from(handovers).where(eq(handovers.id, input.id));
    if (existing && (existing.by !== actor.id || existing.idea !== idea.id)) throw new Conflict("changed_meanwhile");
    if (existing) return;
    const colleagues = await pilotsAt(tx, idea.space, ctx.now);
    const isFree = (id: string | null) => colleagues.some((each) => each.id === id && mayHave(each, of(about)));
    if (!isFree(input.to)) throw new Invalid({ to: "colleague_missing" });
    const [before] = await tx.select().from(ideaPilots).where(eq(ideaPilots.idea, idea.id));
    if (before?.pilot === input.to) throw new Invalid({ to: "colleague_has_it" });
    const from = before?.pilot ?? null;
    // Who had it knows it best.
    const standIn = isFree(from) ? from : before?.standIn === input.to ? null : (before?.standIn ?? null);
    await write(tx, [{ idea: idea.id, pilot: input.to, standIn, reason: null, at: ctx.now }]);
    await tx.insert(handovers).values({ ...input, idea: idea.id, from, by: actor.id, at: ctx.now });
    await record(tx, ctx, [ideaHandedOver(idea, { id: input.id, from, to: input.to })]);
  });
}

/** What whoever answers an idea now was told with it, and to whom it can be handed over. Null for all but pilots. */
export async function handoverOf(ctx: Context, idea: { id: string; space: string; author: string }) {
  const { read } = ctx.db;
  const about = await decided(read, idea);
  if (!deciderOf(ctx.actor, about).includes("pilot")) return null;
  const [colleagues, [assigned], [note]] = await Promise.all([
    pilotsAt(read, idea.space, ctx.now),
    read.select({ pilot: ideaPilots.pilot }).from(ideaPilots).where(eq(ideaPilots.idea, idea.id)),
    read
      .select({ words: handovers.note, at: handovers.at, by: members.name, to: handovers.to })
      .from(handovers)
      .innerJoin(members, eq(members.id, handovers.by))
      .where(eq(handovers.idea, idea.id))
      .orderBy(desc(handovers.at), desc(handovers.id))
      .limit(1),
  ]);
  return {
    note: note && note.to === assigned?.pilot ? { words: note.words, at: note.at, by: note.by } : null,
    colleagues: colleagues
      .filter((each) => each.id !== assigned?.pilot && mayHave(each, of(about)))
      .map(({ id, name, isAway }) => ({ id, name, isAway })),
  };
}

/** The one idea that is handed over. */
function of({ authors, tags: [tags = []] }: Decided) {
  return { authors, tags };
}
