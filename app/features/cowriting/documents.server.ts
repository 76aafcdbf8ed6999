/**
 * The living texts that are open on this server. No server owns a document: each stores what its people write under the
 * document's next number, and folds what all servers stored in the order of the numbers. An update is acknowledged
 * after it is committed, never before. Threats: a crafted update, writing in another's name, a load that fails and
 * would be taken for an empty document, two servers that seed the same text.
 */
import { eq, sql } from "drizzle-orm";
import * as Y from "yjs";
import type { Database, Reads, Tx } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { prepared } from "../../../db/prepared.ts";
import { documents } from "../../../db/schema/cowriting.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Forbidden, Invalid, NotFound, Refused, Unavailable } from "../../platform/errors.ts";
import { once } from "../../platform/once.server.ts";
import { problemOf } from "../../platform/problem-of.server.ts";
import { foldUpdate } from "./authorship.server.ts";
import { mustOpen, mustWrite } from "./rights.server.ts";
import { largestDocument } from "./rules.ts";
import { seed } from "./seeding.server.ts";
import {
  addUpdates,
  bind,
  compact,
  fullLog,
  goOn,
  type Living,
  logOf,
  longestLog,
  mustExist,
  updatesAfter,
  writersIn,
} from "./storage.server.ts";
import { isOvergrown, isSound, lengthsOf, newClientsIn } from "./updates.server.ts";

/** How many updates are stored in one transaction at most. */
const mostTogether = 100;

/** An update on its way into a document. `from`: the connection that sent it. */
type Sent = {
  ctx: Context;
  from: string | null;
  client: number;
  content: Uint8Array;
  stored(seq: number): void;
  refused(error: unknown): void;
};

/** A document that is open here: what waits to be stored, and the one who is at work on it. */
type Open = {
  living: Living | null;
  /** Whose writing clients are, as far as it was asked here: it never changes. */
  bound: Map<number, string | null>;
  /** The last update that those who have it open here were told of. */
  told: number | null;
  waiting: Sent[];
  work: Promise<void>;
  usedAt: number;
};

/** What was just stored, as those hear it who have the document open here. */
export type Heard = { idea: string; seq: number; content: Uint8Array; from: string | null };

const state = once("documents", () => ({
  open: new Map<string, Open>(),
  listeners: new Set<(heard: Heard) => void>(),
  turn: null as Promise<void> | null,
}));

/** Calls `hear` with all that is stored from now on in documents open here; gives the function that ends it. */
export function onDocumentChange(hear: (heard: Heard) => void): () => void {
  state.listeners.add(hear);
  return () => void state.listeners.delete(hear);
}

/** The last update of a document that those were told of who have it open here; 0 before the first. */
export function toldIn(idea: string): number {
  return state.open.get(idea)?.told ?? 0;
}

/** Lets go of documents that nobody used for `idle` milliseconds and that `isHeld` does not name. */
export function closeIdleDocuments(now: number, idle: number, isHeld: (idea: string) => boolean): void {
  for (const [idea, open] of state.open) {
    if (open.waiting.length === 0 && now - open.usedAt > idle && !isHeld(idea)) state.open.delete(idea);
  }
}

function openOf(idea: string, now: number): Open {
  let open = state.open.get(idea);
  if (!open)
    state.open.set(
      idea,
      (open = { living: null, bound: new Map(), told: null, waiting: [], work: Promise.resolve(), usedAt: now }),
    );
  open.usedAt = Math.max(open.usedAt, now);
  return open;
}

/** Does something with a document while nothing else is done with it on this server. */
async function inTurn<Result>(idea: string, now: number, work: (open: Open) => Promise<Result>): Promise<Result> {
  const open = openOf(idea, now);
  const done = open.work.then(() => work(open));
  open.work = done.then(
    () => undefined,
    () => undefined,
  );
  return done;
}

/** The document as far as it is stored now; what is new in it is told. What fails to load is read anew the next time. */
async function upToDate(read: Reads, idea: string, open: Open): Promise<Living> {
  try {
    const [row] = await lastNumber(read, { idea });
    if (!row) throw new NotFound();
    const isBehind = open.living !== null && !(await goOnTo(read, open.living, row.seq));
    // Where a newer snapshot took in what is missing here, everything is read anew.
    const living = isBehind || !open.living ? await mustExist(read, idea) : open.living;
    if (living.seq < row.seq) throw new Error(`the document of idea ${idea} lacks its last updates`);
    open.living = living;
    open.told ??= living.seq;
    if (open.told < living.seq) {
      const untold = (await updatesAfter(read, idea, open.told)).filter(({ seq }) => seq <= living.seq);
      const isWhole = untold.length === living.seq - open.told;
      tell(open, idea, isWhole ? untold : [{ seq: living.seq, content: Y.encodeStateAsUpdate(living.doc) }]);
    }
    return living;
  } catch (error) {
    open.living = null;
    throw error;
  }
}

const lastNumber = prepared((on) =>
  on
    .select({ seq: documents.seq })
    .from(documents)
    .where(eq(documents.idea, sql.placeholder("idea"))),
);

/** Folds what was stored up to the update `last`, at least; gives false where it is not in the log any more. */
async function goOnTo(read: Reads, living: Living, last: number): Promise<boolean> {
  if (living.seq >= last) return true;
  for (const update of await updatesAfter(read, living.idea, living.seq)) {
    if (update.seq !== living.seq + 1) return false;
    goOn(living, update);
  }
  return living.seq >= last;
}

type Told = { seq: number; content: Uint8Array; from?: string | null };

/** Says what is stored to those who have the document open here: what was stored together, in one piece. */
function tell(open: Open, idea: string, updates: readonly Told[]): void {
  const [first] = updates;
  const last = updates.at(-1);
  if (!first || !last) return;
  open.told = last.seq;
  const isAlone = first === last;
  const content = isAlone ? last.content : Y.mergeUpdates(updates.map((each) => each.content));
  // Of several some are news to each.
  const from = isAlone ? (last.from ?? null) : null;
  for (const hear of state.listeners) hear({ idea, seq: last.seq, content, from });
}

/** What somebody gets who opens a living text. */
export type Opening = {
  /** Everything that the asker's state vector lacks. */
  content: Uint8Array;
  /** What the server has: by it, the asker sends what the server lacks. */
  known: Uint8Array;
  seq: number;
};

/**
 * Opens the living text of an idea for somebody who may; makes it from the versions the first time.
 * `known`: the state vector of what the asker has already. Throws what `mustOpen` throws, `Invalid`.
 */
export async function openDocument(ctx: Context, id: string, known: Uint8Array | null): Promise<Opening> {
  const { actor } = signedIn(ctx);
  await mustOpen(ctx.db.read, ctx, actor, id);
  await seed(ctx.db, ctx.now, id);
  return inTurn(id, ctx.now, async (open) => {
    const { doc, seq } = await upToDate(ctx.db.read, id, open);
    return { content: lacking(doc, known), known: Y.encodeStateVector(doc), seq };
  });
}

function lacking(doc: Y.Doc, known: Uint8Array | null): Uint8Array {
  try {
    return known ? Y.encodeStateAsUpdate(doc, known) : Y.encodeStateAsUpdate(doc);
  } catch {
    throw new Invalid({});
  }
}

/** What stands in a document now, for reading. Throws `NotFound` where nobody opened it yet. */
export async function readDocument<Result>(
  db: Database,
  idea: string,
  now: number,
  work: (living: Living) => Result,
): Promise<Result> {
  return inTurn(idea, now, async (open) => work(await upToDate(db.read, idea, open)));
}

/** Hears what was stored elsewhere meanwhile, by other servers or by forms, and folds the log when it is long. */
export async function catchUp(db: Database, idea: string, now: number): Promise<void> {
  const open = state.open.get(idea);
  if (open) await inTurn(idea, open.usedAt, (each) => upToDate(db.read, idea, each));
  if ((await logOf(db.read, idea)) > longestLog) await inTurn(idea, now, (each) => fold(db, idea, each));
}

/**
 * Stores what somebody wrote and gives its number once it is committed. Sent again, it does nothing and is acknowledged
 * all the same. Throws what `mustWrite` throws, `Invalid` for what no browser makes, `Forbidden("not_your_writing")`
 * for writing under another's client, `Refused("text_too_long" | "document_full")`, `Refused("document_gap")` when
 * something before it is missing.
 */
export async function writeInDocument(
  ctx: Context,
  id: string,
  sent: { client: number; content: Uint8Array; from: string | null },
): Promise<number> {
  const open = openOf(id, ctx.now);
  return new Promise<number>((stored, refused) => {
    open.waiting.push({ ctx, ...sent, stored, refused });
    if (open.waiting.length > 1) return;
    void nextTurn().then(() => inTurn(id, ctx.now, (each) => storeWaiting(ctx.db, id, each)));
  });
}

/**
 * The next turn of the event loop, the same for all who ask in this one. SQLite answers within a turn: without it, each
 * update would be committed before the next one is even read from its line, and the disk asked for each.
 */
function nextTurn(): Promise<void> {
  return (state.turn ??= new Promise((resolve) => {
    setImmediate(() => {
      state.turn = null;
      resolve();
    });
  }));
}

/** Stores what waits in one transaction, in the order in which it came. */
async function storeWaiting(db: Database, id: string, open: Open): Promise<void> {
  const sent = open.waiting.splice(0, mostTogether);
  const [first] = sent;
  if (!first) return;
  let log = 0;
  try {
    const { taken, known } = await tryOut(db.read, id, open, sent);
    const stored = taken.length > 0 ? await db.transaction((tx) => store(tx, id, open, taken)) : null;
    const kept = stored?.kept ?? [];
    log = stored?.log ?? 0;
    for (const [client, member] of stored?.bound ?? []) open.bound.set(client, member);
    if (open.living && kept.length === taken.length && (kept[0]?.seq ?? Infinity) === open.living.seq + 1) {
      open.living.seq += kept.length;
      tell(open, id, kept);
    } else if (taken.length > 0) {
      // Others came first, or not all may write: what was tried out here is not what was stored.
      open.living = null;
      await upToDate(db.read, id, open);
    }
    for (const each of kept) each.stored(each.seq);
    // What is known already may be so from what came just now: where not all of that was stored, it is looked at again.
    for (const each of known) {
      if (kept.length === taken.length) each.stored(open.living?.seq ?? 0);
      else each.refused(new Unavailable());
    }
  } catch (error) {
    open.living = null;
    // Folded now, it takes what is sent again.
    if (error instanceof Unavailable) log = fullLog;
    for (const each of sent) each.refused(error);
  }
  if (log > longestLog) {
    await fold(db, id, open).catch((error: unknown) =>
      first.ctx.log[problemOf(error) ? "warn" : "error"](
        { err: error, idea: id },
        "the log of a living text could not be folded",
      ),
    );
  }
  if (open.waiting.length > 0) void inTurn(id, open.usedAt, (each) => storeWaiting(db, id, each));
}

type Taken = Sent & { clients: ReadonlySet<number> };

/**
 * Applies what came, one after another. What does not fit is refused, and the document is as if it had never come. Gives
 * what is new, to be stored, and what says nothing new: `known`.
 */
async function tryOut(
  read: Reads,
  id: string,
  open: Open,
  sent: readonly Sent[],
): Promise<{ taken: Taken[]; known: Sent[] }> {
  const taken: Taken[] = [];
  const known: Sent[] = [];
  let living = await upToDate(read, id, open);
  for (const each of sent) {
    let isTouched = false;
    try {
      const { store } = living.doc;
      const clients = newClientsIn(each.content, (client) => Y.getState(store, client)).add(each.client);
      if (living.size > largestDocument) throw new Refused("document_full");
      const before = lengthsOf(living.doc);
      isTouched = true;
      const isNew = foldUpdate(living.doc, living.authorship, each.content, each.client);
      if (!isSound(living.doc)) throw new Refused("document_gap");
      if (isOvergrown(before, lengthsOf(living.doc))) throw new Refused("text_too_long");
      living.size += 2 * each.content.byteLength;
      if (isNew) taken.push({ ...each, clients });
      else known.push(each);
    } catch (error) {
      each.refused(problemOf(error) ? error : new Invalid({}));
      if (!isTouched) continue;
      open.living = null;
      living = await upToDate(read, id, open);
      for (const { content, client } of taken) foldUpdate(living.doc, living.authorship, content, client);
    }
  }
  return { taken, known };
}

/** Whether nobody else wrote as one of these clients, as far as is known. */
function isOwn({ ctx }: Sent, clients: ReadonlySet<number>, bound: ReadonlyMap<number, string | null>): boolean {
  const { id } = signedIn(ctx).actor;
  return [...clients].every((client) => !bound.has(client) || bound.get(client) === id);
}

/**
 * Writes the updates down under the next numbers, those of them that may be written by whoever sent them. Gives them
 * with their numbers, how long the log is then, and whose the clients are. Throws `Unavailable` when it is full.
 */
async function store(
  tx: Tx,
  id: string,
  open: Open,
  taken: readonly Taken[],
): Promise<{ kept: (Taken & Numbered)[]; log: number; bound: Map<number, string | null> }> {
  await lockIdea(tx, id);
  const rights = new Map<string, unknown>();
  const asked = new Set(taken.flatMap(({ clients }) => [...clients]));
  const bound = new Map([...open.bound].filter(([client]) => asked.has(client)));
  const unknown = [...asked].filter((client) => !bound.has(client));
  if (unknown.length > 0) for (const [client, member] of await writersIn(tx, id, unknown)) bound.set(client, member);
  const may: Taken[] = [];
  for (const each of taken) {
    const { actor } = signedIn(each.ctx);
    if (!rights.has(actor.id)) rights.set(actor.id, await whyNot(mustWrite(tx, each.ctx, actor, id)));
    const refusal =
      rights.get(actor.id) ?? (isOwn(each, each.clients, bound) ? null : new Forbidden("not_your_writing"));
    if (refusal) each.refused(refusal);
    else {
      for (const client of each.clients) bound.set(client, actor.id);
      may.push(each);
    }
  }
  const now = Math.max(0, ...may.map(({ ctx }) => ctx.now));
  if (may.length === 0) return { kept: [], log: 0, bound: new Map() };
  const { first, log } = await addUpdates(tx, id, may, now);
  const kept = may.map((each, index) => ({ ...each, seq: first + index }));
  const last = new Map(kept.flatMap(({ clients, seq }) => [...clients].map((client) => [client, seq])));
  for (const [client, seq] of last) await bind(tx, { idea: id, client, member: bound.get(client) ?? null, seq });
  return { kept, log, bound };
}

type Numbered = { seq: number };

/** What a check throws, or null. */
async function whyNot(check: Promise<unknown>): Promise<unknown> {
  return check.then(
    () => null,
    (error: unknown) => error,
  );
}

/** Folds the log of a document in a transaction of its own. */
async function fold(db: Database, idea: string, open: Open): Promise<void> {
  const size = await db.transaction((tx) => compact(tx, idea));
  if (open.living && size !== null) open.living.size = size;
}
