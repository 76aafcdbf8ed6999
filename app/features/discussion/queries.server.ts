import { and, asc, eq, gt, inArray, isNull } from "drizzle-orm";
import { comments } from "../../../db/schema/discussion.ts";
import { members } from "../../../db/schema/members.ts";
import { type Actor, type Affiliation, isSignedIn } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { ideaPath } from "../ideas/rules.ts";
import { mayEditComment } from "./policy.ts";
import { type CommentKind, mayComeBack, threadsOnAPage } from "./rules.ts";

/** A comment as a page shows it, with the replies to it. */
export type ShownComment = {
  id: string;
  parent: string | null;
  author: { id: string; name: string; affiliation: Affiliation };
  kind: CommentKind;
  /** Sanitised HTML; empty when deleted. */
  html: string;
  /** The Markdown, for those who may edit it. */
  source: string | null;
  createdAt: number;
  editedAt: number | null;
  state: "said" | "deleted";
  can: { edit: boolean; restore: boolean };
  replies: ShownComment[];
};

/** A page of an idea's talk, oldest thread first, and the thread after which the next page begins. */
export async function talkOf(
  ctx: Context,
  idea: string,
  after: string | null,
): Promise<{ threads: ShownComment[]; next: string | null }> {
  const firsts = await ctx.db.read
    .select({ id: comments.id })
    .from(comments)
    .where(and(eq(comments.idea, idea), isNull(comments.parent), after ? gt(comments.id, after) : undefined))
    .orderBy(asc(comments.id))
    .limit(threadsOnAPage + 1);
  const page = firsts.slice(0, threadsOnAPage).map((row) => row.id);
  const rows = page.length === 0 ? [] : await commentsIn(ctx, idea, page);
  return {
    threads: asThreads(rows.map((row) => shown(row, ctx.actor, ctx.now))),
    next: firsts.length > threadsOnAPage ? (page.at(-1) ?? null) : null,
  };
}

type Row = Awaited<ReturnType<typeof commentsIn>>[number];

function commentsIn(ctx: Context, idea: string, threads: string[]) {
  return ctx.db.read
    .select({ comment: comments, name: members.name })
    .from(comments)
    .innerJoin(members, eq(members.id, comments.author))
    .where(and(eq(comments.idea, idea), inArray(comments.thread, threads)))
    .orderBy(asc(comments.id));
}

function shown({ comment, name }: Row, actor: Actor, now: number): ShownComment {
  const isDeleted = comment.deletedAt !== null;
  const isMine = isSignedIn(actor) && mayEditComment(actor, comment);
  return {
    id: comment.id,
    parent: comment.parent,
    author: { id: comment.author, name, affiliation: comment.affiliation },
    kind: comment.kind,
    html: isDeleted ? "" : comment.html,
    source: isMine && !isDeleted ? comment.source : null,
    createdAt: comment.createdAt,
    editedAt: comment.editedAt,
    state: isDeleted ? "deleted" : "said",
    can: {
      edit: isMine && !isDeleted,
      restore: isMine && comment.deletedAt !== null && mayComeBack(comment.deletedAt, now),
    },
    replies: [],
  };
}

/** Puts replies under what they reply to; deleted comments that nobody answered are left out. */
function asThreads(flat: ShownComment[]): ShownComment[] {
  const byId = new Map(flat.map((comment) => [comment.id, comment]));
  const threads: ShownComment[] = [];
  for (const comment of flat) {
    const parent = comment.parent === null ? undefined : byId.get(comment.parent);
    (parent?.replies ?? threads).push(comment);
  }
  return withoutEmptyPlaces(threads);
}

function withoutEmptyPlaces(list: ShownComment[]): ShownComment[] {
  return list
    .map((comment) => ({ ...comment, replies: withoutEmptyPlaces(comment.replies) }))
    .filter((comment) => comment.state === "said" || comment.can.restore || comment.replies.length > 0);
}

/** An own comment that can still be changed or brought back, and its idea. Throws `NotFound`. */
export async function ownComment(ctx: Context, id: string) {
  const [comment] = await ctx.db.read.select().from(comments).where(eq(comments.id, id));
  if (!comment || !mayEditComment(ctx.actor, comment)) throw new NotFound();
  const { idea } = await ideaSeenBy(ctx.db.read, ctx.actor, comment.idea);
  return {
    comment: { id: comment.id, source: comment.source, kind: comment.kind },
    idea: { title: idea.title, path: ideaPath(idea) },
  };
}
