/**
 * Who has an idea open just now. Told as a number only: nobody is shown who reads what. Nothing is
 * stored; the number is that of the connections that watch the idea, each person counted once.
 */
import { createHash } from "node:crypto";
import type { Namespace, Server } from "socket.io";
import type { Actor } from "../platform/actor.ts";
import { isSignedIn } from "../platform/actor.ts";
import type { LiveMessage } from "./messages.ts";

/** Changes of a number are told together, this often at most, in milliseconds. */
const pause = 500;

/**
 * One person: a member wherever he or she has pages open; visitors by their address and browser,
 * which counts two alike as one rather than one twice.
 */
export function readerOf(actor: Actor, address: string, browser: string | undefined): string {
  if (isSignedIn(actor)) return `member:${actor.id}`;
  return `visitor:${createHash("sha256").update(`${address} ${browser}`).digest("base64url")}`;
}

/** How many people have an idea open. */
export async function readersOf(sockets: Namespace, idea: string): Promise<number> {
  const watching = await sockets.in(`idea:${idea}`).fetchSockets();
  return new Set(watching.map((socket) => (socket.data as { reader?: string }).reader)).size;
}

/** Tells those who have an idea open when their number changes. */
export function tellReaders(io: Server): void {
  const sockets = io.of("/");
  const told = new Map<string, number>();
  const waiting = new Set<string>();
  const changed = (room: string) => {
    if (!room.startsWith("idea:") || waiting.has(room)) return;
    waiting.add(room);
    setTimeout(() => {
      waiting.delete(room);
      void tell(room);
    }, pause).unref();
  };
  const tell = async (room: string) => {
    const idea = room.slice("idea:".length);
    const readers = await readersOf(sockets, idea);
    // Whoever came alone knows it: the answer to `watch` says so.
    if ((told.get(room) ?? 1) === readers) return;
    if (readers > 1) told.set(room, readers);
    else told.delete(room);
    const message: LiveMessage = { kind: "readers", idea, readers };
    sockets.to(room).emit("live", message);
  };
  sockets.adapter.on("join-room", changed);
  sockets.adapter.on("leave-room", changed);
}
