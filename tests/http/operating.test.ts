/** What an operator meets: starting, stopping, a second server, floods of connections. */
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import SqliteDriver from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientOf } from "../support/http.ts";
import { run, type RunningServer, startServer } from "../support/server.ts";
import { setUp } from "../support/site.ts";
import { until } from "../support/until.ts";

let server: RunningServer;

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server.stop());

describe("a start that cannot be", () => {
  it("beside another server on the same file says so in one line, and the tool still works", async () => {
    const second = await run([], { DATA_DIR: server.dataDir });
    expect(second.code).toBe(1);
    expect(second.lines).toEqual([expect.stringContaining("serves")]);
    const tool = await run(["caco", "help"], { DATA_DIR: server.dataDir });
    expect(tool.code).toBe(0);
  });

  /** As somebody who may not write everywhere; tests in containers often run as one who may. */
  const asNobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

  it("says in one line what an operator can mend", { timeout: 90_000 }, async () => {
    const dir = await mkdtemp(path.join(tmpdir(), "caco-start-"));
    const letter = path.join(dir, "letter.txt");
    const kept = path.join(dir, "kept");
    const closed = path.join(dir, "closed");
    await writeFile(letter, "Dear Sofia, this is a letter and no database at all.\n".repeat(40));
    await mkdir(kept);
    await mkdir(closed);
    new SqliteDriver(path.join(kept, "caco.db")).exec("pragma journal_mode = wal; create table a (id integer)").close();
    for (const open of [dir, kept, letter]) await chmod(open, 0o777);
    await chmod(closed, 0o555);
    await chmod(path.join(kept, "caco.db"), 0o444);

    const wrong: [NodeJS.ProcessEnv, RegExp, string[]][] = [
      [{ DATA_DIR: path.join(letter, "data") }, /data cannot be .*written \((ENOTDIR|EEXIST)\)/, []],
      [{ DATA_DIR: letter }, /letter\.txt.* cannot be .*written \((ENOTDIR|EEXIST)\)/, ["migrate"]],
      [{ DATA_DIR: closed }, /closed.* cannot be .*written \(EACCES\)/, ["migrate"]],
      [
        { DATA_DIR: kept },
        /caco\.db cannot be opened and written \(EACCES\)/,
        ["migrate --dry-run", "admin grant ann@example.org"],
      ],
      [{ DATA_DIR: kept, DATABASE_URL: `file:${letter}` }, /letter\.txt is no database/, []],
      [{ DATA_DIR: kept, DATABASE_URL: `file:${dir}` }, /cannot be opened and written/, []],
      [{ DATA_DIR: kept, DATABASE_URL: "mysql://caco:geheim@example.org/x" }, /DATABASE_URL has a value/, ["migrate"]],
      [{ DATA_DIR: kept, PORT: "http" }, /PORT has a value that cannot be used: "http"/, []],
    ];
    for (const [env, sentence, tools] of wrong) {
      const orders = [[], ...tools.map((words) => ["caco", ...words.split(" ")])];
      for (const { code, lines } of await Promise.all(orders.map((words) => run(words, env, asNobody)))) {
        expect(lines).toEqual([expect.stringMatching(sentence)]);
        expect(lines[0]).not.toContain("geheim");
        expect(code).toBe(1);
      }
    }
    await rm(dir, { recursive: true });
  });

  it("with PostgreSQL and no shared secret says so in one line", async () => {
    const failed = await run([], { DATA_DIR: server.dataDir, DATABASE_URL: "postgres://127.0.0.1:1/caco" });
    expect(failed).toEqual({ code: 1, lines: [expect.stringContaining("SECRET")] });
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
    await until(async () => (await open(client)) === 200, 40_000);
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
