/** What people brought to an idea: the one place where that is put together from what the features know of it. */
import { and, asc, desc, eq, inArray, isNull } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { creditFreezes, creditInputs } from "../../../db/schema/crediting.ts";
import { comments, evidenceAcceptances } from "../../../db/schema/discussion.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { roomPeople, rooms } from "../../../db/schema/rooms.ts";
import { notesOfRooms } from "../adopting/notes.server.ts";
import { adoptedInputs } from "../adopting/queries.server.ts";
import { sourcesOf } from "../merging/lineage.server.ts";
import { takesPart } from "../rooms/rules.ts";
import { textAmounts } from "../writing/shares.server.ts";
import { type CreditInput, isQualified } from "./rules.ts";

/** An input with the room it comes from: of a note, or of a session that was run; null for all else. */
export type Gathered = CreditInput & { room: string | null };

/**
 * Everything that people brought to an idea as it stands now. Of ideas that are part of it, the talk and the rooms count
 * as its own; their texts do as far as they stand in its text.
 */
export async function gatheredFor(read: Reads, idea: { id: string; author: string }): Promise<Gathered[]> {
  const around = [idea.id, ...(await sourcesOf(read, idea.id))];
  const text = await textAmounts(read, idea.id);
  const adopted = await adoptedInputs(read, idea.id);
  const evidence = await evidenceOn(read, around);
  const sessions = await sessionsOn(read, around);
  return [
    { component: "origin", source: idea.id, room: null, by: idea.author, amount: 1 },
    ...[...text.of].map(([by, amount]) => ({ component: "text" as const, source: idea.id, room: null, by, amount })),
    ...adopted.map(({ id, room, author }) => ({
      component: "adopted" as const,
      source: id,
      room,
      by: author,
      amount: 1,
    })),
    ...evidence.map(({ id, author }) => ({
      component: "evidence" as const,
      source: id,
      room: null,
      by: author,
      amount: 1,
    })),
    ...sessions.map(({ id, host }) => ({
      component: "facilitation" as const,
      source: id,
      room: id,
      by: host,
      amount: 1,
    })),
  ];
}

/**
 * What was brought to an idea as everybody may know it, by what is frozen of it, else as it stands now. `by` is null where
 * whose it is is not for everybody: of a note whose author's name is sealed, and of a room by invitation.
 */
export async function publicInputs(read: Reads, id: string): Promise<(Omit<Gathered, "by"> & { by: string | null })[]> {
  const [idea] = await read.select({ id: ideas.id, author: ideas.author }).from(ideas).where(eq(ideas.id, id));
  if (!idea) return [];
  const freeze = await standingFreeze(read, id);
  const inputs = freeze ? await frozenInputs(read, freeze.id) : await gatheredFor(read, idea);
  const ofRooms = [...new Set(inputs.flatMap(({ room }) => room ?? []))];
  if (ofRooms.length === 0) return inputs;
  const named = new Map((await notesOfRooms(read, ofRooms)).map(({ id: note, isNamed }) => [note, isNamed]));
  const held = await read
    .select({ id: rooms.id, audience: rooms.audience })
    .from(rooms)
    .where(inArray(rooms.id, ofRooms));
  const open = new Set(held.flatMap((room) => (room.audience === "space" ? [room.id] : [])));
  return inputs.map((input) => {
    const { component, source, room, by } = input;
    const isNamed = room === null || (component === "adopted" ? named.get(source) === true : open.has(room));
    return { ...input, by: isNamed ? by : null };
  });
}

/** All that the shares of a freeze are computed from. */
export async function frozenInputs(read: Reads, freeze: string): Promise<Gathered[]> {
  const rows = await read.select().from(creditInputs).where(eq(creditInputs.freeze, freeze));
  return rows.map(({ component, source, room, member: by, amount }) => ({ component, source, room, by, amount }));
}

/** What was frozen last of an idea and stands; undefined where nothing was. */
export async function standingFreeze(read: Reads, idea: string) {
  const [freeze] = await read
    .select()
    .from(creditFreezes)
    .where(and(eq(creditFreezes.idea, idea), isNull(creditFreezes.undoneAt)))
    .orderBy(desc(creditFreezes.at), desc(creditFreezes.id))
    .limit(1);
  return freeze;
}

/** Comments that stand accepted as evidence and can be read. */
async function evidenceOn(read: Reads, of: readonly string[]): Promise<{ id: string; author: string }[]> {
  return read
    .select({ id: comments.id, author: comments.author })
    .from(evidenceAcceptances)
    .innerJoin(comments, eq(comments.id, evidenceAcceptances.comment))
    .where(and(inArray(comments.idea, [...of]), isNull(comments.deletedAt), isNull(comments.hiddenAt)))
    .orderBy(asc(comments.id));
}

/** Closed rooms on these ideas that were run so that it counts, by whoever was host at the end. */
async function sessionsOn(read: Reads, of: readonly string[]): Promise<{ id: string; host: string }[]> {
  const closed = await read
    .select({ id: rooms.id, host: rooms.host })
    .from(rooms)
    .where(and(inArray(rooms.idea, [...of]), eq(rooms.state, "closed")))
    .orderBy(asc(rooms.id));
  if (closed.length === 0) return [];
  const there = await read
    .select()
    .from(roomPeople)
    .where(
      inArray(
        roomPeople.room,
        closed.map(({ id }) => id),
      ),
    );
  return closed.filter(({ id, host }) => {
    const people = there.filter(
      ({ room, role, enteredAt, isBlocked }) => room === id && enteredAt !== null && !isBlocked && takesPart(role),
    );
    const answers = people.flatMap(({ member, wasUseful }) => (member === host || wasUseful === null ? [] : wasUseful));
    return isQualified({ people: people.length, useful: answers.filter(Boolean).length, answers: answers.length });
  });
}
