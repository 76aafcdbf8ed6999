/**
 * Who may not write in a space for a while. It ends by itself, by the clock. Drafts, signals, taking
 * back what one wrote, and appealing stay open.
 */
import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { prepared } from "../../../db/prepared.ts";
import { moderationActs, type ReportReason } from "../../../db/schema/moderation.ts";
import { isSignedIn } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { Refused } from "../../platform/errors.ts";

/** Why and until when (milliseconds since 1970 UTC) somebody does not write. */
export type Mute = { id: string; reason: ReportReason; words: string; until: number };

/** The time without writing that runs for a member in a space; the longest of several. */
export async function muteOf(read: Reads, space: string, member: string, now: number): Promise<Mute | null> {
  const [mute] = await openMute(read, { space, member, now });
  return mute ? { ...mute, reason: mute.reason ?? "other", until: mute.until ?? now } : null;
}

const openMute = prepared((on) =>
  on
    .select({
      id: moderationActs.id,
      reason: moderationActs.reason,
      words: moderationActs.words,
      until: moderationActs.until,
    })
    .from(moderationActs)
    .where(
      and(
        eq(moderationActs.member, sql.placeholder("member")),
        eq(moderationActs.space, sql.placeholder("space")),
        eq(moderationActs.act, "muted"),
        gt(moderationActs.until, sql.placeholder("now")),
        isNull(moderationActs.liftedAt),
      ),
    )
    .orderBy(desc(moderationActs.until))
    .limit(1),
);

/** The same for whoever asks: shown before anything is typed. */
export async function myMute({ db, actor, now }: Context, space: string): Promise<Mute | null> {
  return isSignedIn(actor) ? muteOf(db.read, space, actor.id, now) : null;
}

/** Throws `Refused("muted")` for somebody who may not write in this space now. */
export async function mustNotBeMuted(read: Reads, { actor, now }: Pick<Context, "actor" | "now">, space: string) {
  if (isSignedIn(actor) && (await muteOf(read, space, actor.id, now))) throw new Refused("muted");
}
