/** A door in front of a server, which tests close and open again: connections are cut and refused. */
import { connect, createServer, type Socket } from "node:net";
import { once } from "node:events";

export type Proxy = {
  /** The same address, by way of the proxy. */
  url: string;
  /** Cuts every connection and refuses others. */
  shut(): Promise<void>;
  /** Lets connections in again. */
  open(): Promise<void>;
  /** Cuts the next connection that sends what fits: before it arrives, or after it was done and before the answer. */
  cutAt(fits: (sent: Buffer) => boolean, moment: "before" | "after"): void;
};

/** A proxy of the server that `url` names. */
export async function proxyTo(url: string): Promise<Proxy> {
  const target = new URL(url);
  const pairs = new Set<Socket>();
  let cutting: { fits: (sent: Buffer) => boolean; moment: "before" | "after" } | null = null;
  const server = createServer((client) => {
    const behind = connect(Number(target.port), target.hostname);
    const end = () => {
      for (const socket of [client, behind]) {
        socket.destroy();
        pairs.delete(socket);
      }
    };
    for (const socket of [client, behind]) {
      pairs.add(socket);
      socket.on("error", end).on("close", end);
    }
    let isDeaf = false;
    client.on("data", (sent) => {
      if (cutting?.fits(sent)) {
        const { moment } = cutting;
        cutting = null;
        if (moment === "before") return end();
        isDeaf = true;
      }
      behind.write(sent);
    });
    behind.on("data", (answered) => void (isDeaf ? end() : client.write(answered)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const through = new URL(url);
  through.port = String(port);
  return {
    url: through.href,
    async shut() {
      for (const socket of pairs) socket.destroy();
      server.close();
      await once(server, "close");
    },
    async open() {
      server.listen(port, "127.0.0.1");
      await once(server, "listening");
    },
    cutAt: (fits, moment) => void (cutting = { fits, moment }),
  };
}

/**
 * One address in front of several servers: connections go to them in turn, past those that are gone. Gives the address
 * and the way to end it.
 */
export async function inFrontOf(origins: readonly string[]): Promise<{ origin: string; shut(): Promise<void> }> {
  const pairs = new Set<Socket>();
  let turn = 0;
  const server = createServer((client) => {
    pairs.add(client);
    client.on("error", () => client.destroy()).on("close", () => pairs.delete(client));
    const reach = (tries: number) => {
      const target = new URL(origins[turn++ % origins.length] ?? "");
      const behind = connect(Number(target.port), target.hostname);
      behind.once("connect", () => {
        pairs.add(behind);
        client.pipe(behind).pipe(client);
        client.once("close", () => behind.destroy());
      });
      behind.on("close", () => {
        if (pairs.delete(behind)) client.destroy();
      });
      behind.on("error", () => {
        if (pairs.has(behind)) return;
        if (tries > 1) reach(tries - 1);
        else client.destroy();
      });
    };
    reach(origins.length);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    origin: `http://localhost:${port}`,
    async shut() {
      for (const socket of pairs) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
