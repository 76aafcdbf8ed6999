import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Reads, Tx } from "../../../db/database.ts";
import { comments } from "../../../db/schema/discussion.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { appeals, moderationActs } from "../../../db/schema/moderation.ts";
import { stageMoves } from "../../../db/schema/piloting.ts";
import { type Context, signedIn, within } from "../../platform/context.server.ts";
import { Conflict, NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { must } from "../../platform/policy.ts";
import { commentPath } from "../discussion/rules.ts";
import { authorsOf, ideaSeenBy } from "../ideas/queries.server.ts";
import { ideaPath } from "../ideas/rules.ts";
import { leadsTo } from "../merging/queries.server.ts";
import { moveIdea } from "../piloting/commands.server.ts";
import { overtakeRevivals } from "../reviving/commands.server.ts";
import { moveInput } from "../piloting/inputs.ts";
import { decided, latestMove } from "../piloting/queries.server.ts";
import { spaceBySlug, spaceSeenBy } from "../spaces/queries.server.ts";
import { caseById, restoreCase } from "../fairness/commands.server.ts";
import { concernedBy } from "../fairness/holding.server.ts";
import { writeAct } from "./acts.server.ts";
import { restore } from "./commands.server.ts";
import { appealChanged } from "./events.ts";
import type { AppealInput, VerdictInput } from "./inputs.ts";
import { mayJudgeAppeal, maySeeReports } from "./policy.ts";
import { itemSeenBy } from "./queries.server.ts";
import { appealedActs, whyNoAppeal } from "./rules.ts";
import { unmute } from "./sanctions.server.ts";

/** A decision as far as an appeal depends on it. */
type Decision = {
  subject: string;
  space: string;
  idea: string | null;
  /** Those whom it concerns: they may appeal. */
  concerned: readonly string[];
  by: string;
  at: number;
  /** Whether nobody has taken it back. */
  stands: boolean;
};

/** The decision called `act:<id>` or `move:<id>`; null when there is none that can be appealed. */
async function decisionOf(read: Reads, name: string): Promise<Decision | null> {
  const id = name.slice(name.indexOf(":") + 1);
  return name.startsWith("act:") ? actOf(read, id) : declineOf(read, id);
}

async function actOf(read: Reads, id: string): Promise<Decision | null> {
  const [act] = await read
    .select()
    .from(moderationActs)
    .where(and(eq(moderationActs.id, id), inArray(moderationActs.act, [...appealedActs])));
  if (!act) return null;
  const stands = act.act === "hidden" ? await isHidden(read, act.subject) : act.liftedAt === null;
  return { ...act, space: await spaceOf(read, act), concerned: [act.member], stands };
}

/** Where somebody judges it: the idea may stand in another space by now, whose pilots answer for it. */
async function spaceOf(read: Reads, { idea: id, space }: { idea: string | null; space: string }): Promise<string> {
  const [idea] = id === null ? [] : await read.select({ space: ideas.space }).from(ideas).where(eq(ideas.id, id));
  return idea?.space ?? space;
}

async function isHidden(read: Reads, subject: string): Promise<boolean> {
  const [type, id = ""] = subject.split(":");
  if (type === "idea") {
    const [idea] = await read.select({ moderation: ideas.moderation }).from(ideas).where(eq(ideas.id, id));
    return idea?.moderation === "hidden";
  }
  const [comment] = await read
    .select({ hiddenAt: comments.hiddenAt })
    .from(comments)
    .where(and(eq(comments.id, id), isNull(comments.deletedAt)));
  return comment !== undefined && comment.hiddenAt !== null;
}

async function declineOf(read: Reads, id: string): Promise<Decision | null> {
  const [row] = await read
    .select({ move: stageMoves, idea: { id: ideas.id, space: ideas.space, author: ideas.author, stage: ideas.stage } })
    .from(stageMoves)
    .innerJoin(ideas, eq(ideas.id, stageMoves.idea))
    .where(and(eq(stageMoves.id, id), eq(stageMoves.to, "declined"), isNull(stageMoves.undoneAt)));
  if (!row) return null;
  const { move, idea } = row;
  return {
    subject: `idea:${idea.id}`,
    space: idea.space,
    idea: idea.id,
    concerned: (await authorsOf(read, idea)).authors,
    by: move.by,
    at: move.at,
    stands: idea.stage === "declined" && (await latestMove(read, idea.id))?.id === move.id,
  };
}

/**
 * Asks another pilot to look at a decision again. Sent twice, it is one appeal. Throws `NotFound` for
 * whomever the decision does not concern, `Refused` (`appealed_already`, `appeal_too_late`,
 * `appeal_overtaken`). Serializable: whether the decision stands is read before the write.
 */
export async function appeal(ctx: Context, input: AppealInput): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    const decision = await decisionOf(tx, input.decision);
    if (!decision?.concerned.includes(actor.id)) throw new NotFound();
    const [existing] = await tx.select().from(appeals).where(eq(appeals.decision, input.decision));
    if (existing?.id === input.id && existing.member === actor.id) return;
    if (existing) throw new Refused("appealed_already");
    const why = whyNoAppeal(decision, ctx.now);
    if (why) throw new Refused(why);
    const { space, idea, by: opposed } = decision;
    const involved = await involvedIn(tx, input.decision);
    const row = { ...input, space, idea, member: actor.id, opposed, at: ctx.now, state: "open" as const };
    const made = await tx.insert(appeals).values(row).onConflictDoNothing().returning({ id: appeals.id });
    if (made.length === 0) throw new Conflict("changed_meanwhile");
    await record(tx, ctx, [appealChanged("appeal.made", { ...row, involved })]);
  }, "serializable");
}

type Appeal = typeof appeals.$inferSelect;

/** What the policy asks of an appeal: everybody who is involved, and whether a pilot is left who is not. */
async function aboutAppeal(read: Reads, appealed: Appeal) {
  const { idea, space, member, opposed } = appealed;
  const [written] =
    idea === null
      ? []
      : await read.select({ id: ideas.id, author: ideas.author }).from(ideas).where(eq(ideas.id, idea));
  // Where it belongs to no idea, who appeals stands in the author's place.
  const involved = [member, opposed, ...(await involvedIn(read, appealed.decision))];
  return decided(read, { id: written?.id ?? "", author: written?.author ?? member, space }, involved);
}

/** Those whom a decision concerns besides, where signals were discarded: who gave the same, and who wrote the ideas. */
async function involvedIn(read: Reads, decision: string): Promise<string[]> {
  const [act] = await read
    .select({ act: moderationActs.act, subject: moderationActs.subject })
    .from(moderationActs)
    .where(eq(moderationActs.id, decision.slice(decision.indexOf(":") + 1)));
  if (act?.act !== "signals_discarded") return [];
  const row = await caseById(read, act.subject.slice("case:".length));
  return (await concernedBy(read, row)).filter((member) => member !== row.member);
}

/**
 * Judges an appeal. Upheld, the decision is taken back by its own command: what was hidden is brought
 * back, a warning or a time without writing is over, a declined idea is open again. Judged twice alike,
 * it is judged once. Throws `NotFound`, `Forbidden("own_appeal")`, and `Conflict("appeal_decided")`.
 * Serializable: who is left to judge and whether the decision stands are read before the write.
 */
export async function judgeAppeal(ctx: Context, id: string, { act, words, move }: VerdictInput): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx.select().from(appeals).where(eq(appeals.id, id));
    if (!row) throw new NotFound();
    await spaceSeenBy(tx, actor, row.space);
    if (!maySeeReports(actor, row.space)) throw new NotFound();
    must(mayJudgeAppeal(actor, await aboutAppeal(tx, row)), "own_appeal");
    const state = act === "uphold" ? ("upheld" as const) : ("dismissed" as const);
    if (row.state === state && row.by === actor.id) return;
    if (row.state !== "open") throw new Conflict("appeal_decided");
    const decision = await decisionOf(tx, row.decision);
    if (!decision) throw new NotFound();
    await tx.update(appeals).set({ state, by: actor.id, answer: words, decidedAt: ctx.now }).where(eq(appeals.id, id));
    await writeAct(tx, ctx, {
      act: `appeal_${state}`,
      subject: decision.subject,
      idea: row.idea,
      space: row.space,
      member: row.member,
      reason: null,
      words,
    });
    if (state === "upheld" && decision.stands) await takeBack(tx, ctx, row, { words, move });
    await record(tx, ctx, [appealChanged(`appeal.${state}`, { ...row, involved: [] })]);
  }, "serializable");
}

async function takeBack(tx: Tx, ctx: Context, row: Appeal, { words, move }: { words: string; move: string }) {
  const id = row.decision.slice(row.decision.indexOf(":") + 1);
  if (row.decision.startsWith("move:")) {
    const answer = moveInput.parse({ id: move, from: "declined", to: "open", message: words });
    const idea = row.idea ?? "";
    await moveIdea(within(ctx, tx), idea, answer, { asked: { involved: [row.opposed] } });
    await overtakeRevivals(tx, ctx, { id: idea, space: row.space });
    return;
  }
  const [act] = await tx.select().from(moderationActs).where(eq(moderationActs.id, id));
  if (!act) throw new NotFound();
  if (act.act === "hidden") {
    const comment = act.subject.startsWith("comment:") ? act.subject.slice("comment:".length) : null;
    const item = await itemSeenBy(tx, signedIn(ctx).actor, { idea: act.idea ?? "", comment });
    await restore(tx, ctx, item, words);
  } else if (act.act === "signals_discarded") {
    await restoreCase(tx, ctx, act.subject.slice("case:".length), words);
  } else if (act.act === "muted") {
    await unmute(tx, ctx, { space: act.space, member: act.member, words });
  }
  await tx.update(moderationActs).set({ liftedAt: ctx.now }).where(eq(moderationActs.id, id));
}

/** What pilots see of an appeal. Throws `NotFound`, also for whoever judges nothing in the space. */
export async function appealPage(ctx: Context, slug: string, id: string) {
  const { actor } = signedIn(ctx);
  const { read } = ctx.db;
  const space = await spaceBySlug(ctx, slug);
  if (!maySeeReports(actor, space.id)) throw new NotFound();
  const [row] = await read
    .select()
    .from(appeals)
    .where(and(eq(appeals.id, id), eq(appeals.space, space.id)));
  const decision = row ? await decisionOf(read, row.decision) : null;
  if (!row || !decision) throw new NotFound();
  const people = await read
    .select({ id: members.id, name: members.name, affiliation: members.affiliation, handle: members.handle })
    .from(members)
    .where(inArray(members.id, [row.member, row.opposed, ...(row.by === null ? [] : [row.by])]));
  const person = (wanted: string | null) => {
    const found = people.find((each) => each.id === wanted);
    return found ? { name: found.name, affiliation: found.affiliation, handle: found.handle } : null;
  };
  return {
    space: { name: space.name, slug: space.slug, accent: space.accent },
    appeal: {
      words: row.words,
      at: row.at,
      by: person(row.member),
      state: row.state,
      judge: person(row.by),
      answer: row.answer,
      decidedAt: row.decidedAt,
    },
    decision: {
      ...(await wordsOf(read, row.decision)),
      at: decision.at,
      by: person(row.opposed),
      stands: decision.stands,
    },
    item: await itemOf(ctx, decision),
    mayJudge: mayJudgeAppeal(actor, await aboutAppeal(read, row)),
  };
}

/** What was said with a decision. */
async function wordsOf(read: Reads, name: string) {
  const id = name.slice(name.indexOf(":") + 1);
  if (name.startsWith("act:")) {
    const { act, reason, words, until } = moderationActs;
    const [row] = await read
      .select({ act, reason, words, until })
      .from(moderationActs)
      .where(eq(moderationActs.id, id));
    return {
      act: row?.act ?? ("hidden" as const),
      reason: row?.reason ?? null,
      words: row?.words ?? "",
      html: null,
      until: row?.until ?? null,
    };
  }
  const [row] = await read.select({ html: stageMoves.html }).from(stageMoves).where(eq(stageMoves.id, id));
  return { act: "declined" as const, reason: null, words: "", html: row?.html ?? "", until: null };
}

/** The idea or the comment that a decision was about; null where it was about a person alone. */
async function itemOf(ctx: Context, { subject, idea: id }: Decision) {
  if (id === null) return null;
  const { idea } = await ideaSeenBy(ctx.db.read, ctx.actor, id);
  const path = ideaPath(idea);
  if (!subject.startsWith("comment:")) return { title: idea.title, html: null, to: path };
  const comment = subject.slice("comment:".length);
  const [row] = await ctx.db.read
    .select({ html: comments.html })
    .from(comments)
    .where(and(eq(comments.id, comment), isNull(comments.deletedAt)));
  // Of a merged idea it is read on the page of the one that stands for it.
  const page = (await leadsTo(ctx.db.read, idea)) ?? path;
  return { title: idea.title, html: row?.html ?? null, to: commentPath(page, comment) };
}
