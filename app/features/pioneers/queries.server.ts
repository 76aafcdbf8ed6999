/**
 * Who knows about something: people of a space, found by what they contributed there. Never more than the one who asks
 * may read anyway, and nobody who does not want to be found.
 */
import {
  aliasedTable,
  and,
  count,
  desc,
  eq,
  exists,
  inArray,
  isNotNull,
  isNull,
  max,
  ne,
  notExists,
  or,
} from "drizzle-orm";
import type { Column, SQL } from "drizzle-orm";
import { hasInAnyCase } from "../../../db/dialect/any-case.ts";
import type { Reads } from "../../../db/database.ts";
import { comments, evidenceAcceptances } from "../../../db/schema/discussion.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { bans } from "../../../db/schema/moderation.ts";
import { calls } from "../../../db/schema/pioneers.ts";
import { roomPeople, rooms } from "../../../db/schema/rooms.ts";
import { memberships, spaces } from "../../../db/schema/spaces.ts";
import { commentAdoptions, ideaAuthors } from "../../../db/schema/writing.ts";
import type { Affiliation, Locale } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { plainText } from "../../platform/markdown.server.ts";
import { must } from "../../platform/policy.ts";
import { commentPath } from "../discussion/rules.ts";
import { ideasSeenBy } from "../ideas/queries.server.ts";
import { headOf, ideaPath } from "../ideas/rules.ts";
import { outcomesOf } from "../people/queries.server.ts";
import type { Outcome } from "../people/rules.ts";
import { roomsOpenTo } from "../planning/queries.server.ts";
import { type Standing, standingsIn } from "../reputation/queries.server.ts";
import { roomPath } from "../rooms/rules.ts";
import { type Space, spaceBySlug, spacesSeenBy } from "../spaces/queries.server.ts";
import { mayFindPioneers } from "./policy.ts";
import { isForSomething, mostPieces, mostTargets, peopleOnAPage, type Search, spellingsOf } from "./rules.ts";

/** Longest head of a piece, in characters. */
const headLength = 180;

/** Something that somebody contributed, with the way to it. */
export type Piece = {
  id: string;
  kind: "idea" | "comment" | "evidence";
  words: string;
  language: Locale;
  path: string;
  /** The idea that a comment is on. */
  on: string | null;
  at: number;
};

/** Somebody who was found: how many pieces hold the words, the newest of them, and how he or she stands in the space. */
export type Pioneer = Standing & {
  id: string;
  name: string;
  handle: string;
  affiliation: Affiliation;
  avatar: string | null;
  found: number;
  pieces: Piece[];
  outcomes: Record<Outcome, number>;
};

/** The space of this address, for those who look for people in it. Throws `NotFound`, `Forbidden`. */
export async function searchedSpace(ctx: Context, slug: string): Promise<Space> {
  const space = await spaceBySlug(ctx, slug);
  must(mayFindPioneers(ctx.actor, space.id), "pioneers_by_pilots");
  return space;
}

/**
 * A page of the people that a search finds in a space, and whether there are more: those with the most pieces that hold
 * the words first, of equals the one whose piece is the newest. Without words, by the newest piece alone, as the most
 * would be a list of the best. Throws what `searchedSpace` throws.
 */
export async function pioneersIn(
  ctx: Context,
  space: Space,
  search: Search,
): Promise<{ people: Pioneer[]; hasMore: boolean }> {
  must(mayFindPioneers(ctx.actor, space.id), "pioneers_by_pilots");
  if (!isForSomething(search)) return { people: [], hasMore: false };
  const spellings = spellingsOf(search.words);
  if (search.words !== "" && spellings.length === 0) return { people: [], hasMore: false };
  const counted = await countedPieces(ctx, space, spellings);
  const findable = await findableOf(ctx, space, [...counted.keys()]);
  const hasWords = search.words !== "";
  let ordered = [...counted]
    .filter(([member]) => findable.has(member))
    .map(([member, pieces]) => ({ member, ...pieces }))
    .toSorted(
      (one, other) =>
        (hasWords ? other.count - one.count : 0) || other.last - one.last || (one.member < other.member ? -1 : 1),
    );
  const isNarrow = search.facet !== null || search.level > 0;
  const stand = (some: readonly { member: string }[]) =>
    standingsIn(
      ctx.db.read,
      some.map(({ member }) => member),
      space.id,
      ctx.now,
    );
  let standings: ReadonlyMap<string, Standing> = new Map();
  if (isNarrow) {
    standings = await stand(ordered);
    ordered = ordered.filter(({ member }) => {
      const standing = standings.get(member);
      const hasFacet = search.facet === null || standing?.facets.some(({ facet }) => facet === search.facet);
      return hasFacet && (standing?.level ?? 0) >= search.level;
    });
  }
  const from = (search.page - 1) * peopleOnAPage;
  const shown = ordered.slice(from, from + peopleOnAPage);
  if (!isNarrow) standings = await stand(shown);
  const people = await Promise.all(
    shown.map(async ({ member, count: found }) => {
      const person = findable.get(member);
      if (!person) throw new NotFound();
      const standing = standings.get(member) ?? { level: 0 as const, facets: [] };
      const [pieces, outcomes] = await Promise.all([
        newestPieces(ctx, space, member, spellings),
        outcomesOf(ctx, member),
      ]);
      return { ...person, ...standing, found, pieces, outcomes };
    }),
  );
  return { people, hasMore: ordered.length > from + peopleOnAPage };
}

/** Somebody whom the actor may ask, with what he or she contributed last. Throws `NotFound`. */
export async function pioneerBy(ctx: Context, space: Space, handle: string) {
  const [row] = await ctx.db.read.select({ id: members.id }).from(members).where(eq(members.handle, handle));
  const person = row && (await findableOf(ctx, space, [row.id])).get(row.id);
  if (!person) throw new NotFound();
  const pieces = await newestPieces(ctx, space, person.id, []);
  // Who contributed nothing here is nobody's find.
  if (pieces.length === 0) throw new NotFound();
  return { ...person, pieces };
}

/** Ideas of a space in lists for this reader. */
function shownIdeas(ctx: Context, space: Space) {
  return and(
    eq(ideas.space, space.id),
    eq(ideas.moderation, "visible"),
    isNotNull(ideas.submittedAt),
    ideasSeenBy(ctx.db.read, ctx.actor),
  );
}

/** The condition that each word stands in one of these texts, however it is spelt; every text has no words in it. */
function holding(spellings: readonly (readonly string[])[], texts: readonly Column[]): SQL | undefined {
  return and(...spellings.map((ways) => or(...texts.flatMap((text) => ways.map((way) => hasInAnyCase(text, way))))));
}

const ideaTexts = [ideas.title, ideas.titleKey, ideas.problem, ideas.forWhom, ideas.solution];

/** Comments that others used: adopted into an idea, or accepted as evidence. */
function usedComments(ctx: Context, space: Space, spellings: readonly (readonly string[])[]) {
  return and(
    shownIdeas(ctx, space),
    isNull(comments.deletedAt),
    isNull(comments.hiddenAt),
    or(isNotNull(commentAdoptions.comment), isNotNull(evidenceAcceptances.comment)),
    holding(spellings, [comments.source]),
  );
}

/** How many pieces of each person hold the words, and when the newest was written. */
async function countedPieces(ctx: Context, space: Space, spellings: readonly (readonly string[])[]) {
  const { read } = ctx.db;
  const written = and(shownIdeas(ctx, space), holding(spellings, ideaTexts));
  const sorts = await Promise.all([
    read
      .select({ member: ideas.author, count: count(), last: max(ideas.submittedAt) })
      .from(ideas)
      .innerJoin(spaces, eq(spaces.id, ideas.space))
      .where(written)
      .groupBy(ideas.author),
    read
      .select({ member: ideaAuthors.member, count: count(), last: max(ideas.submittedAt) })
      .from(ideaAuthors)
      .innerJoin(ideas, eq(ideas.id, ideaAuthors.idea))
      .innerJoin(spaces, eq(spaces.id, ideas.space))
      .where(and(written, eq(ideaAuthors.state, "accepted"), ne(ideaAuthors.member, ideas.author)))
      .groupBy(ideaAuthors.member),
    read
      .select({ member: comments.author, count: count(), last: max(comments.createdAt) })
      .from(comments)
      .innerJoin(ideas, eq(ideas.id, comments.idea))
      .innerJoin(spaces, eq(spaces.id, ideas.space))
      .leftJoin(commentAdoptions, eq(commentAdoptions.comment, comments.id))
      .leftJoin(evidenceAcceptances, eq(evidenceAcceptances.comment, comments.id))
      .where(usedComments(ctx, space, spellings))
      .groupBy(comments.author),
  ]);
  const counted = new Map<string, { count: number; last: number }>();
  for (const { member, count: some, last } of sorts.flat()) {
    const before = counted.get(member) ?? { count: 0, last: 0 };
    counted.set(member, { count: before.count + some, last: Math.max(before.last, last ?? 0) });
  }
  return counted;
}

/** Those of these people who are there, want to be found, and see the space; not the actor. By id. */
async function findableOf(ctx: Context, space: Space, ids: readonly string[]) {
  const { actor } = signedIn(ctx);
  const { read } = ctx.db;
  const found = new Map<string, Pick<Pioneer, "id" | "name" | "handle" | "affiliation" | "avatar">>();
  for (let first = 0; first < ids.length; first += 500) {
    const rows = await read
      .select({
        id: members.id,
        name: members.name,
        handle: members.handle,
        affiliation: members.affiliation,
        avatar: members.avatar,
      })
      .from(members)
      .where(
        and(inArray(members.id, ids.slice(first, first + 500)), ne(members.id, actor.id), isFindable(read, space)),
      );
    for (const row of rows) found.set(row.id, row);
  }
  return found;
}

/** The condition that a row of `members` is of somebody who may be found in a space. */
export function isFindable(read: Reads, space: Pick<Space, "id" | "visibility">) {
  return and(
    eq(members.mayBeFound, true),
    isNotNull(members.emailVerifiedAt),
    isNull(members.erasedAt),
    isNull(members.erasesAt),
    notExists(
      read
        .select({ id: bans.id })
        .from(bans)
        .where(and(eq(bans.member, members.id), isNull(bans.liftedAt))),
    ),
    space.visibility === "public"
      ? undefined
      : exists(
          read
            .select({ member: memberships.member })
            .from(memberships)
            .where(and(eq(memberships.member, members.id), eq(memberships.space, space.id))),
        ),
  );
}

async function newestPieces(
  ctx: Context,
  space: Space,
  member: string,
  spellings: readonly (readonly string[])[],
): Promise<Piece[]> {
  const { read } = ctx.db;
  const shared = read
    .select({ idea: ideaAuthors.idea })
    .from(ideaAuthors)
    .where(and(eq(ideaAuthors.member, member), eq(ideaAuthors.state, "accepted")));
  const [written, said] = await Promise.all([
    read
      .select({ id: ideas.id, title: ideas.title, language: ideas.language, at: ideas.submittedAt })
      .from(ideas)
      .innerJoin(spaces, eq(spaces.id, ideas.space))
      .where(
        and(
          shownIdeas(ctx, space),
          holding(spellings, ideaTexts),
          or(eq(ideas.author, member), inArray(ideas.id, shared)),
        ),
      )
      .orderBy(desc(ideas.submittedAt), desc(ideas.id))
      .limit(mostPieces),
    read
      .select({
        id: comments.id,
        html: comments.html,
        language: comments.language,
        at: comments.createdAt,
        idea: { id: ideas.id, title: ideas.title },
        evidence: evidenceAcceptances.comment,
      })
      .from(comments)
      .innerJoin(ideas, eq(ideas.id, comments.idea))
      .innerJoin(spaces, eq(spaces.id, ideas.space))
      .leftJoin(commentAdoptions, eq(commentAdoptions.comment, comments.id))
      .leftJoin(evidenceAcceptances, eq(evidenceAcceptances.comment, comments.id))
      .where(and(usedComments(ctx, space, spellings), eq(comments.author, member)))
      .orderBy(desc(comments.createdAt), desc(comments.id))
      .limit(mostPieces),
  ]);
  const pieces: Piece[] = [
    ...written.map(({ id, title, language, at }) => ({
      id,
      kind: "idea" as const,
      words: title,
      language,
      path: ideaPath({ id, title }),
      on: null,
      at: at ?? 0,
    })),
    ...said.map(({ id, html, language, at, idea, evidence }) => ({
      id,
      kind: evidence === null ? ("comment" as const) : ("evidence" as const),
      words: headOf(plainText(html), headLength),
      language,
      path: commentPath(ideaPath(idea), id),
      on: idea.title,
      at,
    })),
  ];
  return pieces.toSorted((one, other) => other.at - one.at).slice(0, mostPieces);
}

/** To what the actor may ask people of a space: rooms that he or she leads, and ideas that take part. */
export async function targetsIn(ctx: Context, space: Space) {
  const { actor } = signedIn(ctx);
  const { read } = ctx.db;
  const [led, open] = await Promise.all([
    read
      .select({ id: rooms.id, title: rooms.title })
      .from(rooms)
      .innerJoin(roomPeople, and(eq(roomPeople.room, rooms.id), eq(roomPeople.member, actor.id)))
      .where(
        and(
          eq(rooms.space, space.id),
          ne(rooms.state, "closed"),
          inArray(roomPeople.role, ["host", "cohost"]),
          eq(roomPeople.isBlocked, false),
        ),
      )
      .orderBy(desc(rooms.createdAt))
      .limit(mostTargets),
    read
      .select({ id: ideas.id, title: ideas.title })
      .from(ideas)
      .innerJoin(spaces, eq(spaces.id, ideas.space))
      .where(
        and(
          shownIdeas(ctx, space),
          inArray(ideas.stage, ["new", "open", "developing", "evaluating", "adopted", "building"]),
        ),
      )
      .orderBy(desc(ideas.stageSince), desc(ideas.id))
      .limit(mostTargets),
  ]);
  return { rooms: led, ideas: open };
}

const askers = aliasedTable(members, "askers");

function listedCalls(read: Reads) {
  return read
    .select({
      id: calls.id,
      state: calls.state,
      message: calls.message,
      at: calls.at,
      space: { slug: spaces.slug, name: spaces.name },
      by: { name: askers.name, handle: askers.handle, affiliation: askers.affiliation, avatar: askers.avatar },
      who: { name: members.name, handle: members.handle, affiliation: members.affiliation, avatar: members.avatar },
      room: {
        id: rooms.id,
        title: rooms.title,
        state: rooms.state,
        startsAt: rooms.startsAt,
        audience: rooms.audience,
      },
      idea: { id: ideas.id, title: ideas.title },
    })
    .from(calls)
    .innerJoin(spaces, eq(spaces.id, calls.space))
    .innerJoin(members, eq(members.id, calls.member))
    .innerJoin(askers, eq(askers.id, calls.by))
    .leftJoin(rooms, eq(rooms.id, calls.room))
    .leftJoin(ideas, eq(ideas.id, calls.idea));
}

type CallRow = Awaited<ReturnType<typeof listedCalls>>[number];

/** A call in a list. `isOver`: what it is about takes nobody any more. `path`: null as long as it is closed to the one asked. */
export type ShownCall = Omit<CallRow, "room" | "idea"> & {
  to: { kind: "room" | "idea"; title: string; path: string | null; startsAt: number | null; isOver: boolean };
};

function shownCall({ room, idea, ...call }: CallRow): ShownCall[] {
  if (room) {
    const { title, startsAt, state } = room;
    const isOpen = room.audience === "space" || call.state === "accepted";
    const path = isOpen ? roomPath(room.id) : null;
    return [{ ...call, to: { kind: "room", title, startsAt, path, isOver: state === "closed" } }];
  }
  if (!idea) return [];
  return [{ ...call, to: { kind: "idea", title: idea.title, startsAt: null, path: ideaPath(idea), isOver: false } }];
}

/** Calls on one page. */
const mostCalls = 100;

/** What the actor is asked to, the newest first, as far as he or she may still see the space and the idea. */
export async function myCalls(ctx: Context): Promise<ShownCall[]> {
  const { actor } = signedIn(ctx);
  const { read } = ctx.db;
  const rows = await listedCalls(read)
    .where(
      and(
        eq(calls.member, actor.id),
        spacesSeenBy(actor),
        or(isNull(calls.idea), and(eq(ideas.space, calls.space), ideasSeenBy(read, actor))),
      ),
    )
    .orderBy(desc(calls.at), desc(calls.id))
    .limit(mostCalls);
  return rows.flatMap(shownCall);
}

/** Whom the actor asked in a space, the newest first. A room that is closed to him or her by now is not among them. */
export async function callsBy(ctx: Context, space: Space): Promise<ShownCall[]> {
  const { actor } = signedIn(ctx);
  const { read } = ctx.db;
  const rows = await listedCalls(read)
    .where(
      and(
        eq(calls.by, actor.id),
        eq(calls.space, space.id),
        or(isNull(calls.room), roomsOpenTo(read, actor)),
        or(isNull(calls.idea), and(eq(ideas.space, calls.space), ideasSeenBy(read, actor))),
      ),
    )
    .orderBy(desc(calls.at), desc(calls.id))
    .limit(mostCalls);
  return rows.flatMap(shownCall);
}
