import { and, asc, desc, eq, inArray, isNull, lt } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { suggestions } from "../../../db/schema/suggesting.ts";
import { type AuthorState, ideaAuthors, ideaVersions, ideaVersionWriters } from "../../../db/schema/writing.ts";
import { type Affiliation, isSignedIn, type Locale } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { NotFound, Refused } from "../../platform/errors.ts";
import { must } from "../../platform/policy.ts";
import { type AdoptedInput, adoptedInputs } from "../adopting/queries.server.ts";
import { isAuthorOf } from "../ideas/policy.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { ideaPath } from "../ideas/rules.ts";
import { differences, type Piece } from "./differences.server.ts";
import { mayEditIdea, mayInviteAuthors, mayWithdraw } from "./policy.ts";
import {
  canBeWithdrawn,
  carriedOver,
  changedParts,
  type Part,
  parts,
  takesEdits,
  type Texts,
  versionsOnAPage,
} from "./rules.ts";

/** Somebody who wrote, with the affiliation of that moment. */
export type Writer = { id: string; name: string; affiliation: Affiliation };

/** How a text came to be, in a line. */
export type Written = { version: number; at: number; people: number };

/** The version of an idea that stands, since when, and how many people wrote on the way to it. */
export async function writtenBy(read: Reads, idea: { id: string; version: number }): Promise<Written> {
  const [[newest], writers, together] = await Promise.all([
    read
      .select({ at: ideaVersions.at })
      .from(ideaVersions)
      .where(and(eq(ideaVersions.idea, idea.id), eq(ideaVersions.number, idea.version))),
    // Bringing back what others wrote is no writing.
    read
      .selectDistinct({ member: ideaVersions.author })
      .from(ideaVersions)
      .where(and(eq(ideaVersions.idea, idea.id), isNull(ideaVersions.restored))),
    read
      .selectDistinct({ member: ideaVersionWriters.member })
      .from(ideaVersionWriters)
      .where(eq(ideaVersionWriters.idea, idea.id)),
  ]);
  const people = new Set([...writers, ...together].map(({ member }) => member)).size;
  return { version: idea.version, at: newest?.at ?? 0, people };
}

/** What the pages around an idea's text say of the idea, as far as this actor may see it. Throws `NotFound`. */
async function ideaAround(ctx: Context, id: string) {
  const { idea, space } = await ideaSeenBy(ctx.db.read, ctx.actor, id);
  if (idea.version === 0) throw new NotFound();
  return {
    idea: { id, title: idea.title, path: ideaPath(idea), version: idea.version },
    space: { id: space.id, slug: space.slug, name: space.name },
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
  return { ...(await ideaAround(ctx, id)), texts, language, version, isOthers: !isAuthorOf(ctx.actor, idea) };
}

export type ShownVersion = {
  number: number;
  by: Writer;
  /** Who else wrote it, where several wrote it together. */
  others: Writer[];
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
  const others = await othersOf(
    ctx.db.read,
    id,
    rows.map(({ version }) => version.number),
  );
  const versions: ShownVersion[] = rows.slice(0, versionsOnAPage).map((row, index) => {
    const previous = rows[index + 1];
    return {
      ...headOf(row),
      others: others.get(row.version.number) ?? [],
      changed: previous ? changedParts(previous.version, row.version) : [],
    };
  });
  return { ...around, versions, next: rows.length > versionsOnAPage ? (versions.at(-1)?.number ?? null) : null };
}

/** Who wrote versions beside the one who stands for each, by the number of the version. */
async function othersOf(read: Reads, idea: string, numbers: number[]): Promise<Map<number, Writer[]>> {
  const rows = await read
    .select({
      number: ideaVersionWriters.number,
      id: members.id,
      name: members.name,
      affiliation: ideaVersionWriters.affiliation,
    })
    .from(ideaVersionWriters)
    .innerJoin(members, eq(members.id, ideaVersionWriters.member))
    .where(and(eq(ideaVersionWriters.idea, idea), inArray(ideaVersionWriters.number, numbers)))
    .orderBy(asc(ideaVersionWriters.member));
  const others = new Map<number, Writer[]>();
  for (const { number, ...writer } of rows) others.set(number, [...(others.get(number) ?? []), writer]);
  return others;
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
  const others = await othersOf(read, id, numbers);
  const writers = rows.flatMap((row) => [headOf(row).by, ...(others.get(row.version.number) ?? [])]);
  return [...new Map(writers.map((writer) => [writer.id, writer])).values()];
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

/** Somebody who has a part in an idea, and which. */
export type Maker = Writer & { handle: string; avatar: string | null; roles: MakerRole[] };
export type MakerRole = "origin" | "author" | "text" | "suggestion" | AdoptedInput["as"];

/** Who made an idea: its author, the co-authors, who wrote on its text, and whose suggestions, comments and notes went into it. */
export async function makersOf(
  read: Reads,
  idea: { id: string; author: string; affiliation: Affiliation },
): Promise<Maker[]> {
  const [coAuthors, writers, together, suggesters, inputs] = await Promise.all([
    read
      .select({ member: ideaAuthors.member, affiliation: ideaAuthors.affiliation })
      .from(ideaAuthors)
      .where(and(eq(ideaAuthors.idea, idea.id), eq(ideaAuthors.state, "accepted")))
      .orderBy(asc(ideaAuthors.at)),
    read
      .selectDistinct({ member: ideaVersions.author, affiliation: ideaVersions.affiliation })
      .from(ideaVersions)
      .where(and(eq(ideaVersions.idea, idea.id), isNull(ideaVersions.restored))),
    read
      .selectDistinct({ member: ideaVersionWriters.member, affiliation: ideaVersionWriters.affiliation })
      .from(ideaVersionWriters)
      .where(eq(ideaVersionWriters.idea, idea.id)),
    read
      .selectDistinct({ member: suggestions.author, affiliation: suggestions.affiliation })
      .from(suggestions)
      .where(and(eq(suggestions.idea, idea.id), eq(suggestions.state, "accepted"))),
    adoptedInputs(read, idea.id),
  ]);
  const parts: { member: string; affiliation: Affiliation; role: MakerRole }[] = [
    { member: idea.author, affiliation: idea.affiliation, role: "origin" },
    ...coAuthors.map((row) => ({ ...row, role: "author" as const })),
    ...[...writers, ...together].map((row) => ({ ...row, role: "text" as const })),
    ...suggesters.map((row) => ({ ...row, role: "suggestion" as const })),
    ...inputs.flatMap(({ author: member, affiliation, as: role, isNamed }) =>
      isNamed ? [{ member, affiliation, role }] : [],
    ),
  ];
  const people = await peopleWith(read, [...new Set(parts.map(({ member }) => member))]);
  const makers = new Map<string, Maker>();
  for (const { member, affiliation, role } of parts) {
    const maker = makers.get(member) ?? {
      ...(people.get(member) ?? { id: member, name: "", handle: "", avatar: null }),
      affiliation,
      roles: [],
    };
    if (!maker.roles.includes(role)) maker.roles.push(role);
    makers.set(member, maker);
  }
  return [...makers.values()];
}

async function peopleWith(read: Reads, ids: string[]) {
  const rows = await read
    .select({ id: members.id, name: members.name, handle: members.handle, avatar: members.avatar })
    .from(members)
    .where(inArray(members.id, ids));
  return new Map(rows.map((row) => [row.id, row]));
}

/** Who invites this actor to write an idea together, or null. */
export async function invitationTo(ctx: Context, idea: string): Promise<{ by: string } | null> {
  if (!isSignedIn(ctx.actor)) return null;
  const [invitation] = await ctx.db.read
    .select({ by: members.name })
    .from(ideaAuthors)
    .innerJoin(members, eq(members.id, ideaAuthors.invitedBy))
    .where(and(eq(ideaAuthors.idea, idea), eq(ideaAuthors.member, ctx.actor.id), eq(ideaAuthors.state, "invited")));
  return invitation ?? null;
}

export type CoAuthor = Writer & { at: number; invitedBy: string };

/** Who writes an idea together; open invitations only for those who may invite. Throws `NotFound`. */
export async function authorsPage(ctx: Context, id: string) {
  const around = await ideaAround(ctx, id);
  const { idea } = await ideaSeenBy(ctx.db.read, ctx.actor, id);
  const canInvite = mayInviteAuthors(ctx.actor, idea) && takesEdits(idea);
  const rows = await ctx.db.read
    .select()
    .from(ideaAuthors)
    .where(
      and(eq(ideaAuthors.idea, id), inArray(ideaAuthors.state, canInvite ? ["invited", "accepted"] : ["accepted"])),
    )
    .orderBy(asc(ideaAuthors.at));
  const people = await peopleWith(ctx.db.read, [idea.author, ...rows.flatMap((row) => [row.member, row.invitedBy])]);
  const named = (state: AuthorState): CoAuthor[] =>
    rows
      .filter((row) => row.state === state)
      .map(({ member, affiliation, at, invitedBy }) => ({
        id: member,
        name: people.get(member)?.name ?? "",
        affiliation,
        at,
        invitedBy: people.get(invitedBy)?.name ?? "",
      }));
  return {
    ...around,
    origin: { id: idea.author, name: people.get(idea.author)?.name ?? "", affiliation: idea.affiliation },
    coAuthors: named("accepted"),
    invited: named("invited"),
    invitation: await invitationTo(ctx, id),
    can: {
      invite: canInvite,
      leave: isSignedIn(ctx.actor) && ctx.actor.id !== idea.author && idea.authors.includes(ctx.actor.id),
    },
  };
}

/** The idea of somebody who may still take it back. Throws `NotFound`, `Forbidden`, `Refused("withdraw_closed")`. */
export async function withdrawalPage(ctx: Context, id: string) {
  const { idea } = await ideaSeenBy(ctx.db.read, ctx.actor, id);
  must(mayWithdraw(ctx.actor, idea));
  if (!canBeWithdrawn(idea)) throw new Refused("withdraw_closed");
  return ideaAround(ctx, id);
}
