/** Who answers ideas of a space for a time, without being its pilot. */
import { and, type AnyColumn, asc, eq, exists, gt, inArray, isNotNull, isNull, lte, or, type SQL } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { ideaTags, tags } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { mandates } from "../../../db/schema/piloting.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import { covers, isSignedIn, mandateIn, type SignedIn } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { tagsFor } from "../tags/queries.server.ts";
import { spacesWithMandate } from "./policy.ts";

/**
 * The mandates of a space that nobody has ended, of those who can use them; the job ends one right after its time is
 * over.
 */
export function mandatesIn(read: Reads, space: string) {
  return read
    .select({ member: mandates.member, tags: mandates.tags, endsAt: mandates.endsAt })
    .from(mandates)
    .innerJoin(members, eq(members.id, mandates.member))
    .where(
      and(
        eq(mandates.space, space),
        isNull(mandates.endedAt),
        isNotNull(members.emailVerifiedAt),
        isNull(members.erasesAt),
      ),
    );
}

/**
 * Conditions of which a row fulfils one that is about an idea for which somebody has a mandate, by the columns with its
 * space and its idea: one for each space in which he or she has one.
 */
export function coveredByMandates(
  read: Reads,
  actor: SignedIn,
  { space, idea }: { space: AnyColumn; idea: AnyColumn },
): SQL[] {
  return spacesWithMandate(actor).flatMap((place) => {
    const of = mandateIn(actor, place)?.tags ?? null;
    const tagged = and(eq(ideaTags.idea, idea), inArray(ideaTags.tag, [...(of ?? [])]));
    const isFor = of === null ? undefined : exists(read.select({ idea: ideaTags.idea }).from(ideaTags).where(tagged));
    return and(eq(space, place), isFor) ?? [];
  });
}

/** Who has a mandate for an idea at `now` (milliseconds since 1970 UTC), by their ids. */
export async function holdersFor(read: Reads, idea: { id: string; space: string }, now: number): Promise<string[]> {
  const running = (await mandatesIn(read, idea.space)).filter(({ endsAt }) => endsAt > now);
  if (running.length === 0) return [];
  const of = await tagsFor(read, idea.id);
  return running.filter((mandate) => covers(mandate, of)).map(({ member }) => member);
}

/** A mandate as pages show it: to everybody who sees the space. */
export type ShownMandate = {
  id: string;
  person: Pick<typeof members.$inferSelect, "id" | "name" | "handle" | "avatar" | "affiliation">;
  space: { id: string; slug: string; name: string };
  /** The names of the tags that it is for; null: all ideas of the space. */
  tags: string[] | null;
  lastDay: string;
  /** Whose it is. */
  isMine: boolean;
};

/** The mandates of a space whose time runs, those that end first at the top. */
export function mandatesShown(ctx: Context, space: string): Promise<ShownMandate[]> {
  return shown(ctx, eq(mandates.space, space));
}

/** One's own mandates whose time runs, those that end first at the top. */
export async function myMandates(ctx: Context): Promise<ShownMandate[]> {
  return isSignedIn(ctx.actor) ? shown(ctx, eq(mandates.member, ctx.actor.id)) : [];
}

async function shown({ db: { read }, now, actor }: Context, which: SQL): Promise<ShownMandate[]> {
  const rows = await read
    .select({
      mandate: mandates,
      person: {
        id: members.id,
        name: members.name,
        handle: members.handle,
        avatar: members.avatar,
        affiliation: members.affiliation,
      },
      space: { id: spaces.id, slug: spaces.slug, name: spaces.name },
    })
    .from(mandates)
    .innerJoin(members, eq(members.id, mandates.member))
    .innerJoin(spaces, eq(spaces.id, mandates.space))
    .where(and(which, isNull(mandates.endedAt), gt(mandates.endsAt, now)))
    .orderBy(asc(mandates.endsAt), asc(mandates.id));
  const ids = rows.flatMap(({ mandate }) => mandate.tags ?? []);
  const named = await read.select({ id: tags.id, name: tags.name }).from(tags).where(inArray(tags.id, ids));
  return rows.map(({ mandate: { id, tags: of, lastDay, member }, person, space }) => ({
    id,
    person,
    space,
    tags: of && named.flatMap((tag) => (of.includes(tag.id) ? [tag.name] : [])),
    lastDay,
    isMine: isSignedIn(actor) && actor.id === member,
  }));
}

/** That the time of a mandate ran at a moment (milliseconds since 1970 UTC, or a column of them). */
export function ranAt(at: number | AnyColumn) {
  return and(
    lte(mandates.startsAt, at),
    gt(mandates.endsAt, at),
    or(isNull(mandates.endedAt), gt(mandates.endedAt, at)),
  );
}
