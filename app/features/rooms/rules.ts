import type { PhaseKind, RoomAudience, RoomRole, RoomTemplate } from "../../../db/schema/rooms.ts";
import type { Board, Note, Phase, RoomEvent } from "./board.ts";

/** How long after a deadline what was sent before it is still taken, in milliseconds: the way to the server takes time. */
export const grace = 2_000;

/** After how long without an act a room closes itself, in milliseconds. */
export const idleAfter = 15 * 60_000;

/** For how long after the last sign of a connection somebody counts as being there, in milliseconds. */
export const here = 8_000;

/** For how long a page that was loaded counts as somebody's being there, where no connection says more, in milliseconds. */
export const pageStands = 5 * 60_000;

export const audiences: readonly RoomAudience[] = ["space", "invited"];

/** How many take part in a room unless the host says otherwise, and at most. */
export const usualMost = 50;
export const highestMost = 1_000;

export const longest = {
  title: 120,
  question: 2_000,
  note: 500,
  cluster: 120,
  message: 1_000,
  reason: 1_000,
  proposal: 1_000,
  draft: 20_000,
  words: 300,
  asked: 300,
  transcript: 20_000,
};
/** Phases that a plan may have. */
export const mostPhases = 30;
/** Notes of one person in a room, and in one phase of it. */
export const mostNotesEach = 200;
export const mostNotesInPhase = 60;
export const mostClusters = 100;
export const mostProposals = 50;
/** Messages that a room takes in a minute, and those of one person among them: nobody reads more. */
export const mostMessages = 200;
export const mostMessagesEach = 20;

/** Whether the talk takes one more message of somebody at `now`. */
export function takesMessage(board: Pick<Board, "talk">, member: string, now: number): boolean {
  const lately = Object.values(board.talk).filter(({ at }) => at > now - 60_000);
  return lately.length < mostMessages && lately.filter(({ by }) => by === member).length < mostMessagesEach;
}

/** For how long what one person writes on in a common text is one state of it, in milliseconds: what was before is forgotten. */
export const oneDraft = 60_000;

/** Signs with which one reacts to a message, by their code. */
export const signs = { agree: "👍", thanks: "🙏", idea: "💡", question: "❓", laugh: "😄" } as const;
export type Sign = keyof typeof signs;
export const signCodes = Object.keys(signs) as readonly Sign[];

/** The plans one can choose. */
export const templateCodes: readonly RoomTemplate[] = [
  "core",
  "brainwriting",
  "crazy_eights",
  "one_two_four_all",
  "scamper",
  "six_hats",
  "duels",
  "ignite",
];

/** Phases in which notes are written that nobody else reads yet. */
export function isUnseen(phase: Pick<Phase, "kind" | "visibility">): boolean {
  return phase.kind === "write" && phase.visibility === "private";
}

/** Phases that put on the board what was written unseen before. */
export function shows(phase: Pick<Phase, "kind" | "visibility">): boolean {
  return !isUnseen(phase) && phase.kind !== "frame";
}

/** Phases in which notes may be written, seen or unseen. */
export function takesNotes(kind: PhaseKind): boolean {
  return kind === "write" || kind === "reveal" || kind === "cluster" || kind === "discuss";
}

/** Phases in which notes are put together. */
export function takesClusters(kind: PhaseKind): boolean {
  return kind === "cluster" || kind === "discuss";
}

/** Phases that ask for votes, which nobody sees before the end. */
export function takesVotes(phase: Pick<Phase, "kind" | "ballot">): boolean {
  return phase.kind === "dots" || (phase.kind === "decide" && phase.ballot === "quadratic");
}

/** Dots that one person may put on one thing. */
export const mostDotsEach = 2;

/**
 * What votes cost: a dot is a dot; quadratic votes cost their square.
 */
export function costOf(votes: Readonly<Record<string, number>>, ballot: Phase["ballot"]): number {
  return Object.values(votes).reduce((sum, each) => sum + (ballot === "quadratic" ? each * each : each), 0);
}

/** Whether votes keep within a phase's budget: whole numbers from 0, and at most two dots on one thing. */
export function isWithinBudget(
  votes: Readonly<Record<string, number>>,
  phase: Pick<Phase, "ballot" | "votes">,
): boolean {
  const each = Object.values(votes);
  if (!each.every((count) => Number.isSafeInteger(count) && count >= 0)) return false;
  if (phase.ballot === "dots" && each.some((count) => count > mostDotsEach)) return false;
  return costOf(votes, phase.ballot) <= phase.votes;
}

/**
 * How many people are in each group when n people part into groups of about four: sizes differ by at
 * most one, the bigger first. Nobody: no group.
 */
export function groupSizes(n: number): number[] {
  if (n <= 0) return [];
  const groups = Math.max(1, Math.floor(n / 4 + 0.5));
  const base = Math.floor(n / groups);
  return Array.from({ length: groups }, (_, group) => base + (group < n % groups ? 1 : 0));
}

/** The sizes of the pairs within a group: 4 → 2 + 2, 5 → 3 + 2, 3 → 3; whoever would be alone joins a pair. */
export function pairSizes(n: number): number[] {
  if (n <= 3) return n > 0 ? [n] : [];
  const groups = Math.floor(n / 2);
  return Array.from({ length: groups }, (_, group) => 2 + (group < n % 2 ? 1 : 0));
}

/**
 * Who works with whom in a phase: people in a given order, parted by its grouping. Pairs lie within the groups of
 * four that follow on them. Nobody is left out; alone and all together need no groups.
 */
export function groupsOf(people: readonly string[], grouping: Phase["grouping"]): string[][] {
  if (grouping !== "pairs" && grouping !== "fours") return [];
  const fours = parted(people, groupSizes(people.length));
  return grouping === "fours" ? fours : fours.flatMap((group) => parted(group, pairSizes(group.length)));
}

function parted(people: readonly string[], sizes: readonly number[]): string[][] {
  let from = 0;
  return sizes.map((size) => people.slice(from, (from += size)));
}

/** The sheet that the person at place `i` of `n` goes on with in round `r`; no sheet is met twice in n rounds. */
export function sheetOf(i: number, r: number, n: number): number {
  return (i + r) % n;
}

/**
 * The sheet that lies before somebody in a round; null for whoever has none. The order of people is that of the round's
 * one group.
 */
export function sheetInHand(board: Pick<Board, "groups" | "phase">, plan: readonly Phase[], member: string) {
  const [circle] = board.groups;
  const place = circle?.indexOf(member) ?? -1;
  if (!circle || place < 0) return null;
  const before = plan.slice(0, board.phase).filter(({ grouping }) => grouping === "sheets").length;
  return sheetOf(place, before, circle.length);
}

/**
 * Whether what is written in the phase at a place of the plan will stand there without names: so that its author can
 * choose what becomes of the name when the room closes.
 */
export function hidesNames(plan: readonly Phase[], position: number): boolean {
  const phase = plan[position];
  if (!phase) return false;
  const shown = isUnseen(phase) ? plan.slice(position + 1).find(shows) : phase;
  return shown !== undefined && shown.visibility !== "named";
}

/** Rounds of a 6-3-5 for n people: nobody goes on with the same sheet twice. */
export function roundsFor(n: number): number {
  return Math.max(1, Math.min(n, 6));
}

/** Who may make the clock run: the host and whoever stands beside. */
export function leads(role: RoomRole | undefined): boolean {
  return role === "host" || role === "cohost";
}

/** Who takes part, and does not only look on. */
export function takesPart(role: RoomRole | undefined): boolean {
  return role === "host" || role === "cohost" || role === "member";
}

/** Whether something sent for the phase that runs is in time at `now`: two seconds after the deadline still are. */
export function isInTime(board: Pick<Board, "deadline">, now: number, phase: Pick<Phase, "advance">): boolean {
  return phase.advance === "host" || board.deadline === null || now <= board.deadline + grace;
}

/** Whether a note's author may be read by others: never where names are hidden and the room is open; then by choice. */
export function showsName(note: Pick<Note, "isAnonymous" | "isSealed">, isClosed: boolean): boolean {
  return !note.isAnonymous || (isClosed && !note.isSealed);
}

/**
 * An event as the people of the room may hear it: names that are hidden are not in it. The same for everybody, so that
 * one message does for all; who wrote a note knows it by its id.
 */
export function heard(event: RoomEvent, board: Pick<Board, "notes" | "questions">): RoomEvent {
  switch (event.kind) {
    case "notes_shown":
      return { ...event, actor: null, payload: { notes: event.payload.notes.map(unnamed) } };
    case "note_added": {
      const { note } = event.payload;
      return note.isAnonymous ? { ...event, actor: null, payload: { ...event.payload, note: unnamed(note) } } : event;
    }
    case "note_edited":
    case "note_removed":
      return board.notes[event.payload.note]?.isAnonymous === false ? event : { ...event, actor: null };
    case "question_asked": {
      const { question } = event.payload;
      return question.isAnonymous ? { ...event, actor: null, payload: { question: unnamed(question) } } : event;
    }
    case "question_removed":
    // How many want it answered is for all, who does is for nobody.
    case "question_backed":
      return { ...event, actor: null };
    default:
      return event;
  }
}

function unnamed<Named extends Pick<Note, "by" | "isAnonymous">>(note: Named): Named {
  return note.isAnonymous ? { ...note, by: null } : note;
}

/** A board as the people of the room may see it. */
export function boardSeen(board: Board): Board {
  const isClosed = board.state === "closed";
  const notes = Object.values(board.notes).map((note) => [
    note.id,
    showsName(note, isClosed) ? note : { ...note, by: null },
  ]);
  const questions = Object.values(board.questions).map((question) => [
    question.id,
    showsName(question, isClosed) ? question : { ...question, by: null },
  ]);
  return {
    ...board,
    notes: Object.fromEntries(notes) as Board["notes"],
    questions: Object.fromEntries(questions) as Board["questions"],
  };
}

/** When a room has to be looked at next, in milliseconds since 1970 UTC; null once it is closed. */
export function dueOf(
  board: Pick<Board, "state" | "deadline">,
  phase: Pick<Phase, "advance"> | undefined,
  room: { lastAt: number; startsAt: number | null },
): number | null {
  if (board.state === "closed") return null;
  const end = board.deadline !== null && phase?.advance !== "host" ? board.deadline + grace : Infinity;
  return Math.min(end, idleAt(board, room));
}

/** When a room that nobody does anything in closes itself: not before its time, nor while a phase still runs. */
export function idleAt(board: Pick<Board, "deadline">, room: { lastAt: number; startsAt: number | null }): number {
  return Math.max(room.lastAt, room.startsAt ?? 0, board.deadline ?? 0) + idleAfter;
}

/** The id of the comment by which a text that was written together reaches its idea where it cannot become a version. */
export function draftComment(draft: string): string {
  return draft.slice(0, 16);
}

/** The address of a room. */
export function roomPath(room: string): string {
  return `/rooms/${room}`;
}

/** The address of what a room left behind. */
export function minutesPath(room: string): string {
  return `/rooms/${room}/minutes`;
}

/** The address of a space's rooms. */
export function roomsPath(space: string): string {
  return `/s/${space}/rooms`;
}

/** The name under which sockets hear a room. */
export function channelOf(room: string): string {
  return `room:${room}`;
}
