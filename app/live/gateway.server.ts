/**
 * The one place that knows socket.io. A connection is the HTTP session and nothing else: its
 * cookie and Origin are checked at the handshake, its session again at each event, and it is cut
 * when the session ends. Threats: another site's page opening a socket with a visitor's cookie
 * (`cors` does not guard websockets), a revoked person listening on, floods, huge frames.
 * Connection-state recovery stays off: it lets a revoked person back in.
 */
import { randomUUID } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { IncomingMessage, Server as HttpServer } from "node:http";
import { Server, type Socket } from "socket.io";
import type { Database } from "../../db/database.ts";
import { actorOf, sessionIsAlive } from "../features/accounts/session.server.ts";
import { isSignedIn } from "../platform/actor.ts";
import type { Config } from "../platform/config.server.ts";
import type { Context } from "../platform/context.server.ts";
import { Refused, Unauthorized } from "../platform/errors.ts";
import type { CatchingUpReader } from "../platform/events.server.ts";
import { clientAddress } from "../platform/http/address.server.ts";
import { isSameOrigin } from "../platform/http/doors.server.ts";
import { problemOf } from "../platform/problem-of.server.ts";
import type { Log } from "../platform/log.server.ts";
import { countSocket } from "../platform/metrics.server.ts";
import { once } from "../platform/once.server.ts";
import { liveEvents } from "./events.server.ts";
import { runDocuments } from "./documents.server.ts";
import { safeOn } from "./handlers.server.ts";
import { readerOf, tellReaders } from "./readers.server.ts";
import { runRooms } from "./rooms.server.ts";
import { type Cut, type Out, tellingOf, toldOnce } from "./telling.server.ts";

type Means = { config: Config; db: Database; log: Log };

/** A connection before it has asked for anything. */
type Connection = Socket["conn"];

/** Browsers that may be connected from one address at once: a company in one large room has a single one. */
const mostPerAddress = 1_200;

/** Connections from one address that have not said yet what they want: a room that comes back at once waits its turn. */
const mostSilent = 200;

/** Connections of one member at once: some windows on some devices. */
const mostPerMember = 50;

/** Connections of visitors from one address at once. */
const mostVisitors = 200;

/** The places that one address takes, and those of them of which nobody knows yet what for. */
type Taken = { all: number; silent: Set<Connection> };

const gateway = once("gateway", () => ({ io: null as Server | null, perAddress: new Map<string, Taken>() }));

/** Lets sockets in on the HTTP server's port. */
export function attachGateway(server: HttpServer, means: Means): { close(): Promise<void> } {
  const io = new Server(server, {
    serveClient: false,
    destroyUpgrade: false,
    maxHttpBufferSize: 64 * 1024,
    pingInterval: 10_000,
    pingTimeout: 10_000,
    connectTimeout: 5_000,
    allowRequest: (req, decide) => decide(null, mayConnect(req, means.config)),
  });
  io.use((socket, next) => {
    void admit(socket, means).then(
      () => next(),
      (error: unknown) => {
        if (!problemOf(error)) means.log.error({ err: error }, "a live connection could not be let in");
        next(new Error("unavailable"));
      },
    );
  });
  // Counted when they open: whoever never says what they want takes a place all the same.
  io.engine.on("connection", (connection: Connection) => {
    if (!takesPlace(connection, means.config)) connection.close();
  });
  io.on("connection", (socket) => {
    for (const event of liveEvents) safeOn(socket, event, () => contextOf(socket, means));
  });
  tellReaders(io);
  const running = [runRooms(io, means), runDocuments(io, means)];
  gateway.io = io;
  return {
    close: async () => {
      gateway.io = null;
      await Promise.all(running.map((each) => each.stop()));
      io.disconnectSockets(true);
      await io.close();
    },
  };
}

/** A browser always says where a socket is opened from; the rest must prove nothing less. */
function mayConnect(req: IncomingMessage, config: Config): boolean {
  if (req.headers.origin === undefined && req.headers["sec-fetch-site"] === undefined) return false;
  const address = clientAddress(req, config.trustProxy);
  return isSameOrigin(req, config) && hasPlace(gateway.perAddress.get(address));
}

function hasPlace(taken: Taken | undefined): boolean {
  return !taken || (taken.all < mostPerAddress && taken.silent.size < mostSilent);
}

/** Counts the connection for its address until it closes, unless there are too many. */
function takesPlace(connection: Connection, config: Config): boolean {
  const address = clientAddress(connection.request, config.trustProxy);
  const taken = gateway.perAddress.get(address) ?? { all: 0, silent: new Set() };
  if (!hasPlace(taken)) return false;
  taken.all++;
  taken.silent.add(connection);
  gateway.perAddress.set(address, taken);
  const closed = countSocket();
  connection.once("close", () => {
    closed();
    taken.all--;
    taken.silent.delete(connection);
    if (taken.all === 0) gateway.perAddress.delete(address);
  });
  return true;
}

async function admit(socket: Socket, means: Means): Promise<void> {
  const { actor, address } = await contextOf(socket, means);
  gateway.perAddress.get(address)?.silent.delete(socket.conn);
  socket.data.reader = readerOf(actor, address, socket.request.headers["user-agent"]);
  const whose = isSignedIn(actor) ? `member:${actor.id}` : `visitors:${address}`;
  const most = isSignedIn(actor) ? mostPerMember : mostVisitors;
  if ((socket.nsp.adapter.rooms.get(whose)?.size ?? 0) >= most) throw new Refused("too_many");
  // At once, so that nobody else is counted in between.
  await socket.join(whose);
  if (!isSignedIn(actor)) return;
  socket.data.session = actor.session;
  await socket.join(`session:${actor.session}`);
  // A session that ended before the socket could be found by its cut.
  if (!(await sessionIsAlive(means.db, actor.session))) throw new Unauthorized();
}

/** Who this socket belongs to now. A session that ended since the handshake cuts the socket. */
async function contextOf(socket: Socket, { config, db, log }: Means): Promise<Context> {
  const now = Date.now();
  const { actor } = await actorOf(db, socket.request.headers.cookie, now, config);
  if (socket.data.session !== undefined && !isSignedIn(actor)) socket.disconnect(true);
  return {
    actor,
    now,
    locale: isSignedIn(actor) ? actor.locale : "en",
    db,
    config,
    log,
    request: randomUUID(),
    address: clientAddress(socket.request, config.trustProxy),
  };
}

/** Turns events of the log into messages and cuts, on this node's own sockets only. */
export function liveReader(db: Database): CatchingUpReader {
  return {
    name: "live",
    place: "from now",
    kinds: Object.keys(tellingOf),
    async readBatch(events) {
      const { io } = gateway;
      if (!io) return;
      for (const { tell, event } of toldOnce(events)) {
        for (const out of await tell(db.read, event)) send(io, out);
        await nextTurn();
      }
    },
  };
}

function send(io: Server, out: Out | Cut): void {
  if ("cut" in out) {
    const sockets = out.except ? io.in(out.cut).except(out.except) : io.in(out.cut);
    sockets.disconnectSockets(true);
  } else {
    io.to(out.to).emit("live", out.message);
  }
}
