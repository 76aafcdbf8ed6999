import { and, eq, inArray, isNotNull, isNull, lte } from "drizzle-orm";
import type { Database, Tx } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { commentAnchors, comments, commentVersions } from "../../../db/schema/discussion.ts";
import { members } from "../../../db/schema/members.ts";
import type { Locale } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, Invalid, NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { newId } from "../../platform/ids.ts";
import { enqueue } from "../../platform/jobs.server.ts";
import { languageOf } from "../../platform/language.server.ts";
import { renderMarkdown } from "../../platform/markdown.server.ts";
import { must } from "../../platform/policy.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { takesComments } from "../ideas/rules.ts";
import { calledIn } from "../mentions/queries.server.ts";
import { handlesIn, handlesOf, mentionedIn } from "../mentions/rules.ts";
import { sourcesOf } from "../merging/lineage.server.ts";
import { itemHeld } from "../moderation/events.ts";
import { holdsBack } from "../moderation/holding.server.ts";
import { mustNotBeMuted } from "../moderation/muting.server.ts";
import { joinSpace } from "../spaces/commands.server.ts";
import { commentChanged, commentPosted } from "./events.ts";
import type { CommentEdit, CommentInput } from "./inputs.ts";
import { isAcceptedEvidence } from "./evidence.server.ts";
import { mayComment, mayCorrectLanguage, mayEditComment } from "./policy.ts";
import { isHeld, mayComeBack, undoMilliseconds } from "./rules.ts";
import { welcomeBy } from "./welcome.server.ts";

/** The kind of the job that wipes the words of a deleted comment for good. */
export const wipeJob = "discussion.wipe";

/**
 * Adds a comment to an idea and gives its id. The same words sent twice are one comment; other
 * words under the same id become a comment of their own. Throws `NotFound`,
 * `Forbidden("verify_first")`, `Refused` (`comments_closed`, `muted`), or `Invalid` when the comment it
 * replies to is not there. `also` is done in the same transaction, once the comment is written.
 */
export async function postComment(
  ctx: Context,
  ideaId: string,
  input: CommentInput,
  also?: (tx: Tx, comment: string) => Promise<void>,
): Promise<string> {
  const { actor } = signedIn(ctx);
  // Before anything else is said or rendered: what may not be seen is not there.
  const { space } = await ideaSeenBy(ctx.db.read, actor, ideaId);
  must(mayComment(actor), "verify_first");
  const called = await calledIn(ctx.db.read, space.id, input.body);
  const html = await renderMarkdown(input.body, actor.id, handlesOf(called));
  const language = await languageOf(input.body, ctx.locale);
  return ctx.db.transaction(async (tx) => {
    await lockIdea(tx, ideaId);
    const { idea } = await ideaSeenBy(tx, actor, ideaId);
    if (!takesComments(idea)) throw new Refused("comments_closed");
    await mustNotBeMuted(tx, ctx, idea.space);
    const [existing] = await tx.select().from(comments).where(eq(comments.id, input.id));
    const isMine = existing?.author === actor.id && existing.idea === idea.id;
    if (existing && isMine && existing.source === input.body) return existing.id;
    const id = existing ? newId(ctx.now) : input.id;
    const answered = input.parent === undefined ? null : await commentOn(tx, idea, input.parent);
    const parent = answered?.idea === idea.id ? answered : null;
    await joinSpace(tx, ctx, idea.space, actor);
    const isWaiting = await holdsBack(tx, ctx, space);
    const comment = {
      id,
      idea: idea.id,
      parent: parent?.id ?? null,
      // It stays here when the ideas part again, so it begins a thread of its own.
      answers: parent ? null : (answered?.id ?? null),
      thread: parent?.thread ?? id,
      author: actor.id,
      affiliation: actor.affiliation,
      kind: input.kind,
      source: input.body,
      html,
      language,
      createdAt: ctx.now,
      ...(isWaiting && { hiddenAt: ctx.now, heldAt: ctx.now }),
    };
    const written = await tx.insert(comments).values(comment).onConflictDoNothing().returning({ id: comments.id });
    // Written at the same moment on another idea.
    if (written.length === 0) throw new Conflict("changed_meanwhile");
    await also?.(tx, id);
    const posted = { ...comment, parent: answered?.id ?? null, space: idea.space };
    const happened = isWaiting
      ? [itemHeld({ idea: idea.id, comment: comment.id, space: idea.space, author: actor.id })]
      : [
          commentPosted(posted, mentionedIn(called, html)),
          ...(await welcomeBy(tx, idea.space, comment, answered ?? { author: idea.author, at: idea.submittedAt })),
        ];
    await record(tx, ctx, happened);
    return comment.id;
  });
}

/** The comment that is answered: on the idea, or on one that is merged into it. */
async function commentOn(tx: Tx, idea: { id: string; mergedIn: number }, id: string) {
  const talkedOn = [idea.id, ...(idea.mergedIn > 0 ? await sourcesOf(tx, idea.id) : [])];
  const [parent] = await tx
    .select({
      id: comments.id,
      thread: comments.thread,
      idea: comments.idea,
      author: comments.author,
      at: comments.createdAt,
      joined: members.createdAt,
    })
    .from(comments)
    .innerJoin(members, eq(members.id, comments.author))
    .where(and(eq(comments.id, id), inArray(comments.idea, talkedOn), isNull(comments.heldAt)));
  if (!parent) throw new Invalid({ body: "reply_to_missing" });
  return parent;
}

/**
 * Changes the words or the kind of an own comment. Throws `Conflict("comment_edited_meanwhile")`
 * when it is not what the form began from any more, `Refused("accepted_as_evidence")` when it shall
 * be something else than the evidence as which it stands accepted.
 */
export async function editComment(ctx: Context, id: string, input: CommentEdit): Promise<void> {
  const { actor } = signedIn(ctx);
  const [written] = await ctx.db.read.select({ idea: comments.idea }).from(comments).where(eq(comments.id, id));
  if (!written) throw new NotFound();
  const { space } = await ideaSeenBy(ctx.db.read, actor, written.idea);
  const called = await calledIn(ctx.db.read, space.id, input.body);
  const html = await renderMarkdown(input.body, actor.id, handlesOf(called));
  await changeOwn(ctx, id, async (tx, comment) => {
    if (comment.deletedAt !== null) throw new Refused("comment_deleted");
    if (comment.hiddenAt !== null && !isHeld(comment)) throw new Refused("comment_hidden");
    await mustNotBeMuted(tx, ctx, comment.space);
    if (comment.source === input.body && comment.kind === input.kind) return;
    if (comment.editedAt !== input.editedAt) throw new Conflict("comment_edited_meanwhile");
    // Others rely on what was accepted: who made it that takes it back first, or its author deletes it.
    const stopsBeingEvidence = comment.kind === "evidence" && input.kind !== "evidence";
    if (stopsBeingEvidence && (await isAcceptedEvidence(tx, id))) throw new Refused("accepted_as_evidence");
    await keepState(tx, comment);
    await tx
      .update(comments)
      .set({ source: input.body, kind: input.kind, html, editedAt: ctx.now })
      .where(eq(comments.id, id));
    const before = handlesIn(comment.source);
    // What is held calls people once it is released.
    const fresh = isHeld(comment) ? [] : called.filter(({ handle }) => !before.includes(handle));
    await record(tx, ctx, [commentChanged("comment.edited", comment, mentionedIn(fresh, html))]);
  });
}

/** Keeps what a comment says before it says something else. */
async function keepState(tx: Tx, comment: typeof comments.$inferSelect): Promise<void> {
  const kept = await tx.$count(commentVersions, eq(commentVersions.comment, comment.id));
  await tx.insert(commentVersions).values({
    comment: comment.id,
    number: kept + 1,
    kind: comment.kind,
    html: comment.html,
    language: comment.language,
    at: comment.editedAt ?? comment.createdAt,
  });
}

/** Says in which language a comment is written. Throws `NotFound`, `Forbidden`. */
export async function correctLanguage(ctx: Context, id: string, language: Locale): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    const [comment] = await tx
      .select()
      .from(comments)
      .where(and(eq(comments.id, id), isNull(comments.deletedAt)));
    if (!comment) throw new NotFound();
    const { idea } = await ideaSeenBy(tx, actor, comment.idea);
    must(mayCorrectLanguage(actor, { author: comment.author, space: idea.space }));
    if (comment.language === language) return;
    await tx.update(comments).set({ language }).where(eq(comments.id, id));
    await record(tx, ctx, [commentChanged("comment.language_corrected", { ...comment, space: idea.space })]);
  });
}

/** Takes an own comment away; it can come back for ten minutes, then its words are wiped. */
export async function deleteComment(ctx: Context, id: string): Promise<void> {
  await changeOwn(ctx, id, async (tx, comment) => {
    const standing = and(eq(comments.id, id), isNull(comments.deletedAt));
    // The same statement tells whether a pilot is hiding it at this moment.
    const [deleted] = await tx
      .update(comments)
      .set({ deletedAt: ctx.now })
      .where(standing)
      .returning({ hiddenAt: comments.hiddenAt });
    if (!deleted) return;
    await record(tx, ctx, [commentChanged("comment.deleted", { ...comment, ...deleted })]);
    await enqueue(tx, ctx, { kind: wipeJob, payload: { comment: id }, runAt: ctx.now + undoMilliseconds });
  });
}

/** Brings an own deleted comment back. Throws `Refused("undo_too_late")` after ten minutes. */
export async function restoreComment(ctx: Context, id: string): Promise<void> {
  await changeOwn(ctx, id, async (tx, comment) => {
    if (comment.deletedAt === null) return;
    if (!mayComeBack(comment.deletedAt, ctx.now)) throw new Refused("undo_too_late");
    const gone = and(eq(comments.id, id), isNotNull(comments.deletedAt));
    const [restored] = await tx
      .update(comments)
      .set({ deletedAt: null })
      .where(gone)
      .returning({ hiddenAt: comments.hiddenAt });
    if (!restored) return;
    await record(tx, ctx, [
      commentChanged("comment.restored", { ...comment, ...restored }),
      // Its author took it from the pilots who were to look at it.
      ...(isHeld(comment) ? [itemHeld({ ...comment, comment: comment.id })] : []),
    ]);
  });
}

type OwnComment = typeof comments.$inferSelect & { space: string };

async function changeOwn(ctx: Context, id: string, change: (tx: Tx, comment: OwnComment) => Promise<void>) {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    const [place] = await tx.select({ idea: comments.idea }).from(comments).where(eq(comments.id, id));
    if (place) await lockIdea(tx, place.idea);
    const [comment] = await tx.select().from(comments).where(eq(comments.id, id));
    if (!comment) throw new NotFound();
    const { idea } = await ideaSeenBy(tx, actor, comment.idea);
    must(mayEditComment(actor, comment));
    await change(tx, { ...comment, space: idea.space });
  });
}

/** Wipes all the words, earlier ones too, of a comment that is still deleted at `now` and can no longer come back. */
export async function wipeComment(db: Database, id: string, now: number): Promise<void> {
  await db.transaction(async (tx) => {
    const wiped = await tx
      .update(comments)
      .set({ source: "", html: "" })
      .where(and(eq(comments.id, id), isNotNull(comments.deletedAt), lte(comments.deletedAt, now - undoMilliseconds)))
      .returning({ id: comments.id });
    if (wiped.length === 0) return;
    await tx.delete(commentVersions).where(eq(commentVersions.comment, id));
    await tx.delete(commentAnchors).where(eq(commentAnchors.comment, id));
  });
}
