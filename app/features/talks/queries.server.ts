import {
  and,
  asc,
  desc,
  eq,
  exists,
  gt,
  inArray,
  isNotNull,
  isNull,
  lte,
  notExists,
  notInArray,
  or,
  type SQL,
} from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { ideaPilots, mandates } from "../../../db/schema/piloting.ts";
import { memberships, spaces } from "../../../db/schema/spaces.ts";
import {
  type TalkAct,
  type TalkAsks,
  talkHelpers,
  talkMessages,
  talks,
  type TalkTurn,
} from "../../../db/schema/talks.ts";
import { ideaAuthors } from "../../../db/schema/writing.ts";
import { type Affiliation, isAdmin, isSignedIn, type Locale, type SignedIn, steers } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { comesAfter } from "../../platform/paging.server.ts";
import { type PageKey, pageOf } from "../../platform/paging.ts";
import { authorsOf, type ideaSeenBy, ideasSeenBy } from "../ideas/queries.server.ts";
import { coveredByMandates, holdersFor } from "../piloting/mandates.server.ts";
import { mayAsk, mayReadTalk, maySpeak, sideOf } from "./policy.ts";
import { actsOpenTo, hourWhere, messagesAtOnce, type Side, takesTalks } from "./rules.ts";

type Idea = Pick<
  Awaited<ReturnType<typeof ideaSeenBy>>["idea"],
  "id" | "space" | "author" | "authors" | "stage" | "tags"
>;

/** Talks shown of one idea: those that are open, and the newest others. */
const mostShown = 20;

/** A talk of an idea with everything that the policies ask. Throws `NotFound`. */
export async function talkIn(read: Reads, idea: Idea, id: string) {
  const [talk] = await read
    .select()
    .from(talks)
    .where(and(eq(talks.id, id), eq(talks.idea, idea.id)));
  if (!talk) throw new NotFound();
  const helpers = await read
    .select({ member: talkHelpers.member })
    .from(talkHelpers)
    .where(eq(talkHelpers.talk, talk.id));
  const authors = authorsOfTalk(talk, idea, await joinedWriting(read, idea.id));
  return { ...talk, authors, tags: idea.tags, helpers: helpers.map(({ member }) => member) };
}

/** When each co-author of an idea joined in writing it, in milliseconds since 1970 UTC. */
async function joinedWriting(read: Reads, idea: string): Promise<ReadonlyMap<string, number>> {
  const rows = await read
    .select({ member: ideaAuthors.member, at: ideaAuthors.at })
    .from(ideaAuthors)
    .where(and(eq(ideaAuthors.idea, idea), eq(ideaAuthors.state, "accepted")));
  return new Map(rows.map(({ member, at }) => [member, at]));
}

/**
 * Who is an author in a talk. What somebody wrote to the pilots alone is not for those who become
 * co-authors later, by an invitation or by a merge.
 */
function authorsOfTalk(
  talk: { isPrivate: boolean; openedAt: number },
  idea: Pick<Idea, "author" | "authors">,
  joined: ReadonlyMap<string, number>,
): string[] {
  if (!talk.isPrivate) return [...idea.authors];
  return idea.authors.filter((id) => id === idea.author || (joined.get(id) ?? Infinity) <= talk.openedAt);
}

/** The authors in a talk, for telling them. Of a talk that is not there nobody. */
export async function authorsOfTalkIn(read: Reads, talk: string): Promise<string[]> {
  const [row] = await read
    .select({ isPrivate: talks.isPrivate, openedAt: talks.openedAt, idea: ideas })
    .from(talks)
    .innerJoin(ideas, eq(ideas.id, talks.idea))
    .where(eq(talks.id, talk));
  if (!row) return [];
  const idea = { ...row.idea, ...(await authorsOf(read, row.idea)) };
  return authorsOfTalk(row, idea, await joinedWriting(read, idea.id));
}

type Speaker = { id: string; name: string; handle: string; avatar: string | null };

export type ShownMessage = {
  id: string;
  by: Speaker & { affiliation: Affiliation };
  side: Side;
  act: TalkAct;
  /** Sanitised HTML; empty where nothing was said with the act. */
  html: string;
  at: number;
};

/** A talk as a page shows it to somebody who may read it. */
export type ShownTalk = {
  id: string;
  asks: TalkAsks;
  isPrivate: boolean;
  answerBy: string | null;
  turn: TalkTurn;
  openedAt: number;
  closedAt: number | null;
  /** Who asks. */
  by: Speaker;
  /** The last of what was said, or what came before a place that was asked for. */
  messages: ShownMessage[];
  /** Where what was said before these begins; null where nothing was. */
  earlier: PageKey | null;
  /** Whether what was said last is left out. */
  isPart: boolean;
  /** Pilots whom an author asked to look. */
  helpers: string[];
  /** The side of the reader, and what he or she may do now. */
  side: Side | null;
  acts: readonly TalkAct[];
  /** The id the reader's next message will have: sent twice, it is one. */
  nextId: string;
};

/** The place in one of an idea's talks before which is read on. */
export type TalkPlace = { talk: string; before: PageKey };

/**
 * The talks of an idea that the actor may read: open ones first, then the newest. Of each the last messages, or those
 * before `place`.
 */
export async function talksOn(ctx: Context, idea: Idea, place: TalkPlace | null = null): Promise<ShownTalk[]> {
  const { read } = ctx.db;
  const speaker = { id: members.id, name: members.name, handle: members.handle, avatar: members.avatar };
  const rows = await read
    .select({ talk: talks, by: speaker })
    .from(talks)
    .innerJoin(members, eq(members.id, talks.openedBy))
    .where(eq(talks.idea, idea.id))
    .orderBy(desc(talks.openedAt), desc(talks.id));
  if (rows.length === 0) return [];
  const helping = await read
    .select({ talk: talkHelpers.talk, member: talkHelpers.member, name: members.name })
    .from(talkHelpers)
    .innerJoin(members, eq(members.id, talkHelpers.member))
    .where(
      inArray(
        talkHelpers.talk,
        rows.map(({ talk }) => talk.id),
      ),
    )
    .orderBy(asc(talkHelpers.at));
  const joined = await joinedWriting(read, idea.id);
  const seen = rows
    .map(({ talk, by }) => {
      const helpers = helping.filter((each) => each.talk === talk.id);
      const authors = authorsOfTalk(talk, idea, joined);
      const of = { ...talk, authors, tags: idea.tags, helpers: helpers.map(({ member }) => member) };
      return { talk: of, by, helpers: helpers.map(({ name }) => name) };
    })
    .filter(({ talk }) => mayReadTalk(ctx.actor, talk))
    .sort((one, other) => Number(one.talk.closedAt !== null) - Number(other.talk.closedAt !== null))
    .slice(0, mostShown);
  if (seen.length === 0) return [];
  return Promise.all(
    seen.map(async ({ talk, by, helpers }) => {
      const side = maySpeak(ctx.actor, talk) ? sideOf(ctx.actor, talk) : null;
      const { id, asks, isPrivate, answerBy, turn, openedAt, closedAt } = talk;
      const before = place?.talk === id ? place.before : null;
      const rows = await read
        .select({ message: talkMessages, by: speaker })
        .from(talkMessages)
        .innerJoin(members, eq(members.id, talkMessages.by))
        .where(and(eq(talkMessages.talk, id), comesAfter(talkMessages.at, talkMessages.id, before)))
        .orderBy(desc(talkMessages.at), desc(talkMessages.id))
        .limit(messagesAtOnce + 1);
      const { page, last } = pageOf(rows, messagesAtOnce);
      return {
        id,
        asks,
        isPrivate,
        answerBy,
        turn,
        openedAt,
        closedAt,
        by,
        helpers,
        side,
        messages: page.toReversed().map(({ message, by: speaks }) => ({
          id: message.id,
          by: { ...speaks, affiliation: message.affiliation },
          side: idea.authors.includes(speaks.id) ? ("authors" as const) : ("pilots" as const),
          act: message.act,
          html: message.html,
          at: message.at,
        })),
        earlier: last ? { at: last.message.at, id: last.message.id } : null,
        isPart: before !== null,
        acts: side === null || !takesTalks(idea) ? [] : actsOpenTo(side, talk, ctx.now),
        nextId: newId(ctx.now),
      };
    }),
  );
}

/** What somebody who may ask the authors is told before; null for everybody else. */
export type Asking = {
  author: string;
  /** What the clock shows where the author is, if that is known. */
  there: ReturnType<typeof hourWhere> | null;
};

/** What the form that asks an idea's authors needs. */
export async function askingOf(ctx: Context, idea: Idea): Promise<Asking | null> {
  if (!mayAsk(ctx.actor, idea) || !takesTalks(idea)) return null;
  const [author] = await ctx.db.read
    .select({ name: members.name, timeZone: members.timeZone, email: members.email })
    .from(members)
    .where(eq(members.id, idea.author));
  if (!author) return null;
  const isThere = author.timeZone !== null && author.email !== null;
  return { author: author.name, there: isThere ? hourWhere(author.timeZone ?? "UTC", ctx.now) : null };
}

/** A talk that waits for somebody's word. */
export type AwaitingTalk = {
  kind: "asked" | "answered";
  id: string;
  talk: string;
  title: string;
  language: Locale;
  /** Who asks. */
  by: string;
  space: string;
  at: number;
};

/** As many as the start page names. */
const mostAwaiting = 10;

/**
 * Talks in which a word of the actor's is awaited: as an author, or as the one who asked or was asked to look. Each way
 * is looked for by an index of its own: one condition for all of them would read every talk.
 */
export async function talksAwaiting(ctx: Context): Promise<AwaitingTalk[]> {
  const { actor } = ctx;
  if (!isSignedIn(actor)) return [];
  const { read } = ctx.db;
  const ofAuthors = eq(talks.turn, "authors");
  const ofPilots = eq(talks.turn, "pilots");
  const steering = steeredTalks(read, actor);
  const found = await Promise.all([
    awaiting(ctx, actor, and(eq(talks.author, actor.id), ofAuthors)),
    awaiting(ctx, actor, and(inArray(talks.id, writtenTogether(read, actor)), isTurnOf("authors"))),
    steering ? awaiting(ctx, actor, and(ofPilots, steering, takesPartIn(read, actor, ctx.now))) : [],
    // An admin who was asked to look where there was no other pilot.
    isAdmin(actor) ? awaiting(ctx, actor, and(inArray(talks.id, helpedBy(read, actor)), isTurnOf("pilots"))) : [],
  ]);
  const rows = new Map(found.flat().map((row) => [row.talk, row]));
  return [...rows.values()]
    .sort((one, other) => other.at - one.at || (one.talk < other.talk ? 1 : -1))
    .slice(0, mostAwaiting)
    .map(({ turn, ...row }) => ({ ...row, kind: turn === "authors" ? "asked" : "answered" }));
}

function awaiting(ctx: Context, actor: SignedIn, which: SQL | undefined) {
  const { read } = ctx.db;
  return read
    .select({
      id: ideas.id,
      title: ideas.title,
      language: ideas.language,
      talk: talks.id,
      turn: talks.turn,
      by: members.name,
      space: spaces.name,
      at: talks.lastAt,
    })
    .from(talks)
    .innerJoin(ideas, eq(ideas.id, talks.idea))
    .innerJoin(spaces, eq(spaces.id, ideas.space))
    .innerJoin(members, eq(members.id, talks.openedBy))
    .where(and(which, isNull(talks.closedAt), ideasSeenBy(read, actor)))
    .orderBy(desc(talks.lastAt), desc(talks.id))
    .limit(mostAwaiting);
}

/** The condition that a talk is about an idea that this person steers; null for whoever steers none. */
function steeredTalks(read: Reads, actor: SignedIn): SQL | null {
  const places = [...actor.memberships.keys()].filter((space) => steers(actor, space));
  const all = places.length > 0 ? inArray(talks.space, places) : undefined;
  return or(all, ...coveredByMandates(read, actor, { space: talks.space, idea: talks.idea })) ?? null;
}

/** The same as an equality, but nothing that SQLite would look for first: it would read all that await anybody. */
function isTurnOf(side: TalkTurn) {
  const others: readonly TalkTurn[] = ["authors", "pilots", "nobody"];
  return notInArray(
    talks.turn,
    others.filter((other) => other !== side),
  );
}

/** Talks of ideas that somebody joined in writing: private ones only where that was before they began. */
function writtenTogether(read: Reads, actor: SignedIn) {
  const joined = and(
    eq(ideaAuthors.member, actor.id),
    eq(ideaAuthors.state, "accepted"),
    or(eq(talks.isPrivate, false), lte(ideaAuthors.at, talks.openedAt)),
  );
  return read
    .select({ id: talks.id })
    .from(ideaAuthors)
    .innerJoin(talks, eq(talks.idea, ideaAuthors.idea))
    .where(joined);
}

function helpedBy(read: Reads, actor: SignedIn) {
  return read.select({ talk: talkHelpers.talk }).from(talkHelpers).where(eq(talkHelpers.member, actor.id));
}

function takesPartIn(read: Reads, actor: SignedIn, now: number) {
  const answers = and(eq(ideaPilots.idea, talks.idea), eq(ideaPilots.pilot, actor.id));
  return or(
    eq(talks.openedBy, actor.id),
    inArray(talks.id, helpedBy(read, actor)),
    and(
      notExists(askerThere(read, now)),
      exists(read.select({ idea: ideaPilots.idea }).from(ideaPilots).where(answers)),
    ),
  );
}

/** That whoever asked still steers in the space of a talk; else it falls to the pilot of its idea. */
function askerThere(read: Reads, now: number) {
  const running = and(
    eq(mandates.space, talks.space),
    eq(mandates.member, talks.openedBy),
    isNull(mandates.endedAt),
    gt(mandates.endsAt, now),
  );
  const byMandate = exists(read.select({ id: mandates.id }).from(mandates).where(running));
  const isThere = and(
    eq(memberships.space, talks.space),
    eq(memberships.member, talks.openedBy),
    or(eq(memberships.pilot, true), eq(memberships.product, true), byMandate),
  );
  return read.select({ member: memberships.member }).from(memberships).where(isThere);
}

/**
 * Who hears of a talk on the side that steers: who opened it, wrote in it or was asked to look; the pilot of its idea
 * where whoever opened it steers there no more at `now` (milliseconds since 1970 UTC).
 */
export async function pilotsIn(read: Reads, talk: string, authors: readonly string[], now: number): Promise<string[]> {
  const spoke = await read
    .selectDistinct({ by: talkMessages.by })
    .from(talkMessages)
    .where(eq(talkMessages.talk, talk));
  const helps = await read.select({ by: talkHelpers.member }).from(talkHelpers).where(eq(talkHelpers.talk, talk));
  const falls = await read
    .select({ by: ideaPilots.pilot })
    .from(talks)
    .innerJoin(ideaPilots, eq(ideaPilots.idea, talks.idea))
    .where(and(eq(talks.id, talk), isNotNull(ideaPilots.pilot), notExists(askerThere(read, now))));
  const heard = [...spoke, ...helps, ...falls].flatMap(({ by }) => by ?? []);
  return [...new Set(heard)].filter((by) => !authors.includes(by));
}

/** Everybody who may read the private talks of an idea by what he or she is there at `now` (milliseconds since 1970 UTC). */
export async function sidesOf(
  read: Reads,
  { idea, space }: { idea: string; space: string },
  now: number,
): Promise<string[]> {
  const [row] = await read.select({ id: ideas.id, author: ideas.author }).from(ideas).where(eq(ideas.id, idea));
  if (!row) return [];
  const { authors } = await authorsOf(read, row);
  const inside = await read
    .select({ member: memberships.member })
    .from(memberships)
    .where(and(eq(memberships.space, space), or(eq(memberships.pilot, true), eq(memberships.product, true))));
  const byMandate = await holdersFor(read, { id: idea, space }, now);
  return [...new Set([...authors, ...inside.map(({ member }) => member), ...byMandate])];
}
