import { and, count, desc, eq, inArray, or } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { members } from "../../../db/schema/members.ts";
import { internalNotes } from "../../../db/schema/notes.ts";
import { memberships } from "../../../db/schema/spaces.ts";
import { type Affiliation, isAdmin, isVerified, steersIn } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { comesAfter } from "../../platform/paging.server.ts";
import { type PageKey, pageOf } from "../../platform/paging.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { ideaPath } from "../ideas/rules.ts";
import { holdersFor } from "../piloting/mandates.server.ts";
import { decided } from "../piloting/queries.server.ts";
import { mayChangeNote, mayReadNotes } from "./policy.ts";
import { notesInTheDrawer, notesOnAPage } from "./rules.ts";

type Written = { id: string; space: string; author: string };

/** A note as those read it who may. */
export type ShownNote = {
  id: string;
  author: { name: string; handle: string; avatar: string | null; affiliation: Affiliation };
  html: string;
  /** The Markdown, for its writer. */
  source: string | null;
  createdAt: number;
  editedAt: number | null;
};

/** The newest notes on an idea and how many there are. */
export type ShownNotes = { count: number; notes: ShownNote[] };

/** What the drawer on an idea holds; null for everybody to whom there is no such drawer. */
export async function notesOn(ctx: Context, idea: Written): Promise<ShownNotes | null> {
  const { actor } = ctx;
  // What costs nothing first: most readers steer nothing.
  if (!isVerified(actor) || !(steersIn(actor, idea.space) || isAdmin(actor))) return null;
  if (!mayReadNotes(actor, await decided(ctx.db.read, idea))) return null;
  const rows = await notesAfter(ctx, idea.id, null, notesInTheDrawer);
  const [sum] = await ctx.db.read.select({ count: count() }).from(internalNotes).where(eq(internalNotes.idea, idea.id));
  return { count: sum?.count ?? 0, notes: rows.page };
}

/** The page with the notes on an idea, the newest first. Throws `NotFound` for whoever may not read them. */
export async function notesPage(ctx: Context, id: string, after: PageKey | null) {
  const { idea, space } = await ideaSeenBy(ctx.db.read, ctx.actor, id);
  if (!mayReadNotes(ctx.actor, await decided(ctx.db.read, idea))) throw new NotFound();
  const { page, last } = await notesAfter(ctx, id, after, notesOnAPage);
  return {
    space: { slug: space.slug, name: space.name, accent: space.accent },
    idea: { id, title: idea.title, path: ideaPath(idea) },
    notes: page,
    next: last ? { at: last.createdAt, id: last.id } : null,
  };
}

async function notesAfter({ db, actor }: Context, idea: string, after: PageKey | null, size: number) {
  const rows = await db.read
    .select({ note: internalNotes, name: members.name, handle: members.handle, avatar: members.avatar })
    .from(internalNotes)
    .innerJoin(members, eq(members.id, internalNotes.author))
    .where(and(eq(internalNotes.idea, idea), comesAfter(internalNotes.createdAt, internalNotes.id, after)))
    .orderBy(desc(internalNotes.createdAt), desc(internalNotes.id))
    .limit(size + 1);
  const { page, last } = pageOf(rows, size);
  return {
    page: page.map(({ note, name, handle, avatar }): ShownNote => ({
      id: note.id,
      author: { name, handle, avatar, affiliation: note.affiliation },
      html: note.html,
      source: mayChangeNote(actor, note) ? note.source : null,
      createdAt: note.createdAt,
      editedAt: note.editedAt,
    })),
    last: last?.note,
  };
}

/** The members who may read the notes on an idea at `now` (milliseconds since 1970 UTC), by their ids. */
export async function noteReaders(read: Reads, idea: Written, now: number): Promise<string[]> {
  const { authors, unassigned } = await decided(read, idea);
  const steering = await read
    .select({ id: memberships.member })
    .from(memberships)
    .where(and(eq(memberships.space, idea.space), or(eq(memberships.pilot, true), eq(memberships.product, true))));
  const standingIn = !unassigned.includes("pilot")
    ? []
    : await read.select({ id: members.id }).from(members).where(eq(members.admin, true));
  const inside = [...steering, ...standingIn].map(({ id }) => id);
  const byMandate = await holdersFor(read, idea, now);
  return [...new Set([...inside, ...byMandate])].filter((id) => !authors.includes(id));
}

/** Who has written notes on an idea, as far as those are among `readers`. */
export async function noteWriters(read: Reads, idea: string, readers: readonly string[]): Promise<string[]> {
  if (readers.length === 0) return [];
  const rows = await read
    .selectDistinct({ id: internalNotes.author })
    .from(internalNotes)
    .where(and(eq(internalNotes.idea, idea), inArray(internalNotes.author, [...readers])));
  return rows.map(({ id }) => id);
}
