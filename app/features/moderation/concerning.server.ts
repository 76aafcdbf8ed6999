import { and, desc, eq, inArray, isNotNull, isNull, ne } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { comments } from "../../../db/schema/discussion.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { appeals, type AppealState, moderationActs } from "../../../db/schema/moderation.ts";
import { stageMoves } from "../../../db/schema/piloting.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import { casePath } from "../fairness/rules.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { ideasSeenBy, ideasWrittenBy } from "../ideas/queries.server.ts";
import { maySeeSpace } from "../spaces/policy.ts";
import { actShown } from "./acts.server.ts";
import { appealable, appealedActs, mostListed, whyNoAppeal } from "./rules.ts";

/**
 * Every decision about the actor and what he or she wrote, the newest first, with what became of an
 * appeal. That somebody reported something which was left as it is, is not among them.
 */
export async function decisionsAboutMe(ctx: Context) {
  const { actor } = signedIn(ctx);
  const { read } = ctx.db;
  const [acts, declines] = await Promise.all([actsAbout(ctx), declinesOf(ctx)]);
  const rows = [...acts, ...declines].sort((one, other) => other.at - one.at).slice(0, mostListed);
  const [made, hidden] = await Promise.all([appealsAgainst(read, rows), hiddenNow(read, rows)]);
  return rows.map(({ space, stage, ...row }) => {
    const isOpen = row.act === "declined" || appealedActs.some((act) => act === row.act);
    const stands =
      row.act === "declined"
        ? stage === "declined"
        : row.act === "hidden"
          ? hidden.has(row.subject)
          : row.liftedAt === null;
    return {
      ...row,
      isComment: row.subject.startsWith("comment:"),
      space: maySeeSpace(actor, space) ? space.name : null,
      /** The page of the signals that it was about. */
      case:
        row.subject.startsWith("case:") && maySeeSpace(actor, space)
          ? casePath(space.slug, row.subject.slice("case:".length))
          : null,
      appeal: made.get(row.decision) ?? null,
      /** Until when an appeal may be made; null where that is not, no more, or was done. */
      appealUntil:
        isOpen && !made.has(row.decision) && whyNoAppeal({ at: row.at, stands }, ctx.now) === null
          ? row.at + appealable
          : null,
    };
  });
}

async function actsAbout(ctx: Context) {
  const { actor } = signedIn(ctx);
  const rows = await ctx.db.read
    .select({
      ...actShown,
      space: { id: spaces.id, slug: spaces.slug, name: spaces.name, visibility: spaces.visibility },
      idea: { id: ideas.id, title: ideas.title },
    })
    .from(moderationActs)
    .innerJoin(members, eq(members.id, moderationActs.by))
    .innerJoin(spaces, eq(spaces.id, moderationActs.space))
    // Whoever lost sight of an idea is not told what it is called by now.
    .leftJoin(ideas, and(eq(ideas.id, moderationActs.idea), ideasSeenBy(ctx.db.read, actor)))
    .where(
      and(
        eq(moderationActs.member, actor.id),
        // What became of an appeal stands with the decision that it was about.
        ...(["dismissed", "appeal_upheld", "appeal_dismissed"] as const).map((act) => ne(moderationActs.act, act)),
      ),
    )
    .orderBy(desc(moderationActs.at), desc(moderationActs.id))
    .limit(mostListed);
  return rows.map((row) => ({ ...row, decision: `act:${row.id}`, stage: null }));
}

/** Each idea of the actor's that was declined, by the newest move that did. */
async function declinesOf(ctx: Context) {
  const { actor } = signedIn(ctx);
  const { read } = ctx.db;
  const rows = await read
    .select({
      id: stageMoves.id,
      at: stageMoves.at,
      by: { name: members.name, affiliation: members.affiliation },
      space: { id: spaces.id, slug: spaces.slug, name: spaces.name, visibility: spaces.visibility },
      idea: { id: ideas.id, title: ideas.title },
      stage: ideas.stage,
    })
    .from(stageMoves)
    .innerJoin(ideas, eq(ideas.id, stageMoves.idea))
    .innerJoin(spaces, eq(spaces.id, ideas.space))
    .innerJoin(members, eq(members.id, stageMoves.by))
    .where(
      and(
        eq(stageMoves.to, "declined"),
        isNull(stageMoves.undoneAt),
        ideasWrittenBy(read, actor),
        ideasSeenBy(read, actor),
      ),
    )
    .orderBy(desc(stageMoves.at), desc(stageMoves.id))
    .limit(mostListed);
  const newest = new Map(rows.toReversed().map((row) => [row.idea.id, row]));
  return [...newest.values()].map((row) => ({
    ...row,
    act: "declined" as const,
    decision: `move:${row.id}`,
    subject: `idea:${row.idea.id}`,
    reason: null,
    words: "",
    until: null,
    readAt: null,
    liftedAt: null,
  }));
}

/** What became of the appeals against these decisions, by the decision. */
async function appealsAgainst(read: Reads, rows: readonly { decision: string }[]) {
  if (rows.length === 0) return new Map<string, { state: AppealState; answer: string | null; by: string | null }>();
  const made = await read
    .select({ decision: appeals.decision, state: appeals.state, answer: appeals.answer, by: members.name })
    .from(appeals)
    .leftJoin(members, eq(members.id, appeals.by))
    .where(
      inArray(
        appeals.decision,
        rows.map(({ decision }) => decision),
      ),
    );
  return new Map(made.map(({ decision, ...row }) => [decision, row]));
}

/** Which of the hidden things are hidden still. */
async function hiddenNow(read: Reads, rows: readonly { act: string; subject: string }[]): Promise<Set<string>> {
  const subjects = rows.filter(({ act }) => act === "hidden").map(({ subject }) => subject);
  if (subjects.length === 0) return new Set();
  const of = (type: string) =>
    subjects.filter((each) => each.startsWith(`${type}:`)).map((each) => each.slice(type.length + 1));
  const [hiddenIdeas, hiddenComments] = await Promise.all([
    read
      .select({ id: ideas.id })
      .from(ideas)
      .where(and(inArray(ideas.id, of("idea")), eq(ideas.moderation, "hidden"))),
    read
      .select({ id: comments.id })
      .from(comments)
      .where(and(inArray(comments.id, of("comment")), isNotNull(comments.hiddenAt), isNull(comments.deletedAt))),
  ]);
  return new Set([...hiddenIdeas.map(({ id }) => `idea:${id}`), ...hiddenComments.map(({ id }) => `comment:${id}`)]);
}
