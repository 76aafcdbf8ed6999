/** What an operator meets: starting, stopping, a second server, floods of connections. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "../../app/platform/root.server.ts";
import { clientOf } from "../support/http.ts";
import { type RunningServer, startServer } from "../support/server.ts";
import { setUp } from "../support/site.ts";
import { until } from "../support/until.ts";

let server: RunningServer;

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server.stop());

/** Runs the program as an operator would, and gives how it ended and what it said. */
async function run(args: string[], env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, ["server.js", ...args], {
    cwd: projectRoot(),
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env.PATH, PORT: "0", LOG_LEVEL: "warn", ...env },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (said += text));
  }
  const [code] = (await once(child, "close")) as [number | null];
  return { code, lines: said.trim().split("\n") };
}

describe("a start that cannot be", () => {
  it("beside another server on the same file says so in one line, and the tool still works", async () => {
    const second = await run([], { DATA_DIR: server.dataDir });
    expect(second.code).toBe(1);
    expect(second.lines).toEqual([expect.stringContaining("serves")]);
    const tool = await run(["caco", "help"], { DATA_DIR: server.dataDir });
    expect(tool.code).toBe(0);
  });

  it("without a folder to write to, a database, or a shared secret says so in one line", async () => {
    const file = path.join(server.dataDir, "letter.txt");
    await writeFile(file, "Dear Sofia, this is a letter and no database at all.\n".repeat(40));
    for (const [env, word] of [
      [{ DATA_DIR: path.join(file, "data") }, "DATA_DIR"],
      [{ DATA_DIR: path.join(server.dataDir, "other"), DATABASE_URL: `file:${file}` }, "no database"],
      [{ DATA_DIR: path.join(server.dataDir, "other"), DATABASE_URL: "postgres://127.0.0.1:1/caco" }, "SECRET"],
    ] as const) {
      const failed = await run([], env);
      expect(failed.code).toBe(1);
      expect(failed.lines).toEqual([expect.stringContaining(word)]);
    }
  });
});

it("an address with a NUL character is refused at the door", async () => {
  const client = clientOf(server.origin);
  for (const address of ["/s/a%00b", "/?q=%00"]) expect((await client.get(address)).status).toBe(400);
});

it(
  "connections that never say what they want count for their address, and are closed",
  { timeout: 60_000 },
  async () => {
    const client = clientOf(server.origin);
    const open = async (who: typeof client) =>
      (await who.get("/socket.io/?EIO=4&transport=polling", { Origin: server.origin })).status;
    for (let n = 0; n < 200; n++) expect(await open(client)).toBe(200);
    expect(await open(client)).toBe(403);
    expect(await open(clientOf(server.origin))).toBe(200);
    await until(async () => (await open(client)) === 200, 20_000);
  },
);

it("ends in time while a mail server says nothing", { timeout: 60_000 }, async () => {
  const held: Socket[] = [];
  const mute = createServer((socket) => held.push(socket.on("error", () => undefined)));
  await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
  const address = mute.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const other = await startServer({ env: { SMTP_URL: `smtp://127.0.0.1:${port}` } });
  const ann = clientOf(other.origin);
  expect((await setUp(ann, await other.setupCode())).status).toBe(303);
  expect((await clientOf(other.origin).post("/forgot", { email: "ann@example.org" })).status).toBeLessThan(400);
  await until(() => held.length > 0, 10_000);
  const begun = Date.now();
  expect(await other.stop()).toBe(0);
  expect(Date.now() - begun).toBeLessThan(15_000);
  for (const socket of held) socket.destroy();
  mute.close();
});
