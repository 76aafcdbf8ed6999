import { and, eq, isNotNull, isNull, ne, or, sql } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { comments } from "../../../db/schema/discussion.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { type moderationActs, reports, type ReportReason } from "../../../db/schema/moderation.ts";
import { isVerified } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { newId } from "../../platform/ids.ts";
import { must } from "../../platform/policy.ts";
import { commentPosted } from "../discussion/events.ts";
import { ideaSubmitted } from "../ideas/events.ts";
import { calledIn } from "../mentions/queries.server.ts";
import { mentionedIn } from "../mentions/rules.ts";
import { isInvolved } from "../piloting/policy.ts";
import { writeAct } from "./acts.server.ts";
import { itemHidden, itemReleased, itemReported, itemRestored, reportsDismissed } from "./events.ts";
import type { HideInput, ReportInput } from "./inputs.ts";
import { mustNotBeMuted } from "./muting.server.ts";
import { mayJudge, mayReport } from "./policy.ts";
import { itemSeenBy, writersOf } from "./queries.server.ts";
import { type Subject, subjectName } from "./rules.ts";

/**
 * Tells the pilots that something should not stand here. One open report per person and subject:
 * said again, the first one stays. Throws `NotFound`, `Forbidden`, `Refused("hidden_already")`.
 */
export async function reportItem(ctx: Context, subject: Subject, input: ReportInput): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    const item = await itemSeenBy(tx, actor, subject);
    must(isVerified(actor), "verify_first");
    must(mayReport(actor, { authors: writersOf(item) }), "own_item");
    await mustNotBeMuted(tx, ctx, item.space.id);
    if (item.isHidden) throw new Refused("hidden_already");
    const said = { ...input, state: "open" as const, at: ctx.now };
    const row = {
      ...said,
      id: newId(ctx.now),
      subject: subjectName(subject),
      idea: item.idea.id,
      space: item.space.id,
      author: item.author,
      by: actor.id,
    };
    const [opened] = await tx
      .insert(reports)
      .values(row)
      .onConflictDoUpdate({
        target: [reports.subject, reports.by],
        // The idea may stand in another space by now.
        set: { ...said, space: row.space, decidedAt: null },
        setWhere: ne(reports.state, "open"),
      })
      .returning({ id: reports.id });
    if (opened) await record(tx, ctx, [itemReported(placed(item), { id: opened.id, reason: input.reason })]);
  });
}

/**
 * Hides an idea or a comment from everybody but its author, the pilots and admins. Hidden twice,
 * it is hidden once. Throws `NotFound`, `Forbidden` (`own_item` for whoever is involved), `Refused("idea_merged")`.
 */
export async function hideItem(ctx: Context, subject: Subject, input: HideInput): Promise<void> {
  await judge(ctx, subject, async (tx, item) => {
    // It has no page of its own: what stands on the one it is part of is hidden there. Reports can be dismissed.
    if (subject.comment === null && item.idea.stage === "merged") throw new Refused("idea_merged");
    const change = await hide(tx, subject, { reason: input.reason, at: ctx.now });
    if (!change) return;
    const act = await write(tx, ctx, item, { act: "hidden", reason: input.reason, words: input.words });
    await decideReports(tx, ctx, subject, "upheld");
    await record(tx, ctx, [itemHidden(placed(item), { id: act, reason: input.reason, counted: change.counted })]);
  });
}

/** Brings back what was hidden, and says why. Throws as `hideItem`. */
export async function restoreItem(ctx: Context, subject: Subject, words: string): Promise<void> {
  await judge(ctx, subject, (tx, item) => restore(tx, ctx, item, words));
}

/** The same for whoever was found to be in the right to judge, within another command. */
export async function restore(tx: Tx, ctx: Context, item: Item, words: string): Promise<void> {
  const change = await unhide(tx, item.subject);
  if (!change) return;
  const act = await write(tx, ctx, item, { act: "restored", reason: null, words });
  await record(tx, ctx, [itemRestored(placed(item), { id: act, counted: change.counted })]);
  if (item.subject.comment === null) await comeBeforeOthers(tx, ctx, item);
}

/**
 * Lets others see what was held. It comes before them now, as its author's: from this moment on it is
 * counted, told of and owed a first word. Released twice, it is released once. Throws as `hideItem`.
 */
export async function releaseItem(ctx: Context, subject: Subject, words: string): Promise<void> {
  await judge(ctx, subject, async (tx, item) => {
    if (!item.isHeld) return;
    const act = await write(tx, ctx, item, { act: "released", reason: null, words });
    await decideReports(tx, ctx, subject, "dismissed");
    if (subject.comment === null) {
      await tx.update(ideas).set({ moderation: "visible" }).where(eq(ideas.id, subject.idea));
    } else {
      await tx.update(comments).set({ hiddenAt: null, heldAt: null }).where(eq(comments.id, subject.comment));
    }
    await record(tx, ctx, [itemReleased(placed(item), act)]);
    if (subject.comment === null) await comeBeforeOthers(tx, ctx, item);
    else await sayBeforeOthers(tx, ctx, item, subject.comment);
  });
}

/** Submits an idea that was held until now, in its author's name. */
async function comeBeforeOthers(tx: Tx, ctx: Context, { idea: { id } }: Item): Promise<void> {
  const [idea] = await tx
    .update(ideas)
    .set({ submittedAt: ctx.now })
    .where(and(eq(ideas.id, id), isNull(ideas.submittedAt)))
    .returning();
  if (!idea) return;
  const { problemHtml, forWhomHtml, solutionHtml } = idea;
  const called = await calledIn(tx, idea.space, idea.problem, idea.forWhom, idea.solution);
  const mentioned = mentionedIn(called, problemHtml, forWhomHtml, solutionHtml);
  await record(tx, { actor: { kind: "member", id: idea.author }, now: ctx.now }, [
    ideaSubmitted({ ...idea, mentioned }),
  ]);
}

async function sayBeforeOthers(tx: Tx, ctx: Context, { space }: Item, id: string): Promise<void> {
  const [comment] = await tx.select().from(comments).where(eq(comments.id, id));
  if (!comment) throw new NotFound();
  const mentioned = mentionedIn(await calledIn(tx, space.id, comment.source), comment.html);
  const by = { actor: { kind: "member" as const, id: comment.author }, now: ctx.now };
  await record(tx, by, [
    commentPosted({ ...comment, parent: comment.parent ?? comment.answers, space: space.id }, mentioned),
  ]);
}

/** Lets a reported item stand: its open reports are done with. Throws as `hideItem`. */
export async function dismissReports(ctx: Context, subject: Subject, words: string): Promise<void> {
  await judge(ctx, subject, async (tx, item) => {
    if ((await decideReports(tx, ctx, subject, "dismissed")) === 0) return;
    const act = await write(tx, ctx, item, { act: "dismissed", reason: null, words });
    await record(tx, ctx, [reportsDismissed(placed(item), act)]);
  });
}

type Item = Awaited<ReturnType<typeof itemSeenBy>>;

async function judge(ctx: Context, subject: Subject, act: (tx: Tx, item: Item) => Promise<void>): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, subject.idea);
    const item = await itemSeenBy(tx, actor, subject);
    must(mayJudge(actor, item.about), isInvolved(actor, item.about) ? "own_item" : undefined);
    await act(tx, item);
  });
}

function placed({ subject, space, author }: Item) {
  return { ...subject, space: space.id, author };
}

/**
 * One statement decides who hides first, and tells whether a comment was counted until then: its
 * author may be deleting it at the same moment. Gives null when it is hidden already.
 */
async function hide(tx: Tx, subject: Subject, { reason, at }: { reason: ReportReason; at: number }) {
  if (subject.comment === null) {
    const [changed] = await tx
      .update(ideas)
      .set({ moderation: "hidden", moderationReason: reason })
      .where(and(eq(ideas.id, subject.idea), ne(ideas.moderation, "hidden"), ne(ideas.stage, "merged")))
      .returning({ id: ideas.id });
    return changed ? { counted: true } : null;
  }
  const [changed] = await tx
    .update(comments)
    // Later than it was held, if it was: by that the two are told apart.
    .set({ hiddenAt: sql`case when ${comments.heldAt} >= ${at} then ${comments.heldAt} + 1 else ${at} end` })
    .where(and(eq(comments.id, subject.comment), or(isNull(comments.hiddenAt), eq(comments.hiddenAt, comments.heldAt))))
    .returning({ deletedAt: comments.deletedAt, heldAt: comments.heldAt });
  return changed ? { counted: changed.deletedAt === null && changed.heldAt === null } : null;
}

/** A held comment is released, not brought back. */
const isNotHeld = or(isNull(comments.heldAt), ne(comments.hiddenAt, comments.heldAt));

async function unhide(tx: Tx, subject: Subject) {
  if (subject.comment === null) {
    const [changed] = await tx
      .update(ideas)
      .set({ moderation: "visible", moderationReason: null })
      .where(and(eq(ideas.id, subject.idea), eq(ideas.moderation, "hidden")))
      .returning({ id: ideas.id });
    return changed ? { counted: true } : null;
  }
  const [changed] = await tx
    .update(comments)
    .set({ hiddenAt: null, heldAt: null })
    .where(and(eq(comments.id, subject.comment), isNotNull(comments.hiddenAt), isNotHeld))
    .returning({ deletedAt: comments.deletedAt });
  return changed ? { counted: changed.deletedAt === null } : null;
}

type Act = Pick<typeof moderationActs.$inferInsert, "act" | "reason" | "words">;

async function write(tx: Tx, ctx: Context, item: Item, act: Act): Promise<string> {
  const { subject, idea, space, author } = item;
  return writeAct(tx, ctx, {
    ...act,
    subject: subjectName(subject),
    idea: idea.id,
    space: space.id,
    member: author,
  });
}

async function decideReports(tx: Tx, ctx: Context, subject: Subject, state: "upheld" | "dismissed"): Promise<number> {
  const decided = await tx
    .update(reports)
    .set({ state, decidedAt: ctx.now })
    .where(and(eq(reports.subject, subjectName(subject)), eq(reports.state, "open")))
    .returning({ id: reports.id });
  return decided.length;
}
