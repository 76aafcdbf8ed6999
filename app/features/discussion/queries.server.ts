import { and, asc, count, desc, eq, exists, gt, gte, inArray, isNotNull, isNull, or, type SQL } from "drizzle-orm";
import {
  commentAnchors,
  comments,
  commentVersions,
  evidenceAcceptances,
  welcomes,
} from "../../../db/schema/discussion.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { commentAdoptions } from "../../../db/schema/writing.ts";
import { type Affiliation, isAdmin, isPilotOf, isSignedIn, type Locale } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { ideaPath } from "../ideas/rules.ts";
import { type Hiding, hidingsOfComments, readsHidden } from "../moderation/queries.server.ts";
import { mayCorrectLanguage, mayEditComment } from "./policy.ts";
import {
  type CommentKind,
  commentPath,
  commentsOnAPage,
  deepestDrawn,
  isHeld,
  type Key,
  mayComeBack,
  quoteOf,
  repliesAtOnce,
  type TalkPlace,
  theBeginning,
  threadsOnAPage,
} from "./rules.ts";
import { awaitingWelcome } from "./welcome.server.ts";

/** A comment as a page shows it, with the replies to it. */
export type ShownComment = {
  id: string;
  author: { id: string; name: string; handle: string; avatar: string | null; affiliation: Affiliation };
  kind: CommentKind;
  /** Sanitised HTML; empty when deleted, and when hidden from this reader. */
  html: string;
  /** The Markdown, for those who may edit it. */
  source: string | null;
  language: Locale;
  createdAt: number;
  editedAt: number | null;
  /** `gone`: it was on this page, and is not any more. */
  state: "said" | "deleted" | "hidden" | "held" | "gone";
  /** Why a pilot hid it: for its author and the pilots, who still read its words. */
  hiding?: Hiding | undefined;
  can: { edit: boolean; restore: boolean };
  replies: ShownComment[];
  /** Who says that it went into the idea's text. */
  adoptedBy?: string | undefined;
  /** The words of the idea's text that it is about. */
  about?: string | undefined;
  /** Who accepted it as evidence. */
  acceptedBy?: string | undefined;
  /** Whom it made welcome. */
  welcomed?: string | undefined;
  /** Whether it is a newcomer's first contribution, to which nobody has replied yet. */
  isFirst?: boolean;
  /** Whom it answers, where it does not stand under that comment; `to` where that comment may stand on another page. */
  answers?: { id: string; name: string; to?: string } | undefined;
  /** The idea it was written on, where that one is merged into the one that is shown. */
  from?: TalkedOn | undefined;
  /** Of a thread's first comment: the replies that are not on this page, and the place after which they begin. */
  later?: { count: number; after: Key } | undefined;
};

/** An idea that is part of the one whose talk is shown. */
export type TalkedOn = { id: string; title: string; language: Locale };

/** The part of an idea's talk that a page shows. */
export type ShownTalk = {
  threads: ShownComment[];
  /** The part that follows, or null. */
  next: Key | null;
  /** Whether earlier comments, or other threads, are left out. */
  isPart: boolean;
};

/** A comment with what goes on after the last reply shown, for the first of a thread. */
type ShownThread = { first: Row; replies: Row[]; later: ShownComment["later"] };

/**
 * The part of an idea's talk that `place` asks for, oldest thread first, bounded whatever is there.
 * A comment that `place` wants on the page is there, or nowhere in this talk. The comments of `merged`
 * ideas stand among its own.
 */
export async function talkOf(
  ctx: Context,
  id: string,
  place: TalkPlace = theBeginning,
  merged: readonly string[] = [],
): Promise<ShownTalk> {
  const { thread, after } = place;
  const idea = [id, ...merged];
  const part = thread === null ? await threadsFrom(ctx, idea, after) : await threadFrom(ctx, idea, thread, after);
  const wanted = place.comment ?? place.reply;
  if (wanted === null || part.threads.some((each) => holds(each, wanted))) return part;
  const [row] = await ctx.db.read
    .select({ id: comments.id, createdAt: comments.createdAt, thread: comments.thread })
    .from(comments)
    .where(and(eq(comments.id, wanted), isOn(idea), isKnownTo(ctx)));
  if (!row) return part;
  const from = { ...row, isIncluded: true };
  return row.thread === row.id ? threadsFrom(ctx, idea, from) : threadFrom(ctx, idea, row.thread, from);
}

type From = Key & { isIncluded?: boolean };

function holds(comment: ShownComment, id: string): boolean {
  return comment.id === id || comment.replies.some((reply) => holds(reply, id));
}

function isAfter(from: From | null) {
  if (from === null) return undefined;
  const { createdAt, id } = from;
  const sameMoment = from.isIncluded ? gte(comments.id, id) : gt(comments.id, id);
  return or(gt(comments.createdAt, createdAt), and(eq(comments.createdAt, createdAt), sameMoment));
}

/** Threads from a place on: as many as `threadsOnAPage` and `commentsOnAPage` allow, at least one. */
async function threadsFrom(ctx: Context, idea: readonly string[], from: From | null): Promise<ShownTalk> {
  const firsts = await rowsWhere(ctx, and(isOn(idea), isNull(comments.parent), isAfter(from)), threadsOnAPage + 1);
  const sizes = await sizesOf(ctx, idea, firsts);
  const page: Row[] = [];
  let room = commentsOnAPage;
  for (const first of firsts.slice(0, threadsOnAPage)) {
    room -= Math.min(sizes.get(first.comment.id) ?? 1, repliesAtOnce + 1);
    if (room < 0 && page.length > 0) break;
    page.push(first);
  }
  const isLong = ({ comment }: Row) => (sizes.get(comment.id) ?? 1) > repliesAtOnce + 1;
  const short = page.filter((first) => !isLong(first) && (sizes.get(first.comment.id) ?? 1) > 1);
  const replies = await repliesIn(ctx, idea, short);
  const threads: ShownThread[] = [];
  for (const first of page) {
    threads.push(
      isLong(first)
        ? await longThread(ctx, idea, first, null)
        : { first, replies: replies.filter(({ comment }) => comment.thread === first.comment.id), later: undefined },
    );
  }
  const last = page.at(-1)?.comment;
  return {
    threads: await drawn(ctx, threads, idea),
    next: last && page.length < firsts.length ? { createdAt: last.createdAt, id: last.id } : null,
    isPart: from !== null,
  };
}

/** One thread: its first comment and the replies from a place on. Empty when it is no thread of this idea. */
async function threadFrom(
  ctx: Context,
  idea: readonly string[],
  thread: string,
  from: From | null,
): Promise<ShownTalk> {
  const [first] = await rowsWhere(ctx, and(isOn(idea), eq(comments.id, thread), isNull(comments.parent)), 1);
  const threads = first ? [await longThread(ctx, idea, first, from)] : [];
  return { threads: await drawn(ctx, threads, idea), next: null, isPart: true };
}

/** One idea, for nearly all of them, is found by the index in the order of the talk. */
function isOn(idea: readonly string[]) {
  const [only] = idea;
  return idea.length === 1 && only !== undefined ? eq(comments.idea, only) : inArray(comments.idea, [...idea]);
}

async function longThread(ctx: Context, idea: readonly string[], first: Row, from: From | null): Promise<ShownThread> {
  const inThread = and(isOn(idea), eq(comments.thread, first.comment.id), isNotNull(comments.parent));
  const rows = await rowsWhere(ctx, and(inThread, isAfter(from)), repliesAtOnce + 1);
  const replies = rows.slice(0, repliesAtOnce);
  const last = replies.at(-1)?.comment;
  if (!last || rows.length === replies.length) return { first, replies, later: undefined };
  const after = { createdAt: last.createdAt, id: last.id };
  const [left] = await ctx.db.read
    .select({ count: count() })
    .from(comments)
    .where(and(inThread, isAfter(after), isNull(comments.deletedAt), isKnownTo(ctx)));
  return { first, replies, later: left && left.count > 0 ? { count: left.count, after } : undefined };
}

type Row = Awaited<ReturnType<typeof rowsWhere>>[number];

/**
 * The condition that a comment is none that others must not know of: what was held and not released is
 * there for its author, the pilots of its space and admins alone.
 */
function isKnownTo({ actor, db }: Context) {
  if (!isSignedIn(actor)) return isNull(comments.heldAt);
  if (isAdmin(actor)) return undefined;
  const piloted = [...actor.memberships.keys()].filter((space) => isPilotOf(actor, space));
  const inSpace = db.read
    .select({ id: ideas.id })
    .from(ideas)
    .where(and(eq(ideas.id, comments.idea), inArray(ideas.space, piloted)));
  return or(isNull(comments.heldAt), eq(comments.author, actor.id), piloted.length > 0 ? exists(inSpace) : undefined);
}

function rowsWhere(ctx: Context, where: SQL | undefined, limit: number) {
  return ctx.db.read
    .select({
      comment: comments,
      name: members.name,
      handle: members.handle,
      avatar: members.avatar,
      joined: members.createdAt,
    })
    .from(comments)
    .innerJoin(members, eq(members.id, comments.author))
    .where(and(where, isKnownTo(ctx)))
    .orderBy(asc(comments.createdAt), asc(comments.id))
    .limit(limit);
}

/** How many comments each thread has, its first one included. */
async function sizesOf(ctx: Context, idea: readonly string[], firsts: Row[]): Promise<Map<string, number>> {
  if (firsts.length === 0) return new Map();
  const threads = firsts.map(({ comment }) => comment.id);
  const rows = await ctx.db.read
    .select({ thread: comments.thread, size: count() })
    .from(comments)
    .where(and(isOn(idea), inArray(comments.thread, threads), isKnownTo(ctx)))
    .groupBy(comments.thread);
  return new Map(rows.map(({ thread, size }) => [thread, size]));
}

async function repliesIn(ctx: Context, idea: readonly string[], firsts: Row[]): Promise<Row[]> {
  if (firsts.length === 0) return [];
  const threads = firsts.map(({ comment }) => comment.id);
  const inThreads = and(isOn(idea), inArray(comments.thread, threads), isNotNull(comments.parent));
  return rowsWhere(ctx, inThreads, commentsOnAPage);
}

/** One object for all comments of others: a page carries it once. */
const nothing = { edit: false, restore: false };

function shown(
  { comment, name, handle, avatar }: Row,
  hiding: Hiding | undefined,
  { actor, now }: Context,
): ShownComment {
  const isDeleted = comment.deletedAt !== null;
  const waits = !isDeleted && isHeld(comment);
  const isHidden = !isDeleted && !waits && comment.hiddenAt !== null;
  // What is held is not even read from the database for others.
  const reads = !isDeleted && (!isHidden || readsHidden(actor, { author: comment.author, space: hiding?.space ?? "" }));
  const isMine = isSignedIn(actor) && mayEditComment(actor, comment);
  return {
    id: comment.id,
    author: { id: comment.author, name, handle, avatar, affiliation: comment.affiliation },
    kind: comment.kind,
    html: reads ? comment.html : "",
    source: isMine && !isDeleted && !isHidden ? comment.source : null,
    language: comment.language,
    createdAt: comment.createdAt,
    editedAt: comment.editedAt,
    state: isDeleted ? "deleted" : waits ? "held" : isHidden ? "hidden" : "said",
    ...(isHidden && reads && { hiding }),
    can: isMine
      ? { edit: !isDeleted && !isHidden, restore: comment.deletedAt !== null && mayComeBack(comment.deletedAt, now) }
      : nothing,
    replies: [],
  };
}

/**
 * Threads as they are drawn: replies under what they reply to, down to `deepestDrawn`; deeper ones,
 * and those whose parent is not on the page, stand as near as they can and say whom they answer.
 * Deleted comments that nobody answered are left out.
 */
async function drawn(ctx: Context, threads: ShownThread[], [home]: readonly string[]): Promise<ShownComment[]> {
  const rows = threads.flatMap(({ first, replies }) => [first, ...replies]);
  const [names, adopters, origins, answered, accepters, newcomers, firsts, quotes] = await Promise.all([
    namesOfAbsent(ctx, threads),
    adoptersIn(ctx, threads),
    originsIn(ctx, threads, home),
    answeredElsewhere(ctx, threads),
    acceptersAmong(ctx, rows),
    newcomersWelcomedBy(ctx, rows),
    firstsAmong(ctx, rows),
    quotesAmong(ctx, rows),
  ]);
  const hidden = rows.filter((row) => row.comment.hiddenAt);
  const hidings = await hidingsOfComments(
    ctx.db.read,
    hidden.map((row) => row.comment.id),
  );
  const authors = new Map<string, ShownComment["author"]>();
  /** As `shown`, with one object for each author: a page carries it once. */
  const shownOnce = (row: Row): ShownComment => {
    const comment = shown(row, hidings.get(row.comment.id), ctx);
    const key = `${comment.author.id} ${comment.author.affiliation}`;
    const author = authors.get(key) ?? comment.author;
    authors.set(key, author);
    const from = origins.get(row.comment.idea);
    const answers = answered.get(row.comment.answers ?? "");
    const isSaid = comment.state === "said";
    const adoptedBy = isSaid ? adopters.get(comment.id) : undefined;
    const acceptedBy = isSaid ? accepters.get(comment.id) : undefined;
    const welcomed = newcomers.get(comment.id);
    const about = isSaid ? quotes.get(comment.id) : undefined;
    return {
      ...comment,
      author,
      ...(adoptedBy !== undefined && { adoptedBy }),
      ...(acceptedBy !== undefined && { acceptedBy }),
      ...(welcomed !== undefined && { welcomed }),
      ...(about !== undefined && { about }),
      ...(firsts.has(comment.id) && { isFirst: true }),
      ...(from && { from }),
      ...(answers && { answers }),
    };
  };
  return withoutEmptyPlaces(
    threads.map(({ first, replies, later }) => {
      const root = { ...shownOnce(first), ...(later && { later }) };
      const placed = new Map([[root.id, { comment: root, under: root, depth: 1 }]]);
      for (const row of replies) {
        const reply = shownOnce(row);
        const parent = placed.get(row.comment.parent ?? "");
        const above = parent ?? { comment: root, under: root, depth: 1 };
        const isTooDeep = above.depth >= deepestDrawn;
        const under = isTooDeep ? above.under : above.comment;
        if (isTooDeep) reply.answers = { id: above.comment.id, name: above.comment.author.name };
        else if (!parent) reply.answers = names.get(row.comment.parent ?? "");
        under.replies.push(reply);
        placed.set(reply.id, { comment: reply, under, depth: isTooDeep ? above.depth : above.depth + 1 });
      }
      return root;
    }),
  );
}

/** Who wrote the comments that are answered on this page and stand on an earlier one. */
async function namesOfAbsent(ctx: Context, threads: ShownThread[]) {
  const here = new Set(threads.flatMap(({ first, replies }) => [first, ...replies].map(({ comment }) => comment.id)));
  const absent = threads
    .flatMap(({ replies }) => replies.map(({ comment }) => comment.parent))
    .filter((parent): parent is string => parent !== null && !here.has(parent));
  if (absent.length === 0) return new Map<string, { id: string; name: string }>();
  const rows = await ctx.db.read
    .select({ id: comments.id, name: members.name })
    .from(comments)
    .innerJoin(members, eq(members.id, comments.author))
    .where(inArray(comments.id, absent));
  return new Map(rows.map((row) => [row.id, row]));
}

/** The merged ideas on which comments of this page were written, by their ids. */
async function originsIn(ctx: Context, threads: ShownThread[], home: string | undefined) {
  const ids = threads.map(({ first }) => first.comment.idea).filter((idea) => idea !== home);
  if (ids.length === 0) return new Map<string, TalkedOn>();
  const rows = await ctx.db.read
    .select({ id: ideas.id, title: ideas.title, language: ideas.language })
    .from(ideas)
    .where(inArray(ideas.id, [...new Set(ids)]));
  return new Map(rows.map((row) => [row.id, row]));
}

/** Comments on merged ideas that are answered here, by their ids, with where they are found. */
async function answeredElsewhere(ctx: Context, threads: ShownThread[]) {
  const ids = threads.map(({ first }) => first.comment.answers).filter((id) => id !== null);
  if (ids.length === 0) return new Map<string, { id: string; name: string; to: string }>();
  const rows = await ctx.db.read
    .select({ id: comments.id, name: members.name, idea: { id: ideas.id, title: ideas.title } })
    .from(comments)
    .innerJoin(members, eq(members.id, comments.author))
    .innerJoin(ideas, eq(ideas.id, comments.idea))
    .where(inArray(comments.id, ids));
  // Its idea's own address: it leads to where that idea stands now.
  return new Map(rows.map(({ id, name, idea }) => [id, { id, name, to: commentPath(ideaPath(idea), id) }]));
}

function withoutEmptyPlaces(list: ShownComment[]): ShownComment[] {
  return list
    .map((comment) => ({ ...comment, replies: withoutEmptyPlaces(comment.replies) }))
    .filter((comment) => comment.state !== "deleted" || comment.can.restore || comment.replies.length > 0);
}

/** An own comment that can still be changed or brought back, and its idea. Throws `NotFound`. */
export async function ownComment(ctx: Context, id: string) {
  const [comment] = await ctx.db.read.select().from(comments).where(eq(comments.id, id));
  if (!comment || !mayEditComment(ctx.actor, comment)) throw new NotFound();
  const { idea } = await ideaSeenBy(ctx.db.read, ctx.actor, comment.idea);
  return {
    comment: { id: comment.id, source: comment.source, kind: comment.kind, editedAt: comment.editedAt },
    idea: { title: idea.title, path: ideaPath(idea) },
  };
}

/** Who said of which of these comments that they went into the idea. */
async function adoptersIn(ctx: Context, threads: ShownThread[]): Promise<Map<string, string>> {
  const ids = threads.flatMap(({ first, replies }) => [first, ...replies].map(({ comment }) => comment.id));
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.read
    .select({ comment: commentAdoptions.comment, by: members.name })
    .from(commentAdoptions)
    .innerJoin(members, eq(members.id, commentAdoptions.by))
    .where(inArray(commentAdoptions.comment, ids));
  return new Map(rows.map(({ comment, by }) => [comment, by]));
}

/** The words of the text that some of these comments are about. */
async function quotesAmong(ctx: Context, rows: Row[]): Promise<Map<string, string>> {
  const ids = rows.filter(({ comment }) => comment.thread === comment.id).map(({ comment }) => comment.id);
  if (ids.length === 0) return new Map();
  const anchors = await ctx.db.read
    .select({ comment: commentAnchors.comment, quote: commentAnchors.quote })
    .from(commentAnchors)
    .where(inArray(commentAnchors.comment, ids));
  return new Map(anchors.map(({ comment, quote }) => [comment, quote]));
}

/** Who accepted which of these comments as evidence. */
async function acceptersAmong(ctx: Context, rows: Row[]): Promise<Map<string, string>> {
  const ids = rows.filter(({ comment }) => comment.kind === "evidence").map(({ comment }) => comment.id);
  if (ids.length === 0) return new Map();
  const accepted = await ctx.db.read
    .select({ comment: evidenceAcceptances.comment, by: members.name })
    .from(evidenceAcceptances)
    .innerJoin(members, eq(members.id, evidenceAcceptances.by))
    .where(inArray(evidenceAcceptances.comment, ids));
  return new Map(accepted.map(({ comment, by }) => [comment, by]));
}

/** Whom each of these comments made welcome. */
async function newcomersWelcomedBy(ctx: Context, rows: Row[]): Promise<Map<string, string>> {
  const ids = rows.map(({ comment }) => comment.id);
  if (ids.length === 0) return new Map();
  const welcomed = await ctx.db.read
    .select({ comment: welcomes.comment, name: members.name })
    .from(welcomes)
    .innerJoin(members, eq(members.id, welcomes.newcomer))
    .where(inArray(welcomes.comment, ids));
  return new Map(welcomed.map(({ comment, name }) => [comment, name]));
}

/** Those of these comments that are the first contribution of somebody whom this reader can make welcome. */
async function firstsAmong(ctx: Context, rows: Row[]): Promise<Set<string>> {
  const said = rows.filter(({ comment }) => comment.deletedAt === null && comment.hiddenAt === null);
  const contributions = said.map(({ comment, joined }) => {
    const { id, author, createdAt } = comment;
    return { id, author, at: createdAt, joined };
  });
  return new Set((await awaitingWelcome(ctx, contributions)).map(({ id }) => id));
}

/** A comment that this actor may read, and its idea. Throws `NotFound`, also once it is deleted, or hidden from this reader. */
async function commentSeenBy(ctx: Context, id: string) {
  const [row] = await ctx.db.read
    .select({ comment: comments, name: members.name })
    .from(comments)
    .innerJoin(members, eq(members.id, comments.author))
    .where(eq(comments.id, id));
  if (!row || row.comment.deletedAt !== null) throw new NotFound();
  const { idea, space } = await ideaSeenBy(ctx.db.read, ctx.actor, row.comment.idea);
  const { author, hiddenAt } = row.comment;
  if (hiddenAt !== null && !readsHidden(ctx.actor, { author, space: idea.space })) throw new NotFound();
  return { ...row, idea, space };
}

/** Where a comment stands. Throws `NotFound`. */
export async function placeOfComment(ctx: Context, id: string) {
  const { idea, space } = await commentSeenBy(ctx, id);
  return {
    comment: { id },
    idea: { title: idea.title, path: ideaPath(idea) },
    space: { slug: space.slug, name: space.name },
  };
}

/** Everything a comment has said, the newest first, for everybody who may read it. Throws `NotFound`. */
export async function historyOf(ctx: Context, id: string) {
  const { comment, name, idea, space } = await commentSeenBy(ctx, id);
  const earlier = await ctx.db.read
    .select()
    .from(commentVersions)
    .where(eq(commentVersions.comment, id))
    .orderBy(desc(commentVersions.number));
  const now = { html: comment.html, kind: comment.kind, at: comment.editedAt ?? comment.createdAt };
  return {
    comment: { id, language: comment.language },
    author: { name, affiliation: comment.affiliation },
    states: [now, ...earlier.map(({ html, kind, at }) => ({ html, kind, at }))],
    idea: { title: idea.title, path: ideaPath(idea) },
    space: { slug: space.slug, name: space.name },
    can: { correctLanguage: mayCorrectLanguage(ctx.actor, { author: comment.author, space: idea.space }) },
  };
}

/** What a reply to a comment begins with when it quotes it, or null where there is no such comment to read. */
export async function quotedFor(
  ctx: Context,
  idea: string,
  id: string,
  merged: readonly string[] = [],
): Promise<string | null> {
  const isOnPage = isOn([idea, ...merged]);
  const [comment] = await ctx.db.read
    .select({ source: comments.source })
    .from(comments)
    .where(and(eq(comments.id, id), isOnPage, isNull(comments.deletedAt), isNull(comments.hiddenAt)));
  return comment ? quoteOf(comment.source) : null;
}
