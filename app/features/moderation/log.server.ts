/** What pilots decided in a space, for everybody who may see it: never who decided, and never about whom. */
import { and, count, desc, eq, gt, inArray, isNull, like, lte, or, sql } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { comments } from "../../../db/schema/discussion.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { type ModerationAct, moderationActs, type ReportReason, reports } from "../../../db/schema/moderation.ts";
import { duties } from "../../../db/schema/piloting.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import type { Context } from "../../platform/context.server.ts";
import { comesAfter } from "../../platform/paging.server.ts";
import { type PageKey, pageOf } from "../../platform/paging.ts";
import { commentPath } from "../discussion/rules.ts";
import { ideasSeenBy } from "../ideas/queries.server.ts";
import { ideaPath } from "../ideas/rules.ts";
import { spaceBySlug } from "../spaces/queries.server.ts";
import { actsOnAPage, figuresWindow } from "./rules.ts";

/** One decision as everybody may read it. */
export type PublicAct = {
  id: string;
  act: ModerationAct;
  /** What it was about. */
  on: "idea" | "comment" | "member";
  reason: ReportReason | null;
  as: "pilot" | "admin";
  at: number;
  /** Of a time without writing: how many days it was to last. */
  days: number | null;
  /** Where it stands that was brought back, for those who may see that. */
  to: string | null;
};

/** The public log of a space, the newest first. Throws `NotFound`. */
export async function logPage(ctx: Context, slug: string, after: PageKey | null) {
  const space = await spaceBySlug(ctx, slug);
  const { read } = ctx.db;
  const { id, act, subject, idea, reason, signsAs, at, until } = moderationActs;
  const rows = await read
    .select({ id, act, subject, idea, reason, signsAs, at, until })
    .from(moderationActs)
    .where(and(eq(moderationActs.space, space.id), comesAfter(at, id, after)))
    .orderBy(desc(at), desc(id))
    .limit(actsOnAPage + 1);
  const { page, last } = pageOf(rows, actsOnAPage);
  const standing = await standingOf(ctx, page);
  return {
    space: { slug: space.slug, name: space.name, accent: space.accent },
    acts: page.map((row): PublicAct => ({
      id: row.id,
      act: row.act,
      on: row.subject.startsWith("case:")
        ? "member"
        : (row.subject.slice(0, row.subject.indexOf(":")) as PublicAct["on"]),
      reason: row.reason,
      as: row.signsAs,
      at: row.at,
      days: row.until === null ? null : Math.round((row.until - row.at) / 86_400_000),
      to: standing.get(row.id) ?? null,
    })),
    next: last ? { at: last.at, id: last.id } : null,
    figures: await figuresOf(read, space.id, ctx.now),
  };
}

type Row = { id: string; act: ModerationAct; subject: string; idea: string | null };

/**
 * Where the things stand that were brought back. Nothing else leads anywhere: a way to what was
 * reported and left, or hidden, would say whose it is.
 */
async function standingOf(ctx: Context, page: readonly Row[]): Promise<Map<string, string>> {
  const back = page.filter(({ act }) => act === "restored");
  if (back.length === 0) return new Map();
  const { read } = ctx.db;
  const seen = await read
    .select({ id: ideas.id, title: ideas.title })
    .from(ideas)
    .innerJoin(spaces, eq(spaces.id, ideas.space))
    .where(
      and(
        inArray(
          ideas.id,
          back.map(({ idea }) => idea ?? ""),
        ),
        eq(ideas.moderation, "visible"),
        ideasSeenBy(read, ctx.actor),
      ),
    );
  const said = await read
    .select({ id: comments.id })
    .from(comments)
    .where(
      and(
        inArray(
          comments.id,
          back.map(({ subject }) => subject.slice("comment:".length)),
        ),
        isNull(comments.hiddenAt),
        isNull(comments.deletedAt),
      ),
    );
  const paths = new Map(seen.map((idea) => [idea.id, ideaPath(idea)]));
  const stand = new Set(said.map((comment) => comment.id));
  return new Map(
    back.flatMap(({ id, subject, idea }) => {
      const path = paths.get(idea ?? "");
      if (path === undefined) return [];
      const [type = "", item = ""] = subject.split(":");
      if (type === "idea") return [[id, path]];
      return stand.has(item) ? [[id, commentPath(path, item)]] : [];
    }),
  );
}

/** What came in and what was decided in time over the last 90 days. */
async function figuresOf(read: Reads, space: string, now: number) {
  const since = now - figuresWindow;
  const verdict = (act: ModerationAct) =>
    and(
      eq(moderationActs.space, space),
      eq(moderationActs.act, act),
      gt(moderationActs.at, since),
      lte(moderationActs.at, now),
    );
  const [upheld, dismissed, reported, [judged]] = await Promise.all([
    read.$count(moderationActs, verdict("appeal_upheld")),
    read.$count(moderationActs, verdict("appeal_dismissed")),
    read.$count(reports, and(eq(reports.space, space), gt(reports.at, since), lte(reports.at, now))),
    read
      .select({
        due: count(),
        met: sql<number>`count(case when ${duties.endedAt} <= ${duties.dueAt} then 1 end)`.mapWith(Number),
      })
      .from(duties)
      .where(
        and(
          eq(duties.space, space),
          eq(duties.kind, "judge"),
          or(like(duties.subject, "idea:%"), like(duties.subject, "comment:%"), like(duties.subject, "appeal:%")),
          or(isNull(duties.end), eq(duties.end, "done")),
          gt(duties.dueAt, since),
          lte(duties.dueAt, now),
        ),
      ),
  ]);
  return { reported, due: judged?.due ?? 0, met: judged?.met ?? 0, appeals: upheld + dismissed, upheld };
}
