/** Whether what shipped helped: those who have a part in it or supported it are asked once, a month later. */
import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, or } from "drizzle-orm";
import type { Database, Reads } from "../../../db/database.ts";
import { lockIdea, lockRelease } from "../../../db/dialect/locks.ts";
import { creditShares } from "../../../db/schema/crediting.ts";
import { comments } from "../../../db/schema/discussion.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { releaseAnswers, releaseIdeas, releases } from "../../../db/schema/releases.ts";
import { signals } from "../../../db/schema/signals.ts";
import { memberships } from "../../../db/schema/spaces.ts";
import { isSignedIn } from "../../platform/actor.ts";
import { type Context, signedIn, within } from "../../platform/context.server.ts";
import { Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { plainText } from "../../platform/markdown.server.ts";
import { must } from "../../platform/policy.ts";
import { standingFreeze } from "../crediting/gathering.server.ts";
import { postComment } from "../discussion/commands.server.ts";
import { commentPath } from "../discussion/rules.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { headOf, ideaPath } from "../ideas/rules.ts";
import type { Due } from "./commands.server.ts";
import { releaseAnswered, releaseAsked } from "./events.ts";
import type { HelpInput } from "./inputs.ts";
import { ideasOfRelease, releaseSeenBy, releasesOfIdeas } from "./queries.server.ts";
import { helpAnswers, helpPath, releasePath } from "./rules.ts";

/** Asks whether a release helped, once, however many servers try; nothing where it was taken back meanwhile. */
export async function askWhenDue(db: Database, due: Due, now: number): Promise<void> {
  await db.transaction(async (tx) => {
    await lockRelease(tx, due.release);
    const [asked] = await tx
      .update(releases)
      .set({ askedAt: now })
      .where(
        and(
          eq(releases.id, due.release),
          eq(releases.state, "published"),
          eq(releases.publishedAt, due.at),
          isNull(releases.askedAt),
        ),
      )
      .returning();
    if (!asked) return;
    const count = await tx.$count(releaseIdeas, eq(releaseIdeas.release, asked.id));
    await record(tx, { actor: "system", now }, [releaseAsked(asked, count)]);
  });
}

/**
 * Who is asked about which ideas: those with a share of one, and those who support it, as far as they are still there.
 * `only`: of this idea, or whether this member is among them.
 */
export async function askedAbout(
  read: Reads,
  release: string,
  only: { idea?: string; member?: string } = {},
): Promise<{ idea: string; member: string }[]> {
  const ofRelease = only.idea === undefined ? undefined : eq(releaseIdeas.idea, only.idea);
  const links = await read
    .select({ idea: ideas.id, space: ideas.space })
    .from(releaseIdeas)
    .innerJoin(ideas, eq(ideas.id, releaseIdeas.idea))
    .where(
      and(eq(releaseIdeas.release, release), ofRelease, eq(ideas.stage, "shipped"), eq(ideas.moderation, "visible")),
    )
    .orderBy(asc(ideas.id));
  const asked: { idea: string; member: string }[] = [];
  for (const { idea, space } of links) {
    const freeze = await standingFreeze(read, idea);
    // Within the database: an idea may have more supporters than a statement takes values.
    const sharing = read
      .select({ member: creditShares.member })
      .from(creditShares)
      .where(and(eq(creditShares.freeze, freeze?.id ?? ""), gt(creditShares.share, 0)));
    const supporting = read
      .select({ member: signals.member })
      .from(signals)
      .where(and(eq(signals.idea, idea), eq(signals.kind, "support"), isNull(signals.away)));
    const there = await read
      .select({ member: members.id })
      .from(members)
      .innerJoin(memberships, and(eq(memberships.member, members.id), eq(memberships.space, space)))
      .where(
        and(
          only.member === undefined ? undefined : eq(members.id, only.member),
          or(inArray(members.id, sharing), inArray(members.id, supporting)),
          isNotNull(members.email),
          isNull(members.erasesAt),
        ),
      )
      .orderBy(asc(members.id));
    asked.push(...there.map(({ member }) => ({ idea, member })));
  }
  return asked;
}

/** The ids of those who are asked about a release. */
export async function peopleAskedAbout(read: Reads, release: string): Promise<string[]> {
  return [...new Set((await askedAbout(read, release)).map(({ member }) => member))];
}

/** What the page shows that asks somebody about a release. Throws `NotFound`, `Forbidden("help_not_yours")`, `Refused("help_not_asked")`. */
export async function helpPage(ctx: Context, space: string, id: string) {
  const { actor } = signedIn(ctx);
  const { read } = ctx.db;
  const release = await releaseSeenBy(read, actor, space, id);
  if (release.askedAt === null) throw new Refused("help_not_asked");
  const mine = new Set((await askedAbout(read, id, { member: actor.id })).map(({ idea }) => idea));
  must(mine.size > 0, "help_not_yours");
  const { shown } = await ideasOfRelease(ctx, id);
  const said = await read
    .select()
    .from(releaseAnswers)
    .where(and(eq(releaseAnswers.release, id), eq(releaseAnswers.member, actor.id)));
  return {
    release,
    ideas: shown
      .filter((idea) => mine.has(idea.id))
      .map(({ id: idea, title, language }) => {
        const answer = said.find((each) => each.idea === idea);
        const path = ideaPath({ id: idea, title });
        return {
          id: idea,
          title,
          language,
          path,
          answer: answer?.answer ?? null,
          comment: answer?.comment ? commentPath(path, answer.comment) : null,
        };
      }),
  };
}

/**
 * Keeps what somebody says of an idea of a release, in the place of what was said before; words stand in the talk of the
 * idea, where they are read, answered and reported like others. Throws `NotFound`, `Forbidden("help_not_yours")`,
 * `Refused` (`help_not_asked`, and what keeps a comment from being written).
 */
export async function answerHelp(ctx: Context, space: string, id: string, input: HelpInput): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, input.idea);
    const release = await releaseSeenBy(tx, actor, space, id);
    if (release.state !== "published" || release.askedAt === null) throw new Refused("help_not_asked");
    const { idea } = await ideaSeenBy(tx, actor, input.idea);
    const asked = await askedAbout(tx, id, { idea: idea.id, member: actor.id });
    must(asked.length > 0, "help_not_yours");
    const said = input.words === "" ? null : { id: input.comment, kind: "remark" as const, body: input.words };
    const comment = said && (await postComment(within(ctx, tx), idea.id, said));
    const answer = { answer: input.answer, at: ctx.now, ...(comment !== null && { comment }) };
    await tx
      .insert(releaseAnswers)
      .values({ release: id, idea: idea.id, member: actor.id, ...answer })
      .onConflictDoUpdate({
        target: [releaseAnswers.release, releaseAnswers.idea, releaseAnswers.member],
        set: answer,
      });
    await record(tx, ctx, [releaseAnswered(release, idea.id)]);
  });
}

/** Words shown of an answer on an idea's page, in characters, and of how many. */
const longestHead = 160;
const mostShown = 3;

/**
 * Whether an idea helped, as everybody reads it: how many said what, and the newest words of those who wrote some, without
 * what they answered. `ask`: where the reader may say it. Null where nobody was asked.
 */
export async function helpOn(ctx: Context, idea: { id: string; title: string }) {
  const { read } = ctx.db;
  const release = (await releasesOfIdeas(read, [idea.id])).get(idea.id);
  if (!release) return null;
  const [row] = await read.select({ askedAt: releases.askedAt }).from(releases).where(eq(releases.id, release.id));
  if (!row || row.askedAt === null) return null;
  const of = and(eq(releaseAnswers.idea, idea.id), eq(releaseAnswers.release, release.id));
  const rows = await read.select({ answer: releaseAnswers.answer }).from(releaseAnswers).where(of);
  const words = await read
    .select({ id: comments.id, html: comments.html, language: comments.language })
    .from(releaseAnswers)
    .innerJoin(comments, eq(comments.id, releaseAnswers.comment))
    .where(and(of, isNull(comments.deletedAt), isNull(comments.hiddenAt), isNull(comments.heldAt)))
    .orderBy(desc(comments.createdAt), desc(comments.id))
    .limit(mostShown);
  const me = isSignedIn(ctx.actor) ? ctx.actor.id : null;
  const isAsked = me !== null && (await askedAbout(read, release.id, { idea: idea.id, member: me })).length > 0;
  return {
    counts: helpAnswers.map((answer) => ({ answer, people: rows.filter((each) => each.answer === answer).length })),
    words: words.map(({ id, html, language }) => ({
      head: headOf(plainText(html), longestHead),
      language,
      path: commentPath(ideaPath(idea), id),
    })),
    ask: isAsked ? helpPath(releasePath(release.space, release)) : null,
  };
}

export type Help = NonNullable<Awaited<ReturnType<typeof helpOn>>>;
