import { and, asc, count, desc, eq, inArray, isNull, notInArray, or, sql } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { noticeEvents, type NoticeKind, notices } from "../../../db/schema/notices.ts";
import { stageMoves } from "../../../db/schema/piloting.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import type { Affiliation, Locale, SignedIn } from "../../platform/actor.ts";
import { isSignedIn } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { plainText } from "../../platform/markdown.server.ts";
import { comesAfter } from "../../platform/paging.server.ts";
import { type PageKey, pageOf } from "../../platform/paging.ts";
import { commentPath } from "../discussion/rules.ts";
import { ideasSeenBy } from "../ideas/queries.server.ts";
import { headOf, ideaPath } from "../ideas/rules.ts";
import { spacesSeenBy } from "../spaces/queries.server.ts";
import { pilotedBy } from "./policy.ts";
import { forOneself, forOutsiders, forPilots, mostCounted, noticesOnAPage } from "./rules.ts";

/**
 * The condition that a notice, joined with its idea and space, is one that this actor may read now:
 * whoever lost sight of what it is about finds neither its words nor its number.
 */
function readBy(read: Reads, actor: SignedIn) {
  const piloted = pilotedBy(actor);
  const aboutSpace = and(isNull(notices.idea), spacesSeenBy(actor));
  return and(
    eq(notices.member, actor.id),
    isNull(notices.withdrawnAt),
    or(isNull(notices.space), inArray(notices.kind, [...forOutsiders]), aboutSpace, ideasSeenBy(read, actor)),
    piloted === null
      ? undefined
      : or(notInArray(notices.kind, [...forPilots]), piloted.length > 0 ? inArray(notices.space, piloted) : undefined),
  );
}

/** How many lines the actor has not read, as far as the bell counts: one more than `mostCounted` at most. */
export async function unreadNotices({ actor, db }: Context): Promise<number> {
  if (!isSignedIn(actor)) return 0;
  const rows = await db.read
    .select({ id: notices.id })
    .from(notices)
    .leftJoin(ideas, eq(ideas.id, notices.idea))
    .leftJoin(spaces, eq(spaces.id, notices.space))
    // The words of the index's own condition, so that it is the one that is used.
    .where(and(isNull(notices.readAt), readBy(db.read, actor)))
    .limit(mostCounted + 1);
  return rows.length;
}

export type ShownNotice = {
  id: string;
  kind: NoticeKind;
  /** Who did it last; null where that is nobody's matter. */
  by: { name: string; affiliation: Affiliation } | null;
  /** How many other people did the same. */
  others: number;
  /** How often it happened. */
  times: number;
  idea: { title: string; language: Locale } | null;
  space: string;
  /** A stage or a role, where the sentence says one. */
  code: string | null;
  /** The first words of an answer. */
  words: string | null;
  at: number;
  isUnread: boolean;
  /** Whether it leads anywhere. */
  leads: boolean;
};

/** Longest head of an answer shown with a notice, in characters. */
const headLength = 160;

/** A page of the actor's notices, the newest first, and the key of the next. */
export async function noticesPage(
  ctx: Context,
  after: PageKey | null,
): Promise<{ notices: ShownNotice[]; next: PageKey | null }> {
  const { actor } = signedIn(ctx);
  const { read } = ctx.db;
  const rows = await read
    .select({
      notice: notices,
      latest: { item: noticeEvents.item, code: noticeEvents.code },
      by: { name: members.name, affiliation: members.affiliation },
      idea: { title: ideas.title, language: ideas.language },
      space: spaces.name,
    })
    .from(notices)
    .innerJoin(noticeEvents, and(eq(noticeEvents.event, notices.latest), eq(noticeEvents.member, notices.member)))
    .innerJoin(members, eq(members.id, noticeEvents.actor))
    .leftJoin(ideas, eq(ideas.id, notices.idea))
    .leftJoin(spaces, eq(spaces.id, notices.space))
    .where(and(readBy(read, actor), comesAfter(notices.at, notices.id, after)))
    .orderBy(desc(notices.at), desc(notices.id))
    .limit(noticesOnAPage + 1);
  const { page, last } = pageOf(rows, noticesOnAPage);
  const [crowds, answers] = await Promise.all([crowdsOf(read, page), answersIn(read, page)]);
  return {
    notices: page.map(({ notice, latest, by, idea, space }) => ({
      id: notice.id,
      kind: notice.kind,
      by: notice.kind === "reported" || forOneself.includes(notice.kind) ? null : by,
      others: (crowds.get(notice.id)?.people ?? 1) - 1,
      times: crowds.get(notice.id)?.times ?? 1,
      idea,
      space: notice.named ?? space ?? "",
      code: latest.code,
      words: answers.get(latest.item) ?? null,
      at: notice.at,
      isUnread: notice.readAt === null,
      leads: !forOutsiders.includes(notice.kind),
    })),
    next: last ? { at: last.notice.at, id: last.notice.id } : null,
  };
}

type Row = { notice: { id: string; kind: NoticeKind }; latest: { item: string } };

async function crowdsOf(read: Reads, page: readonly Row[]) {
  if (page.length === 0) return new Map<string, { people: number; times: number }>();
  const rows = await read
    .select({
      notice: noticeEvents.notice,
      people: sql<number>`count(distinct ${noticeEvents.actor})`.mapWith(Number),
      times: count(),
    })
    .from(noticeEvents)
    .where(
      and(
        inArray(
          noticeEvents.notice,
          page.map(({ notice }) => notice.id),
        ),
        isNull(noticeEvents.withdrawnBy),
      ),
    )
    .groupBy(noticeEvents.notice);
  return new Map(rows.map((row) => [row.notice, row]));
}

/** The first words of the answers that came with moves, by `move:<id>`. */
async function answersIn(read: Reads, page: readonly Row[]): Promise<Map<string, string>> {
  const moves = page
    .filter(({ notice }) => notice.kind === "moved")
    .map(({ latest }) => latest.item.slice("move:".length));
  if (moves.length === 0) return new Map();
  const rows = await read
    .select({ id: stageMoves.id, html: stageMoves.html })
    .from(stageMoves)
    .where(inArray(stageMoves.id, moves));
  return new Map(rows.map(({ id, html }) => [`move:${id}`, headOf(plainText(html), headLength)]));
}

/** The path that a notice of the actor leads to. Throws `NotFound`, also for what is not seen any more. */
export async function targetOf(ctx: Context, id: string): Promise<string> {
  const { actor } = signedIn(ctx);
  const { read } = ctx.db;
  const [row] = await read
    .select({ notice: notices, idea: { id: ideas.id, title: ideas.title }, slug: spaces.slug })
    .from(notices)
    .leftJoin(ideas, eq(ideas.id, notices.idea))
    .leftJoin(spaces, eq(spaces.id, notices.space))
    .where(and(eq(notices.id, id), readBy(read, actor)));
  if (!row) throw new NotFound();
  const { notice, idea, slug } = row;
  if (forOutsiders.includes(notice.kind)) return "/notices";
  if (notice.kind === "data_ready") return "/me/privacy";
  if (notice.kind === "reported") return `/s/${slug}/reports`;
  if (notice.kind === "request") return `/s/${slug}/members`;
  if (!idea) return `/s/${slug}`;
  if (notice.kind === "edited") return `${ideaPath(idea)}/versions`;
  const comment = /^comment:(\w+)$/.exec(await firstItem(read, id))?.[1];
  return comment === undefined ? ideaPath(idea) : commentPath(ideaPath(idea), comment);
}

/** What the first event behind a notice is about: there reading goes on where it stopped. */
async function firstItem(read: Reads, notice: string): Promise<string> {
  const [row] = await read
    .select({ item: noticeEvents.item })
    .from(noticeEvents)
    .where(and(eq(noticeEvents.notice, notice), isNull(noticeEvents.withdrawnBy)))
    .orderBy(asc(noticeEvents.at), asc(noticeEvents.event))
    .limit(1);
  return row?.item ?? "";
}

/** Whose notices an event made or took back. */
export async function concernedBy(read: Reads, event: string): Promise<string[]> {
  const rows = await read
    .select({ member: noticeEvents.member })
    .from(noticeEvents)
    .where(or(eq(noticeEvents.event, event), eq(noticeEvents.withdrawnBy, event)));
  return [...new Set(rows.map(({ member }) => member))];
}
