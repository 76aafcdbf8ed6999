/**
 * The event log: the spine. A command records what happened in its own transaction; everything
 * else (counters, live updates, later credit and notices) reads it.
 */
import { setImmediate as nextTurn, setTimeout as wait } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import { eventsAfter, logHead, logStart, type LogPosition } from "../../db/dialect/log.ts";
import { troubleOf } from "../../db/dialect/trouble.ts";
import type { Database, Tx } from "../../db/database.ts";
import { prepared } from "../../db/prepared.ts";
import { events, readerCursors, type Payload } from "../../db/schema/log.ts";
import type { Actor, SignedIn } from "./actor.ts";
import { uuidv7 } from "./ids.ts";
import type { Log } from "./log.server.ts";
import { once } from "./once.server.ts";

/** What a command says happened. `Kind` is past tense: `signal.cast`. */
export type Happening<Kind extends string = string, Data extends Payload = Payload> = {
  kind: Kind;
  space: string | null;
  /** `type:id` of what changed. */
  subject: string;
  payload: Data;
  /** When it happened, if that was not now: what an import brings keeps its own time. */
  at?: number;
};

export type LoggedEvent = typeof events.$inferSelect;

/** A reader that must be exact: it runs inside the transaction that records the events, in their order. */
export type ExactReader = {
  name: string;
  kinds: readonly string[];
  read(tx: Tx, events: readonly LoggedEvent[]): Promise<void>;
};

/**
 * A reader that catches up after the commit. `stored` ones keep their place in the database and
 * miss nothing over a restart (they may see an event twice: their effect must be repeatable);
 * `from now` ones begin at the head each time the process starts.
 */
export type CatchingUpReader = {
  name: string;
  place: "stored" | "from now";
  kinds: readonly string[];
} & (
  | { read(event: LoggedEvent): Promise<void> }
  /** Events that came together, at least one, in the order of the log. */
  | { readBatch(events: readonly LoggedEvent[]): Promise<void> }
);

const exactReaders = once("exact readers", () => ({ list: [] as readonly ExactReader[] }));

/** Names the readers that run inside transactions; `app/readers.ts` lists them. */
export function useExactReaders(list: readonly ExactReader[]): void {
  exactReaders.list = list;
}

/** The rule set in force, written on each event. */
const rules = "R1";

const causes = new WeakMap<Tx, string>();

/** Who acts and when: all that recording needs of a context. */
export type Recording = {
  actor: Actor | Pick<SignedIn, "kind" | "id"> | "system";
  now: number;
  /** What several commands share that one act of a person runs; without it each has its own. */
  cause?: string;
};

/** Writes what happened, one event per changed subject, and runs the exact readers on it. */
export async function record(tx: Tx, by: Recording, happenings: readonly Happening[]): Promise<void> {
  if (happenings.length === 0) return;
  const actor = by.actor !== "system" && by.actor.kind === "member" ? by.actor.id : "system";
  const cause = causes.get(tx) ?? by.cause ?? uuidv7(by.now);
  if (!causes.has(tx)) {
    causes.set(tx, cause);
    tx.afterCommit(wakeReaders);
  }
  const rows = happenings.map((happening) => ({
    ...happening,
    id: uuidv7(happening.at ?? by.now),
    at: happening.at ?? by.now,
    actor,
    cause,
    rules,
  }));
  const [first] = rows;
  const logged =
    rows.length === 1 && first ? await logOne(tx, first) : await tx.insert(events).values(rows).returning();
  for (const reader of exactReaders.list) {
    const read = logged.filter((event) => reader.kinds.includes(event.kind));
    if (read.length > 0) await reader.read(tx, read);
  }
}

const logOne = prepared((on) =>
  on
    .insert(events)
    .values({
      id: sql.placeholder("id"),
      at: sql.placeholder("at"),
      actor: sql.placeholder("actor"),
      kind: sql.placeholder("kind"),
      space: sql.placeholder("space"),
      subject: sql.placeholder("subject"),
      cause: sql.placeholder("cause"),
      payload: sql.placeholder("payload"),
      rules: sql.placeholder("rules"),
    })
    .returning(),
);

const sleepers = once("log sleepers", () => new Set<() => void>());

/** Tells the catching-up readers of this process to look at the log now. */
function wakeReaders(): void {
  for (const wake of sleepers) wake();
}

/** How long a reader sleeps when nobody wakes it: another process may have written. */
const pollMilliseconds = 500;
/** Few enough that requests find their turn between two batches. */
const batch = 50;
/** Events that did not concern a reader, after which it notes its place all the same. */
const mostUnkept = 1_000;

/** Runs a catching-up reader until `stop` is called; a failing event is tried again. */
export function follow(db: Database, reader: CatchingUpReader, log: Log): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const finished = run();
  return {
    stop: () => {
      stopping.abort();
      wakeReaders();
      return finished;
    },
  };

  async function run(): Promise<void> {
    let place: LogPosition | undefined;
    let unkept = 0;
    let next: LoggedEvent[] = [];
    while (!stopping.signal.aborted) {
      try {
        place ??= reader.place === "stored" ? await storedPlace() : await logHead(db.read);
        next = await eventsAfter(db.read, place, batch);
        const heard = next.filter((event) => reader.kinds.includes(event.kind));
        if ("readBatch" in reader) {
          if (heard.length > 0) await reader.readBatch(heard);
        } else {
          for (const event of heard) {
            if (stopping.signal.aborted) return;
            await reader.read(event);
            place = placeOf(event);
            await nextTurn();
          }
        }
        const last = next.at(-1);
        if (last) place = placeOf(last);
        await nextTurn();
        unkept += next.length;
        // What did not concern it is soon passed again: no write of its own for each signal of others.
        if (reader.place === "stored" && (heard.length > 0 || unkept >= mostUnkept)) {
          await keep(place);
          unkept = 0;
        }
        if (next.length < batch) await sleep();
      } catch (error) {
        // A demo that begins again takes away what the events at hand were about, and the events with it.
        const level = troubleOf(error) || (await isGone(next)) ? "warn" : "error";
        log[level]({ err: error, reader: reader.name }, "a reader of the log failed; it tries again");
        await wait(1000, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  }

  async function isGone([first]: readonly LoggedEvent[]): Promise<boolean> {
    if (!first) return false;
    return db.read.$count(events, eq(events.id, first.id)).then(
      (count) => count === 0,
      () => false,
    );
  }

  function placeOf(event: LoggedEvent): LogPosition {
    return { transaction: event.transaction ?? 0, seq: event.seq };
  }

  async function storedPlace(): Promise<LogPosition> {
    const rows = await db.read.select().from(readerCursors).where(eq(readerCursors.reader, reader.name));
    return rows[0] ?? logStart;
  }

  async function keep(place: LogPosition): Promise<void> {
    await db.transaction(async (tx) => {
      await tx
        .insert(readerCursors)
        .values({ reader: reader.name, ...place })
        .onConflictDoUpdate({ target: readerCursors.reader, set: place });
    });
  }

  function sleep(): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        sleepers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, pollMilliseconds);
      sleepers.add(wake);
    });
  }
}
