/**
 * Finds whose words went into a new version of a text, after it was made: never in the way of whoever writes. What is
 * found is a proposal; nobody is credited before somebody who may edit the text has confirmed it.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { and, asc, eq, gte, inArray, lt } from "drizzle-orm";
import type { Database, Reads, Tx } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { comments } from "../../../db/schema/discussion.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { rooms } from "../../../db/schema/rooms.ts";
import {
  adoptionProposals,
  commentAdoptions,
  ideaVersions,
  ideaVersionWriters,
  type InputKind,
  noteAdoptions,
} from "../../../db/schema/writing.ts";
import { type ExactReader, record } from "../../platform/events.server.ts";
import { enqueue } from "../../platform/jobs.server.ts";
import { sourcesOf, standsFor } from "../merging/lineage.server.ts";
import { parts } from "../writing/rules.ts";
import { adoptionsProposed } from "./events.ts";
import { lookIn, type Place } from "./matching.ts";
import { closedRoomsOn, notesOfRooms } from "./notes.server.ts";

/** The kind of the job that looks through a new version, or through those that were made while a room was open. */
export const proposeJob = "adopting.propose";

export type Looked = { idea: string; version: number } | { room: string };

/** Has new versions looked through. An old one that is brought back has no new words. */
export const lookForWords: ExactReader = {
  name: "adopting: words to look for",
  kinds: ["idea.edited", "room.closed"],
  async read(tx, events) {
    for (const { at, kind, subject, payload } of events) {
      const id = subject.slice(subject.indexOf(":") + 1);
      if (kind === "idea.edited" && payload.restored === null) {
        await look(tx, at, { idea: id, version: Number(payload.version) });
      }
      if (kind === "room.closed" && typeof payload.idea === "string") await look(tx, at, { room: id });
    }
  },
};

async function look(tx: Tx, now: number, payload: Looked): Promise<void> {
  await enqueue(tx, { now }, { kind: proposeJob, payload });
}

/** Looks through what a job names. Done again it finds nothing again. */
export async function proposeAdoptions(db: Database, looked: Looked, now: number): Promise<void> {
  if ("idea" in looked) return proposeFor(db, looked.idea, looked.version, now);
  const notes = await notesOfRooms(db.read, [looked.room]);
  const [room] = await db.read.select({ idea: rooms.idea }).from(rooms).where(eq(rooms.id, looked.room));
  if (!room?.idea || notes.length === 0) return;
  const idea = await standsFor(db.read, room.idea);
  // What was written before the first note took nothing from any.
  const since = Math.min(...notes.map(({ at }) => at));
  const versions = await db.read
    .select({ number: ideaVersions.number, restored: ideaVersions.restored })
    .from(ideaVersions)
    .where(and(eq(ideaVersions.idea, idea), gte(ideaVersions.at, since)))
    .orderBy(asc(ideaVersions.number));
  for (const { number, restored } of versions) if (restored === null) await proposeFor(db, idea, number, now);
}

type Version = typeof ideaVersions.$inferSelect;

async function proposeFor(db: Database, idea: string, number: number, now: number): Promise<void> {
  const { read } = db;
  const versions = await read
    .select()
    .from(ideaVersions)
    .where(and(eq(ideaVersions.idea, idea), lt(ideaVersions.number, number + 1)))
    .orderBy(asc(ideaVersions.number));
  const version = versions.at(-1);
  if (version?.number !== number || number === 1) return;
  const said = (await saidOn(read, idea)).filter(({ at }) => at <= version.at);
  const looking = lookIn(textsOf(version));
  for (const text of new Set(versions.slice(0, -1).flatMap(textsOf))) await hear(looking, text, null);
  for (const { id, text } of said) await hear(looking, text, id);
  const inputs = new Map(said.flatMap(({ input }) => (input ? [[input.source, input]] : [])));
  const wrote = await writersOf(read, version);
  const found = [...looking.found()].flatMap(([id, places]) => {
    const input = inputs.get(id);
    // Whoever wrote the words into the text has a share of it by that.
    return input && !wrote.includes(input.author) ? [{ ...input, places }] : [];
  });
  if (found.length > 0) await db.transaction((tx) => propose(tx, version, found, now));
}

let heard = 0;

/** A text with thousands of comments takes a tenth of a second to look through: others have their turn meanwhile. */
async function hear(looking: ReturnType<typeof lookIn>, text: string, id: string | null): Promise<void> {
  looking.hear(text, id);
  if (++heard % 50 === 0) await nextTurn();
}

function textsOf(version: Version): string[] {
  return parts.map((part) => version[part]);
}

/** Who wrote a version, as far as that is known: of what several wrote in a room nobody alone. */
async function writersOf(read: Reads, { idea, number, author, together }: Version): Promise<string[]> {
  const others = await read
    .select({ member: ideaVersionWriters.member })
    .from(ideaVersionWriters)
    .where(and(eq(ideaVersionWriters.idea, idea), eq(ideaVersionWriters.number, number)));
  return together && others.length === 0 ? [] : [author, ...others.map(({ member }) => member)];
}

/** What may be adopted. */
type Input = { source: string; kind: InputKind; room: string | null; author: string };

/** Everything that was said on an idea and on those that are part of it, in its order, and their texts. */
async function saidOn(read: Reads, idea: string) {
  const sources = await sourcesOf(read, idea);
  const all = [idea, ...sources];
  const [texts, talk, notes] = await Promise.all([
    read
      .select()
      .from(ideaVersions)
      .where(inArray(ideaVersions.idea, [...sources])),
    read.select().from(comments).where(inArray(comments.idea, all)),
    closedRoomsOn(read, all).then((ids) => notesOfRooms(read, ids)),
  ]);
  const noteOf = new Map(notes.map((note) => [note.id, note]));
  const said: { id: string | null; text: string; at: number; input: Input | null }[] = [
    ...texts.flatMap((version) => textsOf(version).map((text) => ({ id: null, text, at: version.at, input: null }))),
    ...talk.map(({ id, author, source, createdAt, editedAt, deletedAt, hiddenAt }) => {
      const isSaid = deletedAt === null && hiddenAt === null;
      const input = isSaid ? { source: id, kind: "comment" as const, room: null, author } : null;
      // A note that became a comment when its room closed was said when it was written.
      const at = editedAt ?? noteOf.get(id)?.at ?? createdAt;
      return { id: input && id, text: source, at, input };
    }),
  ];
  const became = new Set(talk.map(({ id }) => id));
  for (const { id, room, author, body, at } of notes) {
    if (!became.has(id)) said.push({ id, text: body, at, input: { source: id, kind: "note", room, author } });
  }
  return said.toSorted((a, b) => a.at - b.at);
}

async function propose(
  tx: Tx,
  version: Version,
  found: readonly (Input & { places: Place[] })[],
  now: number,
): Promise<void> {
  const { idea, number } = version;
  await lockIdea(tx, idea);
  const adopted = await adoptedAmong(
    tx,
    found.map(({ source }) => source),
  );
  let count = 0;
  for (const { source, kind, room, author, places } of found) {
    if (adopted.has(source)) continue;
    const open = { version: number, places, state: "open" as const, at: now, decidedBy: null, decidedAt: null };
    const written = await tx
      .insert(adoptionProposals)
      .values({ idea, source, kind, room, author, ...open })
      // What was said not to come from there comes back with other words alone, which a later version has.
      .onConflictDoUpdate({
        target: [adoptionProposals.idea, adoptionProposals.source],
        set: open,
        setWhere: and(eq(adoptionProposals.state, "dismissed"), lt(adoptionProposals.version, number)),
      })
      .returning({ source: adoptionProposals.source });
    count += written.length;
  }
  if (count === 0) return;
  const [row] = await tx.select({ id: ideas.id, space: ideas.space }).from(ideas).where(eq(ideas.id, idea));
  if (row) await record(tx, { actor: "system", now }, [adoptionsProposed(row, { version: number, count })]);
}

async function adoptedAmong(read: Reads, sources: string[]): Promise<Set<string>> {
  const said = await read
    .select({ source: commentAdoptions.comment })
    .from(commentAdoptions)
    .where(inArray(commentAdoptions.comment, sources));
  const noted = await read
    .select({ source: noteAdoptions.note })
    .from(noteAdoptions)
    .where(inArray(noteAdoptions.note, sources));
  return new Set([...said, ...noted].map(({ source }) => source));
}
