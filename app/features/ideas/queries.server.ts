import { and, asc, desc, eq, exists, inArray, ne, not, notInArray, or, sql } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { prepared } from "../../../db/prepared.ts";
import { ideas, ideaStages } from "../../../db/schema/ideas.ts";
import { ideaAuthors } from "../../../db/schema/writing.ts";
import { members } from "../../../db/schema/members.ts";
import { type Actor, isAdmin, isPilotOf, mandateIn, isSignedIn, type SignedIn } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { maySeeSpace } from "../spaces/policy.ts";
import { spacesSeenBy } from "../spaces/queries.server.ts";
import { tagsFor } from "../tags/queries.server.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import { maySeeIdea } from "./policy.ts";

/**
 * The members an idea belongs to: `authors` are its first one and those who accepted to write with
 * him or her; `formerAuthors` accepted once and left.
 */
export async function authorsOf(read: Reads, idea: { id: string; author: string }) {
  const rows = await coAuthorsOf(read, { idea: idea.id });
  const who = (state: string) => rows.filter((row) => row.state === state).map((row) => row.member);
  return { authors: [idea.author, ...who("accepted")], formerAuthors: who("left") };
}

const coAuthorsOf = prepared((on) =>
  on
    .select({ member: ideaAuthors.member, state: ideaAuthors.state })
    .from(ideaAuthors)
    .where(and(eq(ideaAuthors.idea, sql.placeholder("idea")), inArray(ideaAuthors.state, ["accepted", "left"]))),
);

/** What a rule or a policy asks of an idea, without its texts. */
const essentials = {
  id: ideas.id,
  space: ideas.space,
  author: ideas.author,
  affiliation: ideas.affiliation,
  title: ideas.title,
  stage: ideas.stage,
  extra: ideas.extra,
  moderation: ideas.moderation,
  version: ideas.version,
  mergedIn: ideas.mergedIn,
  submittedAt: ideas.submittedAt,
};

const ideaAndSpace = prepared((on) =>
  on
    .select({ idea: essentials, space: spaces })
    .from(ideas)
    .innerJoin(spaces, eq(spaces.id, ideas.space))
    .where(eq(ideas.id, sql.placeholder("id"))),
);

/** An idea without its texts, and its space, as far as this actor may open it. Throws `NotFound`. */
export async function ideaSeenBy(read: Reads, actor: Actor, id: string) {
  const [row] = await ideaAndSpace(read, { id });
  if (!row || !maySeeSpace(actor, row.space)) throw new NotFound();
  const idea = { ...row.idea, ...(await authorsOf(read, row.idea)), tags: await scopeOf(read, actor, row.idea) };
  if (!maySeeIdea(actor, idea)) throw new NotFound();
  return { ...row, idea };
}

/** The tags of an idea (ids), where the rights of this person depend on them: else none is looked up. */
async function scopeOf(read: Reads, actor: Actor, idea: { id: string; space: string }): Promise<string[]> {
  return mandateIn(actor, idea.space) === null ? [] : tagsFor(read, idea.id);
}

/**
 * The condition that a row of `ideas`, joined with its space, is one whose page this actor may open:
 * what `ideaSeenBy` says of one idea, said of many. Drafts have no page.
 */
export function ideasSeenBy(read: Reads, actor: Actor) {
  const isVisible = eq(ideas.moderation, "visible");
  return and(
    spacesSeenBy(actor),
    notInArray(ideas.stage, ["draft", "discarded"]),
    isAdmin(actor) ? undefined : isSignedIn(actor) ? or(isVisible, ...ownIdeas(read, actor)) : isVisible,
  );
}

function ownIdeas(read: Reads, actor: SignedIn) {
  const piloted = [...actor.memberships.keys()].filter((space) => isPilotOf(actor, space));
  return [ideasWrittenBy(read, actor), ...(piloted.length > 0 ? [inArray(ideas.space, piloted)] : [])];
}

/** The condition that a row of `ideas` is one that this member wrote or helps to write. */
export function ideasWrittenBy(read: Reads, actor: SignedIn) {
  return or(eq(ideas.author, actor.id), exists(coAuthored(read, actor)));
}

/** The condition that a row of `ideas` is one that this member neither wrote nor helps to write. */
export function notWrittenBy(read: Reads, actor: SignedIn) {
  return and(ne(ideas.author, actor.id), not(exists(coAuthored(read, actor))));
}

function coAuthored(read: Reads, actor: SignedIn) {
  const asCoAuthor = and(
    eq(ideaAuthors.idea, ideas.id),
    eq(ideaAuthors.member, actor.id),
    eq(ideaAuthors.state, "accepted"),
  );
  return read.select({ idea: ideaAuthors.idea }).from(ideaAuthors).where(asCoAuthor);
}

/** Everything an idea's page shows of the idea itself, as far as this actor may. Throws `NotFound`. */
export async function ideaPage(ctx: Context, id: string) {
  const [row] = await ctx.db.read
    .select({
      idea: ideas,
      space: spaces,
      author: { id: members.id, name: members.name, handle: members.handle, avatar: members.avatar },
      joined: members.createdAt,
    })
    .from(ideas)
    .innerJoin(spaces, eq(spaces.id, ideas.space))
    .innerJoin(members, eq(members.id, ideas.author))
    .where(eq(ideas.id, id));
  if (!row || !maySeeSpace(ctx.actor, row.space)) throw new NotFound();
  const [authors, tags] = [await authorsOf(ctx.db.read, row.idea), await scopeOf(ctx.db.read, ctx.actor, row.idea)];
  const idea = { ...row.idea, ...authors, tags };
  if (!maySeeIdea(ctx.actor, idea)) throw new NotFound();
  return { ...row, idea };
}

/** The stages an idea has entered so far, oldest first. */
export async function pathOf(ctx: Context, idea: string) {
  return ctx.db.read
    .select({ stage: ideaStages.stage, enteredAt: ideaStages.enteredAt })
    .from(ideaStages)
    .where(eq(ideaStages.idea, idea))
    .orderBy(asc(ideaStages.position));
}

/** The texts of a member's newest draft in a space, or of the draft of this id, or null. */
export async function draftOf(ctx: Context, space: string, id: string | null) {
  if (!isSignedIn(ctx.actor)) return null;
  const [draft] = await ctx.db.read
    .select({
      id: ideas.id,
      title: ideas.title,
      problem: ideas.problem,
      forWhom: ideas.forWhom,
      solution: ideas.solution,
      updatedAt: ideas.updatedAt,
    })
    .from(ideas)
    .where(
      and(
        eq(ideas.author, ctx.actor.id),
        eq(ideas.stage, "draft"),
        eq(ideas.space, space),
        id === null ? undefined : eq(ideas.id, id),
      ),
    )
    .orderBy(desc(ideas.updatedAt))
    .limit(1);
  return draft ?? null;
}

/** What tells one state of an idea from another: its public figures, its version, and since when its stage stands. */
export type IdeaStanding = { participants: number; commentCount: number; version: number; stageSince: number };

/** An idea as it stands. Throws `NotFound`. */
export async function ideaStanding(read: Reads, idea: string): Promise<IdeaStanding> {
  const { participants, commentCount, version, stageSince } = ideas;
  const [row] = await read
    .select({ participants, commentCount, version, stageSince })
    .from(ideas)
    .where(eq(ideas.id, idea));
  if (!row) throw new NotFound();
  return row;
}
