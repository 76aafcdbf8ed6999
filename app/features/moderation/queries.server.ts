import { and, count, desc, eq, inArray, isNotNull, isNull, min, ne, or, sql } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { comments } from "../../../db/schema/discussion.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { moderationActs, reports, type ReportReason } from "../../../db/schema/moderation.ts";
import { duties } from "../../../db/schema/piloting.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import { type Actor, type Affiliation, isAdmin, isPilotOf, isSignedIn } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { plainText } from "../../platform/markdown.server.ts";
import { commentPath, isHeld } from "../discussion/rules.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { headOf, ideaPath } from "../ideas/rules.ts";
import { leadsTo } from "../merging/queries.server.ts";
import { isInvolved } from "../piloting/policy.ts";
import { decided } from "../piloting/queries.server.ts";
import { actShown } from "./acts.server.ts";
import { mayJudge, maySeeReports } from "./policy.ts";
import { mostListed, type Subject, subjectName, subjectPath } from "./rules.ts";

/** How much of a comment a list shows, in characters. */
const headLength = 160;

/**
 * What a report or a decision is about, as far as this actor may see it, and who is involved: who
 * wrote it, and who wrote the idea it belongs to. Throws `NotFound`, also for a deleted comment.
 */
export async function itemSeenBy(read: Reads, actor: Actor, subject: Subject) {
  const { idea, space } = await ideaSeenBy(read, actor, subject.idea);
  if (subject.comment === null) {
    const isHidden = idea.moderation === "hidden";
    const isWaiting = idea.moderation === "held";
    const about = await decided(read, idea);
    return { subject, idea, space, author: idea.author, html: null, isHidden, isHeld: isWaiting, about };
  }
  const [comment] = await read
    .select({ author: comments.author, html: comments.html, hiddenAt: comments.hiddenAt, heldAt: comments.heldAt })
    .from(comments)
    .where(and(eq(comments.id, subject.comment), eq(comments.idea, idea.id), isNull(comments.deletedAt)));
  if (!comment) throw new NotFound();
  // Others do not know of it.
  if (comment.heldAt !== null && !readsHidden(actor, { author: comment.author, space: space.id })) throw new NotFound();
  return {
    subject,
    idea,
    space,
    author: comment.author,
    html: comment.html,
    isHidden: comment.hiddenAt !== null && !isHeld(comment),
    isHeld: isHeld(comment),
    about: await decided(read, idea, [comment.author]),
  };
}

type Item = Awaited<ReturnType<typeof itemSeenBy>>;

/** Who wrote the item itself. */
export function writersOf({ subject, about, author }: Item): readonly string[] {
  return subject.comment === null ? about.authors : [author];
}

/** Where people read an item: a comment of a merged idea stands on the page of the idea that stands for it. */
async function placeShown(read: Reads, { idea, subject }: Pick<Item, "idea" | "subject">): Promise<string> {
  if (subject.comment === null) return ideaPath(idea);
  return commentPath((await leadsTo(read, idea)) ?? ideaPath(idea), subject.comment);
}

/** The path at which people read an idea or a comment. Throws `NotFound`. */
export async function pathOfItem(ctx: Context, subject: Subject): Promise<string> {
  return placeShown(ctx.db.read, await itemSeenBy(ctx.db.read, ctx.actor, subject));
}

async function placeOf(ctx: Context, item: Item) {
  const { idea, space, subject } = item;
  const [author] = await ctx.db.read
    .select({ name: members.name, handle: members.handle })
    .from(members)
    .where(eq(members.id, item.author));
  const path = ideaPath(idea);
  return {
    space: { id: space.id, slug: space.slug, name: space.name },
    idea: { title: idea.title, path },
    subject,
    back: await placeShown(ctx.db.read, item),
    author: author?.name ?? "",
    handle: author?.handle ?? "",
  };
}

/** What the page that reports something shows. Throws `NotFound`. */
export async function reportPage(ctx: Context, subject: Subject) {
  const item = await itemSeenBy(ctx.db.read, ctx.actor, subject);
  const { actor } = ctx;
  const isOwn = isSignedIn(actor) && writersOf(item).includes(actor.id);
  return {
    ...(await placeOf(ctx, item)),
    html: item.isHidden ? null : item.html,
    state: isOwn ? ("own" as const) : item.isHidden ? ("hidden" as const) : await ownReport(ctx, subject),
  };
}

async function ownReport(ctx: Context, subject: Subject): Promise<"none" | "reported"> {
  if (!isSignedIn(ctx.actor)) return "none";
  const mine = await ctx.db.read
    .select({ id: reports.id })
    .from(reports)
    .where(and(eq(reports.subject, subjectName(subject)), eq(reports.by, ctx.actor.id), eq(reports.state, "open")));
  return mine.length > 0 ? "reported" : "none";
}

/**
 * What a pilot needs to judge an idea or a comment. Throws `NotFound` for whoever judges nothing
 * here; a pilot who wrote it, or the idea around it, learns of no report.
 */
export async function judgingPage(ctx: Context, subject: Subject) {
  const item = await itemSeenBy(ctx.db.read, ctx.actor, subject);
  if (!maySeeReports(ctx.actor, item.space.id)) throw new NotFound();
  const isOwn = isInvolved(ctx.actor, item.about);
  const name = subjectName(subject);
  return {
    ...(await placeOf(ctx, item)),
    html: item.html,
    isHidden: item.isHidden,
    isHeld: item.isHeld,
    part: mayJudge(ctx.actor, item.about) ? ("judge" as const) : isOwn ? ("own" as const) : ("looks_on" as const),
    reports: isOwn ? [] : await openReportsOn(ctx, name),
    // That it was reported and left as it is would tell the same.
    acts: (await actsOn(ctx, name)).filter(({ act }) => !isOwn || act !== "dismissed"),
  };
}

async function openReportsOn(ctx: Context, subject: string) {
  return ctx.db.read
    .select({
      id: reports.id,
      reason: reports.reason,
      words: reports.words,
      at: reports.at,
      by: { name: members.name, affiliation: members.affiliation },
    })
    .from(reports)
    .innerJoin(members, eq(members.id, reports.by))
    .where(and(eq(reports.subject, subject), eq(reports.state, "open")))
    .orderBy(reports.at)
    .limit(mostListed);
}

async function actsOn(ctx: Context, subject: string) {
  return ctx.db.read
    .select(actShown)
    .from(moderationActs)
    .innerJoin(members, eq(members.id, moderationActs.by))
    .where(eq(moderationActs.subject, subject))
    .orderBy(desc(moderationActs.at), desc(moderationActs.id))
    .limit(mostListed);
}

/** Why something is hidden, for its author and those who may judge. */
export type Hiding = {
  /** The decision. */
  id: string;
  space: string;
  reason: ReportReason;
  words: string;
  at: number;
  by: { name: string; affiliation: Affiliation };
};

/** The newest reason for which each of these subjects was hidden. */
async function hidingsOf(read: Reads, subjects: string[]): Promise<Map<string, Hiding>> {
  if (subjects.length === 0) return new Map();
  const rows = await read
    .select({
      id: moderationActs.id,
      subject: moderationActs.subject,
      space: moderationActs.space,
      reason: moderationActs.reason,
      words: moderationActs.words,
      at: moderationActs.at,
      by: { name: members.name, affiliation: members.affiliation },
    })
    .from(moderationActs)
    .innerJoin(members, eq(members.id, moderationActs.by))
    .where(and(inArray(moderationActs.subject, subjects), eq(moderationActs.act, "hidden")))
    .orderBy(moderationActs.at, moderationActs.id);
  return new Map(rows.map(({ subject, reason, ...hiding }) => [subject, { ...hiding, reason: reason ?? "other" }]));
}

/** Why an idea is hidden; null when it is not, or was hidden where it came from. */
export async function hidingOfIdea(ctx: Context, idea: { id: string; moderation: string }): Promise<Hiding | null> {
  if (idea.moderation !== "hidden") return null;
  const name = subjectName({ idea: idea.id, comment: null });
  return (await hidingsOf(ctx.db.read, [name])).get(name) ?? null;
}

/** Why each of these hidden comments is hidden, by the comment's id. */
export async function hidingsOfComments(read: Reads, ids: readonly string[]): Promise<Map<string, Hiding>> {
  const found = await hidingsOf(
    read,
    ids.map((comment) => `comment:${comment}`),
  );
  return new Map([...found].map(([subject, hiding]) => [subject.slice("comment:".length), hiding]));
}

/** Whether this person reads the words of a hidden comment: its author, the space's pilots, admins. */
export function readsHidden(actor: Actor, comment: { author: string; space: string }): boolean {
  if (!isSignedIn(actor)) return false;
  return actor.id === comment.author || isPilotOf(actor, comment.space) || isAdmin(actor);
}

/** What awaits this person's judgment, by space: subjects with an open report that he or she did not write. */
export async function reportsAwaiting(
  ctx: Context,
): Promise<{ id: string; slug: string; name: string; count: number }[]> {
  const { actor } = ctx;
  if (!isSignedIn(actor)) return [];
  const piloted = [...actor.memberships].filter(([, roles]) => roles.pilot).map(([space]) => space);
  if (piloted.length === 0) return [];
  return ctx.db.read
    .select({
      id: spaces.id,
      slug: spaces.slug,
      name: spaces.name,
      count: sql<number>`count(distinct ${reports.subject})`.mapWith(Number),
    })
    .from(spaces)
    .leftJoin(reports, and(eq(reports.space, spaces.id), eq(reports.state, "open"), ne(reports.author, actor.id)))
    .where(inArray(spaces.id, piloted))
    .groupBy(spaces.id, spaces.slug, spaces.name)
    .orderBy(spaces.name);
}

/** What the list of a space's reports shows, the longest waiting first, and what is hidden there now. */
export async function reportsPage(ctx: Context & { actor: { id: string } }, space: string) {
  const { read } = ctx.db;
  const waiting = await read
    .select({
      subject: reports.subject,
      idea: reports.idea,
      title: ideas.title,
      count: count(),
      since: min(reports.at),
    })
    .from(reports)
    .innerJoin(ideas, eq(ideas.id, reports.idea))
    .where(and(eq(reports.space, space), eq(reports.state, "open"), ne(reports.author, ctx.actor.id)))
    .groupBy(reports.subject, reports.idea, ideas.title)
    .orderBy(min(reports.at))
    .limit(mostListed);
  const reasons = await reasonsOf(
    read,
    waiting.map((row) => row.subject),
  );
  const heads = await headsOf(
    read,
    waiting.map(({ subject }) => subject),
  );
  return {
    waiting: waiting.map((row) => ({
      ...listed(row, heads),
      count: row.count,
      since: row.since ?? 0,
      reasons: reasons.get(row.subject) ?? [],
    })),
    held: await heldIn(read, space, ctx.actor.id),
    hidden: await hiddenIn(read, space),
  };
}

function listed(
  { subject, idea, title }: { subject: string; idea: string; title: string },
  heads: Map<string, string>,
) {
  const comment = subject.startsWith("comment:") ? subject.slice("comment:".length) : null;
  return { subject, title, head: heads.get(subject) ?? null, to: subjectPath("moderation", { idea, comment }) };
}

async function reasonsOf(read: Reads, subjects: string[]): Promise<Map<string, ReportReason[]>> {
  const found = new Map<string, ReportReason[]>();
  if (subjects.length === 0) return found;
  const rows = await read
    .selectDistinct({ subject: reports.subject, reason: reports.reason })
    .from(reports)
    .where(and(inArray(reports.subject, subjects), eq(reports.state, "open")))
    .orderBy(reports.reason);
  for (const { subject, reason } of rows) found.set(subject, [...(found.get(subject) ?? []), reason]);
  return found;
}

/** The first words of the comments among these subjects. */
async function headsOf(read: Reads, subjects: string[]): Promise<Map<string, string>> {
  const ids = subjects.filter((name) => name.startsWith("comment:")).map((name) => name.slice("comment:".length));
  if (ids.length === 0) return new Map();
  const rows = await read
    .select({ id: comments.id, html: comments.html })
    .from(comments)
    .where(inArray(comments.id, ids));
  return new Map(rows.map(({ id, html }) => [`comment:${id}`, headOf(plainText(html), headLength)]));
}

const isNotHeld = or(isNull(comments.heldAt), ne(comments.hiddenAt, comments.heldAt));

/** What new members of a space wrote and others do not see yet, but for what this person wrote, the oldest first. */
async function heldIn(read: Reads, space: string, member: string) {
  const [heldIdeas, heldComments] = await Promise.all([
    read
      .select({ idea: ideas.id, title: ideas.title })
      .from(ideas)
      .where(and(eq(ideas.space, space), eq(ideas.moderation, "held"), ne(ideas.author, member)))
      .orderBy(ideas.createdAt)
      .limit(mostListed),
    read
      .select({ idea: ideas.id, title: ideas.title, comment: comments.id, html: comments.html })
      .from(comments)
      .innerJoin(ideas, eq(ideas.id, comments.idea))
      .where(
        and(
          eq(ideas.space, space),
          isNotNull(comments.heldAt),
          eq(comments.hiddenAt, comments.heldAt),
          isNull(comments.deletedAt),
          ne(comments.author, member),
        ),
      )
      .orderBy(comments.heldAt)
      .limit(mostListed),
  ]);
  return [
    ...heldIdeas.map(({ idea, title }) => listed({ subject: `idea:${idea}`, idea, title }, new Map())),
    ...heldComments.map(({ idea, title, comment, html }) => {
      const subject = `comment:${comment}`;
      return listed({ subject, idea, title }, new Map([[subject, headOf(plainText(html), headLength)]]));
    }),
  ];
}

/** By when a pilot looks at what is held, in milliseconds since 1970 UTC; null where nobody owes that. */
export async function heldUntil(read: Reads, subject: Subject): Promise<number | null> {
  const [duty] = await read
    .select({ dueAt: duties.dueAt })
    .from(duties)
    .where(and(eq(duties.subject, subjectName(subject)), eq(duties.kind, "judge"), isNull(duties.end)));
  return duty?.dueAt ?? null;
}

async function hiddenIn(read: Reads, space: string) {
  const [hiddenIdeas, hiddenComments] = await Promise.all([
    read
      .select({ idea: ideas.id, title: ideas.title })
      .from(ideas)
      .where(and(eq(ideas.space, space), eq(ideas.moderation, "hidden"), isNull(ideas.importKey)))
      .orderBy(desc(ideas.updatedAt))
      .limit(mostListed),
    read
      .select({ idea: ideas.id, title: ideas.title, comment: comments.id, html: comments.html })
      .from(comments)
      .innerJoin(ideas, eq(ideas.id, comments.idea))
      .where(and(eq(ideas.space, space), isNotNull(comments.hiddenAt), isNull(comments.deletedAt), isNotHeld))
      .orderBy(desc(comments.hiddenAt))
      .limit(mostListed),
  ]);
  return [
    ...hiddenIdeas.map(({ idea, title }) => listed({ subject: `idea:${idea}`, idea, title }, new Map())),
    ...hiddenComments.map(({ idea, title, comment, html }) => {
      const subject = `comment:${comment}`;
      return listed({ subject, idea, title }, new Map([[subject, headOf(plainText(html), headLength)]]));
    }),
  ];
}
