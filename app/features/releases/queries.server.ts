import { and, asc, count, desc, eq, exists, gt, gte, inArray, lte, ne, not, or, sql } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { creditFreezes, creditInputs, creditShares } from "../../../db/schema/crediting.ts";
import { follows } from "../../../db/schema/following.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { productIdeas, products } from "../../../db/schema/products.ts";
import { releaseIdeas, releases } from "../../../db/schema/releases.ts";
import { rooms } from "../../../db/schema/rooms.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import { type Actor, isSignedIn, visitor } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { comesAfter } from "../../platform/paging.server.ts";
import { type PageKey, pageOf } from "../../platform/paging.ts";
import { partsOf, type Part, type Parts, type Reader } from "../crediting/queries.server.ts";
import { standingFreeze } from "../crediting/gathering.server.ts";
import { ideasSeenBy } from "../ideas/queries.server.ts";
import { ideaPath } from "../ideas/rules.ts";
import { isNamedCredit } from "../products/queries.server.ts";
import { type Purpose, purposeFor } from "../products/rules.ts";
import { spaceSeenBy } from "../spaces/queries.server.ts";
import { mayKeepReleases, maySeeRelease } from "./policy.ts";
import { mostIdeas, overallOf, releasePath, releasesPage } from "./rules.ts";

export type Release = typeof releases.$inferSelect;

/** A release of a space, as far as this actor may know of it; drafts only for those who keep it. Throws `NotFound`. */
export async function releaseSeenBy(read: Reads, actor: Actor, space: string, id: string): Promise<Release> {
  await spaceSeenBy(read, actor, space);
  const [release] = await read
    .select()
    .from(releases)
    .where(and(eq(releases.id, id), eq(releases.space, space)));
  if (!release || !maySeeRelease(actor, release)) throw new NotFound();
  return release;
}

/** What the team says of a release, for a reader: in his or her language, or else in the other one; null where nothing was written. */
export function notesFor(release: Release, locale: "en" | "fr"): Purpose | null {
  const { notesEn, notesFr, notesEnHtml, notesFrHtml } = release;
  const written = {
    purposeEn: notesEn,
    purposeFr: notesFr,
    purposeEnHtml: notesEnHtml,
    purposeFrHtml: notesFrHtml,
  };
  return purposeFor(written, locale);
}

/** A release in a list. `ideas`: how many of its ideas this reader may see. */
export type ListedRelease = {
  id: string;
  title: string;
  state: Release["state"];
  publishAt: number | null;
  publishedAt: number | null;
  product: { id: string; name: string };
  ideas: number;
};

/**
 * A page of a space's releases, the newest first, and the key of the next one; before the first page those that are not
 * published, for whoever may know of them. `product`: of this one alone.
 */
export async function releasesIn(
  { db: { read }, actor }: Reader,
  space: string,
  { product, after }: { product: string | null; after: PageKey | null },
) {
  const which = and(eq(releases.space, space), product === null ? undefined : eq(releases.product, product));
  const fields = {
    id: releases.id,
    title: releases.title,
    state: releases.state,
    publishAt: releases.publishAt,
    publishedAt: releases.publishedAt,
    product: { id: products.id, name: products.name },
  };
  const rows = await read
    .select(fields)
    .from(releases)
    .innerJoin(products, eq(products.id, releases.product))
    .where(and(which, eq(releases.state, "published"), comesAfter(releases.publishedAt, releases.id, after)))
    .orderBy(desc(releases.publishedAt), desc(releases.id))
    .limit(releasesPage + 1);
  const { page, last } = pageOf(rows, releasesPage);
  const open =
    after === null && mayKeepReleases(actor, space)
      ? await read
          .select(fields)
          .from(releases)
          .innerJoin(products, eq(products.id, releases.product))
          .where(and(which, inArray(releases.state, ["draft", "scheduled"])))
          .orderBy(desc(releases.createdAt), desc(releases.id))
      : [];
  const counts = await ideaCounts(
    { db: { read }, actor },
    [...open, ...page].map(({ id }) => id),
  );
  const counted = (row: (typeof rows)[number]): ListedRelease => ({ ...row, ideas: counts.get(row.id) ?? 0 });
  return {
    open: open.map(counted),
    published: page.map(counted),
    next: last ? { at: last.publishedAt ?? 0, id: last.id } : null,
  };
}

async function ideaCounts({ db: { read }, actor }: Reader, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await read
    .select({ release: releaseIdeas.release })
    .from(releaseIdeas)
    .innerJoin(ideas, eq(ideas.id, releaseIdeas.idea))
    .innerJoin(spaces, eq(spaces.id, ideas.space))
    .where(and(inArray(releaseIdeas.release, [...ids]), ideasSeenBy(read, actor)));
  const counts = new Map<string, number>();
  for (const { release } of rows) counts.set(release, (counts.get(release) ?? 0) + 1);
  return counts;
}

/** The ideas of a release that this reader may see, by title; `hidden` is how many there are beside them. */
export async function ideasOfRelease({ db: { read }, actor }: Reader, release: string) {
  const shown = await read
    .select({
      id: ideas.id,
      title: ideas.title,
      language: ideas.language,
      space: ideas.space,
      stage: ideas.stage,
      extra: ideas.extra,
    })
    .from(releaseIdeas)
    .innerJoin(ideas, eq(ideas.id, releaseIdeas.idea))
    .innerJoin(spaces, eq(spaces.id, ideas.space))
    .where(and(eq(releaseIdeas.release, release), ideasSeenBy(read, actor)))
    .orderBy(asc(ideas.titleKey), asc(ideas.id));
  const all = await read.$count(releaseIdeas, eq(releaseIdeas.release, release));
  return { shown, hidden: all - shown.length };
}

/** The ideas of a release with whose they are, and whose the release is as a whole. Shares are in basis points. */
export async function creditsOfRelease(reader: Reader, release: string) {
  const { shown, hidden } = await ideasOfRelease(reader, release);
  const parts = await partsOf(
    reader,
    shown.map(({ id }) => id),
  );
  const credited = shown.map((idea) => {
    const { people, unnamed } = parts.get(idea.id) ?? ({ people: [], unnamed: 0 } satisfies Parts);
    return { ...idea, path: ideaPath(idea), people, unnamed };
  });
  return { ideas: credited, hidden, overall: overallOf<Part>(credited) };
}

/**
 * Ideas that may be added to a release and are not: of its product those that are adopted or being built, and those that
 * shipped with no release; the longest in their stage first.
 */
export async function offeredFor({ db: { read }, actor }: Reader, release: Release) {
  const inThis = and(eq(releaseIdeas.idea, ideas.id), eq(releaseIdeas.release, release.id));
  return read
    .select({ id: ideas.id, title: ideas.title, language: ideas.language, stage: ideas.stage, extra: ideas.extra })
    .from(productIdeas)
    .innerJoin(ideas, eq(ideas.id, productIdeas.idea))
    .innerJoin(spaces, eq(spaces.id, ideas.space))
    .where(
      and(
        eq(productIdeas.product, release.product),
        eq(ideas.moderation, "visible"),
        ideasSeenBy(read, actor),
        or(
          inArray(ideas.stage, ["adopted", "building"]),
          and(eq(ideas.stage, "shipped"), not(exists(publishedWith(read, release.id)))),
        ),
        not(exists(read.select({ idea: releaseIdeas.idea }).from(releaseIdeas).where(inThis))),
      ),
    )
    .orderBy(desc(ideas.stage), asc(ideas.stageSince), asc(ideas.id))
    .limit(mostIdeas);
}

/** Published releases, but this one, with which the idea of the row at hand has shipped. */
function publishedWith(read: Reads, but: string) {
  return read
    .select({ id: releases.id })
    .from(releaseIdeas)
    .innerJoin(releases, eq(releases.id, releaseIdeas.release))
    .where(and(eq(releaseIdeas.idea, ideas.id), eq(releases.state, "published"), ne(releases.id, but)));
}

/** Whether an idea has shipped with a published release other than this one. */
export async function hasOtherRelease(read: Reads, idea: string, but: string): Promise<boolean> {
  const [row] = await read
    .select({ id: releases.id })
    .from(releaseIdeas)
    .innerJoin(releases, eq(releases.id, releaseIdeas.release))
    .where(and(eq(releaseIdeas.idea, idea), eq(releases.state, "published"), ne(releases.id, but)))
    .limit(1);
  return row !== undefined;
}

/** A release for a link to it. `space` is the slug. */
export type NamedRelease = { id: string; title: string; space: string; publishedAt: number };

/** The release with which each of these ideas shipped last, by the idea's id; ideas that are shipped no more have none. */
export async function releasesOfIdeas(read: Reads, ids: readonly string[]): Promise<Map<string, NamedRelease>> {
  if (ids.length === 0) return new Map();
  const rows = await read
    .select({
      idea: releaseIdeas.idea,
      id: releases.id,
      title: releases.title,
      space: spaces.slug,
      publishedAt: releases.publishedAt,
    })
    .from(releaseIdeas)
    .innerJoin(releases, eq(releases.id, releaseIdeas.release))
    .innerJoin(ideas, eq(ideas.id, releaseIdeas.idea))
    // An idea that went to another space leads nobody back into the one that it left.
    .innerJoin(spaces, and(eq(spaces.id, releases.space), eq(spaces.id, ideas.space)))
    .where(and(inArray(releaseIdeas.idea, [...ids]), eq(releases.state, "published"), eq(ideas.stage, "shipped")))
    .orderBy(asc(releases.publishedAt), asc(releases.id));
  return new Map(
    rows.map(({ idea, publishedAt, ...release }) => [idea, { ...release, publishedAt: publishedAt ?? 0 }]),
  );
}

/** Everybody with a share of an idea of a release, named or not, those who are former members among them. For no page and no log. */
export async function contributorsTo(read: Reads, release: string): Promise<string[]> {
  const links = await read
    .select({ idea: releaseIdeas.idea })
    .from(releaseIdeas)
    .where(eq(releaseIdeas.release, release));
  const freezes: string[] = [];
  for (const { idea } of links) {
    const freeze = await standingFreeze(read, idea);
    if (freeze) freezes.push(freeze.id);
  }
  const rows = await read
    .selectDistinct({ member: creditShares.member })
    .from(creditShares)
    .where(and(inArray(creditShares.freeze, freezes), gt(creditShares.share, 0)));
  return rows.map(({ member }) => member);
}

/** Everybody who follows an idea of a release. */
export async function followersOfRelease(read: Reads, release: string): Promise<string[]> {
  const rows = await read
    .selectDistinct({ member: follows.member })
    .from(releaseIdeas)
    .innerJoin(follows, eq(follows.idea, releaseIdeas.idea))
    .where(and(eq(releaseIdeas.release, release), eq(follows.state, "following")));
  return rows.map(({ member }) => member);
}

/** An idea of a release in which somebody has a part. `share`: in basis points. */
export type OwnPart = Pick<Part, "share" | "roles"> & {
  id: string;
  title: string;
  language: "en" | "fr";
  path: string;
};

/**
 * What a release is to somebody: its address and, where that was asked for, his or her parts in it, and how many ideas of
 * it he or she follows.
 */
export type ToldRelease = { title: string; path: string; parts: OwnPart[]; followed: number };

/**
 * What these releases are to a reader, by their ids; those that are not published any more only in name. `parts` and
 * `followed`: of which of them these are to be looked up.
 */
export async function releasesToldTo(
  reader: Reader,
  ids: readonly string[],
  {
    parts: withParts = [],
    followed: withFollowed = [],
  }: { parts?: readonly string[]; followed?: readonly string[] } = {},
): Promise<Map<string, ToldRelease>> {
  const told = new Map<string, ToldRelease>();
  const {
    db: { read },
    actor,
  } = reader;
  if (ids.length === 0 || !isSignedIn(actor)) return told;
  const rows = await read
    .select({ id: releases.id, title: releases.title, state: releases.state, slug: spaces.slug })
    .from(releases)
    .innerJoin(spaces, eq(spaces.id, releases.space))
    .where(inArray(releases.id, [...new Set(ids)]));
  for (const { id, title, state, slug } of rows) {
    const isOut = state === "published";
    told.set(id, {
      title,
      path: releasePath(slug, { id, title }),
      parts: isOut && withParts.includes(id) ? await ownPartsIn(reader, id) : [],
      followed: isOut && withFollowed.includes(id) ? await followedIn(reader, actor.id, id) : 0,
    });
  }
  return told;
}

/** The ideas of a release in which a reader has a part, as far as he or she may see them. */
async function ownPartsIn(reader: Reader, release: string): Promise<OwnPart[]> {
  const { shown } = await ideasOfRelease(reader, release);
  const parts = await partsOf(
    reader,
    shown.map(({ id }) => id),
  );
  return shown.flatMap((idea) => {
    const mine = parts.get(idea.id)?.people.find(({ isMine }) => isMine);
    if (!mine) return [];
    const { share, roles } = mine;
    return [{ id: idea.id, title: idea.title, language: idea.language, path: ideaPath(idea), share, roles }];
  });
}

/** How many ideas of a release a reader follows and may see. */
async function followedIn(reader: Reader, member: string, release: string): Promise<number> {
  const { shown } = await ideasOfRelease(reader, release);
  const ids = shown.map(({ id }) => id);
  return reader.db.read.$count(
    follows,
    and(eq(follows.member, member), eq(follows.state, "following"), inArray(follows.idea, ids)),
  );
}

/** The name of who published a release, or said when that is to be; null where nobody did. */
export async function publisherOf(read: Reads, { publishedBy }: Release): Promise<string | null> {
  if (publishedBy === null) return null;
  const [row] = await read.select({ name: members.name }).from(members).where(eq(members.id, publishedBy));
  return row?.name ?? null;
}

/** The last publications of a product. */
export async function lastReleases(reader: Reader, space: string, product: string): Promise<ListedRelease[]> {
  const { published } = await releasesIn(reader, space, { product, after: null });
  return published.slice(0, 5);
}

/** Whether anybody may see a release: of a public space, and all of its ideas. */
export async function isForAnybody(ctx: Context, release: Release): Promise<boolean> {
  const outside: Reader = { db: ctx.db, actor: visitor };
  try {
    await releaseSeenBy(ctx.db.read, outside.actor, release.space, release.id);
  } catch (error) {
    if (error instanceof NotFound) return false;
    throw error;
  }
  return (await ideasOfRelease(outside, release.id)).hidden === 0;
}

/** A published release, how many ideas are shipped with it, and how many people built them. */
export type BuiltRelease = { id: string; title: string; publishedAt: number; ideas: number; people: number };

/**
 * The newest `most` releases of a space that were published from one moment to another (ms since 1970 UTC), of one product
 * or of all (null). Only ideas count that everybody there may see and that are shipped now; people once in each release,
 * by the credits that were frozen, without those who stay unnamed there.
 */
export async function builtReleases(
  read: Reads,
  space: string,
  { product, from, to, most }: { product: string | null; from: number; to: number; most: number },
): Promise<BuiltRelease[]> {
  const found = await read
    .select({ id: releases.id, title: releases.title, publishedAt: releases.publishedAt })
    .from(releases)
    .where(
      and(
        eq(releases.space, space),
        eq(releases.state, "published"),
        gte(releases.publishedAt, from),
        lte(releases.publishedAt, to),
        product === null ? undefined : eq(releases.product, product),
      ),
    )
    .orderBy(desc(releases.publishedAt), desc(releases.id))
    .limit(most);
  if (found.length === 0) return [];
  const { release } = releaseIdeas;
  const isMeant = and(
    inArray(
      release,
      found.map(({ id }) => id),
    ),
    eq(ideas.space, space),
    eq(ideas.stage, "shipped"),
    eq(ideas.moderation, "visible"),
  );
  const [shipped, built] = await Promise.all([
    read
      .select({ release, ideas: count() })
      .from(releaseIdeas)
      .innerJoin(ideas, eq(ideas.id, releaseIdeas.idea))
      .where(isMeant)
      .groupBy(release),
    read
      .select({ release, people: sql<number>`count(distinct ${creditInputs.member})`.mapWith(Number) })
      .from(releaseIdeas)
      .innerJoin(ideas, eq(ideas.id, releaseIdeas.idea))
      .innerJoin(creditFreezes, eq(creditFreezes.idea, ideas.id))
      .innerJoin(creditInputs, eq(creditInputs.freeze, creditFreezes.id))
      .leftJoin(rooms, eq(rooms.id, creditInputs.room))
      .where(and(isMeant, isNamedCredit(read)))
      .groupBy(release),
  ]);
  const ideasOf = new Map(shipped.map((row) => [row.release, row.ideas]));
  const peopleOf = new Map(built.map((row) => [row.release, row.people]));
  return found.map(({ publishedAt, ...row }) => ({
    ...row,
    publishedAt: publishedAt ?? 0,
    ideas: ideasOf.get(row.id) ?? 0,
    people: peopleOf.get(row.id) ?? 0,
  }));
}
