/** What was decided of an idea among product people, with the evidence as it stood then. What stands is never changed. */
import { and, asc, desc, eq, inArray } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { decisionCriteria, decisionRecords, type EvidenceThen } from "../../../db/schema/lens.ts";
import { members } from "../../../db/schema/members.ts";
import { signalCounts } from "../../../db/schema/signals.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { ideaSeenBy, ideaStanding } from "../ideas/queries.server.ts";
import { leanFor, noSignals } from "../signals/rules.ts";
import { decisionRecorded } from "./events.ts";
import { lastResults } from "./estimating.server.ts";
import type { DecisionInput } from "./inputs.ts";
import { mayUseLens } from "./policy.ts";
import { gatheredFor, partsOf } from "./queries.server.ts";
import { mostDecisions } from "./rules.ts";
import { weighed } from "./weighing.server.ts";

/**
 * Records what was decided, where the idea stands, the criteria, and the numbers of the evidence as they are now. Sent twice,
 * it is one. Throws `NotFound` for all but product people, `Refused("decisions_enough")`, `Conflict` for an id of something
 * else.
 */
export async function recordDecision(ctx: Context, ideaId: string, input: DecisionInput): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    const idea = await weighed(tx, ctx, ideaId);
    const [existing] = await tx.select().from(decisionRecords).where(eq(decisionRecords.id, input.id));
    if (existing?.idea === idea.id && existing.by === actor.id) return;
    if (existing) throw new Conflict("changed_meanwhile");
    const { id, words, criteria } = input;
    const ofIdea = and(eq(decisionRecords.idea, idea.id), eq(decisionRecords.space, idea.space));
    if ((await tx.$count(decisionRecords, ofIdea)) >= mostDecisions) throw new Refused("decisions_enough");
    const row = { id, words, idea: idea.id, space: idea.space, stage: idea.stage, extra: idea.extra };
    const evidence = await evidenceNow(tx, idea);
    await tx.insert(decisionRecords).values({ ...row, evidence, by: actor.id, at: ctx.now });
    if (criteria.length > 0) {
      await tx.insert(decisionCriteria).values(criteria.map((criterion, n) => ({ decision: id, n, ...criterion })));
    }
    await record(tx, ctx, [decisionRecorded(row)]);
  });
}

/** The numbers of the evidence on an idea as they stand. */
async function evidenceNow(read: Reads, { id, space }: { id: string; space: string }): Promise<EvidenceThen> {
  const { participants } = await ideaStanding(read, id);
  const counts = noSignals();
  const rows = await read.select().from(signalCounts).where(eq(signalCounts.idea, id));
  for (const { affiliation, kind, people } of rows) counts[affiliation][kind] = people;
  const gathered = await gatheredFor(read, { id, space });
  const last = (await lastResults(read, space, id)).get(id);
  const estimated = last ? { n: last.n, people: last.people, rice: last.rice, kano: last.kano } : null;
  return { participants, lean: leanFor(counts, true), ...gathered, estimated };
}

/** What was decided of an idea and of what is part of it, the newest first, for the product people of its space. Throws `NotFound` for everybody else. */
export async function decisionsOn(ctx: Context, ideaId: string) {
  const { read } = ctx.db;
  const { idea, space } = await ideaSeenBy(read, ctx.actor, ideaId);
  if (!mayUseLens(ctx.actor, space.id)) throw new NotFound();
  const rows = await read
    .select({
      id: decisionRecords.id,
      words: decisionRecords.words,
      stage: decisionRecords.stage,
      extra: decisionRecords.extra,
      evidence: decisionRecords.evidence,
      by: members.name,
      at: decisionRecords.at,
      of: { id: ideas.id, title: ideas.title, language: ideas.language },
    })
    .from(decisionRecords)
    .innerJoin(members, eq(members.id, decisionRecords.by))
    .innerJoin(ideas, eq(ideas.id, decisionRecords.idea))
    .where(and(inArray(decisionRecords.idea, await partsOf(read, idea.id)), eq(decisionRecords.space, space.id)))
    .orderBy(desc(decisionRecords.at), desc(decisionRecords.id));
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const lines = await read
    .select()
    .from(decisionCriteria)
    .where(inArray(decisionCriteria.decision, ids))
    .orderBy(asc(decisionCriteria.n));
  return rows.map(({ of, ...row }) => ({
    ...row,
    /** The idea that it was decided of, where that became part of this one. */
    from: of.id === idea.id ? null : of,
    criteria: lines.flatMap(({ decision, words, state }) => (decision === row.id ? [{ words, state }] : [])),
  }));
}

export type Decision = Awaited<ReturnType<typeof decisionsOn>>[number];
