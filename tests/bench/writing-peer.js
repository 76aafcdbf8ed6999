/**
 * A server that Caco's writing together is compared with, as it is without any setting: in memory, storing nothing.
 * `node tests/bench/writing-peer.js hocuspocus|y-socket.io`
 */
import { once } from "node:events";
import { createServer } from "node:http";
import { Server as Hocuspocus } from "@hocuspocus/server";
import { Server as SocketServer } from "socket.io";
import { YSocketIO } from "y-socket.io/dist/server";

const server = await listening(process.argv[2]);
const address = server.address();
if (address === null || typeof address === "string") throw new Error("The server has no port.");
console.log(`Listening on http://127.0.0.1:${address.port}`);

/** @param {string | undefined} name */
async function listening(name) {
  if (name === "hocuspocus") {
    const hocuspocus = new Hocuspocus({ port: 0, address: "127.0.0.1", quiet: true });
    await hocuspocus.listen();
    return hocuspocus.httpServer;
  }
  if (name !== "y-socket.io") throw new Error("Which server?");
  const http = createServer();
  new YSocketIO(new SocketServer(http)).initialize();
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  return http;
}
