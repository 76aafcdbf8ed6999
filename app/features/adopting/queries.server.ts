import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { type CommentKind, comments } from "../../../db/schema/discussion.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { roomPeople, rooms } from "../../../db/schema/rooms.ts";
import {
  adoptionProposals,
  commentAdoptions,
  ideaVersions,
  type InputKind,
  noteAdoptions,
} from "../../../db/schema/writing.ts";
import { type Affiliation, isSignedIn } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { must } from "../../platform/policy.ts";
import { commentPath } from "../discussion/rules.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { ideaPath } from "../ideas/rules.ts";
import { sourcesOf } from "../merging/lineage.server.ts";
import { maySeeRoom } from "../rooms/policy.ts";
import { minutesPath } from "../rooms/rules.ts";
import { mayEditIdea } from "../writing/policy.ts";
import { type Part, parts, takesEdits } from "../writing/rules.ts";
import { lookIn } from "./matching.ts";
import { notesOfRooms, type RoomNote } from "./notes.server.ts";
import { excerptOf, type Piece } from "./rules.ts";

/**
 * Something said that went into the text of an idea: a comment of some kind, or a note of a room. `author`: whose input
 * it is, with the affiliation when it was said; `isNamed`: whether others may read that, as an author may have sealed
 * the name of a note. `room`: where a note was written. `version`: in which it stood first, as far as that is known.
 */
export type AdoptedInput = {
  as: CommentKind | "note";
  id: string;
  room: string | null;
  author: string;
  affiliation: Affiliation;
  isNamed: boolean;
  version: number;
};

/** All inputs that were adopted into the text of an idea: comments that were not deleted, and notes of rooms. */
export async function adoptedInputs(read: Reads, idea: string): Promise<AdoptedInput[]> {
  const said = await read
    .select({
      as: comments.kind,
      id: comments.id,
      author: comments.author,
      affiliation: comments.affiliation,
      version: commentAdoptions.version,
    })
    .from(commentAdoptions)
    .innerJoin(comments, eq(comments.id, commentAdoptions.comment))
    .where(and(eq(commentAdoptions.idea, idea), isNull(comments.deletedAt)))
    .orderBy(asc(comments.id));
  const noted = await read
    .select({ adoption: noteAdoptions, affiliation: roomPeople.affiliation, now: members.affiliation })
    .from(noteAdoptions)
    .innerJoin(members, eq(members.id, noteAdoptions.author))
    .leftJoin(roomPeople, and(eq(roomPeople.room, noteAdoptions.room), eq(roomPeople.member, noteAdoptions.author)))
    .where(eq(noteAdoptions.idea, idea))
    .orderBy(asc(noteAdoptions.note));
  const notes = await notesById(
    read,
    noted.map(({ adoption }) => adoption.room),
  );
  return [
    ...said.map((row) => ({ ...row, room: null, isNamed: true })),
    ...noted.map(({ adoption: { note, room, author, version }, affiliation, now }) => {
      const isNamed = notes.get(note)?.isNamed ?? false;
      return { as: "note" as const, id: note, room, author, affiliation: affiliation ?? now, isNamed, version };
    }),
  ];
}

async function notesById(read: Reads, ofRooms: readonly string[]): Promise<Map<string, RoomNote>> {
  const notes = await notesOfRooms(read, [...new Set(ofRooms)]);
  return new Map(notes.map((note) => [note.id, note]));
}

/** A comment or note that stands in a text now, for those who say whether it does. */
export type Input = {
  kind: InputKind;
  source: string;
  version: number;
  /** Null where the name is sealed. */
  by: { name: string; affiliation: Affiliation } | null;
  /** Where it is read; null for whoever may not see the room. */
  path: string | null;
};

export type Proposal = Input & {
  /** The words around those that were found: in the text, part by part, and in what was said. */
  found: { part: Part; pieces: Piece[] }[];
  said: Piece[] | null;
  /** The language of the text. */
  language: string;
};

type Idea = Awaited<ReturnType<typeof ideaSeenBy>>["idea"];

type Row = { source: string; kind: InputKind; room: string | null; author: string; version: number };

/**
 * What was found in the text of an idea and is not decided on, for whoever may decide: as they are read, the oldest
 * version first. `version`: in this one alone. Nothing for others, and nobody decides about what he or she said.
 */
export async function openProposals(
  ctx: Context,
  idea: Idea,
  { version, most }: { version?: number; most?: number } = {},
): Promise<{ proposals: Proposal[]; versionOf: Record<string, number> }> {
  const { actor, db } = ctx;
  const none = { proposals: [], versionOf: {} };
  if (!isSignedIn(actor) || !mayEditIdea(actor, idea) || !takesEdits(idea)) return none;
  const rows = await db.read
    .select()
    .from(adoptionProposals)
    .where(
      and(
        eq(adoptionProposals.idea, idea.id),
        eq(adoptionProposals.state, "open"),
        version === undefined ? undefined : eq(adoptionProposals.version, version),
      ),
    )
    .orderBy(asc(adoptionProposals.version), asc(adoptionProposals.source));
  const mine = rows.filter(({ author }) => author !== actor.id).toSorted(byPlace);
  if (mine.length === 0) return none;
  const around = idea.mergedIn > 0 ? [idea.id, ...(await sourcesOf(db.read, idea.id))] : [idea.id];
  const inputs = await inputsOf(ctx, mine, around);
  const standing = mine.filter(({ source }) => inputs.has(source));
  const shown = standing.slice(0, most);
  const texts = await textsOf(
    db.read,
    idea.id,
    shown.map((row) => row.version),
  );
  return {
    versionOf: Object.fromEntries(standing.map((row) => [row.source, row.version])),
    proposals: shown.flatMap(({ source, places, ...row }) => {
      const input = inputs.get(source);
      const text = texts.get(row.version);
      if (!input || !text) return [];
      const found = parts.flatMap((part, at) => {
        const here = places.filter((place) => place.part === at);
        return here.length === 0 ? [] : [{ part, pieces: excerptOf(text[part], here) }];
      });
      const words = places.map(({ part, at, length }) => (text[parts[part] ?? "title"] ?? "").slice(at, at + length));
      return [
        {
          ...input.shown,
          language: text.language,
          found,
          said: input.body === null ? null : excerptIn(input.body, words),
        },
      ];
    }),
  };
}

function byPlace(a: Found, b: Found): number {
  const [one, other] = [a.places[0], b.places[0]];
  return a.version - b.version || (one?.part ?? 0) - (other?.part ?? 0) || (one?.at ?? 0) - (other?.at ?? 0);
}

type Found = Pick<typeof adoptionProposals.$inferSelect, "version" | "places">;

/** What somebody said, around the words that stand in a text. */
function excerptIn(body: string, words: readonly string[]): Piece[] {
  const looking = lookIn([body]);
  for (const each of words) looking.hear(each, "found");
  const places = looking.found().get("found") ?? [];
  return excerptOf(
    body,
    places.toSorted((a, b) => a.at - b.at),
  );
}

async function textsOf(read: Reads, idea: string, numbers: readonly number[]) {
  const rows = await read
    .select()
    .from(ideaVersions)
    .where(and(eq(ideaVersions.idea, idea), inArray(ideaVersions.number, [...new Set(numbers)])));
  return new Map(rows.map((row) => [row.number, row]));
}

/** What still stands of comments and notes on these ideas, as this actor may read it: by their ids. */
async function inputsOf(ctx: Context, rows: readonly Row[], around: readonly string[]) {
  const { read } = ctx.db;
  const idsOf = (kind: InputKind) => rows.flatMap((row) => (row.kind === kind ? [row.source] : []));
  const [said, notes, seen, people] = await Promise.all([
    read
      .select({ id: comments.id, body: comments.source, idea: ideas.id, title: ideas.title })
      .from(comments)
      .innerJoin(ideas, eq(ideas.id, comments.idea))
      .where(
        and(
          inArray(comments.id, idsOf("comment")),
          inArray(comments.idea, [...around]),
          isNull(comments.deletedAt),
          isNull(comments.hiddenAt),
        ),
      ),
    notesById(
      read,
      rows.flatMap(({ room }) => room ?? []),
    ),
    roomsSeen(
      ctx,
      rows.flatMap(({ room }) => room ?? []),
      around,
    ),
    peopleOf(
      read,
      rows.map(({ author }) => author),
    ),
  ]);
  const comment = new Map(said.map((row) => [row.id, row]));
  const inputs = new Map<string, { shown: Input; body: string | null }>();
  for (const { source, kind, room, author, version } of rows) {
    const person = people.get(author) ?? null;
    const note = notes.get(source);
    const here = comment.get(source);
    if (kind === "comment" && here) {
      const path = commentPath(ideaPath({ id: here.idea, title: here.title }), source);
      inputs.set(source, { shown: { kind, source, version, by: person, path }, body: here.body });
    }
    const isSeen = seen.get(room ?? "");
    if (kind === "note" && note && isSeen !== undefined) {
      const path = isSeen ? `${minutesPath(note.room)}#note-${source}` : null;
      const shown = { kind, source, version, by: note.isNamed ? person : null, path };
      inputs.set(source, { shown, body: isSeen ? note.body : null });
    }
  }
  return inputs;
}

async function peopleOf(read: Reads, ids: readonly string[]) {
  const rows = await read
    .select({ id: members.id, name: members.name, affiliation: members.affiliation })
    .from(members)
    .where(inArray(members.id, [...new Set(ids)]));
  return new Map(rows.map(({ id, ...person }) => [id, person]));
}

/** Of these rooms, those on these ideas, each with whether this actor may look into it. */
async function roomsSeen({ db, actor }: Context, ids: readonly string[], around: readonly string[]) {
  if (ids.length === 0) return new Map<string, boolean>();
  const found = await db.read
    .select({ id: rooms.id, audience: rooms.audience })
    .from(rooms)
    .where(and(inArray(rooms.id, [...new Set(ids)]), inArray(rooms.idea, [...around])));
  const own = await db.read
    .select({ room: roomPeople.room, role: roomPeople.role, isBlocked: roomPeople.isBlocked })
    .from(roomPeople)
    .where(and(inArray(roomPeople.room, [...ids]), eq(roomPeople.member, isSignedIn(actor) ? actor.id : "")));
  const ownIn = new Map(own.map(({ room, ...standing }) => [room, standing]));
  return new Map(found.map((room) => [room.id, maySeeRoom(actor, room, ownIn.get(room.id) ?? null)]));
}

/** What was found in a version of an idea and is not decided on, for whoever may decide. Throws `NotFound`. */
export async function proposalsIn(ctx: Context, id: string, version: number): Promise<Proposal[]> {
  const { idea } = await ideaSeenBy(ctx.db.read, ctx.actor, id);
  return (await openProposals(ctx, idea, { version })).proposals;
}

/** What the page about the proposals of an idea shows. Throws `NotFound`, `Forbidden`. */
export async function adoptionsPage(ctx: Context, id: string) {
  const { idea, space } = await ideaSeenBy(ctx.db.read, ctx.actor, id);
  must(mayEditIdea(ctx.actor, idea));
  const { proposals } = await openProposals(ctx, idea);
  const noted = await ctx.db.read
    .select()
    .from(noteAdoptions)
    .where(eq(noteAdoptions.idea, id))
    .orderBy(asc(noteAdoptions.at), asc(noteAdoptions.note));
  const rows = noted.map(({ note, ...row }) => ({ ...row, source: note, kind: "note" as const }));
  const around = [id, ...(await sourcesOf(ctx.db.read, id))];
  const inputs = await inputsOf(ctx, rows, around);
  const me = isSignedIn(ctx.actor) ? ctx.actor.id : null;
  return {
    idea: { id, title: idea.title, path: ideaPath(idea) },
    space: { id: space.id, slug: space.slug, name: space.name },
    proposals,
    notes: rows.flatMap(({ source, author }) => {
      const input = inputs.get(source);
      return input ? [{ ...input.shown, canUndo: author !== me }] : [];
    }),
  };
}
