/** How people want to be told, for whoever tells them. */
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { members } from "../../../db/schema/members.ts";
import { noticeChoices, noticeSettings, type Ways } from "../../../db/schema/notices.ts";
import { memberships, spaces } from "../../../db/schema/spaces.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { spacesSeenBy } from "../spaces/queries.server.ts";
import { defaultSettings, type NoticeSettings } from "./rules.ts";

/** How one person wants to be told, and by which clocks. */
export type Chosen = NoticeSettings & { timeZone: string; inSpace: Ways };

/**
 * How each of these members wants to be told, with what was chosen for one space. Whoever named no time
 * zone has that of the space that he or she joined first, else UTC.
 */
export async function chosenBy(read: Reads, ids: readonly string[], space: string | null) {
  const rows = await read
    .select({ member: members.id, timeZone: zoneOf(read), settings: noticeSettings, inSpace: noticeChoices.ways })
    .from(members)
    .leftJoin(noticeSettings, eq(noticeSettings.member, members.id))
    .leftJoin(noticeChoices, and(eq(noticeChoices.member, members.id), eq(noticeChoices.space, space ?? "")))
    .where(inArray(members.id, [...ids]));
  return new Map<string, Chosen>(
    rows.map(({ member, timeZone, settings, inSpace }) => [
      member,
      { ...settingsIn(settings), timeZone, inSpace: inSpace ?? {} },
    ]),
  );
}

/** The time zone of a row of members, as SQL. */
export function zoneOf(read: Reads) {
  const first = read
    .select({ timeZone: spaces.timeZone })
    .from(memberships)
    .innerJoin(spaces, eq(spaces.id, memberships.space))
    .where(eq(memberships.member, members.id))
    .orderBy(asc(memberships.joinedAt), asc(memberships.space))
    .limit(1);
  return sql<string>`coalesce(${members.timeZone}, (${first}), 'UTC')`;
}

function settingsIn(row: typeof noticeSettings.$inferSelect | null): NoticeSettings {
  if (!row) return defaultSettings;
  const { ways, rhythm, dailyHour, quietFrom, quietUntil, digest, reminder } = row;
  const quiet = quietFrom === null || quietUntil === null ? null : { from: quietFrom, until: quietUntil };
  return { ways, rhythm, dailyHour, quiet, digest, reminder };
}

/** What the actor chose everywhere, and in which of the own spaces something else. */
export async function myNoticeSettings(ctx: Context) {
  const { actor } = signedIn(ctx);
  const { read } = ctx.db;
  const [chosen, own] = await Promise.all([
    chosenBy(read, [actor.id], null),
    read
      .select({ slug: spaces.slug, name: spaces.name, ways: noticeChoices.ways, digest: noticeChoices.digest })
      .from(memberships)
      .innerJoin(spaces, eq(spaces.id, memberships.space))
      .leftJoin(noticeChoices, and(eq(noticeChoices.space, spaces.id), eq(noticeChoices.member, actor.id)))
      .where(eq(memberships.member, actor.id))
      .orderBy(asc(spaces.name), asc(spaces.id)),
  ]);
  const settings = chosen.get(actor.id);
  if (!settings) throw new NotFound();
  return {
    settings,
    spaces: own.map(({ slug, name, ways, digest }) => ({
      slug,
      name,
      differs: Object.keys(ways ?? {}).length + (digest === false ? 1 : 0),
    })),
  };
}

/** What the actor chose for one of the own spaces. Throws `NotFound`. */
export async function myNoticeChoices(ctx: Context, slug: string) {
  const { actor } = signedIn(ctx);
  const { read } = ctx.db;
  const [row] = await read
    .select({
      space: { id: spaces.id, slug: spaces.slug, name: spaces.name },
      ways: noticeChoices.ways,
      digest: noticeChoices.digest,
    })
    .from(memberships)
    .innerJoin(spaces, eq(spaces.id, memberships.space))
    .leftJoin(noticeChoices, and(eq(noticeChoices.space, spaces.id), eq(noticeChoices.member, actor.id)))
    .where(and(eq(spaces.slug, slug), eq(memberships.member, actor.id), spacesSeenBy(actor)));
  if (!row) throw new NotFound();
  const chosen = (await chosenBy(read, [actor.id], null)).get(actor.id);
  return {
    space: row.space,
    inSpace: row.ways ?? {},
    digest: row.digest ?? true,
    everywhere: chosen?.ways ?? {},
    /** Whether a weekly mail comes at all. */
    isWeekly: chosen?.digest ?? true,
  };
}
