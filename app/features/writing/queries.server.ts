import { and, asc, countDistinct, desc, eq, inArray, isNull, lt } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { ideaVersions } from "../../../db/schema/writing.ts";
import type { Affiliation, Locale } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { NotFound, Refused } from "../../platform/errors.ts";
import { must } from "../../platform/policy.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { ideaPath } from "../ideas/rules.ts";
import { differences, type Piece } from "./differences.server.ts";
import { mayEditIdea } from "./policy.ts";
import { carriedOver, changedParts, type Part, parts, takesEdits, type Texts, versionsOnAPage } from "./rules.ts";

/** Somebody who wrote, with the affiliation of that moment. */
export type Writer = { id: string; name: string; affiliation: Affiliation };

/** How a text came to be, in a line. */
export type Written = { version: number; at: number; people: number };

/** The version of an idea that stands, since when, and how many people wrote on the way to it. */
export async function writtenBy(read: Reads, idea: { id: string; version: number }): Promise<Written> {
  const [[newest], [writers]] = await Promise.all([
    read
      .select({ at: ideaVersions.at })
      .from(ideaVersions)
      .where(and(eq(ideaVersions.idea, idea.id), eq(ideaVersions.number, idea.version))),
    // Bringing back what others wrote is no writing.
    read
      .select({ people: countDistinct(ideaVersions.author) })
      .from(ideaVersions)
      .where(and(eq(ideaVersions.idea, idea.id), isNull(ideaVersions.restored))),
  ]);
  return { version: idea.version, at: newest?.at ?? 0, people: writers?.people ?? 0 };
}

/** What the pages around an idea's text say of the idea, as far as this actor may see it. Throws `NotFound`. */
async function ideaAround(ctx: Context, id: string) {
  const { idea, space } = await ideaSeenBy(ctx.db.read, ctx.actor, id);
  if (idea.version === 0) throw new NotFound();
  return {
    idea: { id, title: idea.title, path: ideaPath(idea), version: idea.version },
    space: { slug: space.slug, name: space.name },
    canEdit: mayEditIdea(ctx.actor, idea) && takesEdits(idea),
  };
}

/** The texts of an idea for those who may change them. Throws `NotFound`, `Forbidden`, `Refused("text_closed")`. */
export async function textToEdit(ctx: Context, id: string) {
  const { idea } = await ideaSeenBy(ctx.db.read, ctx.actor, id);
  must(mayEditIdea(ctx.actor, idea));
  if (!takesEdits(idea)) throw new Refused("text_closed");
  const [row] = await ctx.db.read
    .select({
      title: ideas.title,
      problem: ideas.problem,
      forWhom: ideas.forWhom,
      solution: ideas.solution,
      language: ideas.language,
      version: ideas.version,
    })
    .from(ideas)
    .where(eq(ideas.id, id));
  if (!row) throw new NotFound();
  const { language, version, ...texts } = row;
  return { ...(await ideaAround(ctx, id)), texts, language, version };
}

export type ShownVersion = {
  number: number;
  by: Writer;
  at: number;
  restored: number | null;
  /** The parts that differ from the version before; empty for the first. */
  changed: Part[];
};

/** The versions of an idea, newest first, and the number before which the next page begins. */
export async function versionsOf(ctx: Context, id: string, before: number | null) {
  const around = await ideaAround(ctx, id);
  const rows = await versionRows(ctx.db.read)
    .where(and(eq(ideaVersions.idea, id), before === null ? undefined : lt(ideaVersions.number, before)))
    .orderBy(desc(ideaVersions.number))
    .limit(versionsOnAPage + 1);
  const versions: ShownVersion[] = rows.slice(0, versionsOnAPage).map((row, index) => {
    const previous = rows[index + 1];
    return { ...headOf(row), changed: previous ? changedParts(previous.version, row.version) : [] };
  });
  return { ...around, versions, next: rows.length > versionsOnAPage ? (versions.at(-1)?.number ?? null) : null };
}

type Row = Awaited<ReturnType<typeof versionRows>>[number];

function versionRows(read: Reads) {
  return read
    .select({ version: ideaVersions, name: members.name })
    .from(ideaVersions)
    .innerJoin(members, eq(members.id, ideaVersions.author));
}

function headOf({ version, name }: Row) {
  return {
    number: version.number,
    by: { id: version.author, name, affiliation: version.affiliation },
    at: version.at,
    restored: version.restored,
  };
}

/** What each part of a text became. */
export type Compared = { part: Part; changed: boolean; pieces: Piece[] }[];

export function compared(before: Texts, after: Texts): Compared {
  return parts.map((part) => ({
    part,
    changed: before[part] !== after[part],
    pieces: differences(before[part], after[part]),
  }));
}

const nothing: Texts = { title: "", problem: "", forWhom: "", solution: "" };

/**
 * A version of an idea against another one, or against the one before. `writers` are those who
 * wrote from one to the other. Throws `NotFound`.
 */
export async function comparison(ctx: Context, id: string, number: number, against: number | null) {
  const around = await ideaAround(ctx, id);
  const asked = against ?? number - 1;
  const [from, to] = asked <= number ? [asked, number] : [number, asked];
  const rows = await versionRows(ctx.db.read).where(
    and(eq(ideaVersions.idea, id), inArray(ideaVersions.number, [from, to])),
  );
  const newer = rows.find((row) => row.version.number === to);
  const older = rows.find((row) => row.version.number === from);
  if (!newer || (!older && from !== 0)) throw new NotFound();
  return {
    ...around,
    from: older ? headOf(older) : null,
    to: headOf(newer),
    language: newer.version.language,
    writers: await writersBetween(ctx.db.read, id, from, to),
    parts: compared(older?.version ?? nothing, newer.version),
  };
}

/** Who wrote the versions after `from`, up to `to`, in the order of their first one. */
async function writersBetween(read: Reads, id: string, from: number, to: number): Promise<Writer[]> {
  const numbers = Array.from({ length: Math.min(to - from, versionsOnAPage) }, (_, step) => to - step);
  const rows = await versionRows(read)
    .where(and(eq(ideaVersions.idea, id), inArray(ideaVersions.number, numbers)))
    .orderBy(asc(ideaVersions.number));
  return [...new Map(rows.map((row) => [row.version.author, headOf(row).by])).values()];
}

/** What somebody sees who saved a text that others had changed in the meantime. */
export type Meanwhile = {
  /** The version that stands now; saving again builds on it. */
  version: number;
  language: Locale;
  writers: Writer[];
  parts: Compared;
  /** What the form shows now: one's own words where there are any, else the newer text. */
  texts: Texts;
  /** Parts that both changed: whoever saves now decides what they say. */
  clashing: Part[];
};

/** What changed since version `base`, beside what was typed. Throws `NotFound` for a version that never was. */
export async function meanwhileOn(ctx: Context, id: string, base: number, typed: Texts): Promise<Meanwhile> {
  const { texts: current, version, language } = await textToEdit(ctx, id);
  const [began] = await ctx.db.read
    .select()
    .from(ideaVersions)
    .where(and(eq(ideaVersions.idea, id), eq(ideaVersions.number, base)));
  if (!began) throw new NotFound();
  return {
    version,
    language,
    writers: await writersBetween(ctx.db.read, id, base, version),
    parts: compared(began, current),
    ...carriedOver(typed, began, current),
  };
}
