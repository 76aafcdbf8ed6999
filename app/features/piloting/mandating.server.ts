/**
 * Gives members a pilot's mandate for a time, and ends it. Threat: somebody who goes on answering after the last day.
 * So no right is written down but the mandate: whoever asks is read with the ones whose time runs, at each request.
 */
import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Database, Tx } from "../../../db/database.ts";
import { tags } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { bans } from "../../../db/schema/moderation.ts";
import { mandates } from "../../../db/schema/piloting.ts";
import { memberships } from "../../../db/schema/spaces.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, Invalid, NotFound } from "../../platform/errors.ts";
import { record, type Recording } from "../../platform/events.server.ts";
import { enqueue } from "../../platform/jobs.server.ts";
import { must } from "../../platform/policy.ts";
import { spaceSeenBy } from "../spaces/queries.server.ts";
import { endOfDay } from "./calendar.server.ts";
import { mandateChanged } from "./events.ts";
import type { MandateInput } from "./inputs.ts";
import { mayGiveMandates, mayTakeMandate } from "./policy.ts";
import { dayIn, mandateWarning, wrongLastDay } from "./rules.ts";

/** The kind of the job that tells of a mandate's end, shortly before and then. */
export const mandateJob = "piloting.mandate";

/**
 * Gives a member of a space a mandate until the end of a day. Sent twice, it is given once. Throws `NotFound`,
 * `Forbidden`, `Conflict` for an id of something else, and `Invalid` for a day, for tags of elsewhere, and for whoever
 * cannot have one: oneself, a pilot, somebody outside, or who has one already. Serializable: it reads what somebody
 * is and has before it decides.
 */
export async function giveMandate(ctx: Context, spaceId: string, input: MandateInput): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    const space = await spaceSeenBy(tx, actor, spaceId);
    must(mayGiveMandates(actor, spaceId));
    const [existing] = await tx.select().from(mandates).where(eq(mandates.id, input.id));
    if (existing && (existing.givenBy !== actor.id || existing.space !== spaceId)) {
      throw new Conflict("changed_meanwhile");
    }
    if (existing) return;
    const wrong = wrongLastDay(input.lastDay, dayIn(space.timeZone, ctx.now));
    if (wrong) throw new Invalid({ lastDay: wrong });
    const member = await holderIn(tx, spaceId, input.handle);
    if (member === actor.id) throw new Invalid({ handle: "mandate_own" });
    // One that is over by the clock may not be noted as ended yet.
    const [last] = await tx
      .select({ id: mandates.id, endsAt: mandates.endsAt })
      .from(mandates)
      .where(and(eq(mandates.space, spaceId), eq(mandates.member, member), isNull(mandates.endedAt)));
    if (last && last.endsAt > ctx.now) throw new Invalid({ handle: "mandate_running" });
    if (last) await end(tx, { actor: "system", now: ctx.now }, last.id, null);
    const endsAt = endOfDay(input.lastDay, space.timeZone);
    const mandate = {
      id: input.id,
      space: spaceId,
      member,
      tags: input.tags && (await tagsOfSpace(tx, spaceId, input.tags)),
      lastDay: input.lastDay,
      endsAt,
    };
    await tx.insert(mandates).values({ ...mandate, givenBy: actor.id, startsAt: ctx.now });
    await record(tx, ctx, [mandateChanged("mandate.given", mandate)]);
    const runAt = Math.max(endsAt - mandateWarning, ctx.now);
    await enqueue(tx, ctx, { kind: mandateJob, payload: { mandate: mandate.id }, runAt });
  }, "serializable");
}

/** Who is to have it: an ordinary member of the space, who may act there. Throws `Invalid`. */
async function holderIn(tx: Tx, space: string, handle: string): Promise<string> {
  const [person] = await tx
    .select({
      id: members.id,
      pilot: memberships.pilot,
      verifiedAt: members.emailVerifiedAt,
      erasesAt: members.erasesAt,
      ban: bans.id,
    })
    .from(members)
    .innerJoin(memberships, and(eq(memberships.member, members.id), eq(memberships.space, space)))
    .leftJoin(bans, and(eq(bans.member, members.id), isNull(bans.liftedAt)))
    .where(eq(members.handle, handle));
  if (!person || person.verifiedAt === null || person.erasesAt !== null || person.ban !== null) {
    throw new Invalid({ handle: "mandate_nobody" });
  }
  if (person.pilot) throw new Invalid({ handle: "mandate_pilot" });
  return person.id;
}

async function tagsOfSpace(tx: Tx, space: string, ids: readonly string[]): Promise<string[]> {
  const known = await tx
    .select({ id: tags.id })
    .from(tags)
    .where(and(eq(tags.space, space), inArray(tags.id, [...ids])));
  if (known.length === 0) throw new Invalid({ scope: "mandate_no_tag" });
  return known.map(({ id }) => id);
}

/** Takes a mandate from somebody, or lays down one's own. One that has ended stays as it is. Throws `NotFound`, `Forbidden`. */
export async function takeMandate(ctx: Context, spaceId: string, id: string): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await spaceSeenBy(tx, actor, spaceId);
    const [mandate] = await tx
      .select()
      .from(mandates)
      .where(and(eq(mandates.id, id), eq(mandates.space, spaceId)));
    if (!mandate) throw new NotFound();
    must(mayTakeMandate(actor, spaceId, mandate));
    await end(tx, ctx, id, actor.id);
  });
}

/** Ends a mandate unless it has ended, by somebody or by the clock. */
async function end(tx: Tx, by: Recording, id: string, endedBy: string | null): Promise<void> {
  const ended = await tx
    .update(mandates)
    .set({ endedAt: by.now, endedBy })
    .where(and(eq(mandates.id, id), isNull(mandates.endedAt)))
    .returning();
  const kind = endedBy === null ? ("mandate.ended" as const) : ("mandate.taken" as const);
  await record(
    tx,
    by,
    ended.map((mandate) => mandateChanged(kind, mandate)),
  );
}

/** Tells whose mandate ends soon, and ends it when its time is over (`now` in milliseconds since 1970 UTC); plans itself for then. */
export async function noteMandate(db: Database, id: string, now: number): Promise<void> {
  await db.transaction(async (tx) => {
    const by = { actor: "system" as const, now };
    const [mandate] = await tx
      .select()
      .from(mandates)
      .where(and(eq(mandates.id, id), isNull(mandates.endedAt)));
    if (!mandate) return;
    if (now >= mandate.endsAt) return end(tx, by, id, null);
    const warned = await tx
      .update(mandates)
      .set({ warnedAt: now })
      .where(and(eq(mandates.id, id), isNull(mandates.warnedAt)))
      .returning({ id: mandates.id });
    // Of one for a few days its holder knows when it ends.
    if (warned.length > 0 && mandate.endsAt - mandate.startsAt > mandateWarning) {
      await record(tx, by, [mandateChanged("mandate.ending", mandate)]);
    }
    await enqueue(tx, by, { kind: mandateJob, payload: { mandate: id }, runAt: mandate.endsAt });
  });
}

/** Whoever leaves a space, is removed or kept out, or becomes its pilot, leaves the mandate behind. */
export async function endMandatesOf(
  tx: Tx,
  { member, space }: { member: string; space: string | null },
  { at, by }: { at: number; by: string | null },
): Promise<void> {
  await tx
    .update(mandates)
    .set({ endedAt: at, endedBy: by })
    .where(
      and(
        eq(mandates.member, member),
        isNull(mandates.endedAt),
        space === null ? undefined : eq(mandates.space, space),
      ),
    );
}
