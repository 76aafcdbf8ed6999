/**
 * What a room left behind. Everything is read from the room's log, and passes `boardSeen` first: who wrote a note
 * whose author's name is sealed stands in nothing that leaves here, but that it is one's own.
 */
import { and, desc, eq, gte, inArray, isNotNull, isNull } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { comments } from "../../../db/schema/discussion.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { type Ballot, type PhaseKind, roomPeople } from "../../../db/schema/rooms.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import { ideaVersions } from "../../../db/schema/writing.ts";
import { type Affiliation, isSignedIn } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { commentPath } from "../discussion/rules.ts";
import { ideasSeenBy } from "../ideas/queries.server.ts";
import { headOf, ideaPath } from "../ideas/rules.ts";
import {
  type Becoming,
  type Board,
  boardAfterAll,
  emptyBoard,
  notesIn,
  type RoomEvent,
  type Stance,
} from "../rooms/board.ts";
import { mayTranscribe } from "../pitching/policy.ts";
import { type PreparedSlide, slidesShown } from "../pitching/queries.server.ts";
import { ranked, slidesBetween } from "../pitching/rules.ts";
import { mayLead } from "../rooms/policy.ts";
import {
  boardOf,
  broughtBy,
  keepBoard,
  peopleIn,
  planOf,
  type Room,
  roomEventsAfter,
  roomPeopleOf,
  roomSeenBy,
  wordsIn,
  wordsOf,
} from "../rooms/queries.server.ts";
import { boardSeen, draftComment, heard } from "../rooms/rules.ts";
import { ranFor } from "./rules.ts";

/** Somebody in minutes; a name is empty once its account is erased. */
export type Named = { id: string; name: string; handle: string; affiliation: Affiliation; avatar: string | null };

/** What a note or a cluster became; without a path where nobody sees it yet or any more. */
export type Became = { as: Becoming; path: string | null };

export type MinutesNote = {
  id: string;
  body: string;
  by: Named | null;
  isSealed: boolean;
  /** The reader wrote it. */
  isMine: boolean;
  became: Became | null;
};

/** Notes that lay together; `name` null: those that lay loose. */
export type MinutesPart = { id: string; name: string | null; notes: MinutesNote[]; became: Became | null };

export type MinutesPitch = {
  presenter: Named | null;
  slides: Pick<PreparedSlide, "id" | "html" | "source" | "picture" | "alt">[];
  transcript: string;
  questions: {
    id: string;
    body: string;
    by: Named | null;
    isSealed: boolean;
    isMine: boolean;
    votes: number;
    isAnswered: boolean;
  }[];
  /** Whether the reader may change what was said. */
  canWrite: boolean;
};

export type Minutes = {
  id: string;
  title: string;
  question: string;
  host: Named | null;
  /** Milliseconds since 1970 UTC. */
  beganAt: number | null;
  closedAt: number | null;
  end: Room["end"];
  /** Everybody who came in, in the order of coming. */
  people: Named[];
  /** `ran`: milliseconds between its beginning and its end. */
  phases: { kind: PhaseKind; prompt: string | null; words: string | null; beganAt: number; ran: number }[];
  parts: MinutesPart[];
  votes: { ballot: Ballot; voters: number; results: { subject: string; total: number }[] }[];
  /** `score`: the share of wins against any other note, in basis points. */
  rankings: { results: { subject: string; score: number; duels: number }[] }[];
  proposals: {
    id: string;
    body: string;
    by: Named | null;
    consents: number;
    passes: number;
    objections: { by: Named | null; reason: string }[];
  }[];
  /** `became`: where it stands now, as a version of the idea or, where it could not be one, as a comment on it. */
  draft: { body: string; by: Named[]; became: { as: "version" | "comment"; path: string } | null } | null;
  /** What was shown and said in a pitch, and what the audience asked, the most wanted first; null where none was begun. */
  pitch: MinutesPitch | null;
  /** Questions of the talk that no note was made of. */
  questions: { id: string; body: string; by: Named | null }[];
  /** How many people found the time well spent, and how many not; for those who led the room. */
  useful: { yes: number; no: number } | null;
  /** How many events its log has: as many steps has its replay. */
  steps: number;
};

/** A room with what the pages about its minutes need of it. Throws `NotFound`. */
export async function minutesSeenBy(ctx: Context, id: string) {
  const { room, own, idea, space } = await roomSeenBy(ctx.db.read, ctx.actor, id);
  return {
    room,
    own,
    idea: idea && { id: idea.id, title: idea.title, path: ideaPath(idea) },
    space: { id: space.id, name: space.name, slug: space.slug, accent: space.accent },
  };
}

type SeenRoom = Awaited<ReturnType<typeof minutesSeenBy>>;

/** The minutes of a closed room as this actor reads them. */
export async function minutesOf(ctx: Context, { room, own, idea }: SeenRoom): Promise<Minutes> {
  const { read } = ctx.db;
  const whole = await boardOf(read, room);
  keepBoard(room, whole);
  const board = boardSeen(whole);
  const me = isSignedIn(ctx.actor) ? ctx.actor.id : null;
  const [words, named, plan, events, became] = await Promise.all([
    wordsOf(read, wordsIn(board)),
    namesIn(read, room.id, peopleIn(board)),
    planOf(read, room.id),
    roomEventsAfter(read, room.id, 0, Number.MAX_SAFE_INTEGER),
    becameOf(ctx, board, idea),
  ]);
  const said = (id: string) => words[id] ?? "";
  const noteOf = (note: Board["notes"][string]): MinutesNote => ({
    id: note.id,
    body: said(note.words),
    by: named(note.by),
    isSealed: note.isSealed,
    // Who looks knows what is his or her own; nobody else learns it.
    isMine: me !== null && whole.notes[note.id]?.by === me,
    became: became(note.id),
  });
  const partOf = (cluster: Board["clusters"][string] | null): MinutesPart => ({
    id: cluster?.id ?? "loose",
    name: cluster && said(cluster.words),
    notes: notesIn(board, cluster?.id ?? null).map(noteOf),
    became: cluster && became(cluster.id),
  });
  const called = (subject: string) => {
    const cluster = board.clusters[subject];
    const note = board.notes[subject];
    return cluster ? said(cluster.words) : headOf(note ? said(note.words) : "", 120);
  };
  // Of equal results the first on the board comes first: a database may turn the keys of what it keeps around.
  const places = new Map([...Object.keys(board.clusters), ...Object.keys(board.notes)].map((id, place) => [id, place]));
  const placeOf = (subject: string) => places.get(subject) ?? places.size;
  const phases = ranFor(events).map(({ phase, beganAt, ran }) => {
    const { kind = "frame", prompt = null, words: own = null } = plan[phase] ?? {};
    return { kind, prompt, words: own, beganAt, ran };
  });
  return {
    id: room.id,
    title: room.title,
    question: room.question,
    host: named(room.host),
    beganAt: phases[0]?.beganAt ?? null,
    closedAt: room.closedAt,
    end: room.end,
    people: Object.keys(board.people).flatMap((member) => named(member) ?? []),
    phases,
    parts: [...Object.values(board.clusters).map(partOf), partOf(null)].filter(({ notes }) => notes.length > 0),
    votes: board.counts.map(({ ballot, voters, totals }) => ({
      ballot,
      voters,
      results: Object.entries(totals)
        .toSorted(([one, a], [other, b]) => b - a || placeOf(one) - placeOf(other))
        .map(([subject, total]) => ({ subject: called(subject), total })),
    })),
    rankings: board.rankings.map(({ notes }) => ({
      results: Object.entries(notes)
        .toSorted(([one, a], [other, b]) => b.score - a.score || placeOf(one) - placeOf(other))
        .map(([note, { score, duels }]) => ({ subject: called(note), score, duels })),
    })),
    proposals: Object.values(board.proposals).map(({ id, words: body, by, stances }) => {
      const taken = Object.entries(stances);
      const count = (stance: Stance) => taken.filter(([, each]) => each.stance === stance).length;
      return {
        id,
        body: said(body),
        by: named(by),
        consents: count("consent"),
        passes: count("pass"),
        objections: taken
          .filter(([, { stance }]) => stance === "object")
          .map(([member, { words: reason }]) => ({ by: named(member), reason: reason === null ? "" : said(reason) })),
      };
    }),
    pitch: board.deck && {
      presenter: named(board.deck.presenter),
      slides: (await slidesShown(read, room.id, board)).map(({ id, html, source, picture, alt }) => ({
        id,
        html,
        source,
        picture,
        alt,
      })),
      transcript: board.transcript === null ? "" : said(board.transcript),
      questions: ranked(board.questions).map(({ id, words: body, by, isSealed, votes, answeredAt }) => ({
        id,
        body: said(body),
        by: named(by),
        isSealed,
        isMine: me !== null && whole.questions[id]?.by === me,
        votes,
        isAnswered: answeredAt !== null,
      })),
      canWrite: mayTranscribe(ctx.actor, own, board.deck.presenter),
    },
    draft:
      board.draft === null
        ? await keptTextOf(read, idea, board, named)
        : await draftOf(
            read,
            room,
            { id: board.draft, body: said(board.draft) },
            board.drafters.flatMap((member) => named(member) ?? []),
            idea,
          ),
    questions: Object.values(board.talk)
      .filter(({ note, words: body }) => note === null && said(body).includes("?"))
      .map(({ id, words: body, by }) => ({ id, body: said(body), by: named(by) })),
    useful: mayLead(own) ? await usefulIn(read, room.id) : null,
    steps: board.seq,
  };
}

/** Finds people of a room by their ids, with the affiliation that they had in it. */
async function namesIn(read: Reads, room: string, ids: readonly string[]) {
  const people = await roomPeopleOf(read, ids);
  const rows = await read
    .select({ member: roomPeople.member, affiliation: roomPeople.affiliation })
    .from(roomPeople)
    .where(eq(roomPeople.room, room));
  const then = new Map(rows.map(({ member, affiliation }) => [member, affiliation]));
  return (id: string | null): Named | null => {
    const person = id === null ? undefined : people[id];
    return person ? { ...person, affiliation: then.get(person.id) ?? person.affiliation } : null;
  };
}

/** Finds what a note or cluster became, as far as this actor may open it: what it became bears its id. */
async function becameOf(ctx: Context, board: Board, idea: SeenRoom["idea"]) {
  const { read } = ctx.db;
  const subjects = Object.keys(board.becoming);
  const paths = new Map<string, string>();
  if (subjects.length > 0) {
    const made = await read
      .select({ id: ideas.id, title: ideas.title })
      .from(ideas)
      .innerJoin(spaces, eq(spaces.id, ideas.space))
      .where(and(inArray(ideas.id, subjects), ideasSeenBy(read, ctx.actor)));
    for (const each of made) paths.set(each.id, ideaPath(each));
    const said = idea ? await commentsOn(read, idea.id, subjects) : [];
    for (const id of said) if (idea) paths.set(id, commentPath(idea.path, id));
  }
  return (subject: string): Became | null => {
    const as = board.becoming[subject];
    return as ? { as, path: paths.get(subject) ?? null } : null;
  };
}

/** What was written in the living text of the room's idea, as the version says it that was made of it. */
async function keptTextOf(
  read: Reads,
  idea: SeenRoom["idea"],
  { text, drafters }: Board,
  named: (member: string) => Named | null,
): Promise<Minutes["draft"]> {
  if (!idea || text === null || text.kept === null) return null;
  const [version] = await read
    .select({ body: ideaVersions.solution })
    .from(ideaVersions)
    .where(and(eq(ideaVersions.idea, idea.id), eq(ideaVersions.number, text.kept)));
  if (!version) return null;
  const path = `${idea.path}/versions/${text.kept}`;
  return { ...version, by: drafters.flatMap((member) => named(member) ?? []), became: { as: "version", path } };
}

async function draftOf(
  read: Reads,
  room: Room,
  { id, body }: { id: string; body: string },
  by: Named[],
  idea: SeenRoom["idea"],
): Promise<Minutes["draft"]> {
  if (body.trim() === "") return null;
  if (!idea || room.closedAt === null) return { body, by, became: null };
  const [version] = await read
    .select({ number: ideaVersions.number })
    .from(ideaVersions)
    .where(
      and(eq(ideaVersions.idea, idea.id), gte(ideaVersions.at, room.closedAt), eq(ideaVersions.solution, body.trim())),
    )
    .orderBy(desc(ideaVersions.number))
    .limit(1);
  if (version) return { body, by, became: { as: "version", path: `${idea.path}/versions/${version.number}` } };
  const comment = draftComment(id);
  const isSaid = (await commentsOn(read, idea.id, [comment])).length > 0;
  return { body, by, became: isSaid ? { as: "comment", path: commentPath(idea.path, comment) } : null };
}

/** Of these ids, those of comments on an idea that can be read there. */
async function commentsOn(read: Reads, idea: string, ids: readonly string[]): Promise<string[]> {
  const rows = await read
    .select({ id: comments.id })
    .from(comments)
    .where(
      and(
        inArray(comments.id, [...ids]),
        eq(comments.idea, idea),
        isNull(comments.deletedAt),
        isNull(comments.hiddenAt),
      ),
    );
  return rows.map(({ id }) => id);
}

async function usefulIn(read: Reads, room: string): Promise<{ yes: number; no: number }> {
  const rows = await read
    .select({ wasUseful: roomPeople.wasUseful })
    .from(roomPeople)
    .where(and(eq(roomPeople.room, room), isNotNull(roomPeople.wasUseful)));
  const yes = rows.filter(({ wasUseful }) => wasUseful).length;
  return { yes, no: rows.length - yes };
}

/** One moment of a room's replay. */
export type Replay = {
  /** How many events of the log have happened, and how many it has. */
  step: number;
  steps: number;
  /** The event that happened last, as everybody may hear it; null before the first. */
  event: RoomEvent | null;
  /** Its time in milliseconds since 1970 UTC. */
  at: number | null;
  /** The slides of a pitch that showed from then until the next event, by their places from 0; null where none did. */
  slides: { first: number; last: number } | null;
  board: Board;
  words: Record<string, string>;
  people: Record<string, Named>;
};

/** The board of a closed room after the first `asked` events of its log. */
export async function replayOf(ctx: Context, { room }: SeenRoom, asked: number): Promise<Replay> {
  const { read } = ctx.db;
  const events = await roomEventsAfter(read, room.id, 0, Number.MAX_SAFE_INTEGER);
  const step = Math.max(0, Math.min(asked, events.length));
  const then = boardAfterAll(emptyBoard(room.createdBy), events.slice(0, step));
  // The room is closed by now: names show as their authors chose for then.
  const seen = boardSeen({ ...then, state: "closed" });
  const { notes: kept } = boardAfterAll(then, events.slice(step));
  // Whoever took a note back does not stand by it.
  const notes = Object.values(seen.notes).map((note) => (note.id in kept ? note : { ...note, by: null }));
  const board: Board = { ...seen, state: then.state, notes: Object.fromEntries(notes.map((note) => [note.id, note])) };
  const last = events[step - 1];
  const isPitch = board.state === "running" && (await planOf(read, room.id))[board.phase]?.kind === "slides";
  const event = last ? heard(last, then) : null;
  const brought = event ? broughtBy(event) : { words: [], people: [] };
  const ids = [...new Set([...peopleIn(board), ...brought.people])];
  const named = await namesIn(read, room.id, ids);
  const wanted = [...wordsIn(board), ...brought.words];
  const later = laterWords(events);
  const chains = new Map(wanted.map((id) => [id, chainOf(id, later)]));
  const words = await wordsOf(read, [...chains.values()].flat());
  return {
    step,
    steps: events.length,
    event,
    at: last?.at ?? null,
    slides: isPitch && last ? slidesBetween(board, { from: last.at, to: events[step]?.at ?? last.at }) : null,
    board,
    words: Object.fromEntries(
      [...chains].flatMap(([id, chain]) => {
        const standing = chain.find((each) => each in words);
        return standing === undefined ? [] : [[id, words[standing] ?? ""]];
      }),
    ),
    people: Object.fromEntries(ids.flatMap((id) => named(id) ?? []).map((person) => [person.id, person])),
  };
}

/**
 * By which words others were replaced: of a note that was reworded, and of the text that was written together. What was
 * replaced is erased, so a replay shows what stands in its place.
 */
function laterWords(events: readonly RoomEvent[]): Map<string, string> {
  const later = new Map<string, string>();
  const said = new Map<string, string>();
  const say = (what: string, words: string) => {
    const before = said.get(what);
    if (before !== undefined) later.set(before, words);
    said.set(what, words);
  };
  for (const { kind, payload } of events) {
    if (kind === "notes_shown") for (const { id, words } of payload.notes) say(id, words);
    if (kind === "note_added") say(payload.note.id, payload.note.words);
    if (kind === "note_edited") say(payload.note, payload.words);
    if (kind === "drafted") say("draft", payload.words);
  }
  return later;
}

/** Words, and after them those that replaced them, one after the other. */
function chainOf(words: string, later: ReadonlyMap<string, string>): string[] {
  const chain = [words];
  for (let next = later.get(words); next !== undefined; next = later.get(next)) chain.push(next);
  return chain;
}
