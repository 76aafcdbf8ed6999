import { boolean, index, integer, json, primaryKey, table, text, timestamp } from "../columns.ts";
import { ideas } from "./ideas.ts";
import { type Affiliation, members } from "./members.ts";
import { spaces } from "./spaces.ts";

export type RoomState = "lobby" | "running" | "closed";

/** Who may come in: everybody who sees the space, or who was invited. */
export type RoomAudience = "space" | "invited";

/**
 * Why a room closed: the host ended it, its plan was over, nothing happened any more, nobody ever began, or it was
 * cancelled before.
 */
export type RoomEnd = "host" | "over" | "idle" | "never_began" | "cancelled";

export type RoomTemplate =
  "core" | "brainwriting" | "crazy_eights" | "one_two_four_all" | "scamper" | "six_hats" | "duels" | "ignite";

/**
 * A live session on an idea, or on a question of a space. The server owns its clock: `dueAt` is when it has to act
 * next. `seq` counts the room's public log; what stays secret for now moves `stirred` instead, so that the number
 * tells nothing.
 */
export const rooms = table(
  "rooms",
  {
    id: text().primaryKey(),
    space: text()
      .notNull()
      .references(() => spaces.id),
    /** The idea it is about; null where it is about a question of the space. */
    idea: text().references(() => ideas.id),
    createdBy: text()
      .notNull()
      .references(() => members.id),
    host: text()
      .notNull()
      .references(() => members.id),
    /** Who shows slides in it; null: whoever opened it. */
    presenter: text().references(() => members.id),
    /** What it is called in lists. */
    title: text().notNull(),
    /** What the room is to find out, as it is read in every phase. */
    question: text().notNull(),
    template: text().$type<RoomTemplate>().notNull(),
    audience: text().$type<RoomAudience>().notNull(),
    /** How many may take part at once; whoever comes later looks on. */
    most: integer().notNull(),
    state: text().$type<RoomState>().notNull(),
    /** When it is to begin; null: as soon as the host says so. */
    startsAt: timestamp(),
    /** The phase that runs, by its place in the plan; -1 before the first. */
    phase: integer().notNull().default(-1),
    phaseBeganAt: timestamp(),
    /** When the phase ends; null while it has no end or the clock stands still. */
    deadline: timestamp(),
    /** Milliseconds that were left when the clock was stopped; null while it runs. */
    pausedLeft: integer(),
    seq: integer().notNull().default(0),
    stirred: integer().notNull().default(0),
    createdAt: timestamp().notNull(),
    /** When something was last done. */
    lastAt: timestamp().notNull(),
    /** When the server has to act next, if nothing happens before; null once it is closed. */
    dueAt: timestamp(),
    closedAt: timestamp(),
    end: text().$type<RoomEnd>(),
  },
  (room) => [
    index("rooms_due").on(room.dueAt),
    index("rooms_space").on(room.space, room.state, room.createdAt),
    index("rooms_idea").on(room.idea, room.createdAt),
    index("rooms_created_by").on(room.createdBy),
    index("rooms_host").on(room.host),
    index("rooms_presenter").on(room.presenter),
  ],
);

export type PhaseKind =
  "frame" | "write" | "reveal" | "cluster" | "dots" | "discuss" | "cowrite" | "decide" | "duels" | "slides";

/**
 * Who sees whose what: names on everything; nothing of others but who is done; or everything without names, which
 * come at the closing as each author chose.
 */
export type PhaseVisibility = "named" | "private" | "anonymous";

/** What ends a phase: its time, the host alone, or that everybody is done (at the latest its time). */
export type PhaseAdvance = "timer" | "host" | "all_ready";

/** How the room's mind is asked: with dots, with credits of which votes cost their square, or for objections. */
export type Ballot = "dots" | "quadratic" | "consent";

/** Among whom notes are written: each alone, in groups of two or four, or all; in `sheets` each goes on with another's. */
export type Grouping = "alone" | "pairs" | "fours" | "all" | "sheets";

/** The plan of a room, phase by phase. */
export const roomPhases = table(
  "room_phases",
  {
    room: text()
      .notNull()
      .references(() => rooms.id),
    position: integer().notNull(),
    kind: text().$type<PhaseKind>().notNull(),
    seconds: integer().notNull(),
    visibility: text().$type<PhaseVisibility>().notNull(),
    advance: text().$type<PhaseAdvance>().notNull(),
    ballot: text().$type<Ballot>().notNull(),
    /** Dots or credits of each; 0 where nobody votes. */
    votes: integer().notNull(),
    grouping: text().$type<Grouping>().notNull(),
    /** A code of the template's own words for what is to be done (`scamper.combine`), or null for the usual ones. */
    prompt: text(),
    /** The host's own words for it, instead. */
    words: text(),
  },
  (phase) => [primaryKey({ columns: [phase.room, phase.position] })],
);

export type RoomRole = "host" | "cohost" | "member" | "viewer";

/**
 * Who was invited into a room or has been there. `seenAt`: when a connection of theirs last stood, on any server; of
 * whoever has no connection but loaded the page, a moment ahead, up to which that counts.
 */
export const roomPeople = table(
  "room_people",
  {
    room: text()
      .notNull()
      .references(() => rooms.id),
    member: text()
      .notNull()
      .references(() => members.id),
    affiliation: text().$type<Affiliation>().notNull(),
    role: text().$type<RoomRole>().notNull(),
    invitedAt: timestamp(),
    enteredAt: timestamp(),
    seenAt: timestamp(),
    isBlocked: boolean().notNull().default(false),
    /** What was said at the closing: whether the session was worth the time. */
    wasUseful: boolean(),
  },
  (row) => [
    primaryKey({ columns: [row.room, row.member] }),
    index("room_people_member").on(row.member),
    index("room_people_seen").on(row.room, row.seenAt),
  ],
);

/** What an event of a room says beside who and when: ids, numbers and codes. The shapes are the board's matter. */
export type RoomPayload = Record<string, unknown>;

/** The log of a room, without gaps: replaying it gives its board. Never changed, and no words in it. */
export const roomEvents = table(
  "room_events",
  {
    room: text()
      .notNull()
      .references(() => rooms.id),
    seq: integer().notNull(),
    at: timestamp().notNull(),
    /** A member id, or `system`. */
    actor: text().notNull(),
    kind: text().notNull(),
    payload: json<RoomPayload>().notNull(),
  },
  (event) => [primaryKey({ columns: [event.room, event.seq] })],
);

/** Acts that were done, by the id that the browser gave them: sent again, they are not done again. */
export const roomActs = table(
  "room_acts",
  {
    room: text()
      .notNull()
      .references(() => rooms.id),
    id: text().notNull(),
    member: text()
      .notNull()
      .references(() => members.id),
    at: timestamp().notNull(),
  },
  (act) => [primaryKey({ columns: [act.room, act.id] }), index("room_acts_member").on(act.member)],
);

/** Everything that anybody said in a room: the log names it by its id, so that it can be erased. */
export const roomWords = table(
  "room_words",
  {
    id: text().primaryKey(),
    room: text()
      .notNull()
      .references(() => rooms.id),
    author: text()
      .notNull()
      .references(() => members.id),
    body: text().notNull(),
    at: timestamp().notNull(),
  },
  (words) => [index("room_words_room").on(words.room), index("room_words_author").on(words.author)],
);

/**
 * Notes that were written unseen, until they are shown. `sheet`: the sheet on which it was written, by the number of
 * whoever began it.
 */
export const roomNotes = table(
  "room_notes",
  {
    id: text().primaryKey(),
    room: text()
      .notNull()
      .references(() => rooms.id),
    author: text()
      .notNull()
      .references(() => members.id),
    phase: integer().notNull(),
    sheet: integer(),
    words: text()
      .notNull()
      .references(() => roomWords.id),
    /** Whether the author's name stays sealed when the room closes. */
    isSealed: boolean().notNull(),
    at: timestamp().notNull(),
    shownAt: timestamp(),
  },
  (note) => [
    index("room_notes_room").on(note.room, note.shownAt),
    index("room_notes_author").on(note.author),
    index("room_notes_words").on(note.words),
  ],
);

/** How somebody voted in a phase, which nobody else sees: votes by what is voted on. */
export const roomBallots = table(
  "room_ballots",
  {
    room: text()
      .notNull()
      .references(() => rooms.id),
    phase: integer().notNull(),
    member: text()
      .notNull()
      .references(() => members.id),
    votes: json<Record<string, number>>().notNull(),
    at: timestamp().notNull(),
  },
  (row) => [primaryKey({ columns: [row.room, row.phase, row.member] }), index("room_ballots_member").on(row.member)],
);

/** Which of two notes somebody preferred; `winner` null: could not decide. */
export const roomDuels = table(
  "room_duels",
  {
    room: text()
      .notNull()
      .references(() => rooms.id),
    phase: integer().notNull(),
    member: text()
      .notNull()
      .references(() => members.id),
    /** The two notes, the lesser id first: each pair once per person. */
    one: text().notNull(),
    other: text().notNull(),
    winner: text(),
    at: timestamp().notNull(),
  },
  (duel) => [
    primaryKey({ columns: [duel.room, duel.phase, duel.member, duel.one, duel.other] }),
    index("room_duels_member").on(duel.member),
  ],
);
