import { and, eq, isNotNull, isNull, ne } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { comments } from "../../../db/schema/discussion.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { moderationActs, reports, type ReportReason } from "../../../db/schema/moderation.ts";
import { isVerified } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { newId } from "../../platform/ids.ts";
import { must } from "../../platform/policy.ts";
import { isInvolved } from "../piloting/policy.ts";
import { itemHidden, itemReported, itemRestored, reportsDismissed } from "./events.ts";
import type { HideInput, ReportInput } from "./inputs.ts";
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
        set: { ...said, decidedAt: null },
        setWhere: ne(reports.state, "open"),
      })
      .returning({ id: reports.id });
    if (opened) await record(tx, ctx, [itemReported(placed(item), { id: opened.id, reason: input.reason })]);
  });
}

/**
 * Hides an idea or a comment from everybody but its author, the pilots and admins. Hidden twice,
 * it is hidden once. Throws `NotFound`, `Forbidden` (`own_item` for whoever is involved).
 */
export async function hideItem(ctx: Context, subject: Subject, input: HideInput): Promise<void> {
  await judge(ctx, subject, async (tx, item) => {
    const change = await hide(tx, subject, { reason: input.reason, at: ctx.now });
    if (!change) return;
    const act = await write(tx, ctx, item, { act: "hidden", reason: input.reason, words: input.words });
    await decideReports(tx, ctx, subject, "upheld");
    await record(tx, ctx, [itemHidden(placed(item), { id: act, reason: input.reason, counted: change.counted })]);
  });
}

/** Brings back what was hidden, and says why. Throws as `hideItem`. */
export async function restoreItem(ctx: Context, subject: Subject, words: string): Promise<void> {
  await judge(ctx, subject, async (tx, item) => {
    const change = await unhide(tx, subject);
    if (!change) return;
    const act = await write(tx, ctx, item, { act: "restored", reason: null, words });
    await record(tx, ctx, [itemRestored(placed(item), { id: act, counted: change.counted })]);
  });
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
      .where(and(eq(ideas.id, subject.idea), ne(ideas.moderation, "hidden")))
      .returning({ id: ideas.id });
    return changed ? { counted: true } : null;
  }
  const [changed] = await tx
    .update(comments)
    .set({ hiddenAt: at })
    .where(and(eq(comments.id, subject.comment), isNull(comments.hiddenAt)))
    .returning({ deletedAt: comments.deletedAt });
  return changed ? { counted: changed.deletedAt === null } : null;
}

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
    .set({ hiddenAt: null })
    .where(and(eq(comments.id, subject.comment), isNotNull(comments.hiddenAt)))
    .returning({ deletedAt: comments.deletedAt });
  return changed ? { counted: changed.deletedAt === null } : null;
}

type Act = Pick<typeof moderationActs.$inferInsert, "act" | "reason" | "words">;

async function write(tx: Tx, ctx: Context, item: Item, act: Act): Promise<string> {
  const id = newId(ctx.now);
  await tx.insert(moderationActs).values({
    ...act,
    id,
    subject: subjectName(item.subject),
    idea: item.idea.id,
    space: item.space.id,
    by: signedIn(ctx).actor.id,
    at: ctx.now,
  });
  return id;
}

async function decideReports(tx: Tx, ctx: Context, subject: Subject, state: "upheld" | "dismissed"): Promise<number> {
  const decided = await tx
    .update(reports)
    .set({ state, decidedAt: ctx.now })
    .where(and(eq(reports.subject, subjectName(subject)), eq(reports.state, "open")))
    .returning({ id: reports.id });
  return decided.length;
}
