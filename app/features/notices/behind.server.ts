/** What stands behind a line that is not about one idea: a release, or several ideas that one answer moved. */
import { and, asc, eq, inArray, isNull, like, sql } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { noticeEvents, type NoticeKind, notices } from "../../../db/schema/notices.ts";
import { stageMoves } from "../../../db/schema/piloting.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import type { Locale, SignedIn } from "../../platform/actor.ts";
import { ideasSeenBy } from "../ideas/queries.server.ts";
import { ideaPath } from "../ideas/rules.ts";
import { releasesToldTo, type ToldRelease } from "../releases/queries.server.ts";
import { ofReleases } from "./rules.ts";

/** An idea behind a line that is about several. */
export type IdeaBehind = { id: string; title: string; language: Locale; path: string };

export type Behind = { ideas: IdeaBehind[]; release: ToldRelease | null };

type Row = { notice: { id: string; kind: NoticeKind; about: string; idea: string | null } };

/** The condition that a row of `stage_moves` is what an event behind a notice is about. */
export const isMoveBehind = and(
  like(noticeEvents.item, "move:%"),
  // By the id, so that the move is found by the key of its table.
  eq(stageMoves.id, sql`substr(${noticeEvents.item}, 6)`),
);

/** The idea that an event behind a notice is about, joined with its move, also where the line is about several. */
export const ideaBehind = sql<string | null>`coalesce(${notices.idea}, ${stageMoves.idea})`;

/** What stands behind these lines of a reader, as far as he or she may see it now: by the id of the line. */
export async function behind(read: Reads, actor: SignedIn, rows: readonly Row[]): Promise<(notice: string) => Behind> {
  const ofKinds = (kinds: readonly NoticeKind[]) =>
    rows.flatMap(({ notice }): [string, string][] =>
      kinds.includes(notice.kind) ? [[notice.id, notice.about.slice("release:".length)]] : [],
    );
  const idsOf = (kinds: readonly NoticeKind[]) => ofKinds(kinds).map(([, release]) => release);
  const releaseOf = new Map(ofKinds(ofReleases));
  const releases = await releasesToldTo({ db: { read }, actor }, [...releaseOf.values()], {
    parts: idsOf(["shipped"]),
    followed: idsOf(["shipped_followed"]),
  });
  const together = rows.flatMap(({ notice }) => (notice.kind === "moved" && notice.idea === null ? notice.id : []));
  const moved = await movedIdeas(read, actor, together);
  return (notice) => ({
    ideas: moved.get(notice) ?? [],
    release: releases.get(releaseOf.get(notice) ?? "") ?? null,
  });
}

async function movedIdeas(read: Reads, actor: SignedIn, lines: readonly string[]): Promise<Map<string, IdeaBehind[]>> {
  if (lines.length === 0) return new Map();
  const rows = await read
    .selectDistinct({ notice: notices.id, id: ideas.id, title: ideas.title, language: ideas.language })
    .from(notices)
    .innerJoin(noticeEvents, eq(noticeEvents.notice, notices.id))
    .innerJoin(stageMoves, isMoveBehind)
    .innerJoin(ideas, eq(ideas.id, stageMoves.idea))
    .innerJoin(spaces, eq(spaces.id, ideas.space))
    .where(and(inArray(notices.id, [...lines]), isNull(noticeEvents.withdrawnBy), ideasSeenBy(read, actor)))
    .orderBy(asc(ideas.title), asc(ideas.id));
  const found = new Map<string, IdeaBehind[]>();
  for (const { notice, id, title, language } of rows) {
    found.set(notice, [...(found.get(notice) ?? []), { id, title, language, path: ideaPath({ id, title }) }]);
  }
  return found;
}
