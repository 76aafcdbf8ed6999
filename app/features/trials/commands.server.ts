/**
 * Tests of what an idea has become. Threat: a team that picks its testers, or a tester who picks the test. People are
 * drawn in the order of a hash of a seed that is made at that moment, once, and stands in the log with everybody who
 * could be drawn, so that each draw can be repeated. Nobody of those who ask is drawn, and as long as there is time to
 * volunteer none of them draws a round in which everybody gets a seat.
 */
import { and, eq, gt, inArray, isNotNull, isNull, ne } from "drizzle-orm";
import type { Database, Reads, Tx } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { bans } from "../../../db/schema/moderation.ts";
import { memberships } from "../../../db/schema/spaces.ts";
import { trialReports, trials, trialVolunteers } from "../../../db/schema/trials.ts";
import { isVerified } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, Invalid, NotFound, Refused } from "../../platform/errors.ts";
import { record, type Recording } from "../../platform/events.server.ts";
import { randomId } from "../../platform/ids.ts";
import { enqueue } from "../../platform/jobs.server.ts";
import { must } from "../../platform/policy.ts";
import { drawOrder } from "../confirming/appealing.server.ts";
import { postComment } from "../discussion/commands.server.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { mustNotBeMuted } from "../moderation/muting.server.ts";
import { endOfDay } from "../piloting/calendar.server.ts";
import { dayIn } from "../piloting/rules.ts";
import { standingsIn } from "../reputation/queries.server.ts";
import { joinSpace } from "../spaces/commands.server.ts";
import { trialDrawn, trialHappened } from "./events.ts";
import type { ReportInput, TrialInput } from "./inputs.ts";
import { isOfThoseWhoAsk, mayAskTesters } from "./policy.ts";
import { canBeTested, furthestDay, lately, mostOpen, mostVolunteers, whyNoVolunteer } from "./rules.ts";

/** The kind of the job that draws when the time to volunteer is over. */
export const trialJob = "trials.draw";

type Trial = typeof trials.$inferSelect;
type Placed = { id: string; space: string };

/**
 * Asks for people who test what an idea has become. Sent twice, it is one call. Throws `NotFound`, `Forbidden`, `Conflict`,
 * `Invalid` for a day that is over or too far, and `Refused` (`trial_early`, `trials_enough`, `muted`).
 */
export async function openTrial(ctx: Context, ideaId: string, input: TrialInput): Promise<void> {
  const { actor } = signedIn(ctx);
  const { now } = ctx;
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, ideaId);
    const { idea, space } = await ideaSeenBy(tx, actor, ideaId);
    must(mayAskTesters(actor, idea.space));
    await mustNotBeMuted(tx, ctx, idea.space);
    const [existing] = await tx.select().from(trials).where(eq(trials.id, input.id));
    if (existing && (existing.by !== actor.id || existing.idea !== idea.id)) throw new Conflict("changed_meanwhile");
    if (existing) return;
    if (!canBeTested(idea)) throw new Refused("trial_early");
    const isOpen = and(eq(trials.idea, idea.id), eq(trials.state, "open"));
    if ((await tx.$count(trials, isOpen)) >= mostOpen) throw new Refused("trials_enough");
    const { closesOn, ...call } = input;
    if (closesOn < dayIn(space.timeZone, now)) throw new Invalid({ closesOn: "target_passed" });
    const closesAt = endOfDay(closesOn, space.timeZone);
    if (closesAt > now + (furthestDay + 1) * 86_400_000) throw new Invalid({ closesOn: "trial_too_far" });
    await tx.insert(trials).values({ ...call, idea: idea.id, closesAt, state: "open", by: actor.id, at: now });
    await enqueue(tx, ctx, { kind: trialJob, payload: { trial: input.id }, runAt: closesAt });
    await record(tx, ctx, [trialHappened("trial.opened", idea, input.id)]);
  });
}

/**
 * Volunteers for a test. Done twice, it is done once. Throws `NotFound`, `Forbidden("verify_first")`, and `Refused`
 * (`trial_over`, `trial_own` for those who ask for testers, `trial_full`, `trial_affiliation`, `trial_level`, `muted`).
 */
export async function volunteer(ctx: Context, ideaId: string, trialId: string): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, ideaId);
    const { idea } = await ideaSeenBy(tx, actor, ideaId);
    const trial = await trialOf(tx, idea.id, trialId);
    must(isVerified(actor), "verify_first");
    const mine = and(eq(trialVolunteers.trial, trial.id), eq(trialVolunteers.member, actor.id));
    if ((await tx.$count(trialVolunteers, mine)) > 0) return;
    await mustNotBeMuted(tx, ctx, idea.space);
    if (trial.state !== "open" || ctx.now >= trial.closesAt || !canBeTested(idea)) throw new Refused("trial_over");
    if (isOfThoseWhoAsk(actor, idea.space, trial)) throw new Refused("trial_own");
    const level = (await standingsIn(tx, [actor.id], idea.space, ctx.now)).get(actor.id)?.level ?? 0;
    const why = whyNoVolunteer({ affiliation: actor.affiliation, level }, trial);
    if (why) throw new Refused(why);
    if ((await tx.$count(trialVolunteers, eq(trialVolunteers.trial, trial.id))) >= mostVolunteers) {
      throw new Refused("trial_full");
    }
    await joinSpace(tx, ctx, idea.space, actor);
    await tx.insert(trialVolunteers).values({ trial: trial.id, member: actor.id, at: ctx.now });
    await record(tx, ctx, [trialHappened("trial.volunteered", idea, trial.id)]);
  });
}

/** Volunteers no more, until people are drawn. Done twice, it is done once. Throws `NotFound`, `Refused("trial_over")`. */
export async function stepBack(ctx: Context, ideaId: string, trialId: string): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, ideaId);
    const { idea } = await ideaSeenBy(tx, actor, ideaId);
    const trial = await trialOf(tx, idea.id, trialId);
    if (trial.state !== "open") throw new Refused("trial_over");
    const removed = await tx
      .delete(trialVolunteers)
      .where(and(eq(trialVolunteers.trial, trial.id), eq(trialVolunteers.member, actor.id)))
      .returning({ member: trialVolunteers.member });
    if (removed.length > 0) await record(tx, ctx, [trialHappened("trial.left", idea, trial.id)]);
  });
}

/**
 * Draws at once those who test; calls the test off where the idea is not to be tested any more. Done twice, it is done
 * once. Throws `NotFound`, `Forbidden`, and `Refused("trial_few")` while more people may still volunteer than can be
 * drawn now.
 */
export async function drawNow(ctx: Context, ideaId: string, trialId: string): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, ideaId);
    const { idea } = await ideaSeenBy(tx, actor, ideaId);
    const trial = await trialOf(tx, idea.id, trialId);
    must(mayAskTesters(actor, idea.space));
    if (trial.state !== "open") return;
    if (!canBeTested(idea)) return end(tx, ctx, idea, trial);
    const candidates = await candidatesOf(tx, idea, trial, ctx.now);
    const count = candidates.fresh.length + candidates.late.length;
    if (ctx.now < trial.closesAt && count <= trial.seats) throw new Refused("trial_few");
    await draw(tx, ctx, idea, trial, candidates);
  });
}

/** Calls a test off before anybody is drawn. Done twice, it is done once. Throws `NotFound`, `Forbidden`, `Refused("trial_over")`. */
export async function cancelTrial(ctx: Context, ideaId: string, trialId: string): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, ideaId);
    const { idea } = await ideaSeenBy(tx, actor, ideaId);
    const trial = await trialOf(tx, idea.id, trialId);
    must(mayAskTesters(actor, idea.space));
    if (trial.state === "drawn") throw new Refused("trial_over");
    if (trial.state === "open") await end(tx, ctx, idea, trial);
  });
}

/** Draws once the time to volunteer is over: nobody where the idea is not to be tested any more. Done twice, it is done once. */
export async function endTrial(db: Database, id: string, now: number): Promise<void> {
  await db.transaction(async (tx) => {
    const [found] = await tx.select({ idea: trials.idea }).from(trials).where(eq(trials.id, id));
    if (!found) return;
    await lockIdea(tx, found.idea);
    const [trial] = await tx.select().from(trials).where(eq(trials.id, id));
    const [idea] = await tx.select().from(ideas).where(eq(ideas.id, found.idea));
    if (!idea || trial?.state !== "open" || now < trial.closesAt) return;
    const by = { actor: "system", now } as const;
    if (!canBeTested(idea)) return end(tx, by, idea, trial);
    await draw(tx, by, idea, trial, await candidatesOf(tx, idea, trial, now));
  });
}

async function draw(tx: Tx, by: Recording, idea: Placed, trial: Trial, { fresh, late }: Candidates): Promise<void> {
  const seed = randomId();
  const drawn = [...drawOrder(seed, fresh), ...drawOrder(seed, late)].slice(0, trial.seats);
  if (drawn.length === 0) return end(tx, by, idea, trial);
  await tx.update(trials).set({ state: "drawn", endedAt: by.now, seed }).where(eq(trials.id, trial.id));
  await tx
    .update(trialVolunteers)
    .set({ drawn: true })
    .where(and(eq(trialVolunteers.trial, trial.id), inArray(trialVolunteers.member, drawn)));
  await record(tx, by, [trialDrawn(idea, { trial: trial.id, seed, seats: trial.seats, fresh, late, drawn })]);
}

async function end(tx: Tx, by: Recording, idea: Placed, trial: Trial): Promise<void> {
  await tx.update(trials).set({ state: "cancelled", endedAt: by.now }).where(eq(trials.id, trial.id));
  await record(tx, by, [trialHappened("trial.cancelled", idea, trial.id)]);
}

/** Ids of those who can be drawn; those who were drawn lately apart. */
type Candidates = { fresh: string[]; late: string[] };

/**
 * Those who volunteered and are still members here who may act, but nobody who may ask for testers by now, as
 * `mayAskTesters` says it.
 */
async function candidatesOf(read: Reads, idea: Placed, trial: Trial, now: number): Promise<Candidates> {
  const rows = await read
    .select({ id: members.id })
    .from(trialVolunteers)
    .innerJoin(members, eq(members.id, trialVolunteers.member))
    .innerJoin(memberships, and(eq(memberships.member, members.id), eq(memberships.space, idea.space)))
    .leftJoin(bans, and(eq(bans.member, members.id), isNull(bans.liftedAt)))
    .where(
      and(
        eq(trialVolunteers.trial, trial.id),
        ne(members.id, trial.by),
        eq(members.admin, false),
        eq(memberships.product, false),
        eq(memberships.lead, false),
        isNull(bans.id),
        isNull(members.erasesAt),
        isNull(members.erasedAt),
        isNotNull(members.emailVerifiedAt),
      ),
    );
  const ids = rows.map(({ id }) => id).toSorted();
  const before = await read
    .selectDistinct({ member: trialVolunteers.member })
    .from(trialVolunteers)
    .innerJoin(trials, eq(trials.id, trialVolunteers.trial))
    .where(
      and(inArray(trialVolunteers.member, ids), eq(trialVolunteers.drawn, true), gt(trials.endedAt, now - lately)),
    );
  const wereDrawn = new Set(before.map(({ member }) => member));
  return { fresh: ids.filter((id) => !wereDrawn.has(id)), late: ids.filter((id) => wereDrawn.has(id)) };
}

/**
 * Says how a test went, as somebody who was drawn: its words become a comment of evidence on the idea, which the team may
 * accept as such. Sent twice, it is said once. Throws `NotFound` for everybody else, `Refused` (`trial_reported`, and what
 * `postComment` throws). `missing` stands under a heading in the language of the reporter.
 */
export async function reportTrial(
  ctx: Context,
  ideaId: string,
  { trial: trialId, id, worked, effort, words, missing }: ReportInput,
  headings: { missing: string },
): Promise<void> {
  const { actor } = signedIn(ctx);
  const { idea } = await ideaSeenBy(ctx.db.read, actor, ideaId);
  const trial = await trialOf(ctx.db.read, idea.id, trialId);
  const mine = and(eq(trialVolunteers.trial, trial.id), eq(trialVolunteers.member, actor.id));
  if ((await ctx.db.read.$count(trialVolunteers, and(mine, eq(trialVolunteers.drawn, true)))) === 0) {
    throw new NotFound();
  }
  const body = missing === "" ? words : `${words}\n\n**${headings.missing}** ${missing}`;
  await postComment(ctx, ideaId, { id, parent: undefined, kind: "evidence", body }, async (tx, comment) => {
    const said = { trial: trial.id, member: actor.id, comment, worked, effort, at: ctx.now };
    const fresh = await tx.insert(trialReports).values(said).onConflictDoNothing().returning();
    if (fresh.length === 0) throw new Refused("trial_reported");
    await record(tx, ctx, [trialHappened("trial.reported", idea, trial.id)]);
  });
}

/** A test of this idea. Throws `NotFound`. */
async function trialOf(read: Reads, idea: string, id: string): Promise<Trial> {
  const [trial] = await read
    .select()
    .from(trials)
    .where(and(eq(trials.id, id), eq(trials.idea, idea)));
  if (!trial) throw new NotFound();
  return trial;
}
