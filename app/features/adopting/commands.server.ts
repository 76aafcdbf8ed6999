import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { comments } from "../../../db/schema/discussion.ts";
import { rooms } from "../../../db/schema/rooms.ts";
import { adoptionProposals, commentAdoptions, noteAdoptions, type ProposalState } from "../../../db/schema/writing.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { must } from "../../platform/policy.ts";
import { rememberWords } from "../cowriting/commands.server.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { standsFor } from "../merging/lineage.server.ts";
import { mayEditIdea } from "../writing/policy.ts";
import { adoptionDismissed, commentAdopted, noteAdopted } from "./events.ts";
import { notesOfRooms } from "./notes.server.ts";
import { mayAdopt } from "./policy.ts";

/**
 * Says that a comment went into the text that stands now, or into the version in which its words were found. Said
 * twice, it counts once. Throws `NotFound`, `Forbidden` (also for an own comment).
 */
export async function adoptComment(ctx: Context, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const { comment, idea } = await adoptable(tx, ctx, id);
    await markComment(tx, ctx, comment, idea);
  });
}

/** Takes that mark away, whoever of those who may make it made it. Throws `NotFound`, `Forbidden`. */
export async function undoAdoption(ctx: Context, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const { comment, idea } = await adoptable(tx, ctx, id);
    const [taken] = await tx.delete(commentAdoptions).where(eq(commentAdoptions.comment, id)).returning();
    if (!taken) return;
    await settle(tx, ctx, taken.idea, id, "dismissed");
    const subject = { ...comment, space: idea.space };
    await record(tx, ctx, [commentAdopted("comment.adoption_undone", subject, taken.version)]);
  });
}

type Idea = Awaited<ReturnType<typeof ideaSeenBy>>["idea"];

async function adoptable(tx: Tx, ctx: Context, id: string) {
  const { actor } = signedIn(ctx);
  const [comment] = await tx
    .select({
      id: comments.id,
      idea: comments.idea,
      author: comments.author,
      kind: comments.kind,
      source: comments.source,
    })
    .from(comments)
    .where(and(eq(comments.id, id), isNull(comments.deletedAt), isNull(comments.hiddenAt)));
  if (!comment) throw new NotFound();
  // A comment of a merged idea goes into the text of the one that stands for it.
  const standing = await standsFor(tx, comment.idea);
  await lockIdea(tx, standing);
  const { idea } = await ideaSeenBy(tx, actor, standing);
  must(mayAdopt(actor, idea, comment));
  return { comment, idea };
}

async function markComment(
  tx: Tx,
  ctx: Context,
  comment: { id: string; idea: string; author: string; kind: string; source: string },
  idea: Idea,
): Promise<void> {
  const { actor } = signedIn(ctx);
  const proposal = await proposalOf(tx, idea.id, comment.id);
  const version = proposal?.version ?? idea.version;
  const marked = await tx
    .insert(commentAdoptions)
    .values({ comment: comment.id, idea: idea.id, version, by: actor.id, at: ctx.now })
    .onConflictDoNothing()
    .returning({ comment: commentAdoptions.comment });
  if (marked.length === 0) return;
  await settle(tx, ctx, idea.id, comment.id, "confirmed");
  await rememberWords(tx, ctx, idea.id, [{ member: comment.author, words: comment.source }]);
  await record(tx, ctx, [commentAdopted("comment.adopted", { ...comment, space: idea.space }, version)]);
}

async function proposalOf(tx: Tx, idea: string, source: string) {
  const [proposal] = await tx
    .select()
    .from(adoptionProposals)
    .where(and(eq(adoptionProposals.idea, idea), eq(adoptionProposals.source, source)));
  return proposal;
}

async function settle(tx: Tx, ctx: Context, idea: string, source: string, state: ProposalState): Promise<void> {
  await tx
    .update(adoptionProposals)
    .set({ state, decidedBy: signedIn(ctx).actor.id, decidedAt: ctx.now })
    .where(and(eq(adoptionProposals.idea, idea), eq(adoptionProposals.source, source)));
}

/**
 * Says whether words of a comment or a note that were found in the text came from there: then it is adopted. Decided
 * on already, it stays as it is. Throws `NotFound`, also once the comment or the note is away, and `Forbidden`.
 */
export async function decideProposal(
  ctx: Context,
  id: string,
  source: string,
  decision: "confirm" | "dismiss",
): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, id);
    const { idea } = await ideaSeenBy(tx, actor, id);
    // Before it is said whether there is anything to decide.
    must(mayEditIdea(actor, idea));
    const proposal = await proposalOf(tx, id, source);
    if (!proposal) throw new NotFound();
    must(mayAdopt(actor, idea, proposal));
    if (proposal.state !== "open") return;
    if (decision === "dismiss") {
      await settle(tx, ctx, id, source, "dismissed");
      return record(tx, ctx, [adoptionDismissed(idea, proposal)]);
    }
    if (proposal.kind === "note") return markNote(tx, ctx, idea, { ...proposal, room: proposal.room ?? "" });
    const { comment, idea: standing } = await adoptable(tx, ctx, source);
    // Its idea was taken apart from this one meanwhile.
    if (standing.id !== id) throw new NotFound();
    await markComment(tx, ctx, comment, idea);
  });
}

async function markNote(
  tx: Tx,
  ctx: Context,
  idea: Idea,
  { source: note, room, version }: { source: string; room: string; version: number },
): Promise<void> {
  const { actor } = signedIn(ctx);
  const [place] = await tx.select({ idea: rooms.idea }).from(rooms).where(eq(rooms.id, room));
  const found = (await notesOfRooms(tx, [room])).find(({ id }) => id === note);
  if (!found || !place?.idea || (await standsFor(tx, place.idea)) !== idea.id) throw new NotFound();
  const row = { note, room, idea: idea.id, version, author: found.author, by: actor.id, at: ctx.now };
  const marked = await tx.insert(noteAdoptions).values(row).onConflictDoNothing().returning();
  if (marked.length === 0) return;
  await settle(tx, ctx, idea.id, note, "confirmed");
  await record(tx, ctx, [noteAdopted("idea.note_adopted", row, idea.space)]);
}

/** Says that a note did not go into the text after all. Throws `NotFound`, `Forbidden`. */
export async function undoNoteAdoption(ctx: Context, id: string, note: string): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, id);
    const { idea } = await ideaSeenBy(tx, actor, id);
    must(mayEditIdea(actor, idea));
    const of = and(eq(noteAdoptions.note, note), eq(noteAdoptions.idea, id));
    const [adoption] = await tx.select().from(noteAdoptions).where(of);
    if (!adoption) throw new NotFound();
    must(mayAdopt(actor, idea, adoption));
    await tx.delete(noteAdoptions).where(of);
    await settle(tx, ctx, id, note, "dismissed");
    await record(tx, ctx, [noteAdopted("idea.note_adoption_undone", adoption, idea.space)]);
  });
}
