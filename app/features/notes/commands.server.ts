import { and, eq } from "drizzle-orm";
import type { Reads, Tx } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { internalNotes } from "../../../db/schema/notes.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, NotFound } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { newId } from "../../platform/ids.ts";
import { renderMarkdown } from "../../platform/markdown.server.ts";
import { must } from "../../platform/policy.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { calledIn } from "../mentions/queries.server.ts";
import { handlesIn, handlesOf, mentionedIn } from "../mentions/rules.ts";
import { decided } from "../piloting/queries.server.ts";
import { noteDeleted, noteWritten } from "./events.ts";
import type { NoteEdit, NoteInput } from "./inputs.ts";
import { mayChangeNote, mayReadNotes } from "./policy.ts";
import { noteReaders } from "./queries.server.ts";

/**
 * Writes an internal note on an idea and gives its id. The same words sent twice are one note; other
 * words under the same id become a note of their own. Throws `NotFound` for whoever may not read notes.
 */
export async function writeNote(ctx: Context, ideaId: string, input: NoteInput): Promise<string> {
  const { actor } = signedIn(ctx);
  const { called, html } = await rendered(ctx, await placeOf(ctx.db.read, ctx, ideaId), input.body);
  return ctx.db.transaction(async (tx) => {
    await lockIdea(tx, ideaId);
    const idea = await placeOf(tx, ctx, ideaId);
    const [existing] = await tx.select().from(internalNotes).where(eq(internalNotes.id, input.id));
    const isMine = existing?.author === actor.id && existing.idea === idea.id;
    if (existing && isMine && existing.source === input.body) return existing.id;
    const id = existing ? newId(ctx.now) : input.id;
    const { affiliation } = actor;
    const row = { id, idea: idea.id, author: actor.id, affiliation, source: input.body, html, createdAt: ctx.now };
    const written = await tx
      .insert(internalNotes)
      .values(row)
      .onConflictDoNothing()
      .returning({ id: internalNotes.id });
    // Written at the same moment on another idea.
    if (written.length === 0) throw new Conflict("changed_meanwhile");
    await record(tx, ctx, [noteWritten("note.written", { ...row, space: idea.space }, mentionedIn(called, html))]);
    return id;
  });
}

/**
 * Changes the words of an own note. Throws `NotFound`, and `Conflict("note_edited_meanwhile")` when it
 * is not what the form began from any more.
 */
export async function editNote(ctx: Context, ideaId: string, input: NoteEdit): Promise<void> {
  const { called, html } = await rendered(ctx, await placeOf(ctx.db.read, ctx, ideaId), input.body);
  await ctx.db.transaction(async (tx) => {
    const { note, idea } = await ownNote(tx, ctx, ideaId, input.note);
    if (note.source === input.body) return;
    if (note.editedAt !== input.editedAt) throw new Conflict("note_edited_meanwhile");
    await tx
      .update(internalNotes)
      .set({ source: input.body, html, editedAt: ctx.now })
      .where(eq(internalNotes.id, note.id));
    const before = handlesIn(note.source);
    const fresh = called.filter(({ handle }) => !before.includes(handle));
    await record(tx, ctx, [noteWritten("note.edited", { ...note, space: idea.space }, mentionedIn(fresh, html))]);
  });
}

/** Deletes an own note for good. Deleted twice, it is deleted once. Throws `NotFound` for another's. */
export async function deleteNote(ctx: Context, ideaId: string, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, ideaId);
    await placeOf(tx, ctx, ideaId);
    if ((await tx.$count(internalNotes, eq(internalNotes.id, id))) === 0) return;
    const { note, idea } = await ownNote(tx, ctx, ideaId, id);
    await tx.delete(internalNotes).where(eq(internalNotes.id, id));
    await record(tx, ctx, [noteDeleted({ ...note, space: idea.space })]);
  });
}

/** The idea, for those who may read the notes on it; for everybody else there is nothing here. */
async function placeOf(read: Reads, { actor }: Context, id: string) {
  const { idea } = await ideaSeenBy(read, actor, id);
  if (!mayReadNotes(actor, await decided(read, idea))) throw new NotFound();
  return idea;
}

async function ownNote(tx: Tx, ctx: Context, ideaId: string, id: string) {
  await lockIdea(tx, ideaId);
  const idea = await placeOf(tx, ctx, ideaId);
  const [note] = await tx
    .select()
    .from(internalNotes)
    .where(and(eq(internalNotes.id, id), eq(internalNotes.idea, idea.id)));
  if (!note) throw new NotFound();
  must(mayChangeNote(ctx.actor, note));
  return { note, idea };
}

/** The words as HTML. They call only those who may read them: nobody else is linked or told. */
async function rendered(ctx: Context, idea: { id: string; space: string; author: string }, body: string) {
  const readers = await noteReaders(ctx.db.read, idea, ctx.now);
  const called = (await calledIn(ctx.db.read, idea.space, body)).filter(({ id }) => readers.includes(id));
  return { called, html: await renderMarkdown(body, signedIn(ctx).actor.id, handlesOf(called)) };
}
