import { and, asc, eq, gt, ne, or, sql } from "drizzle-orm";
import type { Reads, Tx } from "../../../db/database.ts";
import { lockBoard, lockIdea } from "../../../db/dialect/locks.ts";
import { ideaCards, planChanges } from "../../../db/schema/boards.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, Invalid, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { must } from "../../platform/policy.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { mustNotBeMuted } from "../moderation/muting.server.ts";
import { isInvolved } from "../piloting/policy.ts";
import { decided } from "../piloting/queries.server.ts";
import { dayIn } from "../piloting/rules.ts";
import { productPeopleOf } from "../spaces/queries.server.ts";
import { cardPlaced, planSet } from "./events.ts";
import type { PlaceInput, PlanInput } from "./inputs.ts";
import { mayArrange } from "./policy.ts";
import { countedAnew, isOnBoard, isSlip, positionBetween, wrongTarget } from "./rules.ts";

type Card = typeof ideaCards.$inferSelect;

/** The product whose tracker says something (its id), and in which words. */
type Reported = { tracker: string; note: string | null };

/**
 * Puts a card elsewhere in its column. Sent twice, it lies there once. Throws `NotFound`, `Forbidden`,
 * `Refused("not_on_board")`, and `Conflict("card_moved_meanwhile")` when somebody took it up since the page was shown, or
 * the card that it was to follow has left the column. Read committed: cards of one space are put down one after another.
 */
export async function placeCard(ctx: Context, ideaId: string, input: PlaceInput): Promise<void> {
  const { actor } = signedIn(ctx);
  const seen = await ideaSeenBy(ctx.db.read, actor, ideaId);
  await ctx.db.transaction(async (tx) => {
    await lockBoard(tx, seen.space.id);
    const { idea } = await ideaSeenBy(tx, actor, ideaId);
    must(mayArrange(actor, idea.space));
    const card = await cardOf(tx, ideaId);
    if (!card || !isOnBoard(card.stage) || !card.shown) throw new Refused("not_on_board");
    const before = input.after === null ? null : await cardOf(tx, input.after);
    const isThere = card.space === idea.space && card.place === input.place;
    if (!isThere || (before && !isBeside(before, card)) || before === undefined || before?.idea === card.idea) {
      throw new Conflict("card_moved_meanwhile");
    }
    if ((await cardBefore(tx, card))?.idea === before?.idea) return;
    if (card.turn !== input.turn) throw new Conflict("card_moved_meanwhile");
    const position = await positionAfter(tx, card, before, ctx.now);
    await tx
      .update(ideaCards)
      .set({ position, turn: card.turn + 1, touchedAt: ctx.now })
      .where(eq(ideaCards.idea, card.idea));
    await record(tx, ctx, [cardPlaced(idea, { place: card.place, after: input.after })]);
  });
}

async function cardOf(read: Reads, idea: string): Promise<Card | undefined> {
  const [card] = await read.select().from(ideaCards).where(eq(ideaCards.idea, idea));
  return card;
}

function isBeside(one: Card, other: Card): boolean {
  return one.space === other.space && one.place === other.place;
}

/** The card that lies before another one in its column, of those that everybody sees. */
async function cardBefore(read: Reads, { space, place, position, idea }: Card) {
  const isBefore = or(
    sql`${ideaCards.position} < ${position}`,
    and(eq(ideaCards.position, position), sql`${ideaCards.idea} < ${idea}`),
  );
  const [card] = await read
    .select({ idea: ideaCards.idea })
    .from(ideaCards)
    .where(and(eq(ideaCards.space, space), eq(ideaCards.shown, true), eq(ideaCards.place, place), isBefore))
    .orderBy(sql`${ideaCards.position} desc`, sql`${ideaCards.idea} desc`)
    .limit(1);
  return card ?? null;
}

/** Where a card lies after another one, or at the head of the column. */
async function positionAfter(tx: Tx, card: Card, before: Card | null, now: number): Promise<number> {
  const next = await cardAfter(tx, card, before);
  const position = positionBetween(before?.position ?? null, next?.position ?? null, now);
  if (position !== null) return position;
  await countAnew(tx, card, now);
  const [from, to] = [before && (await cardOf(tx, before.idea)), next && (await cardOf(tx, next.idea))];
  return positionBetween(from?.position ?? null, to?.position ?? null, now) ?? card.position;
}

/** The first card of a column after `before`, or of all, but the one that is put down. */
async function cardAfter(tx: Tx, { space, place, idea }: Card, before: Card | null) {
  const isAfter =
    before === null
      ? undefined
      : or(
          gt(ideaCards.position, before.position),
          and(eq(ideaCards.position, before.position), gt(ideaCards.idea, before.idea)),
        );
  const [next] = await tx
    .select({ idea: ideaCards.idea, position: ideaCards.position })
    .from(ideaCards)
    .where(
      and(
        eq(ideaCards.space, space),
        eq(ideaCards.shown, true),
        eq(ideaCards.place, place),
        ne(ideaCards.idea, idea),
        isAfter,
      ),
    )
    .orderBy(asc(ideaCards.position), asc(ideaCards.idea))
    .limit(1);
  return next ?? null;
}

/** Lays the cards of a column apart again, in their order. */
async function countAnew(tx: Tx, { space, place }: Card, now: number): Promise<void> {
  const { first, apart } = countedAnew(now);
  const counted = tx
    .select({
      idea: ideaCards.idea,
      turn: sql<number>`row_number() over (order by ${ideaCards.position}, ${ideaCards.idea})`.as("turn_in_column"),
    })
    .from(ideaCards)
    .where(and(eq(ideaCards.space, space), eq(ideaCards.place, place)))
    .as("counted");
  await tx
    .update(ideaCards)
    .set({ position: sql`${first} + ${apart} * ${counted.turn}` })
    .from(counted)
    .where(eq(ideaCards.idea, counted.idea));
}

/**
 * Says who sees to an idea, how far it is, by which day it is to be there and how sure that is; who wrote the idea says
 * nothing of that. Sent twice, it is said once. Throws `NotFound`, `Forbidden` (`own_idea_plan`), `Refused("not_on_board")`,
 * `Conflict("plan_changed")` when somebody said other things since the page was shown, and `Invalid`: a day that gets
 * later, or goes, needs a reason that everybody reads. `reported` where a tracker says it in the actor's name.
 * Read committed: one update of the version that was shown decides.
 */
export async function setPlan(
  ctx: Context,
  ideaId: string,
  input: PlanInput,
  reported: Reported | null = null,
): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, ideaId);
    const { idea, space } = await ideaSeenBy(tx, actor, ideaId);
    must(mayArrange(actor, idea.space));
    must(!isInvolved(actor, await decided(tx, idea)), "own_idea_plan");
    await mustNotBeMuted(tx, ctx, idea.space);
    const [existing] = await tx.select().from(planChanges).where(eq(planChanges.id, input.id));
    if (existing && (existing.by !== actor.id || existing.idea !== idea.id)) throw new Conflict("changed_meanwhile");
    if (existing) return;
    const card = await cardOf(tx, ideaId);
    if (!card || !isPlanned(card)) throw new Refused("not_on_board");
    const { owner, percent, targetOn, confidence } = input;
    const isSame =
      card.owner === owner && card.percent === percent && card.targetOn === targetOn && card.confidence === confidence;
    if (isSame) return;
    if (card.version !== input.version) throw new Conflict("plan_changed");
    if (owner !== null && owner !== card.owner) {
      const people = await productPeopleOf(tx, idea.space);
      if (!people.some(({ id }) => id === owner)) throw new Invalid({ owner: "owner_not_product" });
    }
    const isNew = targetOn !== null && targetOn !== card.targetOn;
    const wrong = isNew ? wrongTarget(targetOn, dayIn(space.timeZone, ctx.now)) : null;
    if (wrong) throw new Invalid({ targetOn: wrong });
    const slips = isSlip(card.targetOn, targetOn);
    if (slips && input.reason === null) throw new Invalid({ reason: "slip_reason_missing" });

    const [written] = await tx
      .update(ideaCards)
      .set({ owner, percent, targetOn, confidence, version: card.version + 1, touchedAt: ctx.now })
      .where(and(eq(ideaCards.idea, ideaId), eq(ideaCards.version, card.version)))
      .returning({ version: ideaCards.version });
    if (!written) throw new Conflict("plan_changed");
    await tx.insert(planChanges).values({
      id: input.id,
      idea: idea.id,
      ownerFrom: card.owner,
      ownerTo: owner,
      percentFrom: card.percent,
      percentTo: percent,
      targetFrom: card.targetOn,
      targetTo: targetOn,
      confidenceFrom: card.confidence,
      confidenceTo: confidence,
      reason: slips ? input.reason : null,
      tracker: reported?.tracker ?? null,
      note: reported?.note ?? null,
      by: actor.id,
      affiliation: actor.affiliation,
      at: ctx.now,
    });
    const said = { change: input.id, owner, percent, targetOn, confidence, isSlip: slips };
    await record(tx, ctx, [planSet(idea, { ...said, ...(reported && { tracker: reported.tracker }) })]);
  });
}

/** What has shipped has no plan any more. */
function isPlanned({ stage, shown }: Card): boolean {
  return shown && isOnBoard(stage) && stage !== "shipped";
}
