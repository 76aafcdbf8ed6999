/** What a mail says of notices: looked up when it is sent. */
import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { comments } from "../../../db/schema/discussion.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import {
  noticeEvents,
  type NoticeGroup,
  type NoticeKind,
  notices,
  type NoticeWay,
} from "../../../db/schema/notices.ts";
import { stageMoves } from "../../../db/schema/piloting.ts";
import { rooms } from "../../../db/schema/rooms.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import { plainText } from "../../platform/markdown.server.ts";
import { headOf } from "../ideas/rules.ts";
import type { ToldRelease } from "../releases/queries.server.ts";
import { stageWordsFor, wordOf } from "../stages/queries.server.ts";
import { type Addressee, ideasBy, wayFor } from "./addressee.server.ts";
import { behind, isMoveBehind } from "./behind.server.ts";
import { isAboutRoom, readBy, reasonsOf } from "./queries.server.ts";
import { forOneself, groupedBy, groupOf, type Told } from "./rules.ts";

/** One sentence of a mail and what belongs to it. */
export type Line = Omit<Told, "release"> & {
  notice: string;
  group: NoticeGroup;
  /** The newest event behind it: where its link leads. */
  event: string;
  idea: { id: string; title: string } | null;
  place: { id: string; name: string } | null;
  release: ToldRelease | null;
  /** The first words of an answer or a comment. */
  words: string | null;
  /** Whether it is a comment that can be answered. */
  isComment: boolean;
  /** Who did it, by name; nobody where that is nobody's matter. */
  people: string[];
};

/** Longest head of a comment or an answer in a mail, in characters. */
const headLength = 300;

/** Whose words a mail repeats. */
const withWords: readonly NoticeKind[] = ["comment", "reply", "mention"];

/** Whether a mail says what somebody hears of in this way. */
export type Wanted = (way: NoticeWay, group: NoticeGroup) => boolean;

/**
 * The lines of a mail: of what was marked for it, all that its reader has not read, still may see and
 * still wants to hear by such a mail; the oldest first.
 */
export async function linesOf(read: Reads, to: Addressee, mail: string, isWanted: Wanted): Promise<Line[]> {
  const rows = await read
    .select({
      event: { id: noticeEvents.event, item: noticeEvents.item, code: noticeEvents.code },
      notice: notices,
      by: { id: members.id, name: members.name },
      idea: { id: ideas.id, title: ideas.title },
      room: { title: rooms.title, startsAt: rooms.startsAt },
      place: { id: spaces.id, name: spaces.name },
      moved: stageMoves.idea,
    })
    .from(noticeEvents)
    .innerJoin(notices, eq(notices.id, noticeEvents.notice))
    .leftJoin(members, eq(members.id, noticeEvents.actor))
    .leftJoin(ideas, eq(ideas.id, notices.idea))
    .leftJoin(spaces, eq(spaces.id, notices.space))
    .leftJoin(rooms, isAboutRoom)
    .leftJoin(stageMoves, isMoveBehind)
    .where(
      and(
        eq(noticeEvents.mail, mail),
        isNull(noticeEvents.withdrawnBy),
        isNull(notices.readAt),
        readBy(read, to.reader),
      ),
    )
    .orderBy(asc(noticeEvents.at), asc(noticeEvents.event));
  const items = rows.map(({ event }) => event.item);
  const [mine, said, moved, slipped, behindOf, stageWords] = await Promise.all([
    ideasBy(read, to.reader.id, rows.map(ideaOf)),
    commentsIn(read, items),
    movesIn(read, items),
    reasonsOf(
      read,
      items.filter((item) => item.startsWith("plan:")),
      headLength,
    ),
    behind(read, to.reader, rows),
    stageWordsFor(read, to.reader, to.reader.locale),
  ]);
  const standing = rows.filter((row) => {
    const { notice, event } = row;
    // The log may not have been read so far: what is gone is asked of the rows themselves.
    if (event.item.startsWith("comment:") && withWords.includes(notice.kind) && !said.has(event.item)) return false;
    if (notice.kind === "moved" && !moved.has(event.item)) return false;
    return isWanted(...wayFor(to, { ...notice, idea: ideaOf(row) }, mine));
  });
  return groupedBy(standing, ({ notice }) => notice.id).flatMap((group) => {
    const last = group.at(-1);
    if (!last) return [];
    const { notice, idea, room, place, event } = last;
    const isNobodys = notice.kind === "reported" || forOneself.includes(notice.kind);
    const people = isNobodys ? [] : [...new Map(group.flatMap(({ by }) => (by ? [[by.id, by.name]] : []))).values()];
    const hasWords = withWords.includes(notice.kind);
    const { ideas: seen } = behindOf(notice.id);
    // One answer to several ideas names another one in each; and its words go with the idea where that is seen no more.
    const isOfOne = group.length === 1 && seen.length === 1 && seen[0]?.id === last.moved;
    const hasAnswer = notice.kind === "moved" && (notice.idea !== null || isOfOne);
    return [
      {
        kind: notice.kind,
        group: groupOf(
          notice.kind,
          group.some((row) => mine.has(ideaOf(row) ?? "")),
        ),
        notice: notice.id,
        event: event.id,
        by: !isNobodys && last.by ? { name: last.by.name } : null,
        others: Math.max(0, people.length - 1),
        times: group.length,
        idea,
        room,
        ...behindOf(notice.id),
        place,
        space: notice.named ?? place?.name ?? "",
        code: event.code,
        stage: wordOf(stageWords, notice.space, event.code),
        words: (hasWords ? said.get(event.item) : hasAnswer ? moved.get(event.item) : slipped.get(event.item)) ?? null,
        isComment: hasWords && event.item.startsWith("comment:"),
        people,
      },
    ];
  });
}

/** The idea that an event is about, also where its line is about several. */
function ideaOf({ notice, moved }: { notice: { idea: string | null }; moved: string | null }): string | null {
  return notice.idea ?? moved;
}

/** The first words of those comments that stand, by `comment:<id>`. */
async function commentsIn(read: Reads, items: readonly string[]): Promise<Map<string, string>> {
  const ids = idsIn(items, "comment:");
  if (ids.length === 0) return new Map();
  const rows = await read
    .select({ id: comments.id, html: comments.html })
    .from(comments)
    .where(and(inArray(comments.id, ids), isNull(comments.deletedAt), isNull(comments.hiddenAt)));
  return new Map(rows.map(({ id, html }) => [`comment:${id}`, headOf(plainText(html), headLength)]));
}

/** The first words of the answers of those moves that stand, by `move:<id>`. */
async function movesIn(read: Reads, items: readonly string[]): Promise<Map<string, string>> {
  const ids = idsIn(items, "move:");
  if (ids.length === 0) return new Map();
  const rows = await read
    .select({ id: stageMoves.id, html: stageMoves.html })
    .from(stageMoves)
    .where(and(inArray(stageMoves.id, ids), isNull(stageMoves.undoneAt)));
  return new Map(rows.map(({ id, html }) => [`move:${id}`, headOf(plainText(html), headLength)]));
}

function idsIn(items: readonly string[], sort: string): string[] {
  return [...new Set(items.filter((item) => item.startsWith(sort)).map((item) => item.slice(sort.length)))];
}
