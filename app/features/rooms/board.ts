/**
 * The board of a room: what its log comes to. One pure fold, run by the server before it decides, by each browser on
 * what it hears, and by the minutes on replay; so that all three show the same.
 */
import type {
  Ballot,
  Grouping,
  PhaseAdvance,
  PhaseKind,
  PhaseVisibility,
  RoomEnd,
  RoomRole,
  RoomState,
} from "../../../db/schema/rooms.ts";

/** One phase of the plan. `seconds`: how long it runs; `votes`: dots or credits of each person, 0 where nobody votes. */
export type Phase = {
  kind: PhaseKind;
  seconds: number;
  visibility: PhaseVisibility;
  advance: PhaseAdvance;
  ballot: Ballot;
  votes: number;
  grouping: Grouping;
  /** A code of a template's own words for what is to be done; null for the usual ones. */
  prompt: string | null;
  /** The host's own words for it; null for none. */
  words: string | null;
};

/** A note as everybody sees it. `by` is null for readers as long as its author's name is not shown. */
export type Note = {
  id: string;
  /** The id of its words. */
  words: string;
  by: string | null;
  /** Written or shown where names are hidden: they stay so until the room closes. */
  isAnonymous: boolean;
  /** Its author's name stays sealed even then, until he or she claims it. */
  isSealed: boolean;
  /** The cluster in which it lies; null while it is loose. */
  cluster: string | null;
};

/** A note as the log brings it in. */
export type NewNote = Pick<Note, "id" | "words" | "by" | "isAnonymous" | "isSealed">;

export type Cluster = { id: string; /** The id of the words that name it. */ words: string };

/** One message of the talk beside the phases. `reactions`: who reacted, by the sign. */
export type Message = {
  id: string;
  words: string;
  by: string;
  at: number;
  reactions: Readonly<Record<string, readonly string[]>>;
  /** The note that was made of it, if one was. */
  note: string | null;
};

export type Stance = "consent" | "object" | "pass";

/** Something to be decided on, and where each stands; an objection has words for its reason. */
export type Proposal = {
  id: string;
  words: string;
  by: string;
  stances: Readonly<Record<string, { stance: Stance; words: string | null }>>;
};

/** A slide of a pitch; its words are known by its id. `picture`: the file that it shows, null for a text. */
export type Slide = { id: string; picture: string | null };

/** A question of the audience. `by` is null for readers as long as its author's name is not shown. */
export type Question = Pick<Note, "id" | "words" | "by" | "isAnonymous" | "isSealed"> & {
  /** How many others want it answered. */
  votes: number;
  at: number;
  answeredAt: number | null;
};

/** What a vote came to: `totals` by note or cluster, the highest first in the reading; `voters` is how many voted. */
export type Count = { phase: number; ballot: Ballot; totals: Readonly<Record<string, number>>; voters: number };

/** What the duels of a phase came to: scores in basis points (the share of wins against any other note), and duels each. */
export type Ranking = {
  phase: number;
  notes: Readonly<Record<string, { score: number; duels: number }>>;
};

/**
 * The living text of a room's idea. `phase`: the last phase that wrote in it; `seq`: its last update before that phase;
 * `version`: that of the idea before the first such phase; `kept`: the version in which stands what was written.
 */
export type LivingTextIn = { phase: number; seq: number; version: number; kept: number | null };

/** What a note or cluster becomes when the room closes. */
export type Becoming = "idea" | "comment";

export type Board = {
  /** How many events of the log are in it. */
  seq: number;
  state: RoomState;
  /** The phase that runs, by its place in the plan; -1 before the first. */
  phase: number;
  phaseBeganAt: number | null;
  deadline: number | null;
  pausedLeft: number | null;
  host: string;
  /** Everybody who came in or has a role, in the order of coming. */
  people: Readonly<Record<string, RoomRole>>;
  /** Who said to be done with the phase that runs. */
  done: readonly string[];
  /** Who works with whom in the phase that runs; empty where each works alone or all together. */
  groups: readonly (readonly string[])[];
  notes: Readonly<Record<string, Note>>;
  clusters: Readonly<Record<string, Cluster>>;
  counts: readonly Count[];
  rankings: readonly Ranking[];
  /** Who asked to speak, the first first. */
  queue: readonly string[];
  speaker: string | null;
  talk: Readonly<Record<string, Message>>;
  proposals: Readonly<Record<string, Proposal>>;
  /** The id of the words that were written together last, and who wrote in them. */
  draft: string | null;
  /** The version of the idea's text from which they began; null where there is no idea. */
  draftBase: number | null;
  drafters: readonly string[];
  /** The living text of the idea, where the room writes in it; null where it never did. */
  text: LivingTextIn | null;
  becoming: Readonly<Record<string, Becoming>>;
  /** What was or is shown in a pitch, and by whom; null before it. Which slide shows, the clock says. */
  deck: { presenter: string; slides: readonly Slide[] } | null;
  /** Until when whoever presents is waited for, who is away; null where nobody waits. */
  hold: number | null;
  questions: Readonly<Record<string, Question>>;
  /** The id of the words of what was said in the pitch; null as long as nobody wrote it down. */
  transcript: string | null;
  end: RoomEnd | null;
};

/** What can happen in a room, by kind. Ids, numbers and codes only. */
export type Happenings = {
  entered: { member: string; role: RoomRole };
  role_given: { member: string; role: RoomRole };
  /** `from`: who was host before. */
  host_changed: { member: string; from: string };
  blocked: { member: string };
  /** `text`: where the living text of the idea stands, when the room writes in it from now on. */
  phase_began: {
    phase: number;
    deadline: number | null;
    groups: readonly (readonly string[])[];
    text?: { seq: number; version: number };
  };
  paused: { left: number };
  resumed: { deadline: number };
  extended: { deadline: number | null; left: number | null };
  done_said: { isDone: boolean };
  /** All that was written unseen so far, in an order that tells nothing. */
  notes_shown: { notes: readonly NewNote[] };
  note_added: { note: NewNote; cluster: string | null; message: string | null };
  note_edited: { note: string; words: string };
  note_removed: { note: string };
  note_moved: { note: string; to: string | null };
  note_claimed: { note: string; by: string };
  /** A new cluster, of these notes. */
  cluster_made: { cluster: string; words: string; notes: readonly string[] };
  cluster_named: { cluster: string; words: string };
  /** All its notes go into another one; null: they become loose. */
  cluster_merged: { cluster: string; into: string | null };
  votes_counted: Count;
  duels_ranked: Ranking;
  speech_asked: { isAsked: boolean };
  speaker_called: { member: string | null };
  said: { message: string; words: string };
  reacted: { message: string; sign: string; isOn: boolean };
  proposed: { proposal: string; words: string };
  stance_taken: { proposal: string; stance: Stance; words: string | null };
  /** `base`: the version of the idea that stood when the first of it was written. */
  drafted: { words: string; base?: number | null };
  /** A phase of writing in the living text ended: who wrote in it, whoever wrote last first. */
  wrote_together: { by: readonly string[] };
  /** What was written in the living text stands in a version of the idea. */
  text_kept: { version: number };
  becoming_set: { subject: string; becomes: Becoming | null };
  /** All slides are there, and the first one shows. */
  pitch_began: { presenter: string; slides: readonly Slide[] };
  /** Whoever presents is away: the clock stands. */
  presenter_lost: { left: number; until: number };
  question_asked: { question: NewNote };
  question_removed: { question: string };
  /** Somebody wants it answered, or not any more. */
  question_backed: { question: string; isBacked: boolean };
  question_answered: { question: string };
  question_claimed: { question: string; by: string };
  transcribed: { words: string };
  closed: { end: RoomEnd };
};

export type RoomEventKind = keyof Happenings;

/** One event of a room's log. `seq` counts from 1 without gaps; `at` in milliseconds since 1970 UTC. */
export type RoomEvent = {
  [Kind in RoomEventKind]: {
    seq: number;
    at: number;
    /** A member's id, or `system`; null for a reader from whom it is kept. */
    actor: string | null;
    kind: Kind;
    payload: Happenings[Kind];
  };
}[RoomEventKind];

/** The board of a room in which nothing has happened yet. */
export function emptyBoard(host: string): Board {
  return {
    seq: 0,
    state: "lobby",
    phase: -1,
    phaseBeganAt: null,
    deadline: null,
    pausedLeft: null,
    host,
    people: {},
    done: [],
    groups: [],
    notes: {},
    clusters: {},
    counts: [],
    rankings: [],
    queue: [],
    speaker: null,
    talk: {},
    proposals: {},
    draft: null,
    draftBase: null,
    drafters: [],
    text: null,
    becoming: {},
    deck: null,
    hold: null,
    questions: {},
    transcript: null,
    end: null,
  };
}

/** The board after one more event. Throws `RangeError` when it is not the next one. */
export function boardAfter(board: Board, event: RoomEvent): Board {
  if (event.seq !== board.seq + 1) throw new RangeError(`Event ${event.seq} does not follow on ${board.seq}.`);
  return { ...board, ...changeBy(board, event), seq: event.seq };
}

/** The board after several more events, the oldest first. */
export function boardAfterAll(board: Board, events: readonly RoomEvent[]): Board {
  return events.reduce(boardAfter, board);
}

function changeBy(board: Board, event: RoomEvent): Partial<Board> {
  const { at } = event;
  const actor = event.actor ?? "";
  switch (event.kind) {
    case "entered":
    case "role_given":
      return { people: { ...board.people, [event.payload.member]: event.payload.role } };
    case "host_changed": {
      const { member, from } = event.payload;
      const before = from in board.people ? ({ [from]: "cohost" } as const) : {};
      return { host: member, people: { ...board.people, ...before, [member]: "host" } };
    }
    case "blocked": {
      const { member } = event.payload;
      return {
        people: without(board.people, member),
        done: board.done.filter((each) => each !== member),
        queue: board.queue.filter((each) => each !== member),
        speaker: board.speaker === member ? null : board.speaker,
      };
    }
    case "phase_began": {
      const { phase, deadline, groups, text } = event.payload;
      const begun = { state: "running", phase, phaseBeganAt: at, deadline, pausedLeft: null } as const;
      const written = text && {
        phase,
        seq: text.seq,
        version: board.text?.version ?? text.version,
        kept: board.text?.kept ?? null,
      };
      return { ...begun, groups, done: [], queue: [], speaker: null, hold: null, ...(written && { text: written }) };
    }
    case "paused":
      return { deadline: null, pausedLeft: event.payload.left };
    case "resumed":
      return { deadline: event.payload.deadline, pausedLeft: null, hold: null };
    case "extended":
      return { deadline: event.payload.deadline, pausedLeft: event.payload.left };
    case "done_said": {
      const others = board.done.filter((member) => member !== actor);
      return { done: event.payload.isDone ? [...others, actor] : others };
    }
    case "notes_shown": {
      const shown = event.payload.notes.map((note) => [note.id, { ...note, cluster: null }] as const);
      return { notes: { ...board.notes, ...Object.fromEntries(shown) } };
    }
    case "note_added": {
      const { note, cluster, message } = event.payload;
      const origin = message === null ? undefined : board.talk[message];
      return {
        notes: { ...board.notes, [note.id]: { ...note, cluster: standing(board, cluster) } },
        ...(origin && { talk: { ...board.talk, [origin.id]: { ...origin, note: note.id } } }),
      };
    }
    case "note_edited":
      return changedNote(board, event.payload.note, { words: event.payload.words });
    case "note_removed":
      return {
        notes: without(board.notes, event.payload.note),
        becoming: without(board.becoming, event.payload.note),
      };
    case "note_moved":
      return changedNote(board, event.payload.note, { cluster: standing(board, event.payload.to) });
    case "note_claimed":
      return changedNote(board, event.payload.note, { by: event.payload.by, isSealed: false });
    case "cluster_made": {
      const { cluster, words, notes } = event.payload;
      const inside = notes.flatMap((id) => {
        const note = board.notes[id];
        return note ? [[id, { ...note, cluster }] as const] : [];
      });
      return {
        clusters: { ...board.clusters, [cluster]: { id: cluster, words } },
        notes: { ...board.notes, ...Object.fromEntries(inside) },
      };
    }
    case "cluster_named": {
      const { cluster, words } = event.payload;
      return cluster in board.clusters ? { clusters: { ...board.clusters, [cluster]: { id: cluster, words } } } : {};
    }
    case "cluster_merged": {
      const { cluster, into } = event.payload;
      const moved = notesIn(board, cluster).map((note) => [note.id, { ...note, cluster: into }] as const);
      return {
        clusters: without(board.clusters, cluster),
        notes: { ...board.notes, ...Object.fromEntries(moved) },
        becoming: without(board.becoming, cluster),
      };
    }
    case "votes_counted":
      return { counts: [...board.counts, event.payload] };
    case "duels_ranked":
      return { rankings: [...board.rankings, event.payload] };
    case "speech_asked": {
      const others = board.queue.filter((member) => member !== actor);
      return { queue: event.payload.isAsked ? [...others, actor] : others };
    }
    case "speaker_called": {
      const { member } = event.payload;
      return { speaker: member, queue: board.queue.filter((each) => each !== member) };
    }
    case "said": {
      const { message, words } = event.payload;
      return {
        talk: { ...board.talk, [message]: { id: message, words, by: actor, at, reactions: {}, note: null } },
      };
    }
    case "reacted": {
      const { message, sign, isOn } = event.payload;
      const to = board.talk[message];
      if (!to) return {};
      const others = (to.reactions[sign] ?? []).filter((member) => member !== actor);
      const reactions = { ...to.reactions, [sign]: isOn ? [...others, actor] : others };
      return { talk: { ...board.talk, [message]: { ...to, reactions } } };
    }
    case "proposed": {
      const { proposal, words } = event.payload;
      return { proposals: { ...board.proposals, [proposal]: { id: proposal, words, by: actor, stances: {} } } };
    }
    case "stance_taken": {
      const { proposal, stance, words } = event.payload;
      const about = board.proposals[proposal];
      if (!about) return {};
      const stances = { ...about.stances, [actor]: { stance, words } };
      return { proposals: { ...board.proposals, [proposal]: { ...about, stances } } };
    }
    case "drafted":
      return {
        draft: event.payload.words,
        draftBase: board.draft === null ? (event.payload.base ?? null) : board.draftBase,
        drafters: board.drafters.includes(actor) ? board.drafters : [...board.drafters, actor],
      };
    case "wrote_together":
      return {
        drafters: [...board.drafters, ...event.payload.by.filter((member) => !board.drafters.includes(member))],
      };
    case "text_kept":
      return { text: board.text && { ...board.text, kept: event.payload.version } };
    case "becoming_set": {
      const { subject, becomes } = event.payload;
      const others = without(board.becoming, subject);
      return { becoming: becomes === null ? others : { ...others, [subject]: becomes } };
    }
    case "pitch_began":
      return { deck: event.payload };
    case "presenter_lost":
      return { deadline: null, pausedLeft: event.payload.left, hold: event.payload.until };
    case "question_asked": {
      const { question } = event.payload;
      if (question.id in board.questions) return {};
      return { questions: { ...board.questions, [question.id]: { ...question, votes: 0, at, answeredAt: null } } };
    }
    case "question_removed":
      return { questions: without(board.questions, event.payload.question) };
    case "question_backed": {
      const { question, isBacked } = event.payload;
      return changedQuestion(board, question, ({ votes }) => ({ votes: votes + (isBacked ? 1 : -1) }));
    }
    case "question_answered":
      return changedQuestion(board, event.payload.question, () => ({ answeredAt: at }));
    case "question_claimed": {
      const { question, by } = event.payload;
      return changedQuestion(board, question, () => ({ by, isSealed: false }));
    }
    case "transcribed":
      return { transcript: event.payload.words };
    case "closed":
      return { state: "closed", end: event.payload.end, deadline: null, pausedLeft: null, hold: null };
  }
}

function changedNote(board: Board, id: string, change: Partial<Note>): Partial<Board> {
  const note = board.notes[id];
  return note ? { notes: { ...board.notes, [id]: { ...note, ...change } } } : {};
}

function changedQuestion(board: Board, id: string, change: (before: Question) => Partial<Question>): Partial<Board> {
  const before = board.questions[id];
  return before ? { questions: { ...board.questions, [id]: { ...before, ...change(before) } } } : {};
}

/** The cluster, if it still stands: what was merged meanwhile takes nothing in. */
function standing(board: Board, cluster: string | null): string | null {
  return cluster !== null && cluster in board.clusters ? cluster : null;
}

function without<Value>(record: Readonly<Record<string, Value>>, key: string): Record<string, Value> {
  const { [key]: _gone, ...rest } = record;
  return rest;
}

/** The notes of a cluster, or with null the loose ones, in the order in which they came onto the board. */
export function notesIn(board: Board, cluster: string | null): Note[] {
  return Object.values(board.notes).filter((note) => note.cluster === cluster);
}

/** What can be voted on and talked about: the clusters that hold notes, then the loose notes. */
export function subjectsOf(board: Board): string[] {
  const filled = new Set(Object.values(board.notes).map(({ cluster }) => cluster));
  return [...Object.keys(board.clusters).filter((id) => filled.has(id)), ...notesIn(board, null).map(({ id }) => id)];
}

/** The subjects by the last vote or ranking, the highest first; those nobody voted on last, as they stand. */
export function subjectsByVotes(board: Board): { id: string; votes: number }[] {
  const totals = board.counts.at(-1)?.totals ?? {};
  const scores = board.rankings.at(-1)?.notes ?? {};
  const subjects = subjectsOf(board).map((id) => ({ id, votes: totals[id] ?? 0, score: scores[id]?.score ?? 0 }));
  return subjects.toSorted((a, b) => b.votes - a.votes || b.score - a.score).map(({ id, votes }) => ({ id, votes }));
}
