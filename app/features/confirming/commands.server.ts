import { and, eq } from "drizzle-orm";
import type { Database, Reads, Tx } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { creditAnswers, creditConfirmations, creditContributors } from "../../../db/schema/confirming.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, Invalid, NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { must } from "../../platform/policy.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { decided } from "../piloting/queries.server.ts";
import { answerGiven, sharesConfirmed, sharesContradicted } from "./events.ts";
import type { SettlingInput } from "./inputs.ts";
import { mayConfirm, mayJudgeShares } from "./policy.ts";
import { allPoints, type Answers, corrected } from "./rules.ts";
import { type Confirmation, confirmationOf, contributorsIn, sharersOf } from "./shares.server.ts";

/** The kind of the job that ends a confirmation. */
export const confirmJob = "confirming.end";

/** What somebody says: to whom how many points, for which freeze. */
export type Answer = { freeze: string; points: ReadonlyMap<string, number> };

/**
 * Keeps what a contributor thinks of the others' shares, in the place of what he or she said before. Throws `NotFound`
 * for whoever did not build the idea by name, `Conflict("confirmation_anew")` where the idea was frozen again meanwhile,
 * `Refused("confirmation_over")`, and `Invalid` where the points are not all of them.
 */
export async function answerShares(ctx: Context, ideaId: string, { freeze, points }: Answer): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, ideaId);
    const { idea } = await ideaSeenBy(tx, actor, ideaId);
    const asked = await askedAbout(tx, idea.id, freeze);
    const people = await contributorsIn(tx, asked.freeze);
    if (!mayConfirm(actor, people)) throw new NotFound();
    if (asked.state !== "open" || ctx.now >= asked.until) throw new Refused("confirmation_over");
    const others = people.filter(({ id }) => id !== actor.id);
    const given = others.map(({ id: about }) => ({ about, points: points.get(about) ?? 0 }));
    if (given.reduce((sum, each) => sum + each.points, 0) !== allPoints) {
      throw new Invalid({ total: "points_not_all" });
    }
    const mine = and(eq(creditAnswers.freeze, freeze), eq(creditAnswers.member, actor.id));
    await tx.delete(creditAnswers).where(mine);
    await tx.insert(creditAnswers).values(given.map((each) => ({ freeze, member: actor.id, ...each })));
    await tx
      .update(creditContributors)
      .set({ answeredAt: ctx.now })
      .where(and(eq(creditContributors.freeze, freeze), eq(creditContributors.member, actor.id)));
    await record(tx, ctx, [answerGiven(idea, { freeze })]);
  });
}

/** What is asked about the shares of an idea, which the form that was sent is about. */
async function askedAbout(tx: Tx, idea: string, freeze: string): Promise<Confirmation> {
  const asked = await confirmationOf(tx, idea);
  if (!asked) throw new NotFound();
  if (asked.freeze !== freeze) throw new Conflict("confirmation_anew");
  return asked;
}

async function answersTo(read: Reads, freeze: string): Promise<Answers> {
  const rows = await read.select().from(creditAnswers).where(eq(creditAnswers.freeze, freeze));
  const answers = new Map<string, Map<string, number>>();
  for (const { member, about, points } of rows) {
    answers.set(member, (answers.get(member) ?? new Map<string, number>()).set(about, points));
  }
  return answers;
}

/**
 * Ends a confirmation when its time is over (`now` in milliseconds since 1970 UTC): what the contributors said holds from
 * then on, or waits for a pilot where few contradict each other. Done twice, it is done once; nothing happens where the
 * idea was frozen again.
 */
export async function endConfirmation(db: Database, freeze: string, now: number): Promise<void> {
  await db.transaction(async (tx) => {
    const [row] = await tx
      .select({ idea: creditConfirmations.idea })
      .from(creditConfirmations)
      .where(eq(creditConfirmations.freeze, freeze));
    if (!row) return;
    await lockIdea(tx, row.idea);
    const asked = await confirmationOf(tx, row.idea);
    if (asked?.freeze !== freeze || asked.state !== "open" || now < asked.until) return;
    const [idea] = await tx.select({ id: ideas.id, space: ideas.space }).from(ideas).where(eq(ideas.id, row.idea));
    if (!idea) return;
    const answers = await answersTo(tx, freeze);
    const { people, isChanged, isOpposed } = corrected(await contributorsIn(tx, freeze), answers);
    for (const { id, factor, confirmed } of people) {
      await tx
        .update(creditContributors)
        .set({ factor, confirmed })
        .where(and(eq(creditContributors.freeze, freeze), eq(creditContributors.member, id)));
    }
    const settled = isOpposed ? { state: "opposed" as const } : { state: "confirmed" as const, settledAt: now };
    await tx.update(creditConfirmations).set(settled).where(eq(creditConfirmations.freeze, freeze));
    const counts = { freeze, answers: answers.size, people: people.length };
    const involved = people.map(({ id }) => id);
    await record(tx, { actor: "system", now }, [
      isOpposed
        ? sharesContradicted(idea, { ...counts, involved })
        : sharesConfirmed(idea, { ...counts, how: "answers", changed: isChanged }),
    ]);
  });
}

/** What the policies ask before somebody decides on shares: everybody who has one, named or not, is involved. */
export async function aboutShares(
  read: Reads,
  idea: { id: string; space: string; author: string },
  freeze: string,
  beside: readonly string[] = [],
) {
  return decided(read, idea, [...(await sharersOf(read, freeze)), ...beside]);
}

/**
 * A pilot who is not involved decides whether what few people said holds, where they contradict each other. Decided twice
 * alike by the same person, it is decided once. Throws `NotFound`, `Forbidden("own_shares")`, and `Conflict`
 * (`confirmation_anew`, `shares_decided`). Serializable: who may decide is read before the write.
 */
export async function settleShares(ctx: Context, ideaId: string, input: SettlingInput): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, ideaId);
    const { idea } = await ideaSeenBy(tx, actor, ideaId);
    const asked = await askedAbout(tx, idea.id, input.freeze);
    must(mayJudgeShares(actor, await aboutShares(tx, idea, asked.freeze)), "own_shares");
    const state = input.decision === "apply" ? ("confirmed" as const) : ("kept" as const);
    if (asked.state === state && asked.by === actor.id) return;
    if (asked.state !== "opposed") throw new Conflict("shares_decided");
    await tx
      .update(creditConfirmations)
      .set({ state, settledAt: ctx.now, by: actor.id, words: input.words })
      .where(eq(creditConfirmations.freeze, asked.freeze));
    const people = await tx.select().from(creditContributors).where(eq(creditContributors.freeze, asked.freeze));
    const confirmed = sharesConfirmed(idea, {
      freeze: asked.freeze,
      how: input.decision === "apply" ? "applied" : "kept",
      answers: people.filter(({ answeredAt }) => answeredAt !== null).length,
      people: people.length,
      changed: input.decision === "apply",
    });
    await record(tx, ctx, [confirmed]);
  }, "serializable");
}
