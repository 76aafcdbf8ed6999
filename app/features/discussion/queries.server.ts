import { and, asc, count, desc, eq, gt, gte, inArray, isNotNull, isNull, or, type SQL } from "drizzle-orm";
import { comments, commentVersions } from "../../../db/schema/discussion.ts";
import { members } from "../../../db/schema/members.ts";
import { commentAdoptions } from "../../../db/schema/writing.ts";
import { type Affiliation, isSignedIn, type Locale } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { ideaPath } from "../ideas/rules.ts";
import { type Hiding, hidingsOfComments, readsHidden } from "../moderation/queries.server.ts";
import { mayCorrectLanguage, mayEditComment } from "./policy.ts";
import {
  type CommentKind,
  commentsOnAPage,
  deepestDrawn,
  type Key,
  mayComeBack,
  quoteOf,
  repliesAtOnce,
  type TalkPlace,
  theBeginning,
  threadsOnAPage,
} from "./rules.ts";

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
  state: "said" | "deleted" | "hidden" | "gone";
  /** Why a pilot hid it: for its author and the pilots, who still read its words. */
  hiding?: Hiding | undefined;
  can: { edit: boolean; restore: boolean };
  replies: ShownComment[];
  /** Who says that it went into the idea's text. */
  adoptedBy?: string | undefined;
  /** Whom it answers, where it does not stand under that comment. */
  answers?: { id: string; name: string };
  /** Of a thread's first comment: the replies that are not on this page, and the place after which they begin. */
  later?: { count: number; after: Key } | undefined;
};

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
 * A comment that `place` wants on the page is there, or nowhere in this talk.
 */
export async function talkOf(ctx: Context, idea: string, place: TalkPlace = theBeginning): Promise<ShownTalk> {
  const { thread, after } = place;
  const part = thread === null ? await threadsFrom(ctx, idea, after) : await threadFrom(ctx, idea, thread, after);
  const wanted = place.comment ?? place.reply;
  if (wanted === null || part.threads.some((each) => holds(each, wanted))) return part;
  const [row] = await ctx.db.read
    .select({ id: comments.id, createdAt: comments.createdAt, thread: comments.thread })
    .from(comments)
    .where(and(eq(comments.id, wanted), eq(comments.idea, idea)));
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
async function threadsFrom(ctx: Context, idea: string, from: From | null): Promise<ShownTalk> {
  const firsts = await rowsWhere(
    ctx,
    and(eq(comments.idea, idea), isNull(comments.parent), isAfter(from)),
    threadsOnAPage + 1,
  );
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
    threads: await drawn(ctx, threads),
    next: last && page.length < firsts.length ? { createdAt: last.createdAt, id: last.id } : null,
    isPart: from !== null,
  };
}

/** One thread: its first comment and the replies from a place on. Empty when it is no thread of this idea. */
async function threadFrom(ctx: Context, idea: string, thread: string, from: From | null): Promise<ShownTalk> {
  const [first] = await rowsWhere(
    ctx,
    and(eq(comments.idea, idea), eq(comments.id, thread), isNull(comments.parent)),
    1,
  );
  const threads = first ? [await longThread(ctx, idea, first, from)] : [];
  return { threads: await drawn(ctx, threads), next: null, isPart: true };
}

async function longThread(ctx: Context, idea: string, first: Row, from: From | null): Promise<ShownThread> {
  const inThread = and(eq(comments.idea, idea), eq(comments.thread, first.comment.id), isNotNull(comments.parent));
  const rows = await rowsWhere(ctx, and(inThread, isAfter(from)), repliesAtOnce + 1);
  const replies = rows.slice(0, repliesAtOnce);
  const last = replies.at(-1)?.comment;
  if (!last || rows.length === replies.length) return { first, replies, later: undefined };
  const after = { createdAt: last.createdAt, id: last.id };
  const [left] = await ctx.db.read
    .select({ count: count() })
    .from(comments)
    .where(and(inThread, isAfter(after), isNull(comments.deletedAt)));
  return { first, replies, later: left && left.count > 0 ? { count: left.count, after } : undefined };
}

type Row = Awaited<ReturnType<typeof rowsWhere>>[number];

function rowsWhere(ctx: Context, where: SQL | undefined, limit: number) {
  return ctx.db.read
    .select({ comment: comments, name: members.name, handle: members.handle, avatar: members.avatar })
    .from(comments)
    .innerJoin(members, eq(members.id, comments.author))
    .where(where)
    .orderBy(asc(comments.createdAt), asc(comments.id))
    .limit(limit);
}

/** How many comments each thread has, its first one included. */
async function sizesOf(ctx: Context, idea: string, firsts: Row[]): Promise<Map<string, number>> {
  if (firsts.length === 0) return new Map();
  const threads = firsts.map(({ comment }) => comment.id);
  const rows = await ctx.db.read
    .select({ thread: comments.thread, size: count() })
    .from(comments)
    .where(and(eq(comments.idea, idea), inArray(comments.thread, threads)))
    .groupBy(comments.thread);
  return new Map(rows.map(({ thread, size }) => [thread, size]));
}

async function repliesIn(ctx: Context, idea: string, firsts: Row[]): Promise<Row[]> {
  if (firsts.length === 0) return [];
  const threads = firsts.map(({ comment }) => comment.id);
  const inThreads = and(eq(comments.idea, idea), inArray(comments.thread, threads), isNotNull(comments.parent));
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
  const isHidden = !isDeleted && comment.hiddenAt !== null;
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
    state: isDeleted ? "deleted" : isHidden ? "hidden" : "said",
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
async function drawn(ctx: Context, threads: ShownThread[]): Promise<ShownComment[]> {
  const [names, adopters] = await Promise.all([namesOfAbsent(ctx, threads), adoptersIn(ctx, threads)]);
  const hidden = threads.flatMap(({ first, replies }) => [first, ...replies].filter((row) => row.comment.hiddenAt));
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
    const adoptedBy = comment.state === "said" ? adopters.get(comment.id) : undefined;
    return { ...comment, author, ...(adoptedBy !== undefined && { adoptedBy }) };
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
export async function quotedFor(ctx: Context, idea: string, id: string): Promise<string | null> {
  const [comment] = await ctx.db.read
    .select({ source: comments.source })
    .from(comments)
    .where(and(eq(comments.id, id), eq(comments.idea, idea), isNull(comments.deletedAt), isNull(comments.hiddenAt)));
  return comment ? quoteOf(comment.source) : null;
}
