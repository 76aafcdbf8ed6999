/**
 * What goes on inside a room: under its lock, with its board at hand, each happening written to the log under the next
 * number and folded at once, so that what follows builds on it. Everything that changes a room goes through here.
 */
import { and, eq, inArray } from "drizzle-orm";
import type { Database, Tx } from "../../../db/database.ts";
import { lockRoom } from "../../../db/dialect/locks.ts";
import { roomEvents, type RoomPayload, rooms, roomWords } from "../../../db/schema/rooms.ts";
import { NotFound } from "../../platform/errors.ts";
import { randomId } from "../../platform/ids.ts";
import { once } from "../../platform/once.server.ts";
import { type Board, boardAfter, type Happenings, type Phase, type RoomEvent, type RoomEventKind } from "./board.ts";
import { boardOf, keepBoard, planOf, type Room } from "./queries.server.ts";
import { dueOf } from "./rules.ts";

/** A room while it is being changed. */
export type Proceeding = {
  tx: Tx;
  room: Room;
  plan: readonly Phase[];
  now: number;
  /** As it stands after everything that happened so far. */
  readonly board: Board;
  /** Writes that something happened; `actor` is a member's id or `system`. */
  happen<Kind extends RoomEventKind>(kind: Kind, payload: Happenings[Kind], actor: string): void;
  /** Keeps what somebody said, and gives the id by which the log names it. It tells neither when nor by whom. */
  say(author: string, body: string): Promise<string>;
  /** Erases what was said, by its id: the log names it on, and nobody reads it any more. */
  unsay(...words: readonly string[]): Promise<void>;
  /** Says that something changed which only some may know. */
  stir(): void;
};

const listeners = once("listeners of rooms", () => new Set<(room: string) => void>());

/** Calls `hear` after each change of a room by this process; gives the function that ends it. */
export function onRoomChange(hear: (room: string) => void): () => void {
  listeners.add(hear);
  return () => void listeners.delete(hear);
}

/**
 * Runs `work` in a room and gives what it gives. `quiet`: what happens is no sign of life. Isolation `read committed`:
 * the room's row is held, and everything that is decided on hangs on it. Throws `NotFound`, and what `work` throws.
 */
export async function proceed<Result>(
  db: Pick<Database, "transaction">,
  id: string,
  now: number,
  work: (proceeding: Proceeding) => Promise<Result>,
  how: { quiet?: boolean } = {},
): Promise<Result> {
  return db.transaction((tx) => proceedIn(tx, id, now, work, how));
}

/** The same within a transaction that does more. */
export async function proceedIn<Result>(
  tx: Tx,
  id: string,
  now: number,
  work: (proceeding: Proceeding) => Promise<Result>,
  { quiet = false }: { quiet?: boolean } = {},
): Promise<Result> {
  await lockRoom(tx, id);
  const [room] = await tx.select().from(rooms).where(eq(rooms.id, id));
  if (!room) throw new NotFound();
  const plan = await planOf(tx, id);
  let board = await boardOf(tx, room);
  const happened: RoomEvent[] = [];
  let stirred = 0;
  const result = await work({
    tx,
    room,
    plan,
    now,
    get board() {
      return board;
    },
    happen(kind, payload, actor) {
      const event = { seq: board.seq + 1, at: now, actor, kind, payload } as RoomEvent;
      board = boardAfter(board, event);
      happened.push(event);
    },
    async say(author, body) {
      const words = randomId();
      await tx.insert(roomWords).values({ id: words, room: id, author, body, at: now });
      return words;
    },
    async unsay(...words) {
      for (let from = 0; from < words.length; from += 500) {
        await tx
          .delete(roomWords)
          .where(and(eq(roomWords.room, id), inArray(roomWords.id, words.slice(from, from + 500))));
      }
    },
    stir() {
      stirred = 1;
    },
  });
  if (happened.length === 0 && stirred === 0) return result;
  if (happened.length > 0) {
    await tx.insert(roomEvents).values(
      happened.map((event) => ({
        ...event,
        room: id,
        actor: event.actor ?? "system",
        payload: event.payload as RoomPayload,
      })),
    );
  }
  const lastAt = quiet ? room.lastAt : Math.max(room.lastAt, now);
  await tx
    .update(rooms)
    .set({
      ...(({ seq, state, phase, phaseBeganAt, deadline, pausedLeft, host, end }: Board) => ({
        seq,
        state,
        phase,
        phaseBeganAt,
        deadline,
        pausedLeft,
        host,
        end,
      }))(board),
      stirred: room.stirred + stirred,
      lastAt,
      dueAt: dueOf(board, plan[board.phase], { lastAt, startsAt: room.startsAt }),
      closedAt: board.state === "closed" ? (room.closedAt ?? now) : null,
    })
    .where(eq(rooms.id, id));
  tx.afterCommit(() => {
    keepBoard(room, board);
    for (const hear of listeners) hear(id);
  });
  return result;
}
