import { and, eq, inArray, isNull, lt, or, type SQL } from "drizzle-orm";
import type { Database } from "../../../db/database.ts";
import { mailRounds, noticeEvents, notices } from "../../../db/schema/notices.ts";
import { isSignedIn } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { record } from "../../platform/events.server.ts";
import { noticesRead } from "./events.ts";
import { keptRead, keptUnread } from "./rules.ts";

/** Marks everything that the actor was told as read. */
export async function readAllNotices(ctx: Context): Promise<void> {
  await markRead(ctx);
}

/** Marks one notice of the actor's as read; another's stays as it is. */
export async function readNotice(ctx: Context, id: string): Promise<void> {
  await markRead(ctx, eq(notices.id, id));
}

/** Marks what the actor was told about an idea as read. */
export async function readNoticesOf(ctx: Context, idea: string): Promise<void> {
  await markRead(ctx, eq(notices.idea, idea));
}

async function markRead(ctx: Context, which?: SQL): Promise<void> {
  const { actor } = signedIn(ctx);
  const unread = and(eq(notices.member, actor.id), isNull(notices.readAt), which);
  // Most visits find nothing to mark, and then nothing is written.
  const found = await ctx.db.read.select({ id: notices.id }).from(notices).where(unread).limit(1);
  if (found.length === 0) return;
  await ctx.db.transaction(async (tx) => {
    const marked = await tx.update(notices).set({ readAt: ctx.now }).where(unread).returning({ id: notices.id });
    if (marked.length > 0) await record(tx, ctx, [noticesRead(actor.id)]);
  });
}

/** The same for a page that is read: nobody waits for it, and nobody sees it fail. */
export function noteVisit(ctx: Context, idea: string): void {
  if (!isSignedIn(ctx.actor)) return;
  void readNoticesOf(ctx, idea).catch((error: unknown) => {
    ctx.log.warn({ err: error, request: ctx.request }, "a visit could not be noted");
  });
}

/** Lines deleted in one transaction. */
const batch = 1_000;

/** Deletes notices that were read long ago, very old ones, and in which rounds of mails people had their turn long ago. */
export async function tidyNotices(db: Database, now: number): Promise<void> {
  await db.transaction((tx) => tx.delete(mailRounds).where(lt(mailRounds.at, now - keptRead)));
  const old = or(lt(notices.at, now - keptUnread), and(lt(notices.at, now - keptRead), lt(notices.readAt, now)));
  for (;;) {
    const rows = await db.read.select({ id: notices.id }).from(notices).where(old).limit(batch);
    if (rows.length === 0) return;
    const ids = rows.map(({ id }) => id);
    await db.transaction(async (tx) => {
      await tx.delete(noticeEvents).where(inArray(noticeEvents.notice, ids));
      await tx.delete(notices).where(inArray(notices.id, ids));
    });
  }
}
