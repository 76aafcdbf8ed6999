/** How people choose how they are told. */
import { and, eq, isNotNull } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { noticeChoices, noticeEvents, noticeSettings, type Ways } from "../../../db/schema/notices.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { record } from "../../platform/events.server.ts";
import { noticesChosen } from "./events.ts";
import type { NoticeSettings } from "./rules.ts";
import { myNoticeChoices } from "./settings.server.ts";

/** Keeps how the actor wants to be told everywhere. */
export async function chooseNotices(ctx: Context, { quiet, ...chosen }: NoticeSettings): Promise<void> {
  const { actor } = signedIn(ctx);
  const settings = { ...chosen, quietFrom: quiet?.from ?? null, quietUntil: quiet?.until ?? null };
  await ctx.db.transaction(async (tx) => {
    await tx
      .insert(noticeSettings)
      .values({ member: actor.id, ...settings })
      .onConflictDoUpdate({ target: noticeSettings.member, set: settings });
    await lookAgain(tx, actor.id, ctx.now);
    await record(tx, ctx, [noticesChosen(actor.id, null)]);
  });
}

/**
 * Keeps how the actor wants to be told in one space, and whether the weekly mail tells of it; a group that is not there
 * is as everywhere. Throws `NotFound`.
 */
export async function chooseNoticesIn(
  ctx: Context,
  slug: string,
  chosen: { ways: Ways; digest: boolean },
): Promise<void> {
  const { actor } = signedIn(ctx);
  const { space } = await myNoticeChoices(ctx, slug);
  await ctx.db.transaction(async (tx) => {
    await tx
      .insert(noticeChoices)
      .values({ member: actor.id, space: space.id, ...chosen })
      .onConflictDoUpdate({ target: [noticeChoices.member, noticeChoices.space], set: chosen });
    await lookAgain(tx, actor.id, ctx.now);
    await record(tx, ctx, [noticesChosen(actor.id, space.id)]);
  });
}

/** What waits for a mail is looked at now: whether and when it goes is decided by what holds then. */
export async function lookAgain(tx: Tx, member: string, now: number): Promise<void> {
  await tx
    .update(noticeEvents)
    .set({ mailAt: now })
    .where(and(eq(noticeEvents.member, member), isNotNull(noticeEvents.mailAt)));
}
