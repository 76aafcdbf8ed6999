/** Live connections for tests: real sockets to a real server. */
import { io, type Socket } from "socket.io-client";
import type { LiveMessage, LiveReply } from "../../app/live/messages.ts";
import type { Client } from "./http.ts";
import { until } from "./until.ts";

export type Live = {
  socket: Socket;
  /** Everything heard so far. */
  heard: LiveMessage[];
  /** Sends an event and gives the answer. */
  ask(event: string, ...args: unknown[]): Promise<LiveReply>;
  /** Waits until a message that fits was heard, and gives it. */
  hears(fits: (message: LiveMessage) => boolean, patience?: number): Promise<LiveMessage>;
  close(): void;
};

const opened: Socket[] = [];

/** Opens a live connection as this client's browser would, with its cookies and its origin. */
export async function connected(
  origin: string,
  client: Client,
  headers: Record<string, string> = {},
  { reconnects = false } = {},
): Promise<Live> {
  const socket = socketOf(origin, client, headers, "websocket", reconnects);
  const refused = new Promise<never>((_, reject) => socket.once("connect_error", reject));
  await Promise.race([came(socket, "connect"), refused]);
  return liveOf(socket);
}

/** Waits until the server, or the network, has ended a connection. */
export function disconnected(live: Live): Promise<void> {
  return came(live.socket, "disconnect");
}

function came(socket: Socket, event: string): Promise<void> {
  return new Promise((resolve) => socket.once(event, () => resolve()));
}

/** Tries to open one and gives why it was refused, or null when it was let in. */
export async function refusal(
  origin: string,
  client: Client,
  how: { headers: Record<string, string>; transport: "websocket" | "polling" },
): Promise<Error | null> {
  const socket = socketOf(origin, client, how.headers, how.transport);
  const outcome = await Promise.race([
    came(socket, "connect").then(() => null),
    new Promise<Error>((resolve) => socket.once("connect_error", resolve)),
  ]);
  socket.close();
  return outcome;
}

function socketOf(
  origin: string,
  client: Client,
  headers: Record<string, string>,
  transport: "websocket" | "polling" = "websocket",
  reconnection = false,
): Socket {
  const socket = io(origin, {
    transports: [transport],
    reconnection,
    reconnectionDelay: 50,
    reconnectionDelayMax: 200,
    forceNew: true,
    extraHeaders: { ...client.ownHeaders(), Origin: origin, ...headers },
  });
  opened.push(socket);
  return socket;
}

function liveOf(socket: Socket): Live {
  const heard: LiveMessage[] = [];
  socket.on("live", (message: LiveMessage) => heard.push(message));
  return {
    socket,
    heard,
    ask: (event, ...args) => socket.timeout(30_000).emitWithAck(event, ...args) as Promise<LiveReply>,
    hears: (fits, patience) => until(() => heard.find(fits), patience),
    close: () => void socket.close(),
  };
}

/** Closes every connection that a test file opened. */
export function closeSockets(): void {
  for (const socket of opened.splice(0)) socket.close();
}
