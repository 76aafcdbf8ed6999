/**
 * The line between a browser and a room: it hears each event once and in order, asks for what it missed, and sends what
 * is done here, one act after the other, until the server has answered. Without a framework, so that whatever speaks to
 * a room speaks to it in this way.
 */
import { asked, type LiveSocket } from "../../../live/client.ts";
import type { RoomMessages } from "../../../live/messages.ts";
import { newId } from "../../../platform/ids.ts";
import { type Board, boardAfter, type RoomEvent } from "../board.ts";
import type { Act } from "../inputs.ts";
import type { Frame, Hand, RoomPerson, Snapshot } from "../queries.server.ts";
import { expected } from "./expected.ts";
import type { Waiting } from "./outbox.ts";

/** Whether what is done here reaches the server; `out`: the room is not there any more for this person. */
export type LineState = "opening" | "live" | "broken" | "out";

/** A room as it shows on one screen. */
export type RoomSeen = {
  board: Board;
  words: Readonly<Record<string, string>>;
  people: Readonly<Record<string, RoomPerson>>;
  hand: Hand | null;
  /** The ids of those who are in the room now; null until the server has said so. */
  here: readonly string[] | null;
  state: LineState;
  /** How far the server's clock is ahead of this one, in milliseconds. */
  offset: number;
  /** How many acts the server has not answered. */
  unsaved: number;
  /** What the server would not do, and why. */
  refused: readonly { id: string; what: Act; code: string }[];
};

/** Where acts wait beyond the page; see `outbox.ts`. */
export type LineStore = { read(): Waiting[]; write(acts: readonly Waiting[]): void };

export type RoomLine = {
  /** As it shows now; the same object until something changes. */
  seen(): RoomSeen;
  /** Calls `hear` after each change; gives the function that ends it. */
  subscribe(hear: () => void): () => void;
  /** Begins to speak with the server over a socket; gives the function that hangs up. */
  open(socket: LiveSocket): () => void;
  act(what: Act): void;
  /** Lets go of an act that was refused. */
  drop(id: string): void;
  /** Takes in how the room stands by another way, such as a page that was loaded again. */
  take(snapshot: Snapshot): void;
};

/** How long is waited after the server could not take something, in milliseconds. */
const rest = 2_000;
/** Refusals after which the same act may well be done a little later. */
const passing = new Set(["too_many", "unavailable", "disk_full", "bug"]);
/** Refusals by which somebody learns to be out. */
const leaving = new Set(["not_found", "sign_in_first", "forbidden"]);

/** The line of one member to a room that stands as `first` says. */
export function roomLine(room: string, member: string, first: Snapshot, store: LineStore): RoomLine {
  let { board, words, people, hand }: Pick<RoomSeen, "board" | "words" | "people" | "hand"> = first;
  let here: readonly string[] | null = null;
  let state: LineState = "opening";
  let offset = 0;
  let waiting: readonly Waiting[] = [];
  /** Acts that were answered, until the board has the event by which they show. */
  let answered: readonly (Waiting & { seq: number })[] = [];
  let socket: LiveSocket | null = null;
  let isSending = false;
  let isEntering = false;
  /** Something went missing while the answer was still on its way. */
  let isBehind = false;
  const listeners = new Set<() => void>();
  let shown = show();

  function show(): RoomSeen {
    const open = waiting.filter(({ refused }) => refused === null);
    const ahead = [...answered, ...open].reduce((so, each) => expected(each, { ...so, me: member }), {
      board,
      hand,
      words,
    });
    const refused = waiting.flatMap(({ id, what, refused: code }) => (code === null ? [] : [{ id, what, code }]));
    return { ...ahead, people, here, state, offset, unsaved: open.length, refused };
  }

  function changed(): void {
    answered = answered.filter(({ seq }) => seq > board.seq);
    shown = show();
    for (const hear of listeners) hear();
  }

  function wait(acts: readonly Waiting[]): void {
    waiting = acts;
    store.write(acts);
    changed();
  }

  function takeAll(snapshot: Snapshot): void {
    ({ board, words, people, hand } = snapshot);
  }

  /** Takes a piece of the log in; gives whether nothing is missing before it. */
  function takeFrame(frame: Frame): boolean {
    words = { ...words, ...frame.words };
    people = { ...people, ...frame.people };
    for (const event of frame.events) {
      if (event.seq <= board.seq) continue;
      if (event.seq > board.seq + 1) return false;
      board = boardAfter(board, event);
      hand = hand && handAfter(hand, event);
    }
    return true;
  }

  /** Comes in, or asks for what was missed. */
  async function enter(): Promise<void> {
    const io = socket;
    if (!io) return;
    if (isEntering) {
      isBehind = true;
      return;
    }
    isEntering = true;
    isBehind = false;
    // A closed room shows names that were hidden before: it is read as a whole.
    const seq = board.state === "closed" ? null : board.seq;
    const reply = await asked(io, "room.enter", { room, seq }).finally(() => {
      isEntering = false;
    });
    if (socket !== io) return;
    if (reply === null || !reply.ok) {
      state = reply !== null && leaving.has(reply.code) ? "out" : "broken";
      changed();
      if (state === "broken" && io.connected) setTimeout(() => void enter(), rest);
      return;
    }
    const { standing } = reply;
    if (standing?.kind === "room") {
      takeAll(standing.snapshot);
      offset = standing.snapshot.now - Date.now();
      here = standing.here;
    } else if (standing?.kind === "room_gap") {
      const isWhole = takeFrame(standing.frame);
      hand = standing.hand;
      offset = standing.now - Date.now();
      here = standing.here;
      if (!isWhole) return void enter();
    }
    state = "live";
    changed();
    if (isBehind) return void enter();
    void send();
  }

  async function askHand(): Promise<void> {
    const io = socket;
    const reply = io && (await asked(io, "room.hand", { room }));
    if (reply?.ok && reply.standing?.kind === "hand") {
      ({ hand } = reply.standing);
      changed();
    }
  }

  /** Sends what waits, one after the other, so that nothing overtakes anything. */
  async function send(): Promise<void> {
    if (isSending) return;
    isSending = true;
    try {
      for (;;) {
        const io = socket;
        const next = waiting.find(({ refused }) => refused === null);
        if (!next || !io?.connected || state !== "live") return;
        const { id, phase, what } = next;
        const reply = await asked(io, "room.act", { room, act: id, phase, what });
        if (reply === null) continue;
        if (!reply.ok && passing.has(reply.code)) {
          await new Promise((resolve) => setTimeout(resolve, rest));
          continue;
        }
        if (reply.ok) {
          const seq = reply.standing?.kind === "acted" ? reply.standing.seq : 0;
          // What is in hand comes by no event: from now on it is kept here.
          hand = expected(next, { board, hand, me: member }).hand;
          if (seq > board.seq) answered = [...answered, { ...next, seq }];
          wait(waiting.filter((each) => each.id !== id));
        } else {
          const { code } = reply;
          wait(waiting.map((each) => (each.id === id ? { ...each, refused: code } : each)));
        }
      }
    } finally {
      isSending = false;
    }
  }

  return {
    seen: () => shown,
    subscribe(hear) {
      listeners.add(hear);
      return () => void listeners.delete(hear);
    },
    open(io) {
      socket = io;
      wait(store.read());
      const begin = () => void enter();
      const cut = () => {
        if (state !== "out") state = "broken";
        changed();
      };
      const listen = (frame: Frame) => {
        if (frame.room !== room) return;
        const before = board.phase;
        const wasOpen = board.state !== "closed";
        if (!takeFrame(frame) || (wasOpen && board.state === "closed")) void enter();
        else if (board.phase !== before) void askHand();
        changed();
      };
      const listenHand = (message: RoomMessages["room-hand"]) => {
        if (message.room !== room) return;
        ({ hand } = message);
        changed();
      };
      const listenHere = ({ room: of, came, went }: RoomMessages["room-here"]) => {
        if (of !== room || here === null) return;
        here = [...here.filter((id) => !went.includes(id) && !came.includes(id)), ...came];
        changed();
      };
      io.on("connect", begin).on("disconnect", cut);
      io.on("room", listen).on("room-hand", listenHand).on("room-here", listenHere);
      if (io.connected) begin();
      return () => {
        socket = null;
        io.off("connect", begin).off("disconnect", cut);
        io.off("room", listen).off("room-hand", listenHand).off("room-here", listenHere);
        // A connection that broke is forgotten there; said after it came back, this would leave what was entered again.
        if (io.connected) io.emit("room.leave", { room }, () => undefined);
      };
    },
    act(what) {
      wait([...waiting, { id: newId(Date.now()), phase: shown.board.phase, what, refused: null }]);
      void send();
    },
    drop(id) {
      wait(waiting.filter((each) => each.id !== id));
    },
    take(snapshot) {
      if (snapshot.board.seq < board.seq) return;
      takeAll(snapshot);
      changed();
    },
  };
}

/** What is in hand after an event: notes that were shown lie on the board, and a new phase begins with empty hands. */
function handAfter(hand: Hand, event: RoomEvent): Hand {
  switch (event.kind) {
    case "notes_shown": {
      const mine = hand.notes.filter(({ isMine }) => isMine).map(({ id }) => id);
      return { ...hand, notes: [], mine: [...hand.mine, ...mine] };
    }
    case "note_added": {
      const { id } = event.payload.note;
      if (!hand.notes.some((note) => note.id === id)) return hand;
      return { ...hand, notes: hand.notes.filter((note) => note.id !== id), mine: [...hand.mine, id] };
    }
    case "phase_began":
      return { ...hand, votes: {}, judged: [] };
    default:
      return hand;
  }
}
