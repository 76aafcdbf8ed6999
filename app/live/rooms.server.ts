/**
 * What runs for the rooms on each server: it tells browsers what happens, notes who is there, and looks at the clock.
 * The database is what servers share: each looks at the numbers of the rooms that it has people in, so that nothing
 * hangs on a message that could be lost.
 */
import { inArray } from "drizzle-orm";
import type { Server, Socket } from "socket.io";
import type { Database } from "../../db/database.ts";
import { troubleOf } from "../../db/dialect/trouble.ts";
import { rooms } from "../../db/schema/rooms.ts";
import { holdRoom, presenterlessRooms } from "../features/pitching/presence.server.ts";
import { dueRooms, hostlessRooms, noteHere, replaceHost, tick } from "../features/rooms/entering.server.ts";
import { onRoomChange } from "../features/rooms/proceeding.server.ts";
import { boardOf, frameOf, handOf, peopleHere, planOf, roomEventsAfter } from "../features/rooms/queries.server.ts";
import { channelOf, isUnseen } from "../features/rooms/rules.ts";
import type { Log } from "../platform/log.server.ts";
import { once } from "../platform/once.server.ts";
import { type Resting, restingAfterFailures } from "./resting.ts";

/** How often a room's people are told what happened, at most: what comes together goes in one message. In milliseconds. */
const between = 100;
/** How often the clock and the numbers of the rooms are looked at, in milliseconds. */
const every = 250;
/** How often it is noted who is there, and looked whether a host is, in milliseconds. */
const heartbeat = 2_000;
/** How long after its start a server takes nobody for gone: all come back first. In milliseconds. */
const settling = 15_000;

type Told = {
  seq: number;
  stirred: number;
  at: number;
  timer: NodeJS.Timeout | null;
  here: Set<string>;
  hands: Map<string, string>;
};

const state = once("rooms told", () => new Map<string, Told>());

/** Runs the rooms of this server until `stop` is called. */
export function runRooms(io: Server, { db, log }: { db: Database; log: Log }): { stop(): Promise<void> } {
  const sockets = io.of("/");
  const startedAt = Date.now();
  let stopping = false;
  const failed = (error: unknown, what: string) => {
    // A database that is away comes back: then the rooms go on.
    if (!stopping) log[troubleOf(error) ? "warn" : "error"]({ err: error }, what);
  };

  const inside = (room: string) => {
    const ids = sockets.adapter.rooms.get(channelOf(room));
    return ids ? [...ids].flatMap((id) => sockets.sockets.get(id) ?? []) : [];
  };
  const membersInside = (room: string) => [...new Set(inside(room).flatMap((socket) => memberOf(socket) ?? []))];
  const roomsHere = () =>
    [...sockets.adapter.rooms.keys()]
      .filter((name) => name.startsWith("room:"))
      .map((name) => name.slice("room:".length));

  /** Tells soon what happened in a room; several calls are one. */
  const tellSoon = (room: string) => {
    const told = state.get(room);
    if (!told || told.timer !== null || stopping) return;
    told.timer = setTimeout(
      () => {
        told.timer = null;
        told.at = Date.now();
        void tell(room, told).catch((error: unknown) => failed(error, "a room could not be told what happened"));
      },
      Math.max(0, told.at + between - Date.now()),
    );
  };

  const tell = async (room: string, told: Told) => {
    const [row] = await db.read
      .select({ id: rooms.id, createdBy: rooms.createdBy, seq: rooms.seq, stirred: rooms.stirred })
      .from(rooms)
      .where(inArray(rooms.id, [room]));
    if (!row) return;
    if (row.seq > told.seq) {
      const events = await roomEventsAfter(db.read, room, told.seq);
      const last = events.at(-1)?.seq ?? told.seq;
      if (last <= told.seq) return;
      for (const event of events) {
        if (event.kind === "blocked") io.in(`member:${event.payload.member}`).socketsLeave(channelOf(room));
      }
      const frame = await frameOf(db.read, row, events);
      // Told twice is dropped by its number; told never would be missed.
      if (last > told.seq) io.to(channelOf(room)).emit("room", frame);
      told.seq = Math.max(told.seq, last);
    }
    if (row.stirred > told.stirred) {
      told.stirred = row.stirred;
      await tellHands(room, row, told);
    }
    if (told.seq < row.seq) tellSoon(room);
  };

  /** Whoever writes together with others sees what they write; nobody else learns even that they did. */
  const tellHands = async (room: string, row: { id: string; createdBy: string }, told: Told) => {
    const board = await boardOf(db.read, row);
    const plan = await planOf(db.read, room);
    const phase = plan[board.phase];
    if (!phase || !isUnseen(phase) || phase.grouping === "alone") return;
    for (const member of membersInside(room)) {
      const hand = await handOf(db.read, board, plan, room, member);
      const said = JSON.stringify(hand);
      if (told.hands.get(member) === said) continue;
      told.hands.set(member, said);
      for (const socket of inside(room)) if (memberOf(socket) === member) socket.emit("room-hand", { room, hand });
    }
  };

  const begin = (name: string) => {
    if (!name.startsWith("room:")) return;
    const room = name.slice("room:".length);
    if (state.has(room)) return;
    const told: Told = { seq: Infinity, stirred: Infinity, at: 0, timer: null, here: new Set(), hands: new Map() };
    state.set(room, told);
    void db.read
      .select({ seq: rooms.seq, stirred: rooms.stirred })
      .from(rooms)
      .where(inArray(rooms.id, [room]))
      .then(([row]) => {
        // Whoever came in reads how it stands after joining, so nothing is missed between the two.
        told.seq = row?.seq ?? 0;
        told.stirred = row?.stirred ?? 0;
      })
      .catch((error: unknown) => {
        state.delete(room);
        failed(error, "a room could not be begun to tell");
      });
  };
  const end = (name: string) => {
    const room = name.slice("room:".length);
    const told = name.startsWith("room:") ? state.get(room) : undefined;
    if (!told) return;
    if (told.timer) clearTimeout(told.timer);
    state.delete(room);
  };
  sockets.adapter.on("create-room", begin);
  sockets.adapter.on("delete-room", end);
  const deaf = onRoomChange(tellSoon);

  const restingClocks = restingAfterFailures();
  const restingHosts = restingAfterFailures();
  const restingPitches = restingAfterFailures();
  const attempt = async (resting: Resting, room: string, work: typeof tick, what: string) => {
    try {
      await work(db, room, Date.now());
      resting.succeeded(room);
    } catch (error) {
      resting.failed(room, Date.now());
      failed(error, what);
    }
  };

  const lookAtClock = async () => {
    for (const room of await dueRooms(db.read, Date.now(), restingClocks.at(Date.now()))) {
      await attempt(restingClocks, room, tick, "the clock of a room could not go on");
    }
    const listened = roomsHere();
    if (listened.length === 0) return;
    const rows = await db.read
      .select({ id: rooms.id, seq: rooms.seq, stirred: rooms.stirred })
      .from(rooms)
      .where(inArray(rooms.id, listened));
    for (const { id, seq, stirred } of rows) {
      const told = state.get(id);
      if (told && (seq > told.seq || stirred > told.stirred)) tellSoon(id);
    }
  };

  const beat = async () => {
    for (const room of roomsHere()) {
      // Each by itself: what is wrong with one makes nobody else look away.
      await lookAfter(room).catch((error: unknown) => failed(error, "it could not be noted who is in a room"));
    }
    if (Date.now() - startedAt < settling) return;
    for (const room of await presenterlessRooms(db.read, Date.now(), restingPitches.at(Date.now()))) {
      await attempt(restingPitches, room, holdRoom, "a pitch could not be held");
    }
    for (const room of await hostlessRooms(db.read, Date.now(), restingHosts.at(Date.now()))) {
      await attempt(restingHosts, room, replaceHost, "a host could not be replaced");
    }
  };

  const lookAfter = async (room: string) => {
    await noteHere(db, room, membersInside(room), Date.now());
    // All who are left may be done.
    if (await tellHere(room)) await tick(db, room, Date.now());
  };

  /** Tells who came and who went, and gives whether somebody went. */
  const tellHere = async (room: string): Promise<boolean> => {
    const told = state.get(room);
    if (!told) return false;
    const now = new Set(await peopleHere(db.read, room, Date.now()));
    const came = [...now].filter((member) => !told.here.has(member));
    const went = [...told.here].filter((member) => !now.has(member));
    told.here = now;
    if (came.length + went.length > 0) io.to(channelOf(room)).emit("room-here", { room, came, went });
    return went.length > 0;
  };

  const loops = [repeat(lookAtClock, every), repeat(beat, heartbeat)];
  return {
    stop: async () => {
      stopping = true;
      deaf();
      sockets.adapter.off("create-room", begin);
      sockets.adapter.off("delete-room", end);
      for (const told of state.values()) if (told.timer) clearTimeout(told.timer);
      state.clear();
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };

  /** Does something again and again, never twice at once. */
  function repeat(work: () => Promise<void>, pause: number): { stop(): Promise<void> } {
    let running: Promise<void> | null = null;
    const timer = setInterval(() => {
      if (running || stopping) return;
      running = work()
        .catch((error: unknown) => failed(error, "the rooms could not be looked after"))
        .finally(() => {
          running = null;
        });
    }, pause);
    timer.unref();
    return {
      stop: async () => {
        clearInterval(timer);
        await running;
      },
    };
  }
}

function memberOf(socket: Socket): string | undefined {
  return (socket.data as { member?: string }).member;
}
