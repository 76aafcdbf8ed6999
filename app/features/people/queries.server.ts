import { aliasedTable, and, count, desc, eq, inArray, isNotNull, isNull, notInArray, or, sql } from "drizzle-orm";
import { comments, evidenceAcceptances, welcomes } from "../../../db/schema/discussion.ts";
import { ideas, type Stage } from "../../../db/schema/ideas.ts";
import { formerHandles, members } from "../../../db/schema/members.ts";
import { stageMoves } from "../../../db/schema/piloting.ts";
import { memberships, spaces } from "../../../db/schema/spaces.ts";
import { commentAdoptions, ideaAuthors, ideaVersions } from "../../../db/schema/writing.ts";
import { type Affiliation, isSignedIn, type Locale } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { plainText } from "../../platform/markdown.server.ts";
import { comesAfter } from "../../platform/paging.server.ts";
import { type PageKey, pageOf } from "../../platform/paging.ts";
import { openBan } from "../accounts/queries.server.ts";
import { handleStays } from "../accounts/rules.ts";
import { headOf, unlistedStages } from "../ideas/rules.ts";
import { spacesSeenBy } from "../spaces/queries.server.ts";
import { maySeeMembership, maySeeProfile } from "./policy.ts";
import { type Outcome, pageSize, type Part, type parts } from "./rules.ts";

/** Longest head of a comment or an answer in a list, in characters. */
const headLength = 220;

/** An idea somebody wrote or writes with others, and what became of it. */
export type WrittenIdea = {
  id: string;
  title: string;
  language: Locale;
  stage: Stage;
  extra: string | null;
  spaceId: string;
  /** Since when it stands there, in milliseconds since 1970 UTC. */
  stageSince: number;
  participants: number;
  space: string;
  role: "author" | "co_author";
  /** The first words of the answer that brought it to its stage, and who signed it. */
  answer: { words: string; by: string } | null;
};

/** A comment of somebody; `adoptedBy` says that it went into the idea's text. */
export type WrittenComment = {
  id: string;
  words: string;
  language: Locale;
  at: number;
  idea: { id: string; title: string; language: Locale };
  space: string;
  adoptedBy: string | null;
  /** Who accepted it as evidence. */
  acceptedBy: string | null;
};

type Listed = { ideas: WrittenIdea[]; comments: WrittenComment[]; next: PageKey | null };

export type Profile = {
  person: {
    id: string;
    name: string;
    handle: string;
    avatar: string | null;
    affiliation: Affiliation;
    bioHtml: string;
    locale: Locale;
    createdAt: number;
    /** Erased: what is left is what he or she published. */
    isFormer: boolean;
    /** Came with an import: nobody signs in as it. */
    isPlaceholder: boolean;
  };
  spaces: { slug: string; name: string; pilot: boolean }[];
  /** How many contributions of each kind the lists have for this reader. */
  counts: Record<(typeof parts)[number], number>;
  /** What became of them, as far as this reader may see it. */
  outcomes: Record<Outcome, number>;
  /** Whether there is a picture of the profile for places that show a link to it. */
  hasCard: boolean;
  /** How many newcomers he or she made welcome where this reader may read it. */
  welcomed: number;
  listed: Listed;
  isMe: boolean;
  /** For admins, about somebody else: whether the person is kept out. */
  ban: { isBanned: boolean } | null;
};

/**
 * Somebody's profile with the `part` of his or her contributions that begins after `after`, as far as this reader may
 * know of it. Throws `NotFound`, also for somebody of whom the reader may know nothing.
 */
export async function profileOf(ctx: Context, handle: string, part: Part, after: PageKey | null): Promise<Profile> {
  const { actor } = ctx;
  const [person] = await ctx.db.read.select().from(members).where(eq(members.handle, handle));
  if (!person) throw new NotFound();
  const isOfComments = part === "adopted" || part === "comments";
  const [knownSpaces, ideaCount, outcomes, commentCount, welcomed, listed, ban] = await Promise.all([
    spacesOf(ctx, person.id),
    countedIdeas(ctx, person.id),
    outcomesOf(ctx, person.id),
    countedComments(ctx, person.id, false),
    countedWelcomes(ctx, person.id),
    isOfComments
      ? commentsBy(ctx, person.id, part === "adopted", after)
      : ideasBy(ctx, person.id, part === "ideas" ? null : part, after),
    openBan(ctx.db.read, person.id),
  ]);
  const contributions = ideaCount + commentCount;
  const isUnknown = knownSpaces.length === 0 && contributions === 0;
  const hasSigned = isUnknown && (await signedSomething(ctx, person.id));
  if (!maySeeProfile(actor, person, { spaces: knownSpaces.length, contributions, hasSigned })) throw new NotFound();
  const isMe = isSignedIn(actor) && actor.id === person.id;
  const judges = isSignedIn(actor) && actor.admin;
  const { id, name, affiliation, locale, createdAt } = person;
  return {
    person: {
      id,
      name,
      handle,
      avatar: person.avatar,
      affiliation,
      locale,
      createdAt,
      isFormer: person.erasedAt !== null,
      isPlaceholder: person.email === null && person.erasedAt === null,
      // Who is kept out says nothing here any more either.
      bioHtml: ban === null || judges ? person.bioHtml : "",
    },
    spaces: knownSpaces,
    counts: { ideas: ideaCount, adopted: outcomes.adopted, comments: commentCount },
    outcomes,
    hasCard: person.showsCard && person.erasedAt === null && person.email !== null && ban === null,
    welcomed,
    listed,
    isMe,
    ban: judges && !isMe ? { isBanned: ban !== null } : null,
  };
}

/** What the one who asks says of himself or herself, to change it; until when the handle must stay. Throws `Unauthorized`. */
export async function ownProfile(ctx: Context) {
  const { actor } = signedIn(ctx);
  const [row] = await ctx.db.read
    .select({ name: members.name, handle: members.handle, bio: members.bio, changedAt: members.handleChangedAt })
    .from(members)
    .where(eq(members.id, actor.id));
  if (!row) throw new NotFound();
  const { changedAt, ...profile } = row;
  const until = (changedAt ?? -handleStays) + handleStays;
  return { ...profile, handleStaysUntil: until > ctx.now ? until : null };
}

/** How the one who asks may be found and shown. Throws `Unauthorized`. */
export async function foundSettings(ctx: Context): Promise<{ mayBeFound: boolean; showsCard: boolean }> {
  const { actor } = signedIn(ctx);
  const [row] = await ctx.db.read
    .select({ mayBeFound: members.mayBeFound, showsCard: members.showsCard })
    .from(members)
    .where(eq(members.id, actor.id));
  if (!row) throw new NotFound();
  return row;
}

/** The handle of the one who had this handle before, or null. */
export async function handleAfter(ctx: Context, former: string): Promise<string | null> {
  const [row] = await ctx.db.read
    .select({ handle: members.handle })
    .from(formerHandles)
    .innerJoin(members, eq(members.id, formerHandles.member))
    .where(eq(formerHandles.handle, former));
  return row?.handle ?? null;
}

/** The spaces of a member of which the reader may know that he or she belongs to them, by name. */
async function spacesOf(ctx: Context, member: string) {
  const rows = await ctx.db.read
    .select({
      id: spaces.id,
      slug: spaces.slug,
      name: spaces.name,
      visibility: spaces.visibility,
      pilot: memberships.pilot,
    })
    .from(memberships)
    .innerJoin(spaces, eq(spaces.id, memberships.space))
    .where(and(eq(memberships.member, member), spacesSeenBy(ctx.actor)))
    .orderBy(spaces.name, spaces.id)
    .limit(100);
  return rows
    .filter(({ id, pilot, visibility }) =>
      maySeeMembership(ctx.actor, { member, space: id, pilot, isPublic: visibility === "public" }),
    )
    .map(({ slug, name, pilot }) => ({ slug, name, pilot }));
}

/** The condition that an idea, joined with its space, stands in lists for this reader. */
function shownIdea(ctx: Context) {
  return and(
    spacesSeenBy(ctx.actor),
    eq(ideas.moderation, "visible"),
    notInArray(ideas.stage, [...unlistedStages]),
    isNotNull(ideas.submittedAt),
  );
}

function writtenBy(ctx: Context, member: string) {
  const shared = ctx.db.read
    .select({ idea: ideaAuthors.idea })
    .from(ideaAuthors)
    .where(and(eq(ideaAuthors.member, member), eq(ideaAuthors.state, "accepted")));
  return and(or(eq(ideas.author, member), inArray(ideas.id, shared)), shownIdea(ctx));
}

function saidBy(ctx: Context, member: string, onlyAdopted: boolean) {
  return and(
    eq(comments.author, member),
    isNull(comments.deletedAt),
    isNull(comments.hiddenAt),
    onlyAdopted ? isNotNull(commentAdoptions.comment) : undefined,
    shownIdea(ctx),
  );
}

async function countedIdeas(ctx: Context, member: string, stage: Stage | null = null): Promise<number> {
  const [row] = await ctx.db.read
    .select({ count: count() })
    .from(ideas)
    .innerJoin(spaces, eq(spaces.id, ideas.space))
    .where(and(writtenBy(ctx, member), stage === null ? undefined : eq(ideas.stage, stage)));
  return row?.count ?? 0;
}

/**
 * What became of what somebody brought in, where the reader may read it: ideas that he or she wrote, alone or with
 * others, by their stage now, and comments that went into an idea.
 */
export async function outcomesOf(ctx: Context, member: string): Promise<Record<Outcome, number>> {
  const [shipped, building, adopted] = await Promise.all([
    countedIdeas(ctx, member, "shipped"),
    countedIdeas(ctx, member, "building"),
    countedComments(ctx, member, true),
  ]);
  return { shipped, building, adopted };
}

async function countedComments(ctx: Context, member: string, onlyAdopted: boolean): Promise<number> {
  const [row] = await ctx.db.read
    .select({ count: count() })
    .from(comments)
    .innerJoin(ideas, eq(ideas.id, comments.idea))
    .innerJoin(spaces, eq(spaces.id, ideas.space))
    .leftJoin(commentAdoptions, eq(commentAdoptions.comment, comments.id))
    .where(saidBy(ctx, member, onlyAdopted));
  return row?.count ?? 0;
}

async function countedWelcomes(ctx: Context, member: string): Promise<number> {
  const [row] = await ctx.db.read
    .select({ count: count() })
    .from(welcomes)
    .innerJoin(comments, eq(comments.id, welcomes.comment))
    .innerJoin(ideas, eq(ideas.id, comments.idea))
    .innerJoin(spaces, eq(spaces.id, ideas.space))
    .where(and(eq(welcomes.by, member), shownIdea(ctx)));
  return row?.count ?? 0;
}

async function ideasBy(
  ctx: Context,
  member: string,
  stage: "shipped" | "building" | null,
  after: PageKey | null,
): Promise<Listed> {
  const at = ideas.submittedAt;
  const rows = await ctx.db.read
    .select({
      id: ideas.id,
      title: ideas.title,
      language: ideas.language,
      author: ideas.author,
      stage: ideas.stage,
      extra: ideas.extra,
      spaceId: ideas.space,
      stageSince: ideas.stageSince,
      participants: ideas.participants,
      space: spaces.name,
      at,
    })
    .from(ideas)
    .innerJoin(spaces, eq(spaces.id, ideas.space))
    .where(
      and(writtenBy(ctx, member), stage === null ? undefined : eq(ideas.stage, stage), comesAfter(at, ideas.id, after)),
    )
    .orderBy(desc(at), desc(ideas.id))
    .limit(pageSize + 1);
  const { page, last } = pageOf(rows, pageSize);
  const answers = await answersTo(ctx, page);
  return {
    ideas: page.map(({ author, id, title, language, stage, extra, spaceId, stageSince, participants, space }) => ({
      id,
      title,
      language,
      stage,
      extra,
      spaceId,
      stageSince,
      participants,
      space,
      role: author === member ? "author" : "co_author",
      answer: answers.get(id) ?? null,
    })),
    comments: [],
    next: last ? { at: last.at ?? 0, id: last.id } : null,
  };
}

/** What was said when each of these ideas came to where it stands, where something was. */
async function answersTo(ctx: Context, page: { id: string; stage: Stage; stageSince: number }[]) {
  const answers = new Map<string, { words: string; by: string }>();
  if (page.length === 0) return answers;
  const rows = await ctx.db.read
    .select({
      idea: stageMoves.idea,
      to: stageMoves.to,
      at: stageMoves.at,
      html: stageMoves.html,
      by: members.name,
    })
    .from(stageMoves)
    .innerJoin(members, eq(members.id, stageMoves.by))
    .where(
      and(
        inArray(
          stageMoves.idea,
          page.map(({ id }) => id),
        ),
        isNull(stageMoves.undoneAt),
      ),
    )
    .orderBy(stageMoves.at, stageMoves.id);
  const stages = new Map(page.map(({ id, stage }) => [id, stage]));
  for (const { idea, to, html, by } of rows) {
    if (stages.get(idea) === to) answers.set(idea, { words: headOf(plainText(html), headLength), by });
    else answers.delete(idea);
  }
  return answers;
}

async function commentsBy(ctx: Context, member: string, onlyAdopted: boolean, after: PageKey | null): Promise<Listed> {
  const { createdAt, id } = comments;
  const accepters = aliasedTable(members, "accepters");
  const rows = await ctx.db.read
    .select({
      id,
      html: comments.html,
      language: comments.language,
      at: createdAt,
      idea: ideas.id,
      title: ideas.title,
      ideaLanguage: ideas.language,
      space: spaces.name,
      adoptedBy: members.name,
      acceptedBy: accepters.name,
    })
    .from(comments)
    .innerJoin(ideas, eq(ideas.id, comments.idea))
    .innerJoin(spaces, eq(spaces.id, ideas.space))
    .leftJoin(commentAdoptions, eq(commentAdoptions.comment, comments.id))
    .leftJoin(members, eq(members.id, commentAdoptions.by))
    .leftJoin(evidenceAcceptances, eq(evidenceAcceptances.comment, comments.id))
    .leftJoin(accepters, eq(accepters.id, evidenceAcceptances.by))
    .where(and(saidBy(ctx, member, onlyAdopted), comesAfter(createdAt, id, after)))
    .orderBy(desc(createdAt), desc(id))
    .limit(pageSize + 1);
  const { page, last } = pageOf(rows, pageSize);
  return {
    ideas: [],
    comments: page.map(({ html, idea, title, ideaLanguage, ...comment }) => ({
      ...comment,
      words: headOf(plainText(html), headLength),
      idea: { id: idea, title, language: ideaLanguage },
    })),
    next: last ? { at: last.at, id: last.id } : null,
  };
}

/** Whether pages that this reader may open name the person beside a text or an answer. */
async function signedSomething(ctx: Context, member: string): Promise<boolean> {
  const one = { found: sql<number>`1` };
  const [versions, moves] = await Promise.all([
    ctx.db.read
      .select(one)
      .from(ideaVersions)
      .innerJoin(ideas, eq(ideas.id, ideaVersions.idea))
      .innerJoin(spaces, eq(spaces.id, ideas.space))
      .where(and(eq(ideaVersions.author, member), shownIdea(ctx)))
      .limit(1),
    ctx.db.read
      .select(one)
      .from(stageMoves)
      .innerJoin(ideas, eq(ideas.id, stageMoves.idea))
      .innerJoin(spaces, eq(spaces.id, ideas.space))
      .where(and(eq(stageMoves.by, member), isNull(stageMoves.undoneAt), shownIdea(ctx)))
      .limit(1),
  ]);
  return versions.length + moves.length > 0;
}
