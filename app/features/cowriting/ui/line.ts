/**
 * A living text as one browser has it, and its line to the server. What is typed goes out at once; while an answer is
 * awaited it gathers. What the server has not said to have stored is kept in the browser's own store, so that neither a
 * lost line nor a closed page loses a word. Knows no framework.
 */
import * as Y from "yjs";
import { asked, type LiveSocket } from "../../../live/client.ts";
import type { DocumentMessages } from "../../../live/messages.ts";
import { longestPassage, type Passage, passages } from "../rules.ts";

/** How it stands with what was typed: by acknowledgements alone. */
export type Saving = "opening" | "saved" | "saving" | "offline" | "refused";

export type LineSeen = {
  saving: Saving;
  /** Why nothing more can be stored; null while all is well. */
  refusal: string | null;
  /** Others who have it open now. */
  others: { key: string; name: string }[];
  /** Whether all that waits is in the browser's own store: some have none, or no room in it. */
  isKept: boolean;
  /** Words that were taken out again, since others had filled the room meanwhile. */
  leftOver: string;
  /** The last number under which something was stored, here or elsewhere; null before the text is there. */
  stored: number | null;
};

/**
 * Words that the server has not stored yet: a Yjs update by one client. The pieces of a client are counted from 0 on;
 * each builds on those before it.
 */
export type Piece = { client: number; number: number; content: Uint8Array };

/** Where pieces wait until they are stored, beyond the end of the page. */
export type Kept = {
  /** All that this member's pages have kept, by client and number. */
  read(): Piece[];
  /** Keeps a piece, over what was kept of it before. Gives whether it did. */
  write(piece: Piece): boolean;
  /** Lets go of a piece, unless its page has written more into it since. */
  drop(piece: Piece): void;
};

/** Up to this size letters are gathered in one piece, in bytes: each letter writes its piece down anew. */
const largestPiece = 2 * 1024;

/** Pieces are sent together up to this size, in bytes: the server takes no more than `largestUpdate` at once. */
const largestMessage = 32 * 1024;

/** So often the server may say of the same piece that it does not fit, until it is taken at its word. */
const patience = 3;

/** What the server may refuse now and take later. */
const passing: ReadonlySet<string> = new Set(["unavailable", "disk_full", "too_many", "bug"]);

/** How long to wait after such a refusal, in milliseconds. */
const rest = 1_500;

/** How often one says where one stands, at most, in milliseconds. */
const betweenCursors = 150;

/** Where somebody stands: places that move with the text, as Yjs has them. */
export type Cursor = { anchor: unknown; head: unknown };

export type DocumentLine = ReturnType<typeof documentLine>;

/** `member`: who sits here; another page of the same person is not somebody else. */
export function documentLine(idea: string, kept: Kept, member: string | null = null) {
  const doc = new Y.Doc();
  let socket: LiveSocket | null = null;
  let isOpen = false;
  let isOpening = false;
  let refusal: string | null = null;
  /** What the server has not said to have stored, in the order in which it is sent; what is under way is not in it. */
  let queue: Piece[] = [];
  let sending: Piece[] | null = null;
  /** The pieces that the browser could not keep. */
  const unkept = new Set<string>();
  let pieces = 0;
  /** How often in a row the server lacked what a piece builds on, or had no room for it. */
  let gaps = 0;
  let overflows = 0;
  /** After a refusal that may pass, nothing is asked for a while. */
  let isResting = false;
  /** What the document lacks is not to be had from the server: what was kept here builds on it. */
  let isStuck = false;
  let leftOver = "";
  /** Whether the text was ever opened. What is heard before does not make it: one may break off in between. */
  let isThere = false;
  /** The last number under which something was stored, as far as it was heard. */
  let last = 0;
  /** Where others stand, by their connections. */
  const cursors = new Map<string, { name: string; tint: number; at: Cursor | null }>();
  let others: LineSeen["others"] = [];
  /** The tints of people, by order of coming: as long as there are no more than tints, no two share one. */
  const tintOf = tinting();
  const watchers = new Set<() => void>();
  let standing: { passage: Passage; at: Cursor } | null = null;
  let cursorTimer: ReturnType<typeof setTimeout> | null = null;
  const listeners = new Set<() => void>();
  let seen = look();

  function look(): LineSeen {
    const waits = queue.length > 0 || sending !== null;
    const saving: Saving = refusal
      ? "refused"
      : isOpen
        ? waits
          ? "saving"
          : "saved"
        : isThere
          ? "offline"
          : "opening";
    return { saving, refusal, stored: isThere ? last : null, others, leftOver, isKept: unkept.size === 0 };
  }
  function changed() {
    seen = look();
    for (const listener of listeners) listener();
  }
  function keep(piece: Piece) {
    if (kept.write(piece)) unkept.delete(nameOf(piece));
    else unkept.add(nameOf(piece));
  }
  function drop(piece: Piece) {
    kept.drop(piece);
    unkept.delete(nameOf(piece));
  }
  function put(update: Uint8Array) {
    const newest = queue.at(-1);
    const isJoined =
      newest?.client === doc.clientID && newest.content.byteLength + update.byteLength <= largestPiece ? newest : null;
    const piece = isJoined
      ? { ...isJoined, content: Y.mergeUpdates([isJoined.content, update]) }
      : { client: doc.clientID, number: pieces++, content: update };
    if (isJoined) queue.pop();
    queue.push(piece);
    keep(piece);
  }

  doc.on("update", (update: Uint8Array, origin: unknown) => {
    if (origin === "server" || origin === "room") return;
    put(update);
    changed();
    void send();
  });

  async function open() {
    const io = socket;
    if (!io || isOpening || isResting || refusal) return;
    isOpening = true;
    const reply = await asked(io, "document.open", { idea, known: Y.encodeStateVector(doc) }).finally(() => {
      isOpening = false;
    });
    if (socket !== io) return;
    if (reply === null || (!reply.ok && passing.has(reply.code))) return later(open);
    if (!reply.ok) return refuse(reply.code);
    if (reply.standing?.kind !== "document") return;
    Y.applyUpdate(doc, new Uint8Array(reply.standing.content), "server");
    // What other pages of this browser kept goes its way before what was typed here, since that may build on it.
    const ofOthers = kept.read().filter(({ client }) => client !== doc.clientID);
    for (const { content } of ofOthers) Y.applyUpdate(doc, content, "server");
    const mine = [...(sending ?? []), ...queue];
    queue = [...ofOthers.filter((piece) => !mine.some((each) => nameOf(each) === nameOf(piece))), ...mine];
    sending = null;
    isStuck = lacks();
    last = Math.max(last, reply.standing.seq);
    isOpen = isThere = true;
    changed();
    tellCursor();
    void send();
  }

  /** Whether something was heard that builds on what was not. */
  function lacks(): boolean {
    return doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
  }

  async function send(): Promise<void> {
    const io = socket;
    if (!io || !isOpen || isResting || sending || queue.length === 0 || refusal) return;
    const message = firstOf(queue);
    queue = queue.slice(message.length);
    sending = message;
    const content = merged(message);
    const reply = await asked(io, "document.write", { idea, client: message[0]?.client, content });
    if (socket !== io || sending !== message) return;
    sending = null;
    if (reply?.ok) {
      gaps = overflows = 0;
      if (reply.standing?.kind === "written") last = Math.max(last, reply.standing.seq);
      for (const piece of message) drop(piece);
      changed();
      return send();
    }
    queue = [...message, ...queue];
    if (reply && !reply.ok) {
      if (reply.code === "document_gap") return missed();
      if (reply.code === "text_too_long") return overflown(message);
      if (!passing.has(reply.code)) return refuse(reply.code);
      return later(send);
    }
    // No answer: what was stored all the same is stored once.
    setTimeout(() => void send(), 0);
  }

  function later(work: () => Promise<void>) {
    isResting = true;
    setTimeout(() => {
      isResting = false;
      // The line may have broken meanwhile, and come back.
      void (isOpen ? work() : open());
    }, rest);
  }

  /** The server lacks what the first piece builds on: opening may help, or what another page kept. */
  function missed() {
    gaps++;
    if (gaps === 1) return void open();
    const client = queue[0]?.client;
    if (gaps >= patience - 1 + new Set(queue.map((piece) => piece.client)).size) return refuse("document_gap");
    queue = [...queue.filter((piece) => piece.client !== client), ...queue.filter((piece) => piece.client === client)];
    later(open);
  }

  /**
   * The room that was left when this was typed, or when what an undo brought back was taken away, others have filled.
   * As much as is too long is taken out again, the newest letters first, and goes on its way together with them.
   */
  function overflown(message: readonly Piece[]) {
    const [first] = message;
    const cut = first && shorten(message);
    overflows++;
    if (!first || overflows >= patience) return refuse("text_too_long");
    if (!cut) return later(send);
    const whole = { ...first, content: Y.mergeUpdates([merged(message), cut]) };
    for (const piece of message) if (piece !== first) drop(piece);
    keep(whole);
    queue = [whole, ...queue.slice(message.length)];
    changed();
    void send();
  }

  /** Takes letters of these pieces out of passages that are too long. Gives the update; null where nothing is. */
  function shorten(message: readonly Piece[]): Uint8Array | null {
    const updates: Uint8Array[] = [];
    const gather = (update: Uint8Array) => void updates.push(update);
    doc.on("update", gather);
    for (const passage of passages) {
      const text = doc.getText(passage);
      const excess = text.length - longestPassage[passage];
      if (excess <= 0) continue;
      const newest = placesOf(text, merged(message)).slice(0, excess);
      const places = newest.toSorted((a, b) => a - b);
      const words = text.toJSON();
      const taken = places.map((place) => words.charAt(place)).join("");
      if (taken !== "") leftOver = leftOver === "" ? taken : `${leftOver}\n\n${taken}`;
      doc.transact(() => {
        for (const { from, length } of runsOf(places).toReversed()) text.delete(from, length);
      }, "room");
    }
    doc.off("update", gather);
    return updates.length > 0 ? Y.mergeUpdates(updates) : null;
  }

  function refuse(code: string) {
    refusal = code;
    isOpen = false;
    changed();
  }

  function tellCursor() {
    cursorTimer ??= setTimeout(() => {
      cursorTimer = null;
      const at = standing && plain(standing.at);
      if (socket && isOpen) socket.emit("document.cursor", { idea, at }, () => undefined);
    }, betweenCursors);
  }
  function moved() {
    others = [...cursors].map(([key, { name }]) => ({ key, name }));
    for (const watcher of watchers) watcher();
    changed();
  }

  return {
    doc,
    text: (passage: Passage) => doc.getText(passage),
    seen: () => seen,
    subscribe(hear: () => void) {
      listeners.add(hear);
      return () => void listeners.delete(hear);
    },
    /** Goes on over a connection; gives the function that leaves. */
    open(io: LiveSocket): () => void {
      socket = io;
      const begin = () => void open();
      const cut = () => {
        isOpen = false;
        cursors.clear();
        moved();
      };
      const hear = (message: DocumentMessages["document-update"]) => {
        // What comes right behind the answer to the opening is heard before that is taken in: it waits in the document.
        if (message.idea !== idea || !(isOpen || isOpening)) return;
        const content = Uint8Array.from(atob(message.content), (letter) => letter.charCodeAt(0));
        Y.applyUpdate(doc, content, "server");
        last = Math.max(last, message.seq);
        if (isOpen && !isStuck && lacks()) void open();
        changed();
      };
      const hearCursor = (message: DocumentMessages["document-cursor"]) => {
        const { key, name, member: whose, at } = message;
        if (message.idea !== idea || (whose !== undefined && whose === member)) return;
        if (name === undefined || whose === undefined) cursors.delete(key);
        else {
          // Whoever has just come learns where one stands.
          if (!cursors.has(key)) tellCursor();
          cursors.set(key, { name, tint: tintOf(whose), at });
        }
        moved();
      };
      io.on("connect", begin).on("disconnect", cut);
      io.on("document-update", hear).on("document-cursor", hearCursor);
      if (io.connected) begin();
      return () => {
        socket = null;
        isOpen = false;
        io.off("connect", begin).off("disconnect", cut);
        io.off("document-update", hear).off("document-cursor", hearCursor);
        if (cursorTimer !== null) clearTimeout(cursorTimer);
        cursorTimer = null;
        // A connection that broke is forgotten there; said after it came back, this would close what was opened again.
        if (io.connected) io.emit("document.leave", { idea }, () => undefined);
      };
    },
    cursors: () => [...cursors.values()],
    /** The tint of somebody's cursor and words on this page: a number from 0 on. */
    tintOf,
    /** Calls `hear` when others come, move or go. */
    onCursors(hear: () => void) {
      watchers.add(hear);
      return () => void watchers.delete(hear);
    },
    /** Tells where one stands in a passage now; null: nowhere in it any more. */
    standAt(passage: Passage, at: Cursor | null) {
      if (at) standing = { passage, at };
      else if (standing?.passage === passage) standing = null;
      else return;
      tellCursor();
    },
    /** What was kept and has no place in the text any more, since what it builds on is gone. */
    unplaced: () =>
      queue
        .flatMap(({ content }) => Y.decodeUpdate(content).structs)
        .filter(({ id }) => id.clock >= Y.getState(doc.store, id.client))
        .map((struct) =>
          struct instanceof Y.Item && struct.content instanceof Y.ContentString ? struct.content.str : "",
        )
        .join(""),
    /** The words that had no room are taken care of. */
    forgetLeftOver() {
      leftOver = "";
      changed();
    },
    /** Lets go of what cannot be stored. */
    letGo() {
      for (const piece of [...(sending ?? []), ...queue]) drop(piece);
      queue = [];
      sending = null;
    },
  };
}

function nameOf({ client, number }: Piece): string {
  return `${client}.${number}`;
}

/** The first pieces that can be sent together: one after another by one client, and not too much at once. */
function firstOf(queue: readonly Piece[]): Piece[] {
  const message: Piece[] = [];
  let size = 0;
  for (const piece of queue) {
    const last = message.at(-1);
    size += piece.content.byteLength;
    const isNext = !last || (last.client === piece.client && last.number + 1 === piece.number);
    if (!isNext || (last && size > largestMessage)) break;
    message.push(piece);
  }
  return message;
}

function merged(message: readonly Piece[]): Uint8Array {
  return Y.mergeUpdates(message.map(({ content }) => content));
}

/** Where the letters of an update stand in a text now, the newest first. */
function placesOf(text: Y.Text, update: Uint8Array): number[] {
  const written = Y.decodeUpdate(update).structs.map(({ id, length }) => ({
    client: id.client,
    clock: id.clock,
    end: id.clock + length,
  }));
  const found: { place: number; clock: number }[] = [];
  let place = 0;
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue;
    const { client, clock } = item.id;
    for (let offset = 0; offset < item.length; offset++, place++) {
      const at = clock + offset;
      if (written.some((each) => each.client === client && each.clock <= at && at < each.end))
        found.push({ place, clock: at });
    }
  }
  return found.toSorted((a, b) => b.clock - a.clock).map((each) => each.place);
}

/** Places that follow one another, as stretches. */
function runsOf(places: readonly number[]): { from: number; length: number }[] {
  const runs: { from: number; length: number }[] = [];
  for (const place of places) {
    const last = runs.at(-1);
    if (last && last.from + last.length === place) last.length++;
    else runs.push({ from: place, length: 1 });
  }
  return runs;
}

/** Places as they go over the line. */
function plain({ anchor, head }: Cursor): unknown {
  return JSON.parse(JSON.stringify({ anchor, head }));
}

/** How many tints there are for people. */
const tints = 6;

function tinting(): (member: string) => number {
  const given = new Map<string, number>();
  return (member) => {
    const tint = given.get(member) ?? given.size % tints;
    given.set(member, tint);
    return tint;
  };
}
