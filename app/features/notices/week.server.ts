/** What the mails of rounds say beside notices: looked up when they are sent, by the rights of that moment. */
import { and, asc, desc, eq, gt, inArray, ne, notExists } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { exposures } from "../../../db/schema/signals.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import { ideaAuthors } from "../../../db/schema/writing.ts";
import type { SignedIn } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { afterPlainDays } from "../piloting/calendar.server.ts";
import { deskOf, type Owed } from "../piloting/desk.server.ts";
import { spacesPilotedBy, spacesWithMandate } from "../piloting/policy.ts";
import { dayIn } from "../piloting/rules.ts";

type Asked = Context & { actor: SignedIn };

const day = 24 * 3_600_000;
/** More than that nobody looks at in a mail. */
const mostFresh = 5;

export type FreshIdea = { id: string; title: string; author: string; space: string };

/**
 * New ideas in the reader's own spaces, except `silent` ones (ids), that he or she has not opened yet, those first that
 * fewest people gave a signal.
 */
export async function freshIdeas({ actor, db, now }: Asked, silent: readonly string[]): Promise<FreshIdea[]> {
  const own = [...actor.memberships.keys()].filter((space) => !silent.includes(space));
  if (own.length === 0) return [];
  const { read } = db;
  const opened = and(eq(exposures.idea, ideas.id), eq(exposures.member, actor.id));
  const written = and(eq(ideaAuthors.idea, ideas.id), eq(ideaAuthors.member, actor.id));
  return read
    .select({ id: ideas.id, title: ideas.title, author: members.name, space: spaces.name })
    .from(ideas)
    .innerJoin(spaces, eq(spaces.id, ideas.space))
    .innerJoin(members, eq(members.id, ideas.author))
    .where(
      and(
        inArray(ideas.space, own),
        eq(ideas.stage, "new"),
        eq(ideas.moderation, "visible"),
        gt(ideas.stageSince, now - 7 * day),
        ne(ideas.author, actor.id),
        notExists(read.select({ idea: exposures.idea }).from(exposures).where(opened)),
        notExists(read.select({ idea: ideaAuthors.idea }).from(ideaAuthors).where(written)),
      ),
    )
    .orderBy(asc(ideas.participants), desc(ideas.stageSince), desc(ideas.id))
    .limit(mostFresh);
}

/** What a pilot owes that is late or due by the end of today, in the spaces that work today; overdue first. */
export async function owedToday(ctx: Asked, timeZone: string): Promise<Owed[]> {
  const owed = await owedBefore(ctx, afterPlainDays(ctx.now, 0, timeZone));
  if (owed.length === 0) return [];
  const slugs = [...new Set(owed.map(({ space }) => space.slug))];
  const places = await ctx.db.read
    .select({ slug: spaces.slug, workingDays: spaces.workingDays, holidays: spaces.holidays })
    .from(spaces)
    .where(inArray(spaces.slug, slugs));
  const today = dayIn(timeZone, ctx.now);
  const { dayOfWeek } = Temporal.PlainDate.from(today);
  const working = places.filter(
    ({ workingDays, holidays }) => workingDays.includes(dayOfWeek) && !holidays.includes(today),
  );
  return owed.filter(({ space }) => working.some(({ slug }) => slug === space.slug));
}

/** What a pilot owes that is late or due within a week. */
export function owedThisWeek(ctx: Asked): Promise<Owed[]> {
  return owedBefore(ctx, ctx.now + 7 * day);
}

async function owedBefore(ctx: Asked, end: number): Promise<Owed[]> {
  if (spacesPilotedBy(ctx.actor).length === 0 && spacesWithMandate(ctx.actor).length === 0) return [];
  const { owed } = await deskOf(ctx, null);
  return owed.filter(({ dueAt }) => dueAt <= end);
}
