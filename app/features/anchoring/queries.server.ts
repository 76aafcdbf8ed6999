import { and, asc, count, eq, inArray, isNull, ne } from "drizzle-orm";
import * as Y from "yjs";
import type { Reads } from "../../../db/database.ts";
import { commentAnchors, comments } from "../../../db/schema/discussion.ts";
import { members } from "../../../db/schema/members.ts";
import type { Affiliation, Locale } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { readDocument } from "../cowriting/documents.server.ts";
import { type Living } from "../cowriting/storage.server.ts";
import { placeOf, stretchAt, whereIs } from "../cowriting/places.server.ts";
import { type Passage, passages } from "../cowriting/rules.ts";
import { mostShown } from "./rules.ts";

/** A comment on words of a living text. */
export type AnchoredComment = {
  id: string;
  author: { id: string; name: string; handle: string; avatar: string | null; affiliation: Affiliation };
  /** Sanitised HTML. */
  html: string;
  language: Locale;
  at: number;
  replies: number;
  passage: Passage;
  /** The words as they stood when it was written. */
  quote: string;
  /** The ends of the words, as Yjs writes places that move with the text; null where the words are gone. */
  ends: { start: unknown; end: unknown } | null;
};

/** The comments on words of an idea's living text that everybody may read, in the order of the text; last those whose words are gone. */
export async function anchoredOn(ctx: Context, idea: string): Promise<AnchoredComment[]> {
  const { read } = ctx.db;
  const said = and(isNull(comments.deletedAt), isNull(comments.hiddenAt));
  const rows = await read
    .select({
      anchor: commentAnchors,
      html: comments.html,
      language: comments.language,
      at: comments.createdAt,
      affiliation: comments.affiliation,
      author: { id: members.id, name: members.name, handle: members.handle, avatar: members.avatar },
    })
    .from(commentAnchors)
    .innerJoin(comments, eq(comments.id, commentAnchors.comment))
    .innerJoin(members, eq(members.id, comments.author))
    .where(and(eq(comments.idea, idea), said))
    .orderBy(asc(comments.createdAt), asc(comments.id))
    .limit(mostShown);
  if (rows.length === 0) return [];
  const replies = await repliesTo(
    read,
    rows.map(({ anchor }) => anchor.comment),
  );
  return readDocument(ctx.db, idea, ctx.now, (living) =>
    rows
      .map(({ anchor, author, affiliation, ...row }) => {
        const { from, ends } = endsIn(living, anchor);
        const { comment: id, passage, quote } = anchor;
        const shown = { ...row, id, passage, quote, ends, author: { ...author, affiliation } };
        return { from, shown: { ...shown, replies: replies.get(id) ?? 0 } };
      })
      .toSorted((a, b) => order(a.shown, a.from) - order(b.shown, b.from))
      .map(({ shown }) => shown),
  );
}

function order({ passage }: AnchoredComment, from: number): number {
  return passages.indexOf(passage) * 1_000_000 + Math.min(from, 999_999);
}

/** Where the words stand now; changed ones count as there, as long as something stands between their ends. */
function endsIn(living: Living, { passage, start, end, quote }: typeof commentAnchors.$inferSelect) {
  const at = stretchAt(living.doc, passage, { start, end });
  const stretch = at && at.from < at.to ? at : whereIs(living, passage, { start, end }, quote);
  if (!stretch) return { from: Infinity, ends: null };
  const place = placeOf(living.doc, passage, stretch);
  const plain = (position: Uint8Array): unknown => Y.relativePositionToJSON(Y.decodeRelativePosition(position));
  return { from: stretch.from, ends: { start: plain(place.start), end: plain(place.end) } };
}

async function repliesTo(read: Reads, threads: string[]): Promise<Map<string, number>> {
  const rows = await read
    .select({ thread: comments.thread, replies: count() })
    .from(comments)
    .where(
      and(
        inArray(comments.thread, threads),
        ne(comments.id, comments.thread),
        isNull(comments.deletedAt),
        isNull(comments.hiddenAt),
      ),
    )
    .groupBy(comments.thread);
  return new Map(rows.map(({ thread, replies }) => [thread, replies]));
}
