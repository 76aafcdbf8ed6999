import { and, asc, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { prepared } from "../../../db/prepared.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import {
  roomBallots,
  roomDuels,
  roomEvents,
  roomNotes,
  roomPeople,
  roomPhases,
  rooms,
  roomWords,
} from "../../../db/schema/rooms.ts";
import { type Actor, isSignedIn } from "../../platform/actor.ts";
import { NotFound } from "../../platform/errors.ts";
import { once } from "../../platform/once.server.ts";
import { slideWordsOf, type QuestionsInHand, questionsInHand } from "../pitching/hand.server.ts";
import type { Passage } from "../cowriting/rules.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { spaceSeenBy } from "../spaces/queries.server.ts";
import { type Board, boardAfterAll, emptyBoard, type Phase, type RoomEvent } from "./board.ts";
import { maySeeRoom, type Standing } from "./policy.ts";
import { boardSeen, heard, here, hidesNames, isUnseen, sheetInHand, takesPart } from "./rules.ts";

export type Room = typeof rooms.$inferSelect;

/**
 * A room as far as this actor may know of it, with its space, its idea and what the actor is in it. Throws `NotFound`,
 * also where the space or the idea may not be seen, or where somebody was not invited or was sent out.
 */
export async function roomSeenBy(read: Reads, actor: Actor, id: string) {
  const [room] = await read.select().from(rooms).where(eq(rooms.id, id));
  if (!room) throw new NotFound();
  const own = isSignedIn(actor) ? await standingIn(read, id, actor.id) : null;
  if (!maySeeRoom(actor, room, own)) throw new NotFound();
  if (room.idea === null) return { room, own, idea: null, space: await spaceSeenBy(read, actor, room.space) };
  const { idea, space } = await ideaSeenBy(read, actor, room.idea);
  return { room, own, idea, space };
}

/** The passages of an idea's text, from which those who write together begin. */
export async function passagesOf(read: Reads, idea: string): Promise<Record<Passage, string>> {
  const { problem, forWhom, solution } = ideas;
  const [row] = await read.select({ problem, forWhom, solution }).from(ideas).where(eq(ideas.id, idea));
  if (!row) throw new NotFound();
  return row;
}

async function standingIn(read: Reads, room: string, member: string): Promise<Standing> {
  const [row] = await read
    .select({ role: roomPeople.role, isBlocked: roomPeople.isBlocked })
    .from(roomPeople)
    .where(and(eq(roomPeople.room, room), eq(roomPeople.member, member)));
  return row ?? null;
}

/** The ids of those who are in a room now, on whichever server. */
export async function peopleHere(read: Reads, room: string, now: number): Promise<string[]> {
  const rows = await read
    .select({ member: roomPeople.member })
    .from(roomPeople)
    .where(and(eq(roomPeople.room, room), eq(roomPeople.isBlocked, false), gt(roomPeople.seenAt, now - here)));
  return rows.map(({ member }) => member);
}

/** The phases of a room's plan, in order. */
export async function planOf(read: Reads, room: string): Promise<Phase[]> {
  const rows = await read.select().from(roomPhases).where(eq(roomPhases.room, room)).orderBy(asc(roomPhases.position));
  return rows.map(({ room: _room, position: _position, ...phase }) => phase);
}

/** Events of a room's log after number `seq`, the oldest first; at most `limit`. */
export async function roomEventsAfter(read: Reads, room: string, seq: number, limit = 5_000): Promise<RoomEvent[]> {
  return (await eventsAfter(read, { room, seq, limit })) as RoomEvent[];
}

const eventsAfter = prepared((on) =>
  on
    .select({
      seq: roomEvents.seq,
      at: roomEvents.at,
      actor: roomEvents.actor,
      kind: roomEvents.kind,
      payload: roomEvents.payload,
    })
    .from(roomEvents)
    .where(and(eq(roomEvents.room, sql.placeholder("room")), gt(roomEvents.seq, sql.placeholder("seq"))))
    .orderBy(asc(roomEvents.seq))
    .limit(sql.placeholder("limit")),
);

/** Rooms whose boards are kept in memory at once. */
const mostKept = 200;
const kept = once("boards of rooms", () => new Map<string, Board>());

/** A demo that begins again may draw the same id for another room; nobody draws the id of a member twice. */
function keyOf({ id, createdBy }: Pick<Room, "id" | "createdBy">): string {
  return `${id} ${createdBy}`;
}

/**
 * The board of a room with everything in it, also what is kept from readers. What was folded before is kept by this
 * process, so only what came since is read.
 */
export async function boardOf(read: Reads, room: Pick<Room, "id" | "createdBy">): Promise<Board> {
  let board = kept.get(keyOf(room)) ?? emptyBoard(room.createdBy);
  for (;;) {
    const events = await roomEventsAfter(read, room.id, board.seq);
    if (events.length === 0) return board;
    board = boardAfterAll(board, events);
  }
}

/** Keeps a board that is committed, for the next reading. */
export function keepBoard(room: Pick<Room, "id" | "createdBy">, board: Board): void {
  const key = keyOf(room);
  if ((kept.get(key)?.seq ?? 0) >= board.seq) return;
  kept.delete(key);
  kept.set(key, board);
  const [oldest] = kept.size > mostKept ? kept.keys() : [];
  if (oldest !== undefined) kept.delete(oldest);
}

/** The words of a room by their ids; of slides that were shown what they say as HTML, or what their picture shows. */
export async function wordsOf(read: Reads, ids: readonly string[]): Promise<Record<string, string>> {
  const wanted = [...new Set(ids)];
  const found: Record<string, string> = {};
  for (let from = 0; from < wanted.length; from += 500) {
    const rows = await read
      .select({ id: roomWords.id, body: roomWords.body })
      .from(roomWords)
      .where(inArray(roomWords.id, wanted.slice(from, from + 500)));
    for (const { id, body } of rows) found[id] = body;
  }
  const others = wanted.filter((id) => !(id in found));
  return others.length === 0 ? found : { ...found, ...(await slideWordsOf(read, others)) };
}

/** Somebody as a room shows them. */
export type RoomPerson = Pick<typeof members.$inferSelect, "id" | "name" | "handle" | "affiliation" | "avatar">;

/** People by their ids. */
export async function roomPeopleOf(read: Reads, ids: readonly string[]): Promise<Record<string, RoomPerson>> {
  const { id, name, handle, affiliation, avatar } = members;
  const wanted = [...new Set(ids)];
  const found: Record<string, RoomPerson> = {};
  for (let from = 0; from < wanted.length; from += 500) {
    const rows = await read
      .select({ id, name, handle, affiliation, avatar })
      .from(members)
      .where(inArray(members.id, wanted.slice(from, from + 500)));
    for (const person of rows) found[person.id] = person;
  }
  return found;
}

/** The ids of all words that a board shows. */
export function wordsIn(board: Board): string[] {
  return [
    ...Object.values(board.notes).map(({ words }) => words),
    ...Object.values(board.clusters).map(({ words }) => words),
    ...Object.values(board.talk).map(({ words }) => words),
    ...Object.values(board.proposals).flatMap(({ words, stances }) => [
      words,
      ...Object.values(stances).flatMap((stance) => stance.words ?? []),
    ]),
    ...(board.draft === null ? [] : [board.draft]),
    ...(board.deck?.slides.map(({ id }) => id) ?? []),
    ...Object.values(board.questions).map(({ words }) => words),
    ...(board.transcript === null ? [] : [board.transcript]),
  ];
}

/** The ids of the people whom a board, as its readers see it, names. */
export function peopleIn(board: Board): string[] {
  return [
    board.host,
    ...Object.keys(board.people),
    ...Object.values(board.notes).flatMap(({ by }) => by ?? []),
    ...Object.values(board.talk).map(({ by }) => by),
    ...Object.values(board.proposals).flatMap(({ by, stances }) => [by, ...Object.keys(stances)]),
    ...board.drafters,
    ...(board.deck ? [board.deck.presenter] : []),
    ...Object.values(board.questions).flatMap(({ by }) => by ?? []),
  ];
}

/** The ids of the words and people that one event, as its readers hear it, brings. */
export function broughtBy({ kind, payload, actor }: RoomEvent): { words: string[]; people: string[] } {
  const people = actor === null || actor === "system" ? [] : [actor];
  switch (kind) {
    case "entered":
    case "role_given":
    case "host_changed":
      return { words: [], people: [...people, payload.member] };
    case "wrote_together":
      return { words: [], people: [...people, ...payload.by] };
    case "notes_shown":
      return { words: payload.notes.map(({ words }) => words), people: payload.notes.flatMap(({ by }) => by ?? []) };
    case "note_added":
      return { words: [payload.note.words], people: payload.note.by === null ? people : [...people, payload.note.by] };
    case "stance_taken":
      return { words: payload.words === null ? [] : [payload.words], people };
    case "note_edited":
    case "cluster_made":
    case "cluster_named":
    case "said":
    case "proposed":
    case "drafted":
    case "transcribed":
      return { words: [payload.words], people };
    case "pitch_began":
      return { words: payload.slides.map(({ id }) => id), people: [...people, payload.presenter] };
    case "question_asked":
      return { words: [payload.question.words], people };
    default:
      return { words: [], people };
  }
}

/**
 * A note that is not shown yet, as those read it who may: its author, and in groups and on sheets the others there. `by`
 * is null for what others put on a sheet: sheets go round without names.
 */
export type HandNote = {
  id: string;
  body: string;
  isMine: boolean;
  by: string | null;
  isSealed: boolean;
  sheet: number | null;
};

/** What one member has in hand, and nobody else reads: notes not shown yet, own votes, own duels, notes shown that are own. */
export type Hand = {
  notes: HandNote[];
  /** Ids of the notes on the board that are one's own. */
  mine: string[];
  /** Votes placed in the phase that runs. */
  votes: Record<string, number>;
  /** Pairs judged in the phase that runs, as `one other`. */
  judged: string[];
  /** The audience's questions that are one's own, and those that one wants answered, by their ids. */
  questions: QuestionsInHand;
  /** Whether the session was worth the time, as said at the closing. */
  wasUseful: boolean | null;
};

/** What a member has in hand in the phase that runs. */
export async function handOf(
  read: Reads,
  board: Board,
  plan: readonly Phase[],
  room: string,
  member: string,
): Promise<Hand> {
  const phase = plan[board.phase];
  // Whoever looks on, or has not come in, writes with nobody.
  const isIn = takesPart(board.people[member]) && board.state === "running";
  const others = isIn && phase && isUnseen(phase) ? matesOf(board, phase, member) : [];
  const sheet = isIn && phase?.grouping === "sheets" ? sheetInHand(board, plan, member) : null;
  const isShared = [
    ...(others.length > 0 ? [inArray(roomNotes.author, others)] : []),
    ...(sheet === null ? [] : [eq(roomNotes.sheet, sheet)]),
  ];
  // An empty "or" would be no condition at all, and everybody's notes.
  const isUnseenOfOthers = isShared.length > 0 ? [and(isNull(roomNotes.shownAt), or(...isShared))] : [];
  const notes = await read
    .select({
      id: roomNotes.id,
      body: roomWords.body,
      by: roomNotes.author,
      phase: roomNotes.phase,
      isSealed: roomNotes.isSealed,
      sheet: roomNotes.sheet,
      shownAt: roomNotes.shownAt,
    })
    .from(roomNotes)
    .innerJoin(roomWords, eq(roomWords.id, roomNotes.words))
    .where(and(eq(roomNotes.room, room), or(eq(roomNotes.author, member), ...isUnseenOfOthers)))
    .orderBy(asc(roomNotes.at), asc(roomNotes.id));
  const [ballot] = await read
    .select({ votes: roomBallots.votes })
    .from(roomBallots)
    .where(and(eq(roomBallots.room, room), eq(roomBallots.phase, board.phase), eq(roomBallots.member, member)));
  const duels = await read
    .select({ one: roomDuels.one, other: roomDuels.other })
    .from(roomDuels)
    .where(and(eq(roomDuels.room, room), eq(roomDuels.phase, board.phase), eq(roomDuels.member, member)));
  const [said] = await read
    .select({ wasUseful: roomPeople.wasUseful })
    .from(roomPeople)
    .where(and(eq(roomPeople.room, room), eq(roomPeople.member, member)));
  const unseen = notes.filter(({ shownAt }) => shownAt === null);
  return {
    notes: unseen.map(({ shownAt: _shown, phase: writtenIn, by, ...note }) => {
      const isMine = by === member;
      // Whoever wrote where names will be hidden was promised that they are.
      const isNamed = isMine || (sheet === null && !hidesNames(plan, writtenIn));
      return { ...note, isMine, by: isNamed ? by : null };
    }),
    mine: notes.filter(({ by, shownAt }) => by === member && shownAt !== null).map(({ id }) => id),
    votes: ballot?.votes ?? {},
    judged: duels.map(({ one, other }) => `${one} ${other}`),
    questions: await questionsInHand(read, board, room, member),
    wasUseful: said?.wasUseful ?? null,
  };
}

/** Those with whom somebody shares all that is written in a phase, without him or her; of sheets, one is shared at a time. */
function matesOf(board: Board, phase: Phase, member: string): string[] {
  if (phase.grouping === "sheets") return [];
  const together =
    phase.grouping === "all" ? Object.keys(board.people) : (board.groups.find((group) => group.includes(member)) ?? []);
  return together.filter((each) => each !== member);
}

/** Everything that a browser needs to show a room: the board as it may be seen, and the words and people on it. */
export type Snapshot = {
  board: Board;
  plan: Phase[];
  words: Record<string, string>;
  people: Record<string, RoomPerson>;
  hand: Hand | null;
  /** The server's clock, in milliseconds since 1970 UTC. */
  now: number;
};

/** What a room shows to somebody now; `member` null for whoever only looks. */
export async function snapshotOf(read: Reads, room: Room, member: string | null, now: number): Promise<Snapshot> {
  const board = await boardOf(read, room);
  keepBoard(room, board);
  const plan = await planOf(read, room.id);
  const seen = boardSeen(board);
  return {
    board: seen,
    plan,
    words: await wordsOf(read, wordsIn(seen)),
    people: await roomPeopleOf(read, peopleIn(seen)),
    hand: member === null ? null : await handOf(read, board, plan, room.id, member),
    now,
  };
}

/** A piece of a room's log as its readers hear it, with the words and people that it brings. */
export type Frame = {
  room: string;
  events: RoomEvent[];
  words: Record<string, string>;
  people: Record<string, RoomPerson>;
};

/** Events of a room as its readers may hear them. */
export async function frameOf(
  read: Reads,
  room: Pick<Room, "id" | "createdBy">,
  events: readonly RoomEvent[],
): Promise<Frame> {
  const board = await boardOf(read, room);
  keepBoard(room, board);
  const told = events.map((event) => heard(event, board));
  const brought = told.map(broughtBy);
  return {
    room: room.id,
    events: told,
    words: await wordsOf(
      read,
      brought.flatMap(({ words }) => words),
    ),
    people: await roomPeopleOf(
      read,
      brought.flatMap(({ people }) => people),
    ),
  };
}
