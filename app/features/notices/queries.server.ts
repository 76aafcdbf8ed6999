import { and, asc, count, desc, eq, exists, inArray, isNull, notInArray, or, sql } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { planChanges } from "../../../db/schema/boards.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { noticeEvents, type NoticeKind, notices } from "../../../db/schema/notices.ts";
import { stageMoves } from "../../../db/schema/piloting.ts";
import { rooms } from "../../../db/schema/rooms.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import type { Affiliation, Locale, SignedIn } from "../../platform/actor.ts";
import { isSignedIn } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { plainText } from "../../platform/markdown.server.ts";
import { comesAfter } from "../../platform/paging.server.ts";
import { type PageKey, pageOf } from "../../platform/paging.ts";
import { sharesAppealPath } from "../confirming/appeals.ts";
import { confirmPath, judgePath } from "../confirming/rules.ts";
import { creditsPath } from "../crediting/rules.ts";
import { commentPath } from "../discussion/rules.ts";
import { ideasSeenBy, notWrittenBy } from "../ideas/queries.server.ts";
import { headOf, ideaPath } from "../ideas/rules.ts";
import { duplicatesPath } from "../duplicates/rules.ts";
import { mergePath } from "../merging/rules.ts";
import { adoptionsPath } from "../adopting/rules.ts";
import { casePath } from "../fairness/rules.ts";
import { appealPath } from "../moderation/rules.ts";
import { notesPath } from "../notes/rules.ts";
import { roomsOpenTo } from "../planning/queries.server.ts";
import { forecastsPath } from "../forecasts/rules.ts";
import { hasMinutes } from "../planning/rules.ts";
import { callsPath, pioneersPath } from "../pioneers/rules.ts";
import { minutesPath, roomPath, roomsPath } from "../rooms/rules.ts";
import { helpPath, releasesPath } from "../releases/rules.ts";
import { releasesToldTo, type ToldRelease } from "../releases/queries.server.ts";
import { spacesSeenBy } from "../spaces/queries.server.ts";
import { stageWordsFor, wordOf } from "../stages/queries.server.ts";
import { revivalPath } from "../reviving/rules.ts";
import { suggestionsPath } from "../suggesting/rules.ts";
import { talksPath } from "../talks/rules.ts";
import { trialsPath } from "../trials/rules.ts";
import { transferPath } from "../transferring/rules.ts";
import { behind, type IdeaBehind } from "./behind.server.ts";
import { answeredBy, pilotedBy, steeredBy } from "./policy.ts";
import {
  aboutOneself,
  ofAppeals,
  ofCases,
  ofCredits,
  ofDuplicates,
  ofTransfers,
  forAnswering,
  forOneself,
  forOutsiders,
  forPilots,
  forSteering,
  mostCounted,
  noticesOnAPage,
  ofCalls,
  ofReleases,
  ofRooms,
  ofSuggestions,
  ofTrials,
} from "./rules.ts";

/**
 * The condition that a notice, joined with its idea and space, is one that this actor may read now:
 * whoever lost sight of what it is about finds neither its words nor its number.
 */
export function readBy(read: Reads, actor: SignedIn) {
  const steered = steeredBy(actor);
  const aboutSpace = and(isNull(notices.idea), spacesSeenBy(actor));
  // Told while the idea went to another space: whether it is seen there, the space of the line does not say.
  const aboutIdea = and(eq(ideas.space, notices.space), ideasSeenBy(read, actor));
  return and(
    eq(notices.member, actor.id),
    isNull(notices.withdrawnAt),
    or(isNull(notices.space), inArray(notices.kind, [...forOutsiders]), aboutSpace, aboutIdea),
    or(notInArray(notices.kind, [...ofRooms]), exists(roomOf(read, actor))),
    isFor(forPilots, pilotedBy(actor)),
    isFor(forAnswering, answeredBy(actor)),
    or(
      notInArray(notices.kind, [...forSteering]),
      steered?.length === 0
        ? undefined
        : and(steered === null ? undefined : inArray(notices.space, steered), notWrittenBy(read, actor)),
    ),
  );
}

/** The condition that a notice is none of these kinds, or of one of these spaces; null is all. */
function isFor(kinds: readonly NoticeKind[], inSpaces: readonly string[] | null) {
  if (inSpaces === null) return undefined;
  const isThere = inSpaces.length > 0 ? inArray(notices.space, [...inSpaces]) : undefined;
  return or(notInArray(notices.kind, [...kinds]), isThere);
}

/** The room that a notice is about, where it is not closed to this actor. */
function roomOf(read: Reads, actor: SignedIn) {
  return read
    .select({ id: rooms.id })
    .from(rooms)
    .where(and(isAboutRoom, roomsOpenTo(read, actor)));
}

/** The condition that a row of `rooms` is the one that a notice is about. */
export const isAboutRoom = eq(notices.about, sql`'room:' || ${rooms.id}`);

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
  /** Who did it last; null where that is nobody's matter, or nobody did. */
  by: { name: string; affiliation: Affiliation } | null;
  /** How many other people did the same. */
  others: number;
  /** How often it happened. */
  times: number;
  idea: { id: string; title: string; language: Locale } | null;
  room: { title: string; startsAt: number | null } | null;
  /** The release that it is about. */
  release: ToldRelease | null;
  /** Where it is about several ideas that one answer moved: those that the reader may see. */
  ideas: IdeaBehind[];
  space: string;
  /** A stage or a role, where the sentence says one. */
  code: string | null;
  /** What its space calls that stage, in the reader's language; null where that is the usual word. */
  stage: string | null;
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
      idea: { id: ideas.id, title: ideas.title, language: ideas.language },
      room: { title: rooms.title, startsAt: rooms.startsAt },
      space: spaces.name,
    })
    .from(notices)
    .innerJoin(noticeEvents, and(eq(noticeEvents.event, notices.latest), eq(noticeEvents.member, notices.member)))
    .leftJoin(members, eq(members.id, noticeEvents.actor))
    .leftJoin(ideas, eq(ideas.id, notices.idea))
    .leftJoin(spaces, eq(spaces.id, notices.space))
    .leftJoin(rooms, isAboutRoom)
    .where(and(readBy(read, actor), comesAfter(notices.at, notices.id, after)))
    .orderBy(desc(notices.at), desc(notices.id))
    .limit(noticesOnAPage + 1);
  const { page, last } = pageOf(rows, noticesOnAPage);
  const [crowds, answers, behindOf, stageWords] = await Promise.all([
    crowdsOf(read, page),
    answersIn(read, page),
    behind(read, actor, page),
    stageWordsFor(read, actor, ctx.locale),
  ]);
  // One answer to several ideas names another one in each; and its words go with the idea where that is seen no more.
  const hasOneAnswer = ({ id, idea }: { id: string; idea: string | null }) =>
    idea !== null || ((crowds.get(id)?.times ?? 1) === 1 && behindOf(id).ideas.length === 1);
  return {
    notices: page.map(({ notice, latest, by, idea, room, space }) => ({
      id: notice.id,
      kind: notice.kind,
      by: notice.kind === "reported" || forOneself.includes(notice.kind) ? null : by,
      others: (crowds.get(notice.id)?.people ?? 1) - 1,
      times: crowds.get(notice.id)?.times ?? 1,
      idea,
      room,
      ...behindOf(notice.id),
      space: notice.named ?? space ?? "",
      code: latest.code,
      stage: wordOf(stageWords, notice.space, latest.code),
      words: (hasOneAnswer(notice) && answers.get(latest.item)) || null,
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

/** The first words of the answers that came with moves, and of why days got later, by what they are about. */
async function answersIn(read: Reads, page: readonly Row[]): Promise<Map<string, string>> {
  const slips = page.filter(({ notice }) => notice.kind === "plan_slipped").map(({ latest }) => latest.item);
  return new Map([...(await movesTold(read, page)), ...(await reasonsOf(read, slips, headLength))]);
}

/** The first words of why a day got later, by `plan:<id>` of the change; `longest` in characters. */
export async function reasonsOf(read: Reads, items: readonly string[], longest: number): Promise<Map<string, string>> {
  const changes = items.map((item) => item.slice("plan:".length));
  if (changes.length === 0) return new Map();
  const rows = await read
    .select({ id: planChanges.id, reason: planChanges.reason })
    .from(planChanges)
    .where(inArray(planChanges.id, changes));
  return new Map(rows.flatMap(({ id, reason }) => (reason ? [[`plan:${id}`, headOf(reason, longest)]] : [])));
}

async function movesTold(read: Reads, page: readonly Row[]): Promise<Map<string, string>> {
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

/**
 * The path that a notice of the actor leads to: where reading goes on, or to one of the events behind it,
 * and where there is a comment to its answer if that is to be written. Throws `NotFound`, also for what is
 * not seen any more.
 */
export async function targetOf(
  ctx: Context,
  id: string,
  { event = null, isAnswering = false }: { event?: string | null; isAnswering?: boolean } = {},
): Promise<string> {
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
  if (aboutOneself.includes(notice.kind)) return "/me/decisions";
  if (notice.kind === "mail_stopped") return "/me/notices";
  if (ofCases.includes(notice.kind)) return casePath(slug ?? "", notice.about.slice("case:".length));
  if (ofAppeals.includes(notice.kind)) return appealPath(slug ?? "", notice.about.slice("appeal:".length));
  if (ofTransfers.includes(notice.kind)) return transferPath(notice.about.slice("transfer:".length));
  if (notice.kind === "reported" || notice.kind === "held") return `/s/${slug}/reports`;
  if (notice.kind === "overdue" && !idea) return "/pilot";
  if (notice.kind === "called") return callsPath;
  if (ofCalls.includes(notice.kind)) return pioneersPath(slug ?? "");
  if (notice.kind === "request") return `/s/${slug}/members`;
  if (ofRooms.includes(notice.kind)) return roomTarget(read, notice.about.slice("room:".length), slug ?? "");
  // It is a draft again: there is no page of it for everybody.
  if (notice.kind === "release_undone") return releasesPath(slug ?? "");
  if (ofReleases.includes(notice.kind)) {
    const release = notice.about.slice("release:".length);
    const path = (await releasesToldTo({ db: { read }, actor }, [release])).get(release)?.path;
    if (path === undefined) throw new NotFound();
    return notice.kind === "help_asked" ? helpPath(path) : path;
  }
  if (!idea && notice.kind === "moved") {
    const [only, ...others] = (await behind(read, actor, [row]))(id).ideas;
    return only && others.length === 0 ? only.path : "/me/following";
  }
  if (!idea && (notice.kind === "mandate" || notice.about.endsWith(":mandate"))) return `/s/${slug}/pilots`;
  if (!idea) return `/s/${slug}`;
  const talk = /^talk:(\w+)$/.exec(notice.about)?.[1];
  if (talk !== undefined) return talksPath(ideaPath(idea), talk);
  if (forSteering.includes(notice.kind)) return notesPath(idea.id);
  if (notice.kind === "objected" || notice.kind === "objection_answered") return mergePath(idea.id);
  if (notice.kind === "revival_asked" || notice.kind === "revival_declined") return revivalPath(idea.id);
  if (notice.kind === "credit_confirm") return confirmPath(ideaPath(idea));
  if (notice.kind === "credit_judge") return judgePath(ideaPath(idea));
  if (notice.kind === "credit_appeal_pilot" || notice.kind === "credit_appeal_drawn")
    return sharesAppealPath(ideaPath(idea));
  if (ofCredits.includes(notice.kind)) return creditsPath(ideaPath(idea));
  if (notice.kind === "plan_slipped") return `${ideaPath(idea)}#plan-heading`;
  if (notice.kind === "forecast_resolved") {
    return forecastsPath(ideaPath(idea), notice.about.slice("forecast:".length));
  }
  if (ofDuplicates.includes(notice.kind)) return duplicatesPath(ideaPath(idea));
  if (ofTrials.includes(notice.kind)) return trialsPath(ideaPath(idea));
  if (notice.kind === "handed_over") return `/pilot?idea=${idea.id}`;
  if (ofSuggestions.includes(notice.kind)) return suggestionsPath(ideaPath(idea));
  if (notice.kind === "adoption_proposed") return adoptionsPath(ideaPath(idea));
  if (notice.kind === "edited") return `${ideaPath(idea)}/versions`;
  const item = await itemOf(read, id, event);
  const [, room = "", note = ""] = /^room_note:(\w+):(\w+)$/.exec(item) ?? [];
  if (note !== "") return `${minutesPath(room)}#note-${note}`;
  const comment = /^comment:(\w+)$/.exec(item)?.[1];
  return comment === undefined ? ideaPath(idea) : commentPath(ideaPath(idea), comment, { isAnswering });
}

/** Where a notice about a room leads: into it, to what it left behind, or where it was cancelled to the others. */
async function roomTarget(read: Reads, id: string, space: string): Promise<string> {
  const [room] = await read.select({ state: rooms.state, end: rooms.end }).from(rooms).where(eq(rooms.id, id));
  if (room?.state !== "closed") return roomPath(id);
  return hasMinutes(room) ? minutesPath(id) : roomsPath(space);
}

/** What an event behind a notice is about; without one the first: there reading goes on where it stopped. */
async function itemOf(read: Reads, notice: string, event: string | null): Promise<string> {
  const [row] = await read
    .select({ item: noticeEvents.item })
    .from(noticeEvents)
    .where(
      and(
        eq(noticeEvents.notice, notice),
        isNull(noticeEvents.withdrawnBy),
        event === null ? undefined : eq(noticeEvents.event, event),
      ),
    )
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
