/**
 * Who wrote what in a text that several write at once.
 *
 * Each character has an origin: the place in the document where it was first written, as (client, clock). What is
 * written anew is its own origin; what is brought back, moved or copied keeps the origin it had. So a share is the
 * number of distinct origins that still stand, and neither deleting and undoing, nor moving, nor pasting once more
 * makes a text one's own. Method: the earliest plausible attribution of de Alfaro and Shavlovsky ("Attributing
 * Authorship of Revisioned Content", 2013), here by character and by the updates as they were stored.
 *
 * It is a fold over the updates in their stored order: the same updates in the same order give the same shares on
 * every server and after every rebuild. Lengths are in UTF-16 units, as the document counts.
 */
import * as Y from "yjs";
import { type Pieces, piecesOf } from "./pieces.server.ts";
import { type Passage, passages } from "./rules.ts";

/** Characters that follow each other in what one client wrote, from `clock` on. */
export type Run = { client: number; clock: number; length: number };

/** From `clock` on, these characters are those that were written as `of`. */
type Copy = { clock: number; of: Run };

/** Characters that one client wrote, one after another, from `clock` on. */
type Piece = { clock: number; text: string };

/** A client's characters from `clock` on were the document's from its character `written` on, one after another. */
type Since = { clock: number; written: number };

type Writer = {
  /** What this client wrote, in the order of its clock. What nobody could read any more when it came is in none. */
  pieces: Piece[];
  times: Since[];
  copies: Copy[];
  /** What this client took away lately, the newest last, each piece in the order in which it was read. */
  cuts: Run[][];
  /** The newest cut may still grow: nothing was written since. */
  isCutting: boolean;
};

/** Everything that has to be remembered to tell who wrote what: of one document, up to one of its updates. */
export type Authorship = {
  /** In the order in which they first wrote. */
  writers: Map<number, Writer>;
  /** How many characters were ever written. */
  written: number;
  /** Longer pieces that were taken away and are in nobody's writing as one: so that they are known when they return. */
  buried: Run[][];
};

/** Shorter than this, the same characters may well have been written twice. */
const shortestMatch = 12;

/** So many pieces that one client took away are known at any length when they return. */
const cutsKept = 8;

/** So many places of one twelve characters are compared. */
const mostPlaces = 32;

/** An authorship before anything was written. */
export function noAuthorship(): Authorship {
  return { writers: new Map(), written: 0, buried: [] };
}

/**
 * Applies an update to `doc` and tells `authorship` of it; both are changed. `by` is the client from which it came: it
 * is the one that took away what the update takes away. The update must be whole: whatever it builds on is there. Gives
 * whether there was anything new in it.
 */
export function foldUpdate(doc: Y.Doc, authorship: Authorship, update: Uint8Array, by: number): boolean {
  let isNew = false;
  const fold = (transaction: Y.Transaction) => {
    const grew = [...transaction.afterState].some(
      ([client, after]) => after > (transaction.beforeState.get(client) ?? 0),
    );
    isNew ||= grew || transaction.deleteSet.clients.size > 0;
    foldTransaction(doc, authorship, transaction, by);
  };
  doc.on("afterTransaction", fold);
  try {
    Y.applyUpdate(doc, update);
  } finally {
    doc.off("afterTransaction", fold);
  }
  return isNew;
}

function foldTransaction(doc: Y.Doc, authorship: Authorship, transaction: Y.Transaction, by: number): void {
  const isNew = (item: Y.Item) => item.id.clock >= (transaction.beforeState.get(item.id.client) ?? 0);
  takeCuts(doc, authorship, transaction, by, isNew);
  const fresh: Y.Item[] = [];
  for (const [client, after] of transaction.afterState) {
    const before = transaction.beforeState.get(client) ?? 0;
    if (after === before) continue;
    const structs = doc.store.clients.get(client) ?? [];
    for (const struct of structs.slice(Y.findIndexSS(structs, before))) {
      // What was taken away before it came here has no words: it counts for nobody.
      if (struct instanceof Y.Item && struct.content instanceof Y.ContentString) fresh.push(struct);
    }
  }
  const long = fresh.flatMap((item) => {
    const { str } = item.content as Y.ContentString;
    return str.length < shortestMatch ? [] : [str];
  });
  let history: History | null = null;
  for (const item of fresh.toSorted((a, b) => a.id.client - b.id.client || a.id.clock - b.id.clock)) {
    const { client, clock } = item.id;
    const writer = writerOf(authorship, client);
    const written = (item.content as Y.ContentString).str;
    const found =
      broughtBack(authorship, item, written) ??
      movedHere(authorship, writerOf(authorship, by), written) ??
      (written.length < shortestMatch
        ? null
        : known(authorship, written, (history ??= historyOf(authorship, long, standingText(doc, authorship, isNew)))));
    for (const { at, of } of found ?? []) {
      for (const run of originsOf(authorship, of)) writer.copies.push({ clock: clock + at + run.at, of: run.of });
    }
    append(authorship, writer, { clock, text: written });
    history?.add({ text: written, runs: [{ client, clock, length: written.length }] });
    writerOf(authorship, by).isCutting = false;
  }
}

function writerOf(authorship: Authorship, client: number): Writer {
  let writer = authorship.writers.get(client);
  if (!writer)
    authorship.writers.set(client, (writer = { pieces: [], times: [], copies: [], cuts: [], isCutting: false }));
  return writer;
}

function append(authorship: Authorship, writer: Writer, { clock, text }: Piece): void {
  const last = writer.pieces.at(-1);
  if (last && last.clock + last.text.length === clock) last.text += text;
  else writer.pieces.push({ clock, text });
  const since = writer.times.at(-1);
  const isNext = since && since.written + clock - since.clock === authorship.written;
  if (!isNext) writer.times.push({ clock, written: authorship.written });
  authorship.written += text.length;
}

/** When the last character of a run was written: how many of the document were before it. */
function timeOf({ writers }: Authorship, { client, clock, length }: Run): number {
  const last = clock + length - 1;
  const since = atOrBefore(writers.get(client)?.times ?? [], last);
  return since ? since.written + last - since.clock : 0;
}

/** The last of those, which are in the order of their clocks, that begins at `clock` or before. */
function atOrBefore<Each extends { clock: number }>(all: readonly Each[], clock: number): Each | undefined {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.clock ?? Infinity) <= clock) low = middle + 1;
    else high = middle;
  }
  return all[low - 1];
}

/** Keeps what was just taken away. What is taken away bit by bit, one beside the other, is one piece. */
function takeCuts(
  doc: Y.Doc,
  authorship: Authorship,
  transaction: Y.Transaction,
  by: number,
  isNew: (item: Y.Item) => boolean,
): void {
  if (transaction.deleteSet.clients.size === 0) return;
  const writer = writerOf(authorship, by);
  const growing = writer.isCutting ? (writer.cuts.at(-1) ?? []) : [];
  const pieces: { runs: Run[]; isFresh: boolean; grows: boolean }[] = [];
  for (const start of takenFrom(doc, transaction, isNew)) {
    let piece: (typeof pieces)[number] | null = null;
    for (let item: Y.Item | null = start; item?.deleted; item = item.right) {
      if (isNew(item)) continue;
      const { client, clock } = item.id;
      for (const part of cutParts(transaction, growing, { client, clock, length: item.length })) {
        if (!piece) pieces.push((piece = { runs: [], isFresh: false, grows: false }));
        piece.isFresh ||= part.isFresh;
        piece.grows ||= !part.isFresh;
        push(piece.runs, part.run);
      }
    }
  }
  const cut = pieces.filter(({ isFresh }) => isFresh);
  if (cut.length === 0) return;
  if (cut.some(({ grows }) => grows)) writer.cuts.pop();
  writer.cuts.push(...cut.map(({ runs }) => runs));
  writer.isCutting = true;
  for (const gone of writer.cuts.splice(0, Math.max(0, writer.cuts.length - cutsKept))) bury(authorship, gone);
}

/**
 * Where what this transaction took away stands: the first item of each stretch in which nothing is left, in the order of
 * reading. Looks no further than these stretches as long as there is one.
 */
function takenFrom(doc: Y.Doc, transaction: Y.Transaction, isNew: (item: Y.Item) => boolean): Y.Item[] {
  const starts = new Set<Y.Item>();
  const seen = new Set<Y.Item>();
  for (const [client, ranges] of transaction.deleteSet.clients) {
    const structs = doc.store.clients.get(client) ?? [];
    for (const { clock, len } of ranges) {
      for (let index = Y.findIndexSS(structs, clock); (structs[index]?.id.clock ?? Infinity) < clock + len; index++) {
        const struct = structs[index];
        if (!(struct instanceof Y.Item) || isNew(struct)) continue;
        let first = struct;
        for (; !seen.has(first); first = first.left) {
          seen.add(first);
          if (!first.left?.deleted) {
            starts.add(first);
            break;
          }
        }
      }
    }
  }
  if (starts.size < 2) return [...starts];
  const inOrder: Y.Item[] = [];
  for (const passage of passages) {
    for (let item = doc.getText(passage)._start; item !== null; item = item.right) {
      if (starts.has(item)) inOrder.push(item);
    }
  }
  return inOrder;
}

/** The parts of a run that this transaction took away, or that belong to the piece that is still growing, in order. */
function cutParts(transaction: Y.Transaction, growing: readonly Run[], run: Run): { run: Run; isFresh: boolean }[] {
  const parts: { run: Run; isFresh: boolean }[] = [];
  const add = (from: number, to: number, isFresh: boolean) => {
    const clock = Math.max(from, run.clock);
    const length = Math.min(to, run.clock + run.length) - clock;
    if (length > 0) parts.push({ run: { client: run.client, clock, length }, isFresh });
  };
  for (const { clock, len } of transaction.deleteSet.clients.get(run.client) ?? []) add(clock, clock + len, true);
  for (const each of growing) if (each.client === run.client) add(each.clock, each.clock + each.length, false);
  return parts.toSorted((a, b) => a.run.clock - b.run.clock);
}

/** Adds a run at the end, as part of the last where it goes on from there. */
function push(runs: Run[], run: Run): void {
  const last = runs.at(-1);
  if (last && last.client === run.client && last.clock + last.length === run.clock) last.length += run.length;
  else runs.push({ ...run });
}

/** Keeps a piece for ever that could not be found again in what one of its writers wrote. */
function bury(authorship: Authorship, runs: readonly Run[]): void {
  const origins = runs.flatMap((run) => originsOf(authorship, run).map(({ of }) => of));
  const whole: Run[] = [];
  for (const run of origins) push(whole, run);
  const text = textOf(authorship, whole);
  if (whole.length < 2 || text.length < shortestMatch) return;
  if (authorship.buried.every((each) => textOf(authorship, each) !== text)) authorship.buried.push(whole);
}

/** What runs say; of a run that nobody could read, what could be read up to there. */
function textOf(authorship: Authorship, runs: readonly Run[]): string {
  return runs
    .map(({ client, clock, length }) => {
      const piece = atOrBefore(authorship.writers.get(client)?.pieces ?? [], clock);
      return piece?.text.slice(clock - piece.clock, clock - piece.clock + length) ?? "";
    })
    .join("");
}

/** A piece of new writing, from its character `at` on, that is in truth the run `of`. */
type Found = { at: number; of: Run };

/**
 * What an undo brings back. It puts each piece where it stood, right before what is left of it there, so the piece is
 * known by its place at any length.
 */
function broughtBack(authorship: Authorship, item: Y.Item, written: string): Found[] | null {
  const gone = item.rightOrigin;
  if (!gone || !item.right?.deleted) return null;
  const of = { client: gone.client, clock: gone.clock, length: written.length };
  return textOf(authorship, [of]) === written ? [{ at: 0, of }] : null;
}

/** A whole piece that the same client took away lately, at any length: moved, or put back by hand. */
function movedHere(authorship: Authorship, writer: Writer, written: string): Found[] | null {
  const cut = writer.cuts.findLast((runs) => textOf(authorship, runs) === written);
  if (!cut) return null;
  let at = 0;
  return cut.map((of) => {
    const found = { at, of };
    at += of.length;
    return found;
  });
}

/** A text with the runs of which it is made. */
type Stretch = { text: string; runs: readonly Run[] };

/** The text as it stood before this update, passage by passage. */
function standingText(doc: Y.Doc, authorship: Authorship, isNew: (item: Y.Item) => boolean): Stretch[] {
  return passages.map((passage) => {
    const runs: Run[] = [];
    for (let item = doc.getText(passage)._start; item !== null; item = item.right) {
      const { client, clock } = item.id;
      if (!item.deleted && !isNew(item)) push(runs, { client, clock, length: item.length });
    }
    return { text: textOf(authorship, runs), runs };
  });
}

/** Where the twelve characters of what is new stand in what the document ever had. */
type History = { pieces: Pieces<Place>; add(stretch: Stretch): void };
type Place = { stretch: Stretch; from: number };

function historyOf(authorship: Authorship, fresh: readonly string[], standing: readonly Stretch[]): History {
  const rank = ({ stretch: { runs }, from }: Place) => {
    const end = from + shortestMatch - 1;
    const [only] = runs;
    const last = runs.length === 1 && only ? { ...only, clock: only.clock + end, length: 1 } : within(runs, end, 1)[0];
    return last ? timeOf(authorship, last) : 0;
  };
  const pieces = piecesOf<Place>(fresh, shortestMatch, { most: mostPlaces, rank });
  const add = (stretch: Stretch) => pieces.look(stretch.text, (from) => ({ stretch, from }));
  const writers = [...authorship.writers];
  for (const [client, writer] of writers) {
    for (const { clock, text } of writer.pieces) add({ text, runs: [{ client, clock, length: text.length }] });
  }
  for (const runs of [...authorship.buried, ...writers.flatMap(([, { cuts }]) => cuts)])
    add({ text: textOf(authorship, runs), runs });
  for (const stretch of standing) add(stretch);
  return { pieces, add };
}

/**
 * Finds, from left to right, the longest pieces of `written` that the document has had before, of at least
 * `shortestMatch` characters; of equally long ones the one that was written first.
 */
function known(authorship: Authorship, written: string, { pieces }: History): Found[] {
  const found: Found[] = [];
  for (let at = 0; at <= written.length - shortestMatch;) {
    let longest: { runs: Run[]; length: number; since: number } | null = null;
    for (const { stretch, from } of pieces.places(written.slice(at, at + shortestMatch))) {
      let length = shortestMatch;
      while (at + length < written.length && written[at + length] === stretch.text[from + length]) length++;
      if (longest && length < longest.length) continue;
      const runs = within(stretch.runs, from, length);
      const last = runs.at(-1);
      const since = last ? timeOf(authorship, last) : 0;
      if (!longest || length > longest.length || since < longest.since) longest = { runs, length, since };
    }
    if (!longest) {
      at++;
      continue;
    }
    let here = at;
    for (const of of longest.runs) {
      found.push({ at: here, of });
      here += of.length;
    }
    at += longest.length;
  }
  return found;
}

/** The part of the runs that begins `from` characters in and is so long. */
function within(runs: readonly Run[], from: number, length: number): Run[] {
  const part: Run[] = [];
  let start = 0;
  for (const run of runs) {
    const left = Math.max(from, start);
    const right = Math.min(from + length, start + run.length);
    if (right > left) part.push({ client: run.client, clock: run.clock + left - start, length: right - left });
    start += run.length;
  }
  return part;
}

/** The origins of the characters of a run, in their order; `at` counts from the run's first character. */
function originsOf(authorship: Authorship, { client, clock, length }: Run): Found[] {
  const copies = authorship.writers.get(client)?.copies ?? [];
  const origins: Found[] = [];
  let here = clock;
  const end = clock + length;
  for (let next = firstAfter(copies, clock); here < end; next++) {
    const copy = copies[next];
    const own = Math.min(end, copy?.clock ?? Infinity);
    if (own > here) origins.push({ at: here - clock, of: { client, clock: here, length: own - here } });
    here = Math.max(here, own);
    if (!copy || here >= end) break;
    const skipped = here - copy.clock;
    const taken = Math.min(end - here, copy.of.length - skipped);
    origins.push({ at: here - clock, of: { client: copy.of.client, clock: copy.of.clock + skipped, length: taken } });
    here += taken;
  }
  return origins;
}

/** The first of the copies, which are in the order of their clocks, that ends after `clock`. */
function firstAfter(copies: readonly Copy[], clock: number): number {
  let low = 0;
  let high = copies.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const copy = copies[middle];
    if (copy && copy.clock + copy.of.length <= clock) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A stretch of a passage with the client that wrote it first. */
export type Colour = { client: number; length: number };

/** Who wrote each passage as it stands, from its beginning to its end. */
export function coloursOf(doc: Y.Doc, authorship: Authorship, passage: Passage): Colour[] {
  const colours: Colour[] = [];
  for (const { client, length } of origins(doc, authorship, passage)) {
    const last = colours.at(-1);
    if (last?.client === client) last.length += length;
    else colours.push({ client, length });
  }
  return colours;
}

/** The distinct origins that stand, in characters, by the client that wrote them first. */
export function sharesOf(doc: Y.Doc, authorship: Authorship): Map<number, number> {
  const runs = passages.flatMap((passage) => origins(doc, authorship, passage));
  const shares = new Map<number, number>();
  const reached = new Map<number, number>();
  for (const { client, clock, length } of runs.toSorted((a, b) => a.client - b.client || a.clock - b.clock)) {
    const end = clock + length;
    const fresh = end - Math.max(clock, reached.get(client) ?? 0);
    if (fresh <= 0) continue;
    reached.set(client, end);
    shares.set(client, (shares.get(client) ?? 0) + fresh);
  }
  return shares;
}

/** Where in a passage those characters stand that were first written as the one that came as `id`: itself, and what it came back as. */
export function originPlaces(doc: Y.Doc, authorship: Authorship, passage: Passage, id: Y.ID): number[] {
  const [found] = originsOf(authorship, { client: id.client, clock: id.clock, length: 1 });
  if (!found) return [];
  const { client, clock } = found.of;
  const places: number[] = [];
  let at = 0;
  for (const run of origins(doc, authorship, passage)) {
    if (run.client === client && run.clock <= clock && clock < run.clock + run.length)
      places.push(at + clock - run.clock);
    at += run.length;
  }
  return places;
}

function origins(doc: Y.Doc, authorship: Authorship, passage: Passage): Run[] {
  const runs: Run[] = [];
  for (let item = doc.getText(passage)._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    const { client, clock } = item.id;
    runs.push(...originsOf(authorship, { client, clock, length: item.length }).map(({ of }) => of));
  }
  return runs;
}

/** What each client wrote anew, and took over from nobody: the pieces that are long enough to be known again. */
export function ownPieces({ writers }: Authorship): Map<number, string[]> {
  const own = new Map<number, string[]>();
  for (const [client, { pieces, copies }] of writers) {
    const known = pieces.flatMap(({ clock, text }) => {
      const end = clock + text.length;
      let here = clock;
      const parts: string[] = [];
      for (const copy of copies) {
        if (copy.clock < here || copy.clock >= end) continue;
        parts.push(text.slice(here - clock, copy.clock - clock));
        here = copy.clock + copy.of.length;
      }
      parts.push(text.slice(here - clock));
      return parts.filter((part) => part.length >= shortestMatch);
    });
    if (known.length > 0) own.set(client, known);
  }
  return own;
}

/** How an authorship is kept beside a snapshot of its document. */
export type StoredAuthorship = { writers: [number, Writer][]; written: number; buried: Run[][] };

/** What is to be stored of an authorship; `authorshipFrom` gives it back. */
export function storedAuthorship({ writers, ...others }: Authorship): StoredAuthorship {
  return { writers: [...writers], ...others };
}

/** An authorship as it was stored. */
export function authorshipFrom({ writers, ...others }: StoredAuthorship): Authorship {
  return { writers: new Map(structuredClone(writers)), ...structuredClone(others) };
}

/** How much there is to remember, about, in bytes. */
export function sizeOf({ writers, written, buried }: Authorship): number {
  const runs = (pieces: readonly Run[][]) => pieces.reduce((sum, piece) => sum + piece.length, 0);
  let size = written + 32 * runs(buried);
  for (const { copies, cuts, pieces, times } of writers.values())
    size += 64 + 48 * copies.length + 32 * runs(cuts) + 24 * (pieces.length + times.length);
  return size;
}
