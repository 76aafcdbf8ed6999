/** The pilots of a space, and what each says about his or her work: languages, topics, days away. */
import { and, asc, eq, gt, inArray } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { tags } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { absences, pilotSettings } from "../../../db/schema/piloting.ts";
import { memberships } from "../../../db/schema/spaces.ts";
import { isSignedIn } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, Invalid, NotFound } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { must } from "../../platform/policy.ts";
import { maySeeMembers } from "../spaces/policy.ts";
import { pilotsOf, spaceBySlug, spaceSeenBy } from "../spaces/queries.server.ts";
import { tagsIn } from "../tags/queries.server.ts";
import { pilotsAt } from "./assigning.server.ts";
import { endOfDay, startOfDay } from "./calendar.server.ts";
import { answerRate } from "./figures.server.ts";
import { absenceChanged, pilotSet } from "./events.ts";
import type { AbsenceInput, PilotInput } from "./inputs.ts";
import { mayArrangePilot, maySeeLoad } from "./policy.ts";
import type { AnswerRate } from "./rules.ts";

/** Who pilots a space: public; days away are for its members, how much somebody has open, and answered in time, for that person and the lead. */
export async function pilotsPage(ctx: Context, slug: string) {
  const { read } = ctx.db;
  const { actor } = ctx;
  const space = await spaceBySlug(ctx, slug);
  const [people, working, topics] = await Promise.all([
    pilotsOf(read, space.id),
    pilotsAt(read, space.id, ctx.now),
    tagsIn(ctx, space.id),
  ]);
  const ids = people.map(({ id }) => id);
  const seesDays = maySeeMembers(actor, space.id);
  const away = await read
    .select()
    .from(absences)
    .where(and(inArray(absences.member, ids), gt(absences.endsAt, ctx.now)))
    .orderBy(asc(absences.startsAt));
  const covered = await read
    .select({ id: tags.id, name: tags.name })
    .from(tags)
    .where(
      inArray(
        tags.id,
        working.flatMap((each) => each.topics),
      ),
    );
  const rates = new Map<string, AnswerRate>();
  for (const person of people) {
    if (maySeeLoad(actor, space.id, person)) {
      rates.set(person.id, await answerRate(read, [space.id], ctx.now, person.id));
    }
  }
  return {
    space,
    topics: topics.map(({ id, name }) => ({ id, name })),
    pilots: people.map((person) => {
      const at = working.find(({ id }) => id === person.id);
      return {
        ...person,
        isMe: isSignedIn(actor) && actor.id === person.id,
        languages: at?.languages ?? [],
        topics: covered.filter(({ id }) => at?.topics.includes(id)),
        open: at && maySeeLoad(actor, space.id, person) ? at.open : null,
        /** How many of the answers that were his or hers came in time; null for everybody else. */
        rate: rates.get(person.id) ?? null,
        isAway: seesDays && (at?.isAway ?? false),
        away: seesDays
          ? away.flatMap(({ id, member, firstDay, lastDay }) =>
              member === person.id ? [{ id, firstDay, lastDay }] : [],
            )
          : [],
        mayArrange: mayArrangePilot(actor, space.id, person),
      };
    }),
  };
}

/** Sets what a pilot reads and knows about in a space. Throws `NotFound`, `Forbidden`. */
export async function setPilot(
  ctx: Context,
  spaceId: string,
  { member, languages, topics }: PilotInput,
): Promise<void> {
  await arranging(ctx, spaceId, member, async (tx) => {
    const known = await tx
      .select({ id: tags.id })
      .from(tags)
      .where(and(eq(tags.space, spaceId), inArray(tags.id, topics)));
    const set = { languages, topics: known.map(({ id }) => id) };
    await tx
      .insert(pilotSettings)
      .values({ space: spaceId, member, ...set })
      .onConflictDoUpdate({ target: [pilotSettings.space, pilotSettings.member], set });
    await record(tx, ctx, [pilotSet(spaceId, { member, ...set })]);
  });
}

/** Notes days on which a pilot is away, in all spaces. Sent twice, once. Throws `NotFound`, `Forbidden`, `Invalid`. */
export async function addAbsence(ctx: Context, spaceId: string, input: AbsenceInput): Promise<void> {
  const { id, member, firstDay, lastDay } = input;
  await arranging(ctx, spaceId, member, async (tx, timeZone) => {
    const startsAt = startOfDay(firstDay, timeZone);
    const endsAt = endOfDay(lastDay, timeZone);
    if (endsAt <= ctx.now) throw new Invalid({ lastDay: "absence_over" });
    const [existing] = await tx.select({ member: absences.member }).from(absences).where(eq(absences.id, id));
    if (existing && existing.member !== member) throw new Conflict("changed_meanwhile");
    if (existing) return;
    await tx.insert(absences).values({ id, member, firstDay, lastDay, startsAt, endsAt });
    await record(tx, ctx, [absenceChanged("pilot.away_noted", { space: spaceId, absence: id, member })]);
  });
}

/** Takes days away back. Nothing happens when they are gone. Throws `NotFound`, `Forbidden`. */
export async function removeAbsence(
  ctx: Context,
  spaceId: string,
  { member, id }: { member: string; id: string },
): Promise<void> {
  await arranging(ctx, spaceId, member, async (tx) => {
    const gone = await tx
      .delete(absences)
      .where(and(eq(absences.id, id), eq(absences.member, member)))
      .returning({ id: absences.id });
    if (gone.length > 0) {
      await record(tx, ctx, [absenceChanged("pilot.away_removed", { space: spaceId, absence: id, member })]);
    }
  });
}

/** Lets the pilot or the lead arrange something of a pilot of the space. */
async function arranging(
  ctx: Context,
  spaceId: string,
  member: string,
  act: (tx: Tx, timeZone: string) => Promise<void>,
): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    const space = await spaceSeenBy(tx, actor, spaceId);
    const [pilot] = await tx
      .select({ id: members.id })
      .from(memberships)
      .innerJoin(members, eq(members.id, memberships.member))
      .where(and(eq(memberships.space, spaceId), eq(memberships.member, member), eq(memberships.pilot, true)));
    if (!pilot) throw new NotFound();
    must(mayArrangePilot(actor, spaceId, pilot));
    await act(tx, space.timeZone);
  });
}
