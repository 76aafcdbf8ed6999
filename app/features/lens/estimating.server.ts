/**
 * Estimates of product people, each without the others. Threats: who sees what others said says the same (nothing of it is
 * read before the round is revealed, by nobody), a round that is moved afterwards (what is revealed takes no answer).
 */
import { and, asc, desc, eq, exists, inArray, isNotNull, isNull, max, not } from "drizzle-orm";
import type { Reads, Tx } from "../../../db/database.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { estimateRounds, estimates } from "../../../db/schema/lens.ts";
import { members } from "../../../db/schema/members.ts";
import { memberships, spaces } from "../../../db/schema/spaces.ts";
import { isSignedIn, type Locale } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { grouped } from "../../platform/grouped.ts";
import { newId } from "../../platform/ids.ts";
import { ideaSeenBy, ideasSeenBy } from "../ideas/queries.server.ts";
import { roundChanged } from "./events.ts";
import type { EstimateInput } from "./inputs.ts";
import { mayUseLens } from "./policy.ts";
import { fewestEstimates, mostRounds, resultOf, type RoundResult } from "./rice.ts";
import { weighed } from "./weighing.server.ts";

type Placed = { id: string; space: string };

/**
 * Keeps what the actor estimates, in the place of what he or she said in that round before. The round after the last one,
 * once that is revealed, begins with its first estimate. Throws `NotFound`, `Refused("estimates_revealed")` when the round
 * was revealed meanwhile.
 */
export async function giveEstimate(ctx: Context, ideaId: string, { round: n, ...said }: EstimateInput): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    const idea = await weighed(tx, ctx, ideaId);
    const last = await lastRound(tx, idea);
    const next = last === null || last.revealedAt !== null ? (last?.n ?? 0) + 1 : last.n;
    if (n < next) throw new Refused("estimates_revealed");
    if (n > next || n > mostRounds) throw new NotFound();
    const round = last?.n === n ? last : await openRound(tx, ctx.now, idea, n);
    const mine = and(eq(estimates.round, round.id), eq(estimates.by, actor.id));
    const [before] = await tx.select().from(estimates).where(mine);
    if (before && isSame(before, said)) return;
    await tx
      .insert(estimates)
      .values({ round: round.id, by: actor.id, ...said, at: ctx.now })
      .onConflictDoUpdate({ target: [estimates.round, estimates.by], set: { ...said, at: ctx.now } });
    await record(tx, ctx, [roundChanged("estimates.given", round)]);
  });
}

type Said = Omit<EstimateInput, "round">;

function isSame(one: Said, other: Said): boolean {
  const { reach, impact, confidence, effort, kano } = one;
  const isEqual = reach === other.reach && impact === other.impact && confidence === other.confidence;
  return isEqual && effort === other.effort && kano === other.kano;
}

async function openRound(tx: Tx, now: number, { id: idea, space }: Placed, n: number) {
  const round = { id: newId(now), space, idea, n, openedAt: now };
  await tx.insert(estimateRounds).values(round);
  return round;
}

async function lastRound(read: Reads, idea: Placed) {
  const [last] = await read.select().from(estimateRounds).where(ofIdea(idea)).orderBy(desc(estimateRounds.n)).limit(1);
  return last ?? null;
}

const ofIdea = ({ id, space }: Placed) => and(eq(estimateRounds.idea, id), eq(estimateRounds.space, space));

/**
 * Reveals a round (by its number) to all product people; from then on it takes no answer. Revealed twice, it is revealed
 * once. Throws `NotFound`, and `Refused("estimates_too_few")` while fewer than two have answered.
 */
export async function revealRound(ctx: Context, ideaId: string, n: number): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    const idea = await weighed(tx, ctx, ideaId);
    const [round] = await tx
      .select()
      .from(estimateRounds)
      .where(and(ofIdea(idea), eq(estimateRounds.n, n)));
    if (!round) throw new NotFound();
    if (round.revealedAt !== null) return;
    if ((await tx.$count(estimates, eq(estimates.round, round.id))) < fewestEstimates) {
      throw new Refused("estimates_too_few");
    }
    await tx
      .update(estimateRounds)
      .set({ revealedAt: ctx.now, revealedBy: actor.id })
      .where(eq(estimateRounds.id, round.id));
    await record(tx, ctx, [roundChanged("estimates.revealed", round)]);
  });
}

/**
 * The estimates of an idea, for the product people of its space. Of a round that is not revealed yet there is how many have
 * answered and what the reader said, and nothing else. Throws `NotFound` for everybody else.
 */
export async function estimatesOn(ctx: Context, ideaId: string) {
  const { actor } = signedIn(ctx);
  const { read } = ctx.db;
  const { idea, space } = await ideaSeenBy(read, actor, ideaId);
  if (!mayUseLens(actor, space.id)) throw new NotFound();
  const placed = { id: idea.id, space: space.id };
  const last = await lastRound(read, placed);
  const open = last !== null && last.revealedAt === null ? last : null;
  const [mine] = open
    ? await read
        .select({
          reach: estimates.reach,
          impact: estimates.impact,
          confidence: estimates.confidence,
          effort: estimates.effort,
          kano: estimates.kano,
        })
        .from(estimates)
        .where(and(eq(estimates.round, open.id), eq(estimates.by, actor.id)))
    : [];
  return {
    idea,
    space,
    /** The round that takes answers: the open one, or the one that begins with its first. Null: there were enough. */
    round: (last?.n ?? 0) === mostRounds && !open ? null : (open?.n ?? (last?.n ?? 0) + 1),
    answered: open ? await read.$count(estimates, eq(estimates.round, open.id)) : 0,
    team: await read.$count(memberships, and(eq(memberships.space, space.id), eq(memberships.product, true))),
    mine: mine ?? null,
    revealed: await revealedOn(read, placed),
  };
}

/** The rounds that were revealed, the newest first, with who said what. */
async function revealedOn(read: Reads, idea: Placed) {
  const rounds = await read
    .select({ id: estimateRounds.id, n: estimateRounds.n, revealedAt: estimateRounds.revealedAt, by: members.name })
    .from(estimateRounds)
    .innerJoin(members, eq(members.id, estimateRounds.revealedBy))
    .where(and(ofIdea(idea), isNotNull(estimateRounds.revealedAt)))
    .orderBy(desc(estimateRounds.n));
  if (rounds.length === 0) return [];
  const ids = rounds.map(({ id }) => id);
  const said = await read
    .select({ estimate: estimates, name: members.name })
    .from(estimates)
    .innerJoin(members, eq(members.id, estimates.by))
    .where(inArray(estimates.round, ids))
    .orderBy(estimates.at, estimates.by);
  return rounds.map(({ id, n, revealedAt, by }) => {
    const given = said.flatMap(({ estimate, name }) => {
      const { round, by: member, at: _, ...values } = estimate;
      return round === id ? [{ member, name, ...values }] : [];
    });
    return { n, revealedAt: revealedAt ?? 0, by, given, result: resultOf(given) };
  });
}

export type RevealedRound = Awaited<ReturnType<typeof revealedOn>>[number];

/** What came of the last revealed round of each idea of a space, by the ideas' ids, with the number of that round. */
export async function lastResults(
  read: Reads,
  space: string,
  idea: string | null = null,
): Promise<Map<string, RoundResult & { n: number }>> {
  const last = read
    .select({ idea: estimateRounds.idea, n: max(estimateRounds.n).as("last_n") })
    .from(estimateRounds)
    .where(
      and(
        eq(estimateRounds.space, space),
        isNotNull(estimateRounds.revealedAt),
        idea === null ? undefined : eq(estimateRounds.idea, idea),
      ),
    )
    .groupBy(estimateRounds.idea)
    .as("last");
  const rows = await read
    .select({ idea: estimateRounds.idea, n: estimateRounds.n, estimate: estimates })
    .from(last)
    .innerJoin(
      estimateRounds,
      and(eq(estimateRounds.idea, last.idea), eq(estimateRounds.n, last.n), eq(estimateRounds.space, space)),
    )
    .innerJoin(estimates, eq(estimates.round, estimateRounds.id));
  const byIdea = grouped(rows, ({ idea: of }) => of);
  return new Map(
    [...byIdea].map(([id, found]) => [id, { n: found[0]?.n ?? 0, ...resultOf(found.map(({ estimate }) => estimate)) }]),
  );
}

/** An idea that the team of its space estimates; `at`: since when, in milliseconds since 1970 UTC. */
export type AwaitingRound = { id: string; title: string; language: Locale; space: string; at: number };

/** The ideas of which a round is open that the actor, as a product person, has said nothing in yet; the oldest ten first. */
export async function roundsAwaiting(ctx: Context): Promise<AwaitingRound[]> {
  const { actor, db } = ctx;
  if (!isSignedIn(actor)) return [];
  const { read } = db;
  const teams = [...actor.memberships.keys()].filter((space) => mayUseLens(actor, space));
  if (teams.length === 0) return [];
  const mine = and(eq(estimates.round, estimateRounds.id), eq(estimates.by, actor.id));
  return read
    .select({
      id: ideas.id,
      title: ideas.title,
      language: ideas.language,
      space: spaces.name,
      at: estimateRounds.openedAt,
    })
    .from(estimateRounds)
    .innerJoin(ideas, and(eq(ideas.id, estimateRounds.idea), eq(ideas.space, estimateRounds.space)))
    .innerJoin(spaces, eq(spaces.id, ideas.space))
    .where(
      and(
        inArray(estimateRounds.space, teams),
        isNull(estimateRounds.revealedAt),
        not(exists(read.select({ round: estimates.round }).from(estimates).where(mine))),
        ideasSeenBy(read, actor),
      ),
    )
    .orderBy(asc(estimateRounds.openedAt), asc(estimateRounds.id))
    .limit(10);
}
